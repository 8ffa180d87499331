"""The reader's side of a stream: what the pipeline's thread says, one event after the other, until the end."""

import re
from collections.abc import Iterator
from dataclasses import replace
from queue import Empty, SimpleQueue
from threading import Event

import structlog

from pipelines.asking import Answer, AnswerEvent, CitationEvent, DoneEvent, Mode, TokenEvent
from pipelines.delivery import Delivery
from pipelines.types import Citation

# How soon a Stop is noticed while nothing is being said.
LOOK_SECONDS = 0.05
_MARKS = re.compile(r"(\[\d+\])")

Made = AnswerEvent | Answer | BaseException

log = structlog.get_logger()


class Telling:
    """Keeps what has been told, so that the end says exactly that."""

    def __init__(self, delivery: Delivery, stop: Event) -> None:
        self._delivery = delivery
        self._stop = stop
        self._said = ""
        self._cited: list[Citation] = []

    def events(self, made: "SimpleQueue[Made]", *, mode: Mode) -> Iterator[AnswerEvent]:
        """Events until the answer is finished or stopped; ``mode`` labels a stopped one. Raises the thread's error."""
        while (item := self._next(made)) is not None:
            if isinstance(item, BaseException):
                raise item
            if isinstance(item, Answer):
                yield from self._end(item)
                return
            yield self._kept(item)
        yield DoneEvent(self._stopped(mode))

    def _next(self, made: "SimpleQueue[Made]") -> Made | None:
        while not self._stop.is_set():
            try:
                return made.get(timeout=LOOK_SECONDS)
            except Empty:
                continue
        return None

    def _kept(self, event: AnswerEvent) -> AnswerEvent:
        if isinstance(event, TokenEvent):
            self._said += event.text
        elif isinstance(event, CitationEvent):
            self._cited.append(event.citation)
        return event

    def _end(self, answer: Answer) -> Iterator[AnswerEvent]:
        """What has not been told yet, all of it for an answer that was made as a whole."""
        if not answer.content.startswith(self._said):
            log.error("stream_differs_from_answer", told=len(self._said), answer=len(answer.content))
            answer = replace(answer, content=self._said, citations=tuple(self._cited))
        for event in _pieces(answer, told=self._said, cited=len(self._cited)):
            if self._stop.is_set():
                yield DoneEvent(self._stopped(answer.mode))
                return
            yield self._kept(event)
        yield DoneEvent(answer)

    def _stopped(self, mode: Mode) -> Answer:
        return Answer(
            self._said,
            mode,
            answered=bool(self._cited),
            confidence=self._delivery.confidence,
            citations=tuple(self._cited),
            stopped=True,
        )


def _pieces(answer: Answer, *, told: str, cited: int) -> Iterator[AnswerEvent]:
    waiting = {f"[{citation.n}]": citation for citation in answer.citations[cited:]}
    for piece in _MARKS.split(answer.content[len(told) :]):
        if (citation := waiting.pop(piece, None)) is not None:
            yield CitationEvent(citation)
        if piece:
            yield TokenEvent(piece)
