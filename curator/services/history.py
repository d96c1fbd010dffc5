"""What happened to a study or an article: changes, differences, who said what, and back again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from curator.domain.claims import Item, claim_from_json, claims_from_json
from curator.domain.diff import FieldDiff, diff_claims
from curator.domain.documents import ARTICLE, EXTRACTION, STUDY
from curator.domain.errors import NotFoundError
from curator.domain.filling import claim_text, item_text
from curator.domain.forms import Form
from curator.services.applying import shown_reason
from curator.services.listing import find
from curator.services.past import Past, past_of
from curator.services.registry import Registry
from curator.services.restoring import restore, restore_field
from curator.services.values import BlameRow, ChangeRow, DecisionDiff, StudyDiff
from curator.store.studies import stored_as_of

__all__ = [
    "blame",
    "diff",
    "history",
    "restore",
    "restore_field",
    "stored_as_of",
]

_SHOWN: Final = 4
"""Fields named in a summary."""

Document = Mapping[str, Any]


def history(registry: Registry, name: str) -> tuple[ChangeRow, ...]:
    """The changes that touched a study or one of its extractions, or an article; newest first.

    Args:
        registry: To read from.
        name: Id or label.

    Raises:
        NotFoundError: There is none.
    """
    subject = find(registry, name)
    with registry.read() as session:
        past = past_of(session, subject)
    rows = [
        _row(past, registry.form, seq=seq, rev=rev) for rev, seq in enumerate(past.changes, start=1)
    ]
    return tuple(reversed(rows))


def _row(past: Past, form: Form, *, seq: int, rev: int) -> ChangeRow:
    made = past.changes[seq]
    fields: dict[str, None] = {}
    told = []
    back: dict[str, list[str]] = {}
    for one, documents in past.documents.items():
        if seq not in documents:
            continue
        before, after = past.before(one, seq), documents[seq]
        changed = [diff.field for diff in _claim_diffs(before, after)]
        fields |= dict.fromkeys(changed)
        back[one] = changed
        words = [*_notes(past, one, form=form, before=before, after=after), *_named(form, changed)]
        if words:
            label = past.labels[one]
            told.append(f"{label}: {', '.join(words)}" if label else ", ".join(words))
    summary = "; ".join(told)
    if made.kind == "restore" and (source := _restored_from(past, back, seq=seq)):
        summary = f"Restored as of rev {source}: {summary}"
    return ChangeRow(
        seq=seq,
        rev=rev,
        at=made.at,
        author=made.author.name,
        kind=made.kind,
        reason=shown_reason(made.reason),
        summary=summary,
        seal=made.seal,
        fields=tuple(fields),
    )


def _restored_from(past: Past, fields: Mapping[str, list[str]], *, seq: int) -> int:
    """The newest revision before a restore that held what the restore brought back; 0: none."""
    found = 0
    for rev, earlier in enumerate(past.changes, start=1):
        if earlier < seq and all(
            _claims(past.at(one, earlier)).get(key) == _claims(past.at(one, seq)).get(key)
            for one, keys in fields.items()
            for key in keys
        ):
            found = rev
    return found if any(fields.values()) else 0


def _claims(document: Document | None) -> Mapping[str, Any]:
    return document.get("claims", {}) if document else {}


def _claim_diffs(before: Document | None, after: Document | None) -> tuple[FieldDiff, ...]:
    old, new = (
        claims_from_json(document.get("claims", {}) if document else {})
        for document in (before, after)
    )
    return diff_claims(old, new)


def _label(form: Form, key: str) -> str:
    field = form.field(key)
    return field.label if field else key


def _named(form: Form, keys: list[str]) -> list[str]:
    labels = [_label(form, key) for key in keys]
    if len(labels) <= _SHOWN:
        return labels
    return [*labels[:_SHOWN], f"and {len(labels) - _SHOWN} more"]


def _notes(
    past: Past, one: str, *, form: Form, before: Document | None, after: Document
) -> Iterator[str]:
    """What a revision changed beside its claims."""
    kind = past.kinds[one]
    if kind == STUDY:
        yield from _study_notes(past, before, after=after, form=form)
    elif kind == ARTICLE:
        yield from _article_notes(before, after)
    else:
        yield from _extraction_notes(past, before, after=after)


def _study_notes(
    past: Past, before: Document | None, *, after: Document, form: Form
) -> Iterator[str]:
    if before is None:
        yield f"study “{after['label']}” begun"
        return
    if before["label"] != after["label"]:
        yield f"label “{before['label']}” → “{after['label']}”"
    if before["state"] != after["state"]:
        yield "study withdrawn" if after["state"] == "withdrawn" else "study brought back"
    decided = [one for one in after["decisions"] if one not in before["decisions"]]
    kept = {one["field"] for one in after["decisions"]}
    yield from (_decision_words(past, form, decision=one) for one in decided)
    gone = {one["field"] for one in before["decisions"]} - kept
    yield from (f"decision on {_label(form, key)} taken back" for key in sorted(gone))
    if before["relations"] != after["relations"]:
        yield "relations to other studies"


def _decision_words(past: Past, form: Form, *, decision: Document) -> str:
    """What was decided, from whom, and why: “decided on Organism: mouse, from A-0002 (…)”."""
    words = f"decided on {_label(form, decision['field'])}"
    chosen = _chosen(past, form, decision=decision)
    return words + (f": {chosen}" if chosen else "") + f" ({decision['reason']})"


def _chosen(past: Past, form: Form, *, decision: Document) -> str:
    """What stands by a decision: “mouse, from A-0002”; "" where it is of no field that there is."""
    field = form.field(decision["field"])
    chosen = [
        f"{item_text(field, item)}, from {past.labels[extraction]}"
        for extraction, item_id in decision.get("chosen", ())
        if field and (item := _item_said(past, extraction, field=field.key, item_id=item_id))
    ]
    if decision.get("edited") is not None and field:
        chosen = [claim_text(field, claim_from_json(decision["edited"])) or "a status"]
    return "; ".join(chosen)


def _decision_diffs(
    past: Past, form: Form, *, old: Document | None, new: Document | None
) -> Iterator[DecisionDiff]:
    """The fields of the form whose decision is another one."""
    before, after = (
        {one["field"]: one for one in (document or {}).get("decisions", ())}
        for document in (old, new)
    )
    for field in form.fields():
        first, last = before.get(field.key), after.get(field.key)
        if first != last:
            yield DecisionDiff(
                field.key,
                _chosen(past, form, decision=first) or "no value" if first else "",
                _chosen(past, form, decision=last) or "no value" if last else "",
                first["reason"] if first else "",
                last["reason"] if last else "",
            )


def _item_said(past: Past, extraction: str, *, field: str, item_id: str) -> Item | None:
    """An item as it was last said, whether it still is or not."""
    for document in reversed(tuple(past.documents.get(extraction, {}).values())):
        if field in document["claims"]:
            item = claim_from_json(document["claims"][field]).item(item_id)
            if item is not None:
                return item
    return None


def _article_notes(before: Document | None, after: Document) -> Iterator[str]:
    if before is None:
        yield "imported"
        return
    if before["state"] != after["state"]:
        yield f"{_plain(before['state'])} → {_plain(after['state'])}"
    if before["text_digest"] != after["text_digest"]:
        yield f"text from {after['file_name']} ({after['encoding']})"
    if before["blocks"] != after["blocks"]:
        yield "what is main text"
    if before["links"] != after["links"]:
        yield "links to other articles"


def _plain(state: str) -> str:
    return state.replace("_", " ")


def _extraction_notes(past: Past, before: Document | None, *, after: Document) -> Iterator[str]:
    if before is None:
        yield f"reading begun ({after['role']})"
        return
    if before["study"] != after["study"]:
        ours = after["study"] == past.subject.id or past.subject.kind == ARTICLE
        yield "reading moved here" if ours else "reading moved to another study"
    if before["status"] != after["status"]:
        yield "reading withdrawn" if after["status"] == "withdrawn" else "reading brought back"
    if before["role"] != after["role"]:
        yield f"{before['role']} → {after['role']}"


def diff(registry: Registry, name: str, *, a: int, b: int) -> StudyDiff:
    """What differs in a study (with its extractions) or an article between two changes.

    Raises:
        NotFoundError: There is no such study or article, or there was none yet at both changes.
    """
    subject = find(registry, name)
    with registry.read() as session:
        past = past_of(session, subject)
    if past.at(subject.id, max(a, b)) is None:
        raise NotFoundError(f"{subject.label} was not there yet at change {max(a, b)}.")
    fields, notes = [], []
    decisions: list[DecisionDiff] = []
    for one in past.documents:
        old, new = past.at(one, a), past.at(one, b)
        if past.kinds[one] == EXTRACTION:
            old, new = (document if past.belongs(document) else None for document in (old, new))
        if past.kinds[one] == STUDY:
            decisions += _decision_diffs(past, registry.form, old=old, new=new)
        label = past.labels[one]
        fields += [(label, each) for each in _claim_diffs(old, new)]
        said = _between(past, one, form=registry.form, old=old, new=new)
        notes += [f"{label}: {note}" if label else note for note in said]
    return StudyDiff(a, b, tuple(fields), tuple(notes), tuple(decisions))


def _between(
    past: Past, one: str, *, form: Form, old: Document | None, new: Document | None
) -> Iterator[str]:
    if new is not None and old != new:
        yield from _notes(past, one, form=form, before=old, after=new)
    elif old is not None and new is None:
        yield "not there"


def blame(registry: Registry, name: str) -> tuple[BlameRow, ...]:
    """For every claim of a study's active extractions, the change that it has stood since.

    Raises:
        NotFoundError: There is no such study.
    """
    subject = find(registry, name)
    with registry.read() as session:
        past = past_of(session, subject)
    form = registry.form
    revs = {seq: rev for rev, seq in enumerate(past.changes, start=1)}
    rows = []
    for one, documents in past.documents.items():
        newest = list(documents.values())[-1]
        if past.kinds[one] == EXTRACTION and not past.belongs(newest):
            continue
        for key, seq in _since(documents).items():
            rows.append(_blame_row(past, form, one, key=key, seq=seq, rev=revs.get(seq, 0)))
    order = {field.key: n for n, field in enumerate(form.fields())}
    return tuple(sorted(rows, key=lambda row: (order.get(row.field, len(order)), row.label)))


def _since(documents: Mapping[int, Document]) -> dict[str, int]:
    """Of each field that has a claim now, the change since which it has been as it is."""
    since: dict[str, int] = {}
    before: Document = {}
    for seq, document in documents.items():
        claims = document.get("claims", {})
        since = {
            key: since[key] if key in since and before.get(key) == claim else seq
            for key, claim in claims.items()
        }
        before = claims
    return since


def _blame_row(past: Past, form: Form, one: str, *, key: str, seq: int, rev: int) -> BlameRow:
    made = past.changes.get(seq)
    claim = claims_from_json(list(past.documents[one].values())[-1]["claims"])[key]
    field = form.field(key)
    return BlameRow(
        field=key,
        extraction=one,
        label=past.labels[one],
        value=claim_text(field, claim) if field else "",
        status=claim.status,
        who=made.author.name if made else "",
        at=made.at if made else "",
        rev=rev,
        seq=seq,
        reason=shown_reason(made.reason) if made else "",
    )
