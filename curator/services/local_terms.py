"""Terms of a registry's own: requested where no vocabulary has one, mapped when one does.

A requested term counts at once: in the type-ahead, as the best match of words, in the matcher.  To
map it is a change of the registry that brings one more row of the term, whose only parent is the
vocabulary's term; claims keep what they say, and agreement takes the two ids for one from then on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from curator.domain.changes import Change
from curator.domain.claims import Term
from curator.domain.errors import NotFoundError, RefusedError
from curator.domain.folding import fold
from curator.domain.names import name_key
from curator.domain.terms import MAPPED, VocabularyTerm
from curator.services.registry import Registry
from curator.services.saving import own_vocabularies, studies_using, unknown_terms
from curator.services.suggested import RequestedTerm
from curator.services.values import Author, Changes, TermHit
from curator.services.vocabularies import LOCAL, Vocabularies
from curator.store import projections
from curator.store.engine import Session
from curator.store.journal import NewTerm, append, new_header
from curator.store.logs import append_rows, entries
from curator.store.sealing import Row
from curator.store.tables import requested_term

PREFIX: Final = "local:"


def request_term(
    registry: Registry,
    role: str,
    *,
    label: str,
    definition: str,
    author: Author,
    synonyms: Sequence[str] = (),
) -> RequestedTerm:
    """Make a term of the registry's own, to be used at once.

    Args:
        registry: Open for writing.
        role: The vocabulary that lacks it, as the form names it (``cells``).
        label: Its name.
        definition: What it means, for whoever maps it later.
        author: Who asks for it.
        synonyms: Further names.

    Raises:
        RefusedError: No name or no definition, or the registry has one of that name already.
    """
    label, definition = label.strip(), definition.strip()
    if not name_key(label):
        raise RefusedError("A requested term needs a name.")
    if not definition:
        raise RefusedError(
            f"“{label}” needs a definition.", hint="Say in a sentence what is meant by it."
        )
    with registry.write() as session:
        known = terms_requested(session)
        for one in known:
            if one.role == role and name_key(one.label) == name_key(label):
                raise RefusedError(f"“{one.label}” has been requested already, as {one.id}.")
        row = {
            "term_id": f"{PREFIX}{len(known) + 1}",
            "role": role,
            "label": label,
            "synonyms": list(synonyms),
            "definition": definition,
            "mapped_to": "",
        }
        append_rows(session, requested_term, author=author, rows=[row])
        return terms_requested(session)[-1]


def requested_terms(registry: Registry) -> tuple[RequestedTerm, ...]:
    """The registry's own terms in the order in which they were asked for."""
    with registry.read() as session:
        return terms_requested(session)


def terms_requested(session: Session) -> tuple[RequestedTerm, ...]:
    found: dict[str, RequestedTerm] = {}
    for row in entries(session, requested_term):
        asked = found.get(row["term_id"])
        found[row["term_id"]] = _term(row, asked)
    return tuple(found.values())


def _term(row: Row, asked: RequestedTerm | None) -> RequestedTerm:
    """The newest row says what it is mapped to, the first who asked for it."""
    return RequestedTerm(
        id=row["term_id"],
        role=row["role"],
        label=row["label"],
        definition=row["definition"],
        asked_by=asked.asked_by if asked else row["author_name"],
        at=asked.at if asked else row["at"],
        mapped_to=row["mapped_to"],
        synonyms=tuple(row["synonyms"]),
    )


def map_term(
    registry: Registry,
    term_id: str,
    *,
    to: str,
    author: Author,
    vocabularies: Vocabularies | None = None,
) -> Change:
    """Say which term of a vocabulary a requested one stands for.

    Raises:
        NotFoundError: There is no such requested term, or no vocabulary here has the other.
    """
    known = vocabularies or own_vocabularies()
    target = known.term(to)
    if target is None:
        raise NotFoundError(
            f"No vocabulary that is loaded has {to}.", hint="Load the one that has it first."
        )
    form = registry.form
    with registry.write() as session:
        asked = next((one for one in terms_requested(session) if one.id == term_id), None)
        if asked is None:
            raise NotFoundError(f"There is no requested term {term_id} in this registry.")
        reason = f"{asked.label} ({term_id}) is {target.label} ({to})"
        header = new_header(author, "map-term", reason=reason)
        successor = _successor(session, asked, target)
        above, told_anew = unknown_terms(session, known.with_ancestors([Term(target.label, to)]))
        change = append(
            session,
            header,
            form_digest=form.digest,
            terms=map(NewTerm, [successor, *above]),
        )
        row = {
            "term_id": term_id,
            "role": asked.role,
            "label": asked.label,
            "synonyms": list(asked.synonyms),
            "definition": asked.definition,
            "mapped_to": to,
        }
        append_rows(session, requested_term, author=author, rows=[row], at=header.at)
        studies = studies_using(session, [term_id, *told_anew])
        touched = projections.refresh(session, studies, form=form)
    registry.broadcast(Changes(change.seq, touched))
    return change


