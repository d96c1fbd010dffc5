"""An article as suggesters read it: sentences with their position, section and mentions.

Everything is counted in code points of the article's body, as the curator sees it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from curator.domain.claims import REPORTED, Value
from curator.domain.forms import Form
from curator.domain.terms import Names
from curator.suggest.abbreviations import Abbreviation, abbreviations_of
from curator.suggest.matcher import NOTHING_SILENCED, Mention, Silenced, mentions
from curator.suggest.paragraphs import Paragraph, TextBlock, paragraphs_of
from curator.suggest.section_names import label_at
from curator.suggest.sections import Sections
from curator.suggest.sentences import sentence_spans
from curator.suggest.values import Suggestion, no_parts

HEADLINE: Final = "headline"
LEAD: Final = "lead"
BODY: Final = "body"
HEADING: Final = "heading"
TABLE: Final = "table"
CAPTION: Final = "caption"
CITATION: Final = "citation"
FURNITURE: Final = "furniture"
BYLINE: Final = "byline"

STUDY_POSITIONS: Final = frozenset((HEADLINE, LEAD, BODY, HEADING, TABLE, CAPTION))
"""Where an article speaks of its study; elsewhere it speaks of itself, of others, or sells."""


@dataclass(frozen=True, slots=True)
class PageHint:
    """What the page says of itself: a value for ``field`` and where it stands."""

    field: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one line that is none (a headline, a row, a byline).

    Attributes:
        start: First character in the body; ``end`` one past the last.
        text: ``body[start:end]``.
        block: The block that it begins in.
        position: ``headline``, ``lead``, ``body``, ``heading``, ``table``, ``caption``,
            ``citation``, ``furniture`` or ``byline``.
        section: Folded heading above it; for the usual sections of papers and structured abstracts
            ``abstract``, ``background``, ``methods``, ``results``, ``discussion``, ``conclusions``,
            ``funding``, ``interests``, ``references``; "" where there is none.
        number: Its place among the article's sentences, from 0.
        paragraph: Number of the paragraph, from 0.
    """

    start: int
    end: int
    text: str
    block: TextBlock
    position: str
    section: str
    number: int
    paragraph: int

    @property
    def of_study(self) -> bool:
        """Whether it stands where an article speaks of its study."""
        return self.position in STUDY_POSITIONS


@dataclass(frozen=True, eq=False)
class ArticleText:
    """An article with what was found in it; the rest is derived when first asked for.

    It is equal to itself only, so that what is derived of it elsewhere can be kept by it.
    """

    body: str
    blocks: tuple[TextBlock, ...]
    mentions: tuple[Mention, ...] = ()
    hints: tuple[PageHint, ...] = ()

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return paragraphs_of(self.body, self.blocks)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in the order of the text, furniture too: see ``position``."""
        return tuple(_sentences(self.body, self.paragraphs))

    @cached_property
    def study_sentences(self) -> tuple[Sentence, ...]:
        """Those that stand where an article speaks of its study."""
        return tuple(one for one in self.sentences if one.of_study)

    @cached_property
    def abbreviations(self) -> tuple[Abbreviation, ...]:
        """Abbreviations that the text itself defines."""
        return abbreviations_of(self.body)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(one.start for one in self.sentences)

    @cached_property
    def _mention_starts(self) -> Mapping[str, tuple[int, ...]]:
        return {role: tuple(m.start for m in ones) for role, ones in self.by_role.items()}

    @cached_property
    def by_role(self) -> Mapping[str, tuple[Mention, ...]]:
        """Mentions by their vocabulary's role (``cells``, ``journals``, ...), in order."""
        found: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            found.setdefault(mention.vocabulary, []).append(mention)
        return {
            role: tuple(sorted(ones, key=lambda m: (m.start, m.end)))
            for role, ones in found.items()
        }

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds that character."""
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or self.sentences[at].end <= offset:
            return None
        return self.sentences[at]

    def next_sentence(self, sentence: Sentence, step: int = 1) -> Sentence | None:
        """The sentence that many further on (back where below 0), None beyond the ends."""
        at = sentence.number + step
        return self.sentences[at] if 0 <= at < len(self.sentences) else None

    def mentions_in(self, role: str, start: int, *, end: int) -> Sequence[Mention]:
        """Mentions of that role that begin in ``start:end``, in order."""
        starts = self._mention_starts.get(role, ())
        return self.by_role.get(role, ())[bisect_left(starts, start) : bisect_left(starts, end)]

    def suggestion(
        self,
        field: str,
        start: int,
        *,
        end: int,
        score: float,
        why: str,
        rule: str,
        value: Value | None = None,
        parts: Mapping[str, Value] | None = None,
        status: str = REPORTED,
        others: tuple[tuple[int, int], ...] = (),
        features: Mapping[str, float] | None = None,
    ) -> Suggestion:
        """A suggestion whose quote is ``body[start:end]``.

        Raises:
            ValueError: The span is empty or lies outside the body.
        """
        if not 0 <= start < end <= len(self.body):
            raise ValueError(f"{rule}: no span {start}-{end} in {len(self.body)} characters")
        return Suggestion(
            field=field,
            status=status,
            value=value,
            parts=parts or no_parts(),
            start=start,
            end=end,
            quote=self.body[start:end],
            score=score,
            why=why,
            rule=rule,
            others=others,
            features=features or {},
        )


def read_article(
    body: str,
    blocks: Sequence[TextBlock],
    *,
    names: Mapping[str, Names],
    silenced: Silenced = NOTHING_SILENCED,
    hints: Sequence[PageHint] = (),
) -> ArticleText:
    """An article with what it mentions.

    Args:
        body: Its text.
        blocks: In order, without overlap.
        names: Vocabularies by role (``cells``, ``diseases``, ...).
        silenced: Names that are never a mention.
        hints: What the page says of itself.
    """
    found = mentions(_without_furniture(body, blocks), names, silenced=silenced)
    return ArticleText(body, tuple(blocks), found, tuple(hints))


def _without_furniture(body: str, blocks: Sequence[TextBlock]) -> str:
    """The body with blank lines for what says nothing of the study; as long as before."""
    parts: list[str] = []
    at = 0
    for block in blocks:
        if block.kind == FURNITURE:
            parts += (body[at : block.start], "\n" * (block.end - block.start))
            at = block.end
    return "".join((*parts, body[at:])) if parts else body


Rule = Callable[[ArticleText, Form], Iterator[Suggestion]]
"""What proposes values for one field (or some that go together) from an article."""


def _sentences(body: str, paragraphs: Sequence[Paragraph]) -> Iterator[Sentence]:
    sections = Sections(body, paragraphs)
    number = 0
    for place, paragraph in enumerate(paragraphs):
        section = sections.enter(paragraph)
        for start, end in sentence_spans(body, paragraph.start, end=paragraph.end):
            text = body[start:end]
            section = label_at(text) or section
            yield Sentence(
                start, end, text, paragraph.block, paragraph.position, section, number, place
            )
            number += 1
