"""Which lines of a flattened page are the article's and which are furniture, and what it is.

Two logistic passes over general features (``line_features``, ``page_features``);
``python -m tests.bench furniture`` trains them and says how good they are on pages not seen.
Nothing is removed by this: furniture is folded in the window; in a text that has not the looks of
a saved page only the obvious is folded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import groupby
from operator import mul

from curator.ingest.furniture_weights import FIRST_PASS, SECOND_PASS
from curator.ingest.line_features import (
    ends_sentence,
    features,
    is_trigger,
    strip_bullet,
    take_apart,
)
from curator.ingest.page_features import page_features

THRESHOLD = 0.4
FEWEST_LINES = 8  # fewer are a note, not a page
USUAL_LINES = 24  # of 91 saved pages the shortest has 39; fewer may be a press release with labels
LEAST = 120  # characters of an article; where less is found, the likeliest lines are taken
BESIDE_BEST = 0.25  # of the likeliest line's score, how much a line must have then
FEWEST_MARKS = 3  # lines that announce furniture, on what may be a saved page or a list of words
MOST_LINES = 20_000  # beyond that it is no saved page, and judging it would take seconds
FRAGMENT = 60  # characters; a shorter line that does not end as a sentence does is a fragment
PAGE = 0.36  # share of fragments; of 91 saved pages all but one have it, of articles alone few

_OBVIOUS = re.compile(
    r"^\W*(?:copyright\b|©|\(c\) (?:19|20)\d\d)|all rights reserved|^leave a (?:reply|comment)\b"
    r"|\b(?:subscribe|sign up)\b.*\b(?:newsletter|updates?|inbox|emails?|today|subscribe)\b"
    r"|delivered (?:directly|straight) to your inbox|^(?:stay updated|share this|follow us)\b"
    r"|^(?:advertisement|sponsored content|skip to (?:main )?content|privacy policy|terms of use"
    r"|cookie policy|read next|most read|related (?:stories|articles|posts|news))\W*$"
    r"|\bjoin our newsletter\b|^(?:accept|reject) (?:all )?cookies\b",
    re.IGNORECASE,
)
_NAMES = (
    ("cookie notice", re.compile(r"\bcookies?\b", re.IGNORECASE)),
    (
        "footer",
        re.compile(
            r"©|\b(?:copyright|all rights reserved|privacy policy|terms (?:of|and)|about us"
            r"|contact us|imprint|impressum|site ?map|careers)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "comments",
        re.compile(
            r"^\W*(?:\d+ )?(?:comments?|responses|thoughts on|replies)\b|^leave a (?:reply|comment)"
            r"|^(?:reply|add a comment|join the (?:conversation|discussion))",
            re.IGNORECASE,
        ),
    ),
    (
        "other stories",
        re.compile(
            r"^\W*(?:related|read next|read more|most (?:read|popular|viewed|recent|shared)"
            r"|more (?:from|stories|news|on)|recommended|you (?:may|might)"
            r"|trending|popular|latest|recent posts|see also|up next"
            r"|also (?:read|on|in)|editor.?s? picks|don.t miss|coverage$)",
            re.IGNORECASE,
        ),
    ),
    (
        "newsletter sign-up",
        re.compile(r"\b(?:newsletters?|subscribe|inbox|sign up)\b", re.IGNORECASE),
    ),
    (
        "news ticker",
        re.compile(r"^\W*(?:breaking(?: news)?|live|ticker|just in)\W*$", re.IGNORECASE),
    ),
    ("advertisement", re.compile(r"^\W*(?:advertisement|sponsored|promoted|ad)\b", re.IGNORECASE)),
    ("tags", re.compile(r"^\W*(?:tags?|topics|filed under|posted in|categories)\b", re.IGNORECASE)),
    (
        "share buttons",
        re.compile(
            r"^\W*(?:share|tweet|e-?mail|print|facebook|twitter|whatsapp|linkedin|pinterest|reddit"
            r"|pocket|flipboard|telegram|instagram|youtube|copy link)\b",
            re.IGNORECASE,
        ),
    ),
)


def weigh(weights: Sequence[float], columns: Sequence[Sequence[float]]) -> list[float]:
    """The probability per line: the intercept and one weight per column, through a logistic."""
    bias, *slopes = weights
    found = []
    for row in zip(*columns, strict=True):
        total = bias + sum(map(mul, slopes, row))
        found.append(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))))
    return found


def main_scores(lines: Sequence[str]) -> list[float]:
    """The probability that each non-blank line is the article's own text."""
    page = [take_apart(line) for line in lines]
    looks = features(page)
    guesses = weigh(FIRST_PASS, looks)
    return weigh(SECOND_PASS, page_features(guesses, page, looks=looks))


