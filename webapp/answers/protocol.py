"""What whoever wants answers asks of ``pipelines.answer.answerer.Answerer``: no rows, no HTTP."""

import threading
from collections.abc import Callable
from typing import Protocol

from pipelines.evidence.key_questions import KeyQuestion
from pipelines.overviews import Overview, Written
from pipelines.questions import Answer, AnswerEvent, Passages, Question
from pipelines.types import Document


class Streaming(Protocol):
    """Whatever makes answers piece by piece."""

    def answer(self, question: Question, sink: Callable[[AnswerEvent], None], stop: threading.Event) -> Answer:
        """The answer; ``sink`` hears tokens and citations as they come. Ends early once ``stop`` is set."""
        ...


class Answering(Streaming, Protocol):
    """Makes answers and searches."""

    def search(self, question: Question) -> Passages:
        """The best ``top_k`` passages in scope, of citable sources, with their places, best first."""
        ...

    def close(self) -> None:
        """Release what it holds."""
        ...


class Overviews(Protocol):
    """Tells in short what a document says: ``pipelines.answer.overviewer.Overviewer``."""

    def overview(self, document: Document, asking: Question) -> Overview:
        """By quoting it; its questions are tried as ``asking`` says. Raises ``TextPurged`` or ``IndexUnavailable``."""
        ...

    def written(self, document: Document, asking: Question) -> Written | None:
        """By the model; None where there is none, or it fails, or nothing of what it says is backed."""
        ...


class Trying(Protocol):
    """Finds out whether a question may be offered: ``pipelines.answer.overviewer.Overviewer``."""

    def holds(self, asked: KeyQuestion, asking: Question, *, version: tuple[str, str]) -> bool:
        """Whether asking it so, without a model, is answered first from its place in a document (its id and version).

        ``asking`` tells how, not what: scope, settings, history. Raises ``IndexUnavailable``.
        """
        ...
