"""What every article must be, whatever it was read from, and ways to look at one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from curator.ingest.values import Block, Note, ParsedArticle, Read


def only(reads: Iterable[Read]) -> ParsedArticle:
    """The one article of a file; there may be notes."""
    (article,) = (one for one in reads if not isinstance(one, Note))
    assert isinstance(article, ParsedArticle)
    return check(article)


def check(article: ParsedArticle) -> ParsedArticle:
    """Blocks are ordered and hold all that is no white space; cells and quotes are where they say.

    Raises:
        AssertionError: One of them is not so.
    """
    body, end = article.body, 0
    for block in article.blocks:
        assert end <= block.start < block.end <= len(body)
        assert not body[end : block.start].strip()
        assert body[block.start : block.end].strip() == body[block.start : block.end]
        _check_cells(block)
        end = block.end
    assert not body[end:].strip()
    assert article.text_sha256 == hashlib.sha256(body.encode()).hexdigest()
    assert article.original_sha256 == hashlib.sha256(article.original).hexdigest()
    assert not set(body) & set("\0\r\x1d\x1e\x1f")
    for hint in article.hints:
        assert body[hint.start : hint.end] == hint.quote != ""
    return article


def _check_cells(block: Block) -> None:
    at, places = block.start, set()
    for cell in block.cells:
        assert at <= cell.start <= cell.end <= block.end
        assert (cell.row, cell.column) not in places
        places.add((cell.row, cell.column))
        at = cell.end


def shown(article: ParsedArticle) -> list[tuple[str, str]]:
    """Kind and words of every block; a heading's level stands behind its kind, a name after /."""
    return list(_shown(article))


def _shown(article: ParsedArticle) -> Iterator[tuple[str, str]]:
    for block in article.blocks:
        kind = f"{block.kind}{block.level or ''}" + (f"/{block.name}" if block.name else "")
        yield kind, article.body[block.start : block.end]


def cells(article: ParsedArticle, number: int = 0) -> dict[tuple[int, int], str]:
    """The cells of a table by row and column."""
    table = [block for block in article.blocks if block.kind == "table"][number]
    return {(c.row, c.column): article.body[c.start : c.end] for c in table.cells}


def headers(article: ParsedArticle, number: int = 0) -> set[str]:
    table = [block for block in article.blocks if block.kind == "table"][number]
    return {article.body[c.start : c.end] for c in table.cells if c.header}


def hinted(article: ParsedArticle) -> list[tuple[str, str, str]]:
    """Field, value and quote of every proposal."""
    return [(hint.field, hint.value, hint.quote) for hint in article.hints]
