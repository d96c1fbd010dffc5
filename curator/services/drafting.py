"""A curator's draft of one article: opened on what is saved, merged with what others saved, saved.

The window keeps the ``EditLog`` and sends each step to the draft lane; these functions are what
happens at its two ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa

from curator.domain.documents import ARTICLE, EXTRACTION, STUDY
from curator.domain.edits import EditLog, Fragment, Step
from curator.domain.errors import RefusedError
from curator.domain.identity import now
from curator.domain.merge import Clash, merge_documents
from curator.domain.moving import Move
from curator.services.registry import Registry
from curator.services.saving import save
from curator.services.values import Author, OpenedArticle, Saved
from curator.store.drafts import Based, DraftKey, DraftStore, StoredDraft, trimmed
from curator.store.journal import NewEntity, NewRevision
from curator.store.tables import change

_ORDER: Final[Mapping[str, int]] = {ARTICLE: 0, STUDY: 1, EXTRACTION: 2}
"""Saved in this order, so that an extraction's study has its number first."""


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft as the window takes it up.

    Attributes:
        draft: The log on the newest saved state.
        clashes: Places where others saved something else meanwhile; ours stands, by entity.
        offered: A draft whose registry is not this one's past (the file was copied or loaded): it
            lies aside, to be offered, not opened.
        merged: Whether others saved meanwhile.
    """

    draft: StoredDraft
    clashes: tuple[tuple[str, Clash], ...] = ()
    offered: StoredDraft | None = None
    merged: bool = False


def base_of(opened: OpenedArticle) -> dict[str, Based]:
    """The saved entities that a draft of an article covers."""
    base = {
        opened.article_id: Based(ARTICLE, opened.revision_id, opened.document.to_json()),
    }
    for one in opened.extractions:
        base[one.document.study] = Based(STUDY, one.study_revision_id, one.study_document.to_json())
        base[one.extraction_id] = Based(EXTRACTION, one.revision_id, one.document.to_json())
    return base


def open_draft(
    registry: Registry, drafts: DraftStore, *, opened: OpenedArticle, author: Author
) -> OpenDraft:
    """The curator's draft of an opened article, or a new one without steps."""
    key = DraftKey(registry.id, author.id, opened.article_id)
    base = base_of(opened)
    stored = drafts.load(key)
    if stored is not None and not (stored.log.steps or stored.pending):
        stored = None
    if stored is not None and not _in_chain(registry, stored.last_seal):
        drafts.put_aside(stored)
        stored = None
    aside = drafts.aside(key)
    ours = next((one for one in aside if _in_chain(registry, one.last_seal)), None)
    if stored is None and ours is not None:
        # Another copy of the registry was open meanwhile, and put it aside.
        stored = replace(ours, key=key)
        drafts.put(stored)
        drafts.drop(ours.key)
        aside = tuple(one for one in aside if one is not ours)
    offered = next(iter(aside), None)
    if stored is None:
        return OpenDraft(_begun(drafts, key, opened=opened, base=base), offered=offered)
    return replace(take_up(drafts, stored, opened=opened), offered=offered)


def adopt(ours: StoredDraft, offered: StoredDraft) -> tuple[Step | None, tuple[Clash, ...]]:
    """What a draft from another past of the registry changed, as one step on this one.

    Returns:
        The step (None where it changes nothing here), and the places that both changed, where ours
        stands.
    """
    fragments: list[Fragment] = []
    clashes: list[Clash] = []
    here = ours.log.documents
    for entity, entry in offered.log.documents.items():
        before = offered.base.get(entity)
        if before is not None and before.document == entry["document"]:
            continue
        if entity not in here:
            fragments.append(Fragment(entity, (), None, entry))
            continue
        old = here[entity]["document"]
        base = before.document if before is not None else {**entry["document"], "claims": {}}
        merged = merge_documents(base, old, theirs=entry["document"])
        clashes += merged.clashes
        fragments += _fragments(entity, old, new=merged.document)
    fragments = _studies_of(fragments, ours=ours, offered=offered) + fragments
    step = Step("Edits from another copy", tuple(fragments), at=now()) if fragments else None
    return step, tuple(clashes)


def _studies_of(
    fragments: list[Fragment], *, ours: StoredDraft, offered: StoredDraft
) -> list[Fragment]:
    """The studies that readings which come along need, where this draft has not got them."""
    made = {one.entity for one in fragments}
    documents = [one.new["document"] for one in fragments if not one.path]
    wanted = dict.fromkeys(one["study"] for one in documents if "study" in one)
    return [
        Fragment(study, (), None, offered.log.documents[study])
        for study in wanted
        if study not in made and study not in ours.log.documents and study in offered.log.documents
    ]


def _in_chain(registry: Registry, seal: str) -> bool:
    with registry.read() as session:
        return session.scalar(sa.select(change.c.seq).where(change.c.seal == seal)) is not None


def take_up(drafts: DraftStore, stored: StoredDraft, *, opened: OpenedArticle) -> OpenDraft:
    """A stored draft on the newest saved state, with what others saved meanwhile.

    That lies beneath the curator's own steps; only where both changed one place it is a step.
    Where another text was chosen meanwhile, the draft's own evidence goes along as the saved did.
    """
    stored = _on_chosen_text(stored, opened)
    gone = {e: one for e, one in stored.base.items() if _withdrawn(one)}
    base = gone | base_of(opened)
    step, clashes = _merge_step(stored, base)
    log, rest = (stored.log, None) if step is None else stored.log.rebased(step)
    log = trimmed(log if rest is None else log.applied(rest))
    draft = replace(stored, log=log, base=base, last_seal=opened.last_seal)
    draft = replace(draft, dirty=is_dirty(draft.log, base))
    if draft != stored:
        drafts.put(draft)
    return OpenDraft(draft, clashes, merged=step is not None)


