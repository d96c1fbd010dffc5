"""References as RIS, BibTeX or CSL-JSON, with a report of what the format cannot hold exactly.

Each record is read back from the tags that are written; whatever differs is in the report, so that
nothing is lost without a line.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from curator.domain.exchange.bibtex import (
    CITEKEY,
    ENTRY_TYPE,
    VERBATIM,
    as_named,
    bibtex_fields,
    reference_from_bibtex,
    renamed,
)
from curator.domain.exchange.csl import OURS, csl_item, reference_from_csl
from curator.domain.exchange.kinds import KIND_RIS
from curator.domain.exchange.losses import Loss, differences, shown
from curator.domain.exchange.ris import can_stand, reference_from_ris, ris_tags
from curator.domain.exchange.tags import Pair, held, lines
from curator.domain.references import Reference
from curator.export.latex import latex, latex_name, link

KINDS: Final = ("ris", "bibtex", "csl-json")
_INDENT: Final = " " * 6
_KEY_CHARS: Final = re.compile(r"[^A-Za-z0-9]+")
_NOT_IN_KEY: Final = re.compile(r"[\s{}(),=\"#%~\\'@]")
_SMALL: Final = frozenset("a an and at by for from in of on or the to with".split())


@dataclass(frozen=True, slots=True)
class _Written:
    text: str
    losses: tuple[tuple[str, str], ...]


def write_references(
    file: BinaryIO, references: Iterable[Reference], *, kind: str
) -> tuple[int, tuple[Loss, ...]]:
    """Write records into an open file, UTF-8.

    Returns:
        How many, and what of them the format does not hold exactly.
    """
    losses: list[Loss] = []
    count = 0
    first, between, last = _AROUND[kind]
    file.write(first)
    for count, written in enumerate(_WRITERS[kind](references), start=1):
        file.write((between if count > 1 else b"") + written.text.encode("utf-8"))
        losses.extend(Loss(count, field, sentence) for field, sentence in written.losses)
    file.write(last)
    return count, tuple(losses)


_AROUND: Final[Mapping[str, tuple[bytes, bytes, bytes]]] = {
    "ris": (b"", b"\n", b""),
    "bibtex": (b"", b"\n", b""),
    "csl-json": (b"[\n", b",\n", b"\n]\n"),
}


def _ris_records(references: Iterable[Reference]) -> Iterator[_Written]:
    return map(_ris, references)


def _ris(reference: Reference) -> _Written:
    """RIS has no place for tags of other formats: they go into notes, and the report says so."""
    own = reference.source == "ris"
    usual = ("TY", KIND_RIS.get(reference.kind, "GEN"))
    reference = replace(reference, other=tuple(p for p in reference.other if p != usual))
    reference, keys = _with_id(reference)
    wanted, moved = _moved(
        reference, [pair for pair in reference.other if not own and pair[0] != "ID"]
    )
    wanted, strange = _moved(wanted, [p for p in wanted.other if not _stands(p[0])])
    strays = _strays(wanted, reference_from_ris(ris_tags(wanted)))
    wanted, more = _moved(wanted, strays)
    pairs = ris_tags(wanted)
    back = reference_from_ris(pairs)
    losses = [(tag, "stands in a note (N1), RIS has no tag of its own for it") for tag, _ in
              (*moved, *strange, *more)]  # fmt: skip
    losses += [(tag, "stands in ID") for tag in keys]
    text = "".join(f"{tag}  - {_continued(value)}\n" for tag, value in pairs) + "ER  - \n"
    return _Written(text, (*losses, *differences(wanted, back)))


def _with_id(reference: Reference) -> tuple[Reference, list[str]]:
    """The key of another format as RIS's ID."""
    keys = [pair for pair in reference.other if pair[0] in (CITEKEY, "id")]
    if reference.source == "ris" or len(keys) != 1 or any(t == "ID" for t, _ in reference.other):
        return reference, []
    other = tuple(("ID", value) if (tag, value) in keys else (tag, value)
                  for tag, value in reference.other)  # fmt: skip
    return replace(reference, other=other), [keys[0][0]]


def _stands(tag: str) -> bool:
    return tag == "TY" or can_stand(tag)


def _moved(reference: Reference, pairs: list[Pair]) -> tuple[Reference, list[Pair]]:
    """These pairs of ``other`` as notes, but for blank ones."""
    pairs = [pair for pair in pairs if pair[1].strip(" \t\n")]
    if not pairs:
        return reference, pairs
    going = Counter(pairs)
    kept: list[Pair] = []
    for pair in reference.other:
        if going[pair]:
            going[pair] -= 1
        else:
            kept.append(pair)
    notes = tuple(lines(held(f"{tag}: {lines(value)}")) for tag, value in pairs)
    return replace(reference, other=tuple(kept), notes=(*reference.notes, *notes)), pairs


