"""What the desk says of itself: small talk, what it can do, which documents it has. Nothing is searched or cited."""

import re
from collections.abc import Iterator
from itertools import islice

import structlog

from pipelines.answer.desk_wording import MORE, SAID, counted
from pipelines.answer.privacy_filter import citable
from pipelines.answer.wording import NO_QUESTION, no_index
from pipelines.answer.writer import inert
from pipelines.errors import IndexTimeout, IndexUnavailable
from pipelines.evidence.talk import Subject, Talk, talk
from pipelines.index.cursor import pages
from pipelines.index.protocol import Index
from pipelines.questions import Answer, Question
from pipelines.text.analyzer import words
from pipelines.types import Document, Scope, Status

TITLES, NEWEST = 20, 10
# Rows that are looked through for the newest.
PAGE, MOST_PAGES = 500, 10
_POINTS = re.compile(r"\b(?:it|this|that|das|dies|ca|ça|esto|eso)\b", re.IGNORECASE)

log = structlog.get_logger()


class Desk:
    """Answers in mode ``desk``. Titles are those of sources that may be quoted; private ones are not spoken of."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def answer(self, question: Question) -> Answer | None:
        """What the desk says, None for a question to the documents."""
        if not words(question.text):
            return Answer(NO_QUESTION, "desk", answered=False, confidence=0.0)
        found = talk(question.text)
        if found is None or (question.history and _points_back(question.text, found)):
            return None
        try:
            said = self._said(found, citable(question.scope, question.visibility))
        except (IndexUnavailable, IndexTimeout) as failed:
            log.warning("index_unavailable", code=failed.code, reason=failed.message)
            said = no_index(found.language)
            return Answer(said, "desk", False, 0.0, degraded=("index",), language=found.language)
        return Answer(said, "desk", answered=True, confidence=1.0, language=found.language)

    def _said(self, found: Talk, scope: Scope) -> str:
        wording = SAID[found.language][found.subject]
        if "{documents}" not in wording:
            return wording
        total = self._total(scope)
        if not total:
            return wording.split(":\n")[0].format(documents=counted(found.language, 0)).rstrip(" :") + "."
        titles = "\n".join(self._titles(found, scope, total)) if "{titles}" in wording else ""
        return wording.format(documents=counted(found.language, total), titles=titles)

    def _total(self, scope: Scope) -> int:
        if not scope.source_ids:
            return 0
        counts = self._index.counts(scope)
        return sum(of.get(Status.INDEXED, 0) for of in counts.values())

    def _titles(self, found: Talk, scope: Scope, total: int) -> Iterator[str]:
        if found.subject is Subject.NEWS:
            newest = sorted(self._rows(scope), key=lambda row: row.indexed_at.timestamp() if row.indexed_at else 0.0)
            for row in newest[: -NEWEST - 1 : -1]:
                yield f"- {_title(row)}" + (f" ({row.indexed_at:%Y-%m-%d})" if row.indexed_at else "")
            return
        for row in self._index.list(scope, status=Status.INDEXED, limit=TITLES).items:
            yield f"- {_title(row)}"
        if total > TITLES:
            yield f"- {MORE[found.language].format(n=total - TITLES)}"

    def _rows(self, scope: Scope) -> Iterator[Document]:
        found = pages(lambda after: self._index.list(scope, status=Status.INDEXED, after=after, limit=PAGE))
        for page in islice(found, MOST_PAGES):
            yield from page.items


def _points_back(text: str, found: Talk) -> bool:
    """Within a conversation "how does it work?" asks about what was spoken of."""
    return found.subject in (Subject.SELF, Subject.ABLE) and _POINTS.search(text) is not None


def _title(row: Document) -> str:
    return inert(row.title) or row.uri
