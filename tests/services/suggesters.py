"""A suggester whose rule is a word list, so that tests know what will be proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from curator.domain.claims import Term, Value
from curator.domain.forms import Form
from curator.services.suggesting_here import Readable, Suggested, Wishes
from curator.suggest.absence import Absence
from curator.suggest.values import Suggestion


@dataclass(slots=True)
class WordList:
    """Proposes ``payload`` for each word that stands in the text; counts how often it is asked."""

    words: Mapping[str, Term]
    asked: list[Wishes] = field(default_factory=list)
    rule: str = "word list"

    def suggest(self, article: Readable, form: Form, *, wishes: Wishes) -> Suggested:
        self.asked.append(wishes)
        found = [
            self.proposal(article.body, word, {"agent": term})
            for word, term in self.words.items()
            if word in article.body and (self.rule, "payload") not in wishes.off
        ]
        absent = Absence("vector", ("vector", "lentivir*"), len(article.body), ("x/1",), 40)
        absences = {} if "lentivirus" in article.body else {"vector": absent}
        return Suggested(tuple(found), absences)

    def proposal(self, body: str, word: str, parts: Mapping[str, Value]) -> Suggestion:
        start = body.index(word)
        return Suggestion(
            field="payload",
            status="reported",
            value=None,
            parts=parts,
            start=start,
            end=start + len(word),
            quote=word,
            score=0.8,
            why="it is on the list",
            rule=self.rule,
            features={"letters": float(len(word))},
        )
