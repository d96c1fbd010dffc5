"""Articles for tests of suggesters: a text as the reader of files would give it, and the form."""

from __future__ import annotations

from typing import Final

from curator.domain.forms import Form, form_from_json
from curator.ingest.texts import parse_text
from curator.services.registry import template_declaration
from curator.services.suggesting_here import Readable, Rules, readable
from curator.services.vocabularies import Vocabularies
from curator.suggest.reading import ArticleText

FORM: Final[Form] = form_from_json(template_declaration())
RULES: Final = Rules(Vocabularies.load())


def given(text: str) -> Readable:
    """A text with its blocks and hints."""
    return readable(parse_text(text))


def article(text: str) -> ArticleText:
    """A text with what it mentions in the vocabularies of the program."""
    return RULES.read(given(text))