def _on_chosen_text(stored: StoredDraft, opened: OpenedArticle) -> StoredDraft:
    """The draft as it would be, had its quotes been taken from the text that is chosen now."""
    before = stored.base.get(opened.article_id)
    if before is None or before.document["text"] == opened.document.text:
        return stored
    move = Move(opened.document.text, opened.body)
    base = {
        one: replace(based, document=move.json(based.document))
        for one, based in stored.base.items()
    }
    now_there = base_of(opened)
    for one, based in base.items():
        there = now_there.get(one)
        if there is not None and there.revision == based.revision and there != based:
            return stored  # the article was restored: what is saved stayed with its text too
    return replace(stored, base=base, log=move.log(stored.log))


def _begun(
    drafts: DraftStore, key: DraftKey, *, opened: OpenedArticle, base: dict[str, Based]
) -> StoredDraft:
    log = drafts.begin(key, last_seal=opened.last_seal, base=base)
    return StoredDraft(key, opened.last_seal, base, log, False, now())


def is_dirty(log: EditLog, base: dict[str, Based]) -> bool:
    """Whether the documents of the log differ from the saved ones."""
    if log.documents.keys() - base.keys():
        return True
    return any(
        log.document(e) != one.document if e in log.documents else not _withdrawn(one)
        for e, one in base.items()
    )


def _withdrawn(one: Based) -> bool:
    """Whether a study or extraction that an undo took away is withdrawn in the registry too."""
    return "withdrawn" in (one.document.get("status"), one.document.get("state"))


def _merge_step(
    stored: StoredDraft, base: dict[str, Based]
) -> tuple[Step | None, tuple[tuple[str, Clash], ...]]:
    """What others saved since the draft's base, as a step of the log; ours stands on a clash."""
    fragments, clashes = [], []
    documents = stored.log.documents
    for entity, theirs in base.items():
        before = stored.base.get(entity)
        entry = documents.get(entity)
        if before is not None and before.revision == theirs.revision:
            continue
        if entry is None and before is not None:
            continue
        if entry is None or before is None:
            new = {"kind": theirs.kind, "document": theirs.document}
            fragments.append(Fragment(entity, (), entry, new))
            continue
        merged = merge_documents(before.document, entry["document"], theirs=theirs.document)
        clashes += [(entity, clash) for clash in merged.clashes]
        fragments += _fragments(entity, entry["document"], new=merged.document)
    for entity in stored.base.keys() - base.keys() & documents.keys():
        fragments.append(Fragment(entity, (), documents[entity], None))
    if not fragments:
        return None, tuple(clashes)
    return Step("Changes saved by others", tuple(fragments), at=now()), tuple(clashes)


def _fragments(entity: str, old: Mapping[str, Any], *, new: Mapping[str, Any]) -> list[Fragment]:
    """The places of a document that differ: claims field by field, the rest key by key."""
    found = []
    for key in dict.fromkeys((*old, *new)):
        if key == "claims":
            before, after = old.get(key, {}), new.get(key, {})
            found += [
                Fragment(entity, (key, one), before.get(one), after.get(one))
                for one in dict.fromkeys((*before, *after))
                if before.get(one) != after.get(one)
            ]
        elif old.get(key) != new.get(key):
            found.append(Fragment(entity, (key,), old.get(key), new.get(key)))
    return found


def save_draft(
    registry: Registry,
    drafts: DraftStore,
    *,
    draft: StoredDraft,
    author: Author,
    reason: str = "",
) -> tuple[Saved, StoredDraft]:
    """Save all that the draft changed as one change; the log stays, on the new saved state.

    Raises:
        StaleRecordError: Somebody saved one of the entities after the draft's base.
        RefusedError: There is nothing to save.
    """
    documents = _to_save(draft)
    changed = sorted(documents, key=lambda one: (_ORDER[documents[one]["kind"]], one))
    if not changed:
        raise RefusedError("There is nothing to save.", hint="Nothing has changed since the save.")
    revisions = [
        NewRevision(
            entity_id=entity,
            kind=documents[entity]["kind"],
            document=documents[entity]["document"],
            parents=(draft.base[entity].revision,) if entity in draft.base else (),
        )
        for entity in changed
    ]
    saved = save(
        registry,
        revisions,
        based_on={e: draft.base[e].revision if e in draft.base else None for e in changed},
        author=author,
        reason=reason,
        new_entities=tuple(NewEntity(e, draft.log.kind(e)) for e in changed if e not in draft.base),
    )
    base = draft.base | {
        entity: Based(
            documents[entity]["kind"], saved.revisions[entity], documents[entity]["document"]
        )
        for entity in changed
    }
    log = draft.log.closed()
    after = replace(draft, base=base, log=log, last_seal=saved.change.seal, dirty=False)
    drafts.rebase(draft.key, last_seal=after.last_seal, base=base, dirty=False)
    return saved, after


def _to_save(draft: StoredDraft) -> dict[str, Mapping[str, Any]]:
    """What differs from the saved state; what an undo took away is withdrawn, never deleted."""
    found = {
        entity: entry
        for entity, entry in draft.log.documents.items()
        if entity not in draft.base or draft.base[entity].document != entry["document"]
    }
    for entity, one in draft.base.items():
        if entity not in draft.log.documents and not _withdrawn(one):
            state = "status" if one.kind == EXTRACTION else "state"
            document = {**one.document, state: "withdrawn", "reason": "Undone before it was used."}
            found[entity] = {"kind": one.kind, "document": document}
    return found
