"""All rules over one article: what is proposed, best first, and nothing below its floor."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from curator.domain.checks import applies
from curator.domain.claims import Claim, Claims, Item, Term, Value
from curator.domain.forms import Field, Form
from curator.domain.names import name_key
from curator.suggest.floors import FLOOR, FLOORS
from curator.suggest.general_terms import is_general
from curator.suggest.matcher import NOTHING_SILENCED, Silenced
from curator.suggest.reading import ArticleText, Rule
from curator.suggest.rules import RULES
from curator.suggest.values import Suggestion, as_sentence, value_key, value_text

NOTHING_OFF: Final[frozenset[tuple[str, str]]] = frozenset()


def suggest(
    article: ArticleText,
    form: Form,
    *,
    floors: Mapping[str, float] = FLOORS,
    off: Collection[tuple[str, str]] = NOTHING_OFF,
) -> tuple[Suggestion, ...]:
    """What the rules propose for an article: ``choose`` of all that they ``propose``."""
    return choose(article, form, proposed=propose(article, form), floors=floors, off=off)


def propose(
    article: ArticleText, form: Form, *, rules: Mapping[str, Rule] = RULES
) -> tuple[Suggestion, ...]:
    """All that the rules have found, also what is too unsure to be shown; in no order."""
    return tuple(one for rule in rules.values() for one in rule(article, form))


def choose(
    article: ArticleText,
    form: Form,
    *,
    proposed: Iterable[Suggestion],
    floors: Mapping[str, float] = FLOORS,
    off: Collection[tuple[str, str]] = NOTHING_OFF,
    silenced: Silenced = NOTHING_SILENCED,
) -> tuple[Suggestion, ...]:
    """What is shown of it, in the order of the form, best first and each value once.

    A field that takes one value has one suggestion and perhaps ``alternative`` ones.  A field that
    does not apply, going by what is proposed for others, has none.

    Args:
        article: The article.
        form: Its fields are filled; a suggestion for another field is dropped.
        proposed: By rules and plug-ins.
        floors: Least score by field key; ``FLOOR`` for the others.
        off: Pairs (rule, field) that have switched themselves off.
        silenced: Names that are no value, also where a rule knows them by their shape only.
    """
    fields = {one.key: one for one in form.fields()}
    by_field: dict[str, list[Suggestion]] = {}
    for one in proposed:
        loud = one.score >= floors.get(one.field, FLOOR) and (one.rule, one.field) not in off
        field = fields.get(one.field)
        if field is not None and loud and not _is_no_value(one, field, silenced):
            by_field.setdefault(one.field, []).append(one)
    chosen = {key: _chosen(by_field[key], one) for key, one in fields.items() if key in by_field}
    claims = as_claims(chosen)
    applying = (key for key in chosen if applies(fields[key], claims) is not False)
    return tuple(_described(article, one) for key in applying for one in chosen[key])


def _is_no_value(one: Suggestion, field: Field, silenced: Silenced) -> bool:
    """Whether a value is a name that is silenced for its role, or a term that holds of nearly all.

    A term with an id is silenced by the name that stands in the text; its other names still count.
    """
    return any(
        is_general(role, value.label)
        or not silenced.allows(role, name_key(one.quote), term_id=value.id)
        if isinstance(value, Term) and value.id
        else silenced.has(role, name_key(value_text(value)))
        for role, value in _of_roles(one, field)
    )


def _of_roles(one: Suggestion, field: Field) -> Iterator[tuple[str, Value]]:
    """Its values that a vocabulary serves, each with the role of that vocabulary."""
    if one.value is not None and field.vocabulary:
        yield field.vocabulary, one.value
    for part in field.parts:
        role = part.vocabulary or (field.vocabulary if part == field.main else None)
        if role and part.key in one.parts:
            yield role, one.parts[part.key]


def _chosen(found: Sequence[Suggestion], field: Field) -> tuple[Suggestion, ...]:
    """What is proposed in one field: each value once, the best first."""
    if not found:
        return ()
    ranked = sorted(found, key=lambda one: (not one.filled, -one.score, one.start, -one.end))
    merged = list(_merged(ranked, field))
    if any(one.filled for one in merged) and not field.rows:
        merged = [one for one in merged if one.filled]
    merged.sort(key=lambda one: (not one.filled, -one.score, one.start))
    if field.many:
        return tuple(merged)
    return tuple(
        one if one.alternative is (place > 0) else replace(one, alternative=place > 0)
        for place, one in enumerate(merged)
    )


def _merged(ranked: Sequence[Suggestion], field: Field) -> Iterator[Suggestion]:
    """Those that say the same as one: its further places, and the parts that it lacks."""
    left = list(ranked)
    while left:
        best = left.pop(0)
        rest: list[Suggestion] = []
        for other in left:
            if _same(best, other, field):
                best = _joined(best, other)
            else:
                rest.append(other)
        left = rest
        yield best


def _same(one: Suggestion, other: Suggestion, field: Field) -> bool:
    if one.status != other.status:
        return False
    if not field.parts:
        return value_key(one.value) == value_key(other.value) and (
            one.value is not None or _overlap(one, other)
        )
    if field.rows and not _overlap(one, other):
        return _keys(one.parts) == _keys(other.parts)
    shared = one.parts.keys() & other.parts.keys()
    if not shared:
        return _overlap(one, other)
    return all(value_key(one.parts[key]) == value_key(other.parts[key]) for key in shared)


def _keys(parts: Mapping[str, Value]) -> Mapping[str, str]:
    return {key: value_key(value) for key, value in parts.items()}


def _overlap(one: Suggestion, other: Suggestion) -> bool:
    return one.start < other.end and other.start < one.end


def _joined(best: Suggestion, other: Suggestion) -> Suggestion:
    places = dict.fromkeys((*best.others, (other.start, other.end), *other.others))
    places.pop((best.start, best.end), None)
    parts = MappingProxyType({**other.parts, **best.parts}) if other.parts else best.parts
    return replace(best, others=tuple(sorted(places)), parts=parts)


def as_claims(chosen: Mapping[str, Sequence[Suggestion]]) -> Claims:
    """The suggestions as claims, for asking whether a field applies."""
    return {
        key: Claim(tuple(Item("", one.status, one.value, one.parts) for one in ones))
        for key, taken in chosen.items()
        if (ones := [one for one in taken if one.filled and not one.alternative])
    }


def _described(article: ArticleText, one: Suggestion) -> Suggestion:
    """With what a reranker may go by besides the rule's own features."""
    sentence = article.sentence_at(one.start)
    position = sentence.position if sentence else "body"
    features = {
        **one.features,
        "score": round(one.score, 4),
        "further places": float(len(one.others)),
        "how far down": round(one.start / max(1, len(article.body)), 3),
        f"stands in {position}": 1.0,
    }
    return replace(
        one,
        score=round(one.score, 4),
        why=as_sentence(one.why),
        features=MappingProxyType(features),
    )