def _strays(wanted: Reference, back: Reference) -> list[Pair]:
    """Pairs of ``other`` that would be read back as something else."""
    there = Counter(back.other)
    strays: list[Pair] = []
    for pair in wanted.other:
        if there[pair]:
            there[pair] -= 1
        else:
            strays.append(pair)
    return strays


def _continued(value: str) -> str:
    """Further lines stand indented, so that none of them is taken for a tag."""
    return lines(held(value)).replace("\n", f"\n{_INDENT}")


def _bibtex_entries(references: Iterable[Reference]) -> Iterator[_Written]:
    keys: set[str] = set()
    for reference in references:
        yield _bibtex(reference, keys)


def _bibtex(reference: Reference, keys: set[str]) -> _Written:
    pairs = bibtex_fields(reference)
    asked = next((value for tag, value in pairs if tag == CITEKEY), "")
    key = _unique(_NOT_IN_KEY.sub("", asked) or citation_key(reference), keys)
    fields = [
        (tag, link(value) if tag in VERBATIM else value)
        for tag, value in pairs
        if tag not in (CITEKEY, ENTRY_TYPE)
    ]
    entry_type = pairs[0][1]
    losses = [
        (tag, f"stands in the field “{name}”") for tag, name in renamed(reference) if tag != name
    ]
    if asked and asked != key:
        losses.append((CITEKEY, f"{shown(asked)} is written as {shown(key)}"))
    back = reference_from_bibtex([(ENTRY_TYPE, entry_type), *fields])
    losses += differences(as_named(reference), back)
    written = "".join(f"  {name} = {value},\n" for name, value in _bibtex_values(fields))
    return _Written(f"@{entry_type}{{{key},\n{written}}}\n", tuple(losses))


def _bibtex_values(fields: list[Pair]) -> Iterator[Pair]:
    """Each field once, its value ready to be written; the people of one field are joined."""
    done: set[str] = set()
    for name, value in fields:
        if name in ("author", "editor"):
            if name not in done:
                people = (latex_name(held(one)) for tag, one in fields if tag == name)
                yield name, "{" + " and ".join(people) + "}"
            done.add(name)
        elif name == "month":
            yield name, value
        else:
            yield name, "{" + _value(name, lines(held(value))) + "}"


def _value(name: str, words: str) -> str:
    return words if name in VERBATIM else latex(words)


def citation_key(reference: Reference) -> str:
    """Family name of the first author, year, first telling word of the title; ASCII letters."""
    people = reference.authors or reference.editors
    family = _ascii(people[0].split(",")[0]) if people else ""
    words = (_ascii(word) for word in reference.title.split())
    telling = next((word for word in words if word and word not in _SMALL), "")
    return f"{family or 'anonymous'}{reference.year if reference.year.isascii() else ''}{telling}"


def _ascii(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return _KEY_CHARS.sub("", plain).lower()


def _unique(key: str, keys: set[str]) -> str:
    """With ``-2``, ``-3`` behind it where it is taken; keys differ not by case alone."""
    key = _NOT_IN_KEY.sub("", key) or "record"
    number = 1
    unique = key
    while unique.lower() in keys:
        number += 1
        unique = f"{key}-{number}"
    keys.add(unique.lower())
    return unique


def _csl_items(references: Iterable[Reference]) -> Iterator[_Written]:
    keys: set[str] = set()
    for reference in references:
        item = csl_item(reference)
        back = reference_from_csl(item)
        ours = item.get("custom", {}).get(OURS, {})
        losses = [
            (name, "stands under “custom”, where other programs do not look")
            for name in dict.fromkeys(
                tag for key, value in ours.items() for tag in _named(key, value)
            )
        ]
        losses += differences(reference, back)
        item = {"id": _unique(str(item.get("id") or citation_key(reference)), keys), **item}
        text = json.dumps(item, ensure_ascii=False, indent=1)
        yield _Written(held(text), tuple(losses))


def _named(key: str, value: object) -> list[str]:
    if key == "other" and isinstance(value, list):
        return [str(pair[0]) for pair in value]
    return [key]


_WRITERS: Final[Mapping[str, Callable[[Iterable[Reference]], Iterator[_Written]]]] = {
    "ris": _ris_records,
    "bibtex": _bibtex_entries,
    "csl-json": _csl_items,
}
