"""Where the evidence of an article stands, in a curator's words."""

from __future__ import annotations

from curator.domain.evidence import Evidence
from curator.domain.identity import article_label
from curator.services.text_places import EARLIER, TextPlaces
from curator.services.values import OpenedArticle


class EvidencePlaces:
    """The places of one article's evidence; headings and tables are looked through once."""

    def __init__(self, article: OpenedArticle) -> None:
        self._article = article
        self._places: TextPlaces | None = None

    def words(self, evidence: Evidence) -> str:
        """``p. 4, Results``; of another text that it stands there; empty where nothing is known."""
        article = self._article
        if evidence.text != article.document.text:
            return EARLIER
        if self._places is None:
            self._places = TextPlaces(article.body, article.read_blocks)
        return self._places.words(evidence.start)

    def whole(self, evidence: Evidence) -> str:
        """The same with the article before it and the offsets behind: for tooltips and help."""
        label = article_label(self._article.number)
        words = self.words(evidence)
        return ", ".join(filter(None, (label, words, f"{evidence.start}–{evidence.end}")))