def is_obvious(text: str) -> bool:
    """A line that is furniture on any page: a copyright, a sign-up, "Leave a reply"."""
    return len(text) <= 300 and _OBVIOUS.search(text) is not None


def _keep_inner_lines(lines: Sequence[str], main: Sequence[bool]) -> list[bool]:
    """Take back one or two short lines between two paragraphs of the article: its own headings."""
    kept = list(main)
    at = 0
    for is_main, group in groupby(main):
        size = len(list(group))
        inner = at > 0 and at + size < len(main)
        if not is_main and size <= 2 and inner:
            run = [strip_bullet(line)[0] for line in lines[at : at + size]]
            if not any(is_obvious(text) or is_trigger(text) or len(text) > 120 for text in run):
                kept[at : at + size] = [True] * size
        at += size
    return kept


def main_lines(lines: Sequence[str]) -> list[bool]:
    """Whether each non-blank line belongs to the article.

    Where nothing looks like an article, everything is kept: a note of three words is no furniture.
    """
    if not lines or len(lines) > MOST_LINES:
        return [True] * len(lines)
    if len(lines) < FEWEST_LINES or not is_page(lines) or _is_short_article(lines):
        return _without_obvious(lines)
    return chosen_lines(lines, main_scores(lines))


def chosen_lines(lines: Sequence[str], scores: Sequence[float]) -> list[bool]:
    """The lines that are kept, given the probability of each.

    Where hardly any is likely, those are kept that are not far below the likeliest, if something
    else says that this is a saved page; otherwise it may be a list of words, and all are kept.
    """
    least = THRESHOLD
    found = sum(len(line) for line, one in zip(lines, scores, strict=True) if one > least)
    if found < max(LEAST, 0.02 * sum(map(len, lines))):
        if sum(map(_is_mark, lines)) < FEWEST_MARKS:
            return _without_obvious(lines)
        least = min(least, BESIDE_BEST * max(scores))
    return _keep_inner_lines(lines, [score > least for score in scores])


def _is_short_article(lines: Sequence[str]) -> bool:
    """Few lines of which hardly one announces furniture: labels, contacts, names of its own."""
    return len(lines) < USUAL_LINES and sum(map(_is_mark, lines)) < 2


def _is_mark(line: str) -> bool:
    text = strip_bullet(line)[0]
    return is_trigger(text) or is_obvious(text)


def is_page(lines: Sequence[str]) -> bool:
    """Whether so many lines are fragments, as names of links are, that this is a saved page."""
    return sum(map(_is_fragment, lines)) >= PAGE * len(lines)


def _is_fragment(line: str) -> bool:
    """A short line in letters that ends in no sentence; numbers may be the cells of a table."""
    if len(line) >= FRAGMENT or ends_sentence(line):
        return False
    return 2 * sum(map(str.isalpha, line)) >= len(line.strip())


def _without_obvious(lines: Sequence[str]) -> list[bool]:
    main = [not is_obvious(strip_bullet(line)[0]) for line in lines]
    return main if any(main) else [True] * len(lines)


def _own_name(text: str, *, after: bool) -> str:
    if len(text) > 90 and not is_obvious(text):
        return ""
    for name, pattern in _NAMES:
        if pattern.search(text) and (after or name not in ("comments", "footer")):
            return name
    return ""


def _default_name(texts: Sequence[str], *, after: bool) -> str:
    lengths = sorted(map(len, texts))
    wordy = lengths[len(lengths) // 2] > 45
    if after:
        return "other stories" if wordy else "site navigation"
    talk = sum(ends_sentence(text) and len(text) > 60 for text in texts) > len(texts) / 2
    return "news ticker" if talk else "site navigation"


def name_run(lines: Sequence[str], *, after: bool) -> list[str]:
    """Say what each line of one run of furniture is.

    Args:
        lines: The run, one or more lines.
        after: Whether the run stands after the beginning of the article.
    """
    texts = [strip_bullet(line)[0] for line in lines]
    bullets = [strip_bullet(line)[1] for line in lines]
    default = _default_name(texts, after=after)
    names: list[str] = []
    current = default
    for text, bullet in zip(texts, bullets, strict=True):
        own = _own_name(text, after=after)
        opens = (
            own and (not bullet or own in ("footer", "tags")) and (after or own != "share buttons")
        )
        if opens and not (own == "newsletter sign-up" and current == "footer"):
            current = own
        elif current == "news ticker" and len(text) < 30:
            current = default if default != "news ticker" else current
        names.append(current)
    lead = next((at for at, bullet in enumerate(bullets) if not bullet), len(bullets))
    if (
        after
        and 1 < lead <= 10
        and set(names[:lead]) == {default}
        and max(map(len, texts[:lead])) < 40
    ):
        names[:lead] = ["tags"] * lead
    return names
