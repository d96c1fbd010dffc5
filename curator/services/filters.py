"""What a curator types above a list, as conditions of SQL.

Words (all of them): in an article's title, outlet or file name, in a study's label, or an id that
people see (``A-0002``, ``S-0001``).  ``payload:IL-12``: a value of that field, its term's id or the
key of its choice.  ``state:complete``, ``status:not_reported``, ``conflict:true``,
``reopened:true``, ``study:S-0001``.
``"two words"`` belong together.  What is no such pair counts as a word, so that no typing is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from curator.domain.folding import fold
from curator.domain.forms import Form
from curator.store.tables import article_row, head, study_row, study_value

_WORD: Final = re.compile(r'(?:([\w.]+):)?(?:"([^"]*)"?|(\S+))')
_LABEL: Final = re.compile(r"([AaSs])-?0*(\d{1,9})")
_TRUE: Final = ("true", "yes", "1")

Condition = sa.ColumnElement[bool]


def article_filter(form: Form, query: str, *, states: Sequence[str] = ()) -> Condition:
    """The condition on ``article_row`` that a typed filter and chosen states mean."""
    conditions: list[Condition] = []
    typed_states = list(states)
    for key, words in _split(query):
        if key == "state":
            typed_states.append(words)
        elif key == "study":
            conditions.append(article_row.c.studies.like(_like(words.upper()), escape="\\"))
        elif key in ("conflict", "reopened"):
            conditions.append(_counted(article_row.c.conflicts, words))
        elif (of_values := _values(form, key, words)) is not None:
            conditions.append(_article_said(of_values))
        else:
            conditions.append(_article_words(f"{key}:{words}" if key else words))
    return sa.and_(_in_states(article_row.c.state, typed_states), *conditions)


def study_filter(form: Form, query: str, *, states: Sequence[str] = ()) -> Condition:
    """The condition on ``study_row`` that a typed filter and chosen states mean."""
    conditions: list[Condition] = []
    typed_states = list(states)
    for key, words in _split(query):
        if key == "state":
            typed_states.append(words)
        elif key in ("conflict", "reopened"):
            column = study_row.c.conflicts if key == "conflict" else study_row.c.reopened
            conditions.append(_counted(column, words))
        elif (of_values := _values(form, key, words)) is not None:
            said = sa.select(study_value.c.study_id).where(of_values)
            conditions.append(study_row.c.study_id.in_(said))
        else:
            plain = not key or key == "study"
            conditions.append(_study_words(words if plain else f"{key}:{words}"))
    return sa.and_(_in_states(study_row.c.state, typed_states), *conditions)


def _split(query: str) -> list[tuple[str, str]]:
    found = ((key, quoted or bare) for key, quoted, bare in _WORD.findall(query))
    return [(key, words) for key, words in found if words]


def _in_states(column: sa.Column[str], states: Sequence[str]) -> Condition:
    return column.in_(states) if states else column != "withdrawn"


def _counted(column: sa.Column[int], words: str) -> Condition:
    return column > 0 if words.casefold() in _TRUE else column == 0


def _values(form: Form, key: str, words: str) -> Condition | None:
    """A condition on ``study_value``; None where the key names nothing there."""
    if key == "status":
        return study_value.c.status == fold(words).replace(" ", "_")
    if not key or form.field(key) is None:
        return None
    status = fold(words).replace(" ", "_")
    return sa.and_(
        study_value.c.field == key,
        sa.or_(
            study_value.c.words.like(_like(fold(words)), escape="\\"),
            study_value.c.term_id == words,
            sa.and_(study_value.c.words == "", study_value.c.status == status),
        ),
    )


def _article_said(of_values: Condition) -> Condition:
    """Articles one of whose extractions, or whose own claims, say it."""
    said = sa.select(study_value.c.extraction_id).where(of_values)
    joined = sa.select(head.c.article_id).where(head.c.entity_id.in_(said))
    return sa.or_(article_row.c.article_id.in_(said), article_row.c.article_id.in_(joined))


def _article_words(words: str) -> Condition:
    row = article_row.c
    found = [_contains(column, words) for column in (row.title, row.outlet, row.file_name)]
    if label := _LABEL.fullmatch(words):
        number = int(label[2])
        if label[1] in "Aa":
            found.append(row.number == number)
        else:
            found.append(row.studies.like(f"%S-{number:04d}%"))
    elif words.isdecimal() and len(words) < 10:
        found.append(row.number == int(words))
    return sa.or_(*found)


def _study_words(words: str) -> Condition:
    found = [_contains(study_row.c.label, words)]
    label = _LABEL.fullmatch(words)
    if label and label[1] in "Ss":
        found.append(study_row.c.number == int(label[2]))
    elif words.isdecimal() and len(words) < 10:
        found.append(study_row.c.number == int(words))
    return sa.or_(*found)


def _contains(column: sa.Column[str], words: str) -> Condition:
    """Whether a column has those words in any case (SQLite folds the case of ASCII only)."""
    spelled = {words} if words.isascii() else {words, words.lower(), words.upper(), words.title()}
    return sa.or_(*(column.ilike(_like(one), escape="\\") for one in sorted(spelled)))


def _like(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
