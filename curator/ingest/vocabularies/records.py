"""A record of a table or of JSON as a term, whichever of the usual names its columns have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from curator.domain.names import name_key
from curator.domain.terms import Synonym, TermRow
from curator.ingest.vocabularies.ids import tidy_id, tidy_ids

IDS: Final = (
    "id", "curie", "termid", "conceptid", "normconceptid", "hgncid", "rorid", "doid", "issn",
    "issnprint", "identifier", "classid", "iri", "uri",
)  # fmt: skip
LABELS: Final = (
    "label", "preferredlabel", "normpreferredlabel", "symbol", "namestypesrordisplay", "name",
    "title", "journaltitle", "term", "lbl", "preferredname",
)  # fmt: skip
SYNONYMS: Final[Mapping[str, str]] = {
    "synonyms": "exact", "synonym": "exact", "exactsynonyms": "exact", "exactsynonym": "exact",
    "narrowsynonyms": "narrow", "broadsynonyms": "broad", "relatedsynonyms": "related",
    "narrowsynonym": "narrow", "broadsynonym": "broad", "relatedsynonym": "related",
    "aliases": "exact", "alias": "exact", "acronyms": "exact", "aliassymbol": "exact",
    "aliasname": "exact", "prevsymbol": "related", "prevname": "related", "names": "exact",
    "abbreviation": "exact", "abbreviations": "exact", "isoabbr": "exact", "medabbr": "exact",
    "namestypesalias": "exact", "namestypesacronym": "exact", "namestypeslabel": "exact",
    "labels": "exact", "altlabel": "exact", "altlabels": "exact",
}  # fmt: skip
PARENTS: Final = ("parents", "parent", "subclassof", "isa", "parentids", "broader")
OBSOLETE: Final = ("obsolete", "deprecated", "isobsolete", "status")
REPLACED: Final = ("replacedby", "termreplacedby", "mergedinto")
DEFINITIONS: Final = ("definition", "def", "description", "textualdefinition")
_GONE: Final = ("true", "yes", "1", "obsolete", "deprecated", "withdrawn", "inactive")
_SIGNS: Final = re.compile(r"[\W_]+")
_BETWEEN: Final = re.compile(r"\s*\|\s*")
_LONGEST_DEFINITION: Final = 2_000


def plain_key(written: str) -> str:
    """A column's name as it is compared: ``HGNC ID`` and ``hgnc_id`` are ``hgncid``."""
    return _SIGNS.sub("", written.casefold())


def known_columns(keys: Iterable[str]) -> frozenset[str]:
    """Those of the names (as of ``plain_key``) that say what their column holds."""
    known = {*IDS, *LABELS, *SYNONYMS, *PARENTS, *OBSOLETE, *REPLACED, *DEFINITIONS}
    return frozenset(key for key in keys if key in known)


def made_id(label: str) -> str:
    """The id of a term whose file gives none: made of its words, so that it stays the same."""
    return "name:" + "-".join(name_key(label).split())


def term_of(record: Mapping[str, Any]) -> TermRow | None:
    """The term that a record says; None where it has no label.

    Args:
        record: Values by the ``plain_key`` of their column; several between ``|`` or in a list.
    """
    labels = [word for key in LABELS if (word := _word(record.get(key)))]
    synonyms = [*_synonyms(record), *(Synonym(one) for one in labels[1:])]
    if not labels:
        return None
    term_id = next((tidy_id(word) for key in IDS if (word := _word(record.get(key)))), "")
    return TermRow(
        term_id or made_id(labels[0]),
        labels[0],
        tuple(one for one in dict.fromkeys(synonyms) if one.name and one.name != labels[0]),
        tuple(dict.fromkeys(_parents(record))),
        _is_obsolete(record),
        tidy_ids(_first(record, REPLACED)),
        (),
        " ".join(_first(record, DEFINITIONS))[:_LONGEST_DEFINITION],
    )


def organisation_of(record: Mapping[str, Any]) -> TermRow | None:
    """An organisation of ROR's own dump, schema 2 (``names`` with types) or 1 (``name``)."""
    names = record.get("names")
    if not isinstance(names, list) or not all(isinstance(one, dict) for one in names):
        return term_of({plain_key(key): value for key, value in record.items()})
    shown = [one for one in names if "ror_display" in _types(one)] or names
    label = _word(shown[0].get("value")) if shown else ""
    others = (_word(one.get("value")) for one in names)
    synonyms = tuple(Synonym(one) for one in dict.fromkeys(others) if one and one != label)
    related = record.get("relationships")
    above = [
        str(one.get("id", ""))
        for one in (related if isinstance(related, list) else ())
        if isinstance(one, dict) and str(one.get("type")).casefold() == "parent"
    ]
    if not label:
        return None
    gone = _is_obsolete({"status": record.get("status")})
    term_id = tidy_id(_word(record.get("id"))) or made_id(label)
    return TermRow(term_id, label, synonyms, tidy_ids(above), gone)


def _types(name: Mapping[str, Any]) -> list[str]:
    types = name.get("types")
    return [str(one) for one in types] if isinstance(types, list) else []


def _word(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if value is None or isinstance(value, dict):
        return ""
    return str(value).strip()


def _words(value: Any) -> Iterator[str]:
    """The single values of a cell or a list."""
    if isinstance(value, list):
        for one in value:
            yield from _words(one)
    elif isinstance(value, dict):
        for key in ("val", "value", "name", "label", "synonym", "id"):
            if key in value:
                yield _word(value[key])
                return
    elif value is not None:
        yield from (one for one in _BETWEEN.split(str(value).strip()) if one)


def _first(record: Mapping[str, Any], keys: Iterable[str]) -> tuple[str, ...]:
    return next((found for key in keys if (found := tuple(_words(record.get(key))))), ())


def _synonyms(record: Mapping[str, Any]) -> Iterator[Synonym]:
    for key, scope in SYNONYMS.items():
        values = record.get(key)
        for one in values if isinstance(values, list) else (values,):
            said = _scope(one) if isinstance(one, dict) else ""
            yield from (Synonym(name, said or scope) for name in _words(one))


def _scope(synonym: Mapping[str, Any]) -> str:
    said = str(synonym.get("scope") or synonym.get("pred") or "").casefold()
    return next((one for one in ("exact", "narrow", "broad", "related") if one in said), "")


def _parents(record: Mapping[str, Any]) -> Iterator[str]:
    for key in PARENTS:
        yield from (tidy_id(one) for one in _words(record.get(key)))


def _is_obsolete(record: Mapping[str, Any]) -> bool:
    said = _first(record, OBSOLETE)
    return bool(said) and any(word in said[0].casefold().split() for word in _GONE)