def _successor(session: Session, asked: RequestedTerm, target: VocabularyTerm) -> VocabularyTerm:
    """The further row of a requested term: it stands for its only parent now."""
    mine = requested_term.c.term_id == asked.id
    times = sa.select(sa.func.count()).where(mine, requested_term.c.mapped_to != "")
    return VocabularyTerm(
        id=asked.id,
        label=asked.label,
        synonyms=tuple(dict.fromkeys((*asked.synonyms, target.label, *target.synonyms))),
        parents=(target.id,),
        release=f"{MAPPED}{(session.scalar(times) or 0) + 1}",
    )


# --- beside the vocabularies ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WithLocalTerms:
    """The vocabularies with a registry's own terms among them, for the form.

    A term that was mapped is offered as the one it stands for.
    """

    vocabularies: Vocabularies
    requested: tuple[RequestedTerm, ...] = ()

    def best(self, vocabulary: str, words: str) -> Term | None:
        """The term that these words name, or None."""
        key = name_key(words)
        for one in self.requested:
            if one.role == vocabulary and key and key in map(name_key, _names(one)):
                return self._meant(one)
        return self.vocabularies.best(vocabulary, words)

    def suggest(
        self,
        vocabulary: str,
        typed: str,
        *,
        used: Mapping[str, int] | None = None,
        limit: int = 50,
    ) -> list[TermHit]:
        """Terms for what is typed so far: the registry's own stand behind exact names."""
        hits = self.vocabularies.suggest(vocabulary, typed, used=used, limit=limit)
        own = list(self._own_hits(vocabulary, typed))
        if not own:
            return hits
        wanted = fold(typed)
        exact = [one for one in hits if fold(one.matched) == wanted]
        rest = [one for one in hits if fold(one.matched) != wanted]
        merged = {one.term.id or one.term.label: one for one in (*rest, *own, *exact)}
        order = dict.fromkeys(one.term.id or one.term.label for one in (*exact, *own, *rest))
        return [merged[key] for key in order][:limit]

    def at_once(self, vocabulary: str) -> bool:
        """Whether ``suggest`` answers from memory."""
        return self.vocabularies.at_once(vocabulary)

    def suggest_similar(
        self, vocabulary: str, typed: str, *, shown: Collection[str] = (), limit: int = 20
    ) -> list[TermHit]:
        """Terms that may be meant where there is a typing error; to be put behind those shown."""
        return self.vocabularies.suggest_similar(vocabulary, typed, shown=shown, limit=limit)

    def term(self, term_id: str) -> VocabularyTerm | None:
        """The term with that id, the registry's own too."""
        own = next((one for one in self.requested if one.id == term_id), None)
        if own is None:
            return self.vocabularies.term(term_id)
        return VocabularyTerm(own.id, own.label, own.synonyms, release=LOCAL)

    def _own_hits(self, vocabulary: str, typed: str) -> Iterable[TermHit]:
        wanted = fold(typed)
        for one in self.requested:
            if one.role != vocabulary:
                continue
            matched = next((name for name in _names(one) if _begins(fold(name), wanted)), None)
            if matched is not None:
                yield TermHit(self._meant(one), matched)

    def _meant(self, one: RequestedTerm) -> Term:
        target = self.vocabularies.term(one.mapped_to) if one.mapped_to else None
        return Term(target.label, target.id) if target else Term(one.label, one.id)


def _names(one: RequestedTerm) -> tuple[str, ...]:
    return (one.label, *one.synonyms)


def _begins(folded: str, wanted: str) -> bool:
    """Whether a name or one of its words begins so."""
    return folded.startswith(wanted) or f" {wanted}" in folded


def terms_by_role(
    requested: Iterable[RequestedTerm], vocabularies: Vocabularies
) -> Mapping[str, tuple[VocabularyTerm, ...]]:
    """The requested terms by role, as the matcher finds them: a mapped one names its target."""
    found: dict[str, list[VocabularyTerm]] = {}
    for one in requested:
        target = vocabularies.term(one.mapped_to) if one.mapped_to else None
        made = (
            VocabularyTerm(one.id, one.label, one.synonyms, release=LOCAL)
            if target is None
            else VocabularyTerm(target.id, target.label, _names(one), release=target.release)
        )
        found.setdefault(one.role, []).append(made)
    return {role: tuple(terms) for role, terms in found.items()}
