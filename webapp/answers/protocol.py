"""What whoever wants answers asks of ``pipelines.answer.answerer.Answerer``: no rows, no HTTP."""

import threading
from collections.abc import Callable, Mapping
from typing import Protocol

from pipelines.questions import Answer, AnswerEvent, Passages, Question
from pipelines.types import Scope, Visibility


class Streaming(Protocol):
    """Whatever makes answers piece by piece."""

    def answer(self, question: Question, sink: Callable[[AnswerEvent], None], stop: threading.Event) -> Answer:
        """The answer; ``sink`` hears tokens and citations as they come. Ends early once ``stop`` is set."""
        ...


class Answering(Streaming, Protocol):
    """Makes answers and searches."""

    def search(
        self, query: str, scope: Scope, visibility: Mapping[str, Visibility], *, k: int, alpha: float | None = None
    ) -> Passages:
        """The best k passages in scope, of citable sources, with their places, best first."""
        ...

    def close(self) -> None:
        """Release what it holds."""
        ...
