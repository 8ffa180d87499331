"""The answerer of this process, opened at its first use: it loads Haystack and an embedder. Free of Flask."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from pipelines.evidence.key_questions import KeyQuestion
from pipelines.overviews import Overview, Written
from pipelines.questions import Answer, AnswerEvent, Passages, Question
from pipelines.types import Document

if TYPE_CHECKING:
    from pipelines.answer.answerer import Answerer


class LateAnswerer:
    """``pipelines.answer.answerer.Answerer`` behind a door that opens once. ``warm`` opens it before somebody waits."""

    def __init__(self, opens: "Callable[[], Answerer]") -> None:
        """``opens`` makes the one that answers; importing it takes a second."""
        self._opens = opens
        self._lock = threading.Lock()
        self._answerer: Answerer | None = None

    def warm(self) -> None:
        """Open it now."""
        self._opened()

    def answer(self, question: Question, sink: Callable[[AnswerEvent], None], stop: threading.Event) -> Answer:
        """The answer, heard piece by piece."""
        return self._opened().answer(question, sink, stop)

    def search(self, question: Question) -> Passages:
        """The best passages in scope."""
        return self._opened().search(question)

    def overview(self, document: Document, asking: Question) -> Overview:
        """A document in short."""
        return self._opened().overviews.overview(document, asking)

    def written(self, document: Document, asking: Question) -> Written | None:
        """A document in short, in a model's words."""
        return self._opened().overviews.written(document, asking)

    def holds(self, asked: KeyQuestion, asking: Question, *, version: tuple[str, str]) -> bool:
        """Whether a question may be offered."""
        return self._opened().overviews.holds(asked, asking, version=version)

    def close(self) -> None:
        """Close what it opened."""
        with self._lock:
            answerer, self._answerer = self._answerer, None
        if answerer is not None:
            answerer.close()

    def _opened(self) -> "Answerer":
        with self._lock:
            if self._answerer is None:
                self._answerer = self._opens()
            return self._answerer
