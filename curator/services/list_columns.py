"""What the columns of a list mean: a reference's data, the article or study, a field of the form.

A meaning is a word: a field of ``Reference`` (``title``, ``doi``, ...), ``article`` (A-0001, or
several between semicolons), ``study`` (S-0001), ``label`` (of the study), ``field:KEY`` and
``status:KEY`` of the form, or empty: the column is not taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from curator.domain.folding import fold
from curator.domain.forms import Form

FIELD: Final = "field:"
STATUS: Final = "status:"
ARTICLE: Final = "article"
STUDY: Final = "study"
LABEL: Final = "label"
REFERENCE_MEANINGS: Final[Mapping[str, str]] = {
    "title": "Title",
    "authors": "Authors",
    "year": "Year",
    "date": "Date",
    "journal": "Journal",
    "journal_short": "Journal, short",
    "volume": "Volume",
    "issue": "Issue",
    "pages": "Pages",
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "issn": "ISSN",
    "isbn": "ISBN",
    "publisher": "Publisher",
    "place": "Place",
    "language": "Language",
    "url": "Address",
    "abstract": "Abstract",
    "keywords": "Keywords",
    "notes": "Notes",
    "kind": "Kind of publication",
}
"""Fields of ``Reference`` that a column can hold, in a curator's words."""
OWN_MEANINGS: Final[Mapping[str, str]] = {
    ARTICLE: "Article (A-0001)",
    STUDY: "Study (S-0001)",
    LABEL: "Name of the study",
}
_WRITTEN: Final = (FIELD, STATUS)
_FINDABLE: Final = ("title", "doi", "pmid")
_OURS: Final = frozenset(("seal", "vocabularies"))
_STATUS_TAIL: Final = "__status"
_STATUS_TAILS: Final = (_STATUS_TAIL, " status", ": status")
_STATE_TAIL: Final = "__state"


def meanings(form: Form) -> dict[str, str]:
    """Every meaning that a column can have, with its words, in the order in which to offer it."""
    named = dict(REFERENCE_MEANINGS) | dict(OWN_MEANINGS)
    for one in form.fields():
        named[FIELD + one.key] = one.label
    for one in form.fields():
        named[STATUS + one.key] = f"{one.label}: status"
    return named


def is_own_export(headers: Sequence[str]) -> bool:
    """Whether the columns are those of our own table, one row a study."""
    return STUDY in headers and any(one.endswith(_STATUS_TAIL) for one in headers)


def guess_meanings(
    form: Form, headers: Sequence[str], *, references: Mapping[str, str]
) -> dict[str, str]:
    """What each header means, by the form's keys and labels and what is known of references.

    Args:
        form: Of the registry.
        headers: Of the list.
        references: Header to field of ``Reference``, as the reader of lists guesses it.
    """
    ours = is_own_export(headers)
    about = ours or not {ARTICLE, STUDY}.isdisjoint(map(fold, headers))
    fields = {
        fold(name): one.key
        for one in form.fields()
        for name in (one.label, one.key, FIELD + one.key)
    } | {fold(STATUS + one.key): one.key for one in form.fields()}
    found = {}
    for header in headers:
        own = _own(header, fields, about=about)
        known = references.get(header, "")
        known = known if known in REFERENCE_MEANINGS else ""
        found[header] = own if ours else known or own
    return found


def reading_names(form: Form) -> tuple[str, ...]:
    """How columns are called, folded, that say what an article says: by label, key or meaning."""
    names = {fold(name) for one in form.fields() for name in (one.label, one.key)}
    tails = {name + tail for name in names for tail in _STATUS_TAILS}
    written = {fold(f"{what}{one.key}") for one in form.fields() for what in _WRITTEN}
    return tuple(sorted(names | tails | written))


def _own(header: str, fields: Mapping[str, str], *, about: bool) -> str:
    name = fold(header)
    if name in ("article", "articles"):
        return ARTICLE
    if name == STUDY or (about and name == LABEL):
        return name
    if name.startswith(STATUS) and name in fields:
        return STATUS + fields[name]
    if name in ("study label", "study name"):
        return LABEL
    for tail in _STATUS_TAILS:
        key = fields.get(name.removesuffix(tail)) if name.endswith(tail) else None
        if key:
            return STATUS + key
    return FIELD + fields[name] if name in fields else ""


def is_understood(header: str, meaning: str, *, ours: bool) -> bool:
    """Whether nobody has to be asked about a column: it means something, or is known to be left."""
    return bool(meaning) or (ours and (header in _OURS or header.endswith(_STATE_TAIL)))


def unknown_fields(columns: Mapping[str, str]) -> list[str]:
    """Headers that are written as fields of a form are, and name none of this form."""
    return [one for one, said in columns.items() if not said and fold(one).startswith(_WRITTEN)]


def says_nothing(columns: Mapping[str, str]) -> bool:
    """Whether the columns name articles that there are, and nothing that is read in them."""
    found = set(columns.values())
    named = not found.isdisjoint((ARTICLE, STUDY)) and found.isdisjoint(_FINDABLE)
    return named and not holds_readings(columns)


def holds_readings(columns: Mapping[str, str]) -> bool:
    """Whether the columns say what articles say, besides which articles there are."""
    return any(one.startswith((FIELD, STATUS)) for one in columns.values())
