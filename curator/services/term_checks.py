"""Whether the id and the label of a term fit each other, by the vocabularies that are here.

A label that is the name of *another* term is refused: one of the two is wrong, and nobody would
see which.  A label that the term's vocabulary does not know is only told: another release may.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from curator.domain.claims import Claim, Term
from curator.domain.forms import Form, Part
from curator.domain.names import name_key
from curator.domain.terms import VocabularyTerm
from curator.services.local_terms import PREFIX
from curator.services.readings import Place
from curator.services.suggested import RequestedTerm
from curator.services.vocabularies import Vocabularies

_HINT: Final = "Correct the id or the label"


@dataclass(frozen=True, slots=True)
class TermCheck:
    """What terms are checked against."""

    vocabularies: Vocabularies
    requested: Sequence[RequestedTerm] = ()

    def check(self, form: Form, claims: Mapping[str, Claim], *, place: Place) -> tuple[str, ...]:
        """Sentences on terms that may not fit.

        Raises:
            RefusedError: An id and its label are of two different terms, or a local id is not of
                this registry.
        """
        found = [
            sentence
            for term, part, here in _terms(form, claims, place=place)
            if (sentence := self._doubt(term, part, here))
        ]
        return tuple(dict.fromkeys(found))

    def _doubt(self, term: Term, part: Part, place: Place) -> str:
        term_id = term.id or ""
        if term_id.startswith(PREFIX):
            self._check_local(term, place)
            return ""
        known = self.vocabularies.term(term_id)
        if known is not None and name_key(term.label) in _keys(known):
            return ""
        other = self._named(term.label, part)
        if known is not None and other is not None:
            place.refuse(
                f"{term_id} is “{known.label}”, but “{term.label}” is {other.id}"
                f" ({other.release}). {_HINT}."
            )
        if known is not None:
            return f"{term_id} is “{known.label}” in {known.release}, not “{term.label}”."
        if other is not None and _prefix(other.id) == _prefix(term_id):
            return f"{term_id} is in no vocabulary here; “{term.label}” is {other.id}."
        return ""

    def _named(self, label: str, part: Part) -> VocabularyTerm | None:
        """The term of the part's vocabulary that has the label as one of its names."""
        best = self.vocabularies.best(part.vocabulary, label) if part.vocabulary else None
        found = self.vocabularies.term(best.id) if best is not None and best.id else None
        return found if found is not None and name_key(label) in _keys(found) else None

    def _check_local(self, term: Term, place: Place) -> None:
        asked = next((one for one in self.requested if one.id == term.id), None)
        if asked is None:
            place.refuse(f"this registry has no term {term.id}; local terms are of one registry.")
        if name_key(term.label) not in map(name_key, (asked.label, *asked.synonyms)):
            place.refuse(f"{term.id} is “{asked.label}” in this registry, not “{term.label}”.")


def _prefix(term_id: str) -> str:
    return term_id.partition(":")[0]


def _keys(term: VocabularyTerm) -> frozenset[str]:
    return frozenset(map(name_key, (term.label, *term.synonyms)))


def _terms(
    form: Form, claims: Mapping[str, Claim], *, place: Place
) -> Iterator[tuple[Term, Part, Place]]:
    """Every term with an id, the part that it stands in, and where."""
    for key, claim in claims.items():
        field = form.field(key)
        if field is None:
            continue
        for number, item in enumerate(claim.items):
            here = place.at(key).at("items").at(number)
            if isinstance(item.value, Term) and item.value.id:
                yield item.value, field.as_part(), here.at("value")
            for part in field.parts:
                value = item.parts.get(part.key)
                if isinstance(value, Term) and value.id:
                    yield value, part, here.at("parts").at(part.key)
