"""The licences of everything that is installed with Curator at run time.

``python -m tests.packaging.licences`` prints them and fails where one is not allowed.  Allowed are
permissive licences, the MPL, the OFL for fonts, and the LGPL for Qt and psycopg, which a user can
replace.  An expression is allowed if one alternative of each ``OR`` is.

Source: SPDX specification 2.3, annex D, for the grammar; PEP 639 for the metadata.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

BSD = frozenset({"0BSD", "BSD-2-Clause", "BSD-3-Clause"})
PYTHON = frozenset({"CNRI-Python", "PSF-2.0", "Python-2.0"})
PERMISSIVE = BSD | PYTHON | {"Apache-2.0", "BSL-1.0", "ISC", "MIT", "MIT-0", "Unlicense", "Zlib"}
WEAK_COPYLEFT = frozenset({"MPL-1.1", "MPL-2.0"})
FONT = frozenset({"OFL-1.1"})
LESSER = frozenset({"LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later"})
FONT_PACKAGES = frozenset({"font-source-sans-pro", "font-source-serif-pro"})
REPLACEABLE = frozenset({"pyside6-essentials", "shiboken6", "psycopg", "psycopg-binary"})
EXCEPTIONS = frozenset({"Bison-exception-2.2", "GCC-exception-3.1", "LLVM-exception"})

# How older metadata writes it, in `License` or in a classifier -> SPDX.  Nothing else is guessed.
AS_WRITTEN = (
    ("Apache 2.0", "Apache-2.0"),
    ("Apache Software License", "Apache-2.0"),
    ("BSD 2-Clause License", "BSD-2-Clause"),
    ("The BSD 2-Clause License", "BSD-2-Clause"),
    ("BSD License", "BSD-3-Clause"),
    ("ISC License (ISCL)", "ISC"),
    ("MIT License", "MIT"),
    ("Mozilla Public License 2.0 (MPL 2.0)", "MPL-2.0"),
    ("Python Software Foundation License", "PSF-2.0"),
    # pypdfium2; the dependencies are what PDFium is built from (FreeType under its own licence,
    # libjpeg-turbo, libpng, ICU, ...: its folder `licenses` has them), all permissive.
    ("BSD-3-Clause, Apache-2.0, dependency licenses", "BSD-3-Clause AND Apache-2.0"),
    ("SIL OFL 1.1", "OFL-1.1"),
    ("SIL Open Font License 1.1 (OFL-1.1)", "OFL-1.1"),
)
WORD = re.compile(r"\s*(\(|\)|[A-Za-z0-9.+-]+)")


class LicenceError(Exception):
    """The expression is none, or nothing says under which licence a package stands."""


@dataclass(frozen=True, slots=True)
class Licence:
    """One licence, with the exception after ``WITH`` if there is one."""

    name: str
    exception: str = ""


@dataclass(frozen=True, slots=True)
class Combined:
    """``AND`` (all hold) or ``OR`` (any may be chosen) of two or more expressions."""

    operator: str
    parts: tuple[Expression, ...]


Expression = Licence | Combined


def parse(text: str) -> Expression:
    """Parse an SPDX expression; ``WITH`` binds tighter than ``AND``, that tighter than ``OR``.

    Raises:
        LicenceError: The text is not an expression.
    """
    words = _words(text)
    expression, rest = _combined(words, "OR")
    if rest:
        raise LicenceError(f"not an SPDX expression, at {' '.join(rest)!r}: {text}")
    return expression


def _words(text: str) -> list[str]:
    words = []
    place = 0
    text = text.rstrip()
    while place < len(text):
        word = WORD.match(text, place)
        if word is None:
            raise LicenceError(f"not an SPDX expression, at {text[place:]!r}: {text}")
        words.append(word.group(1))
        place = word.end()
    return words


def _combined(words: Sequence[str], operator: str) -> tuple[Expression, Sequence[str]]:
    part, words = _combined(words, "AND") if operator == "OR" else _single(words)
    parts = [part]
    while words and words[0].upper() == operator:
        part, words = _combined(words[1:], "AND") if operator == "OR" else _single(words[1:])
        parts.append(part)
    return (parts[0] if len(parts) == 1 else Combined(operator, tuple(parts))), words


def _single(words: Sequence[str]) -> tuple[Expression, Sequence[str]]:
    if not words:
        raise LicenceError("an SPDX expression ends where a licence is expected")
    first, rest = words[0], words[1:]
    if first == "(":
        inside, rest = _combined(rest, "OR")
        if not rest or rest[0] != ")":
            raise LicenceError("a parenthesis of an SPDX expression is not closed")
        return inside, rest[1:]
    if first == ")" or first.upper() in {"AND", "OR", "WITH"}:
        raise LicenceError(f"a licence is expected, not {first!r}")
    if rest and rest[0].upper() == "WITH":
        if len(rest) < 2:
            raise LicenceError("WITH names no exception")
        return Licence(first, rest[1]), rest[2:]
    return Licence(first), rest


def is_allowed(expression: Expression, package: str) -> bool:
    """Whether a package of this (canonical) name may stand under this expression."""
    if isinstance(expression, Combined):
        judge = all if expression.operator == "AND" else any
        return judge(is_allowed(part, package) for part in expression.parts)
    if expression.exception and expression.exception not in EXCEPTIONS:
        return False
    allowed = PERMISSIVE | WEAK_COPYLEFT
    if package in FONT_PACKAGES:
        allowed |= FONT
    if package in REPLACEABLE:
        allowed |= LESSER
    return expression.name in allowed


def stated_licence(package: Distribution) -> str:
    """The SPDX expression of a package's own metadata.

    Raises:
        LicenceError: It states none, or in words that are not known here.
    """
    for stated in package.metadata.get_all("License-Expression") or []:
        return str(stated)
    known = dict(AS_WRITTEN)
    written = "".join(package.metadata.get_all("License") or []).strip()
    if written in known:
        return known[written]
    if written and "\n" not in written:
        try:
            parse(written)
        except LicenceError:
            pass  # words, not an expression: the classifiers may say it
        else:
            return written
    names = [
        classifier.rpartition(" :: ")[2]
        for classifier in package.metadata.get_all("Classifier") or []
        if classifier.startswith("License :: OSI Approved :: ")
    ]
    # Several classifiers do not say whether one may choose; so all must be allowed.
    if names and all(name in known for name in names):
        return " AND ".join(known[name] for name in names)
    raise LicenceError(f"{package.name} states no licence that is known: {written!r} {names}")


def run_time_packages(requirements: Iterable[str]) -> Iterator[Distribution]:
    """Every installed package that these requirements reach, each once, by name."""
    waiting = [Requirement(requirement) for requirement in requirements]
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        for extra in ("", *requirement.extras):
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            package = found.setdefault(name, distribution(name))
            for text in package.requires or []:
                needed = Requirement(text)
                if needed.marker is None or needed.marker.evaluate({"extra": extra}):
                    waiting.append(needed)
    yield from (found[name] for name in sorted(found))


def judge(packages: Iterable[Distribution]) -> Iterator[tuple[str, str, bool]]:
    """Name, licence (or what is wrong with it) and whether it is allowed."""
    for package in packages:
        try:
            stated = stated_licence(package)
            fine = is_allowed(parse(stated), canonicalize_name(package.name))
        except LicenceError as error:
            yield package.name, str(error), False
        else:
            yield package.name, stated, fine


def main() -> int:
    refused = 0
    for name, stated, fine in judge(run_time_packages(["curator[postgres]"])):
        refused += not fine
        print(f"{'ok     ' if fine else 'REFUSED'} {name}: {stated}")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
