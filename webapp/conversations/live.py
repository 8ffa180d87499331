"""An answer while it is being made, in the memory of the process that makes it."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.providers.pacing import AT_ONCE, GATHER_SECONDS
from pipelines.questions import Answer
from webapp.conversations.events import Kind, StreamEvent, as_data, said
from webapp.errors import WebError


@dataclass(frozen=True, slots=True)
class Failure:
    """Why no answer came, also as a problem; ``partial`` is what had been said by then."""

    error: WebError
    problem: Mapping[str, Any]
    partial: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a message ended, and how long it took."""

    result: Answer | Failure
    latency_ms: int


@dataclass(eq=False)
class Live:
    """The events of a running message. One producer appends; readers follow; the recorder copies them to SQL.

    Behind the first events the words of an answer are gathered, and a reader looks for them every so often: each event
    is a row in SQL and a turn of every thread that waits for it, fifty times a second for each of a hundred answers.
    What comes between two looks, of whoever looks first, is one event.
    """

    message_id: str
    conversation_id: str
    stop: threading.Event = field(default_factory=threading.Event)
    events: list[StreamEvent] = field(default_factory=list)
    recorded: int = 0
    outcome: Outcome | None = None
    ended: bool = False
    # Words that are no event yet.
    _gathered: list[str] = field(default_factory=list)
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def append(self, kind: Kind, data: Mapping[str, Any]) -> None:
        """Add an event that is no words; readers get it at once."""
        with self._changed:
            self._seal()
            self._add(kind, data)
            self._changed.notify_all()

    def say(self, text: str) -> None:
        """Add words, at least one letter."""
        with self._changed:
            self._gathered.append(text)
            if not self._is_long:
                self._seal()
            # Who waits looks once for all that is gathered.
            if len(self._gathered) <= 1:
                self._changed.notify_all()

    def said(self) -> str:
        """The text so far."""
        return said((event.kind, event.data) for event in self.after(0))

    def after(self, position: int) -> list[StreamEvent]:
        """What there is behind a position; what has been gathered is an event from now on."""
        with self._changed:
            self._seal()
            return self.events[position:]

    def end(self, last: StreamEvent | None) -> None:
        """Close the stream, with its last event unless the conversation is gone."""
        with self._changed:
            self._seal()
            if last is not None:
                self.events.append(last)
            self.ended = True
            self._changed.notify_all()

    def wait(self) -> StreamEvent | None:
        """Wait until the end. Answers the last event."""
        with self._changed:
            self._changed.wait_for(lambda: self.ended)
            return self.events[-1] if self.events and self.events[-1].last else None

    def read(
        self, after: int, *, heartbeat: float, gather: Callable[[], float] = lambda: GATHER_SECONDS
    ) -> Iterator[StreamEvent | None]:
        """Events after that position as they come, those of a long answer every ``gather`` seconds; None whenever
        nothing came for ``heartbeat`` seconds.
        """
        while True:
            fresh, ended = self._fresh(after, heartbeat)
            yield from fresh
            after += len(fresh)
            if ended:
                return
            if not fresh:
                yield None
            elif self._is_long:
                time.sleep(gather())

    @property
    def _is_long(self) -> bool:
        return len(self.events) >= AT_ONCE

    def _add(self, kind: Kind, data: Mapping[str, Any]) -> None:
        self.events.append(StreamEvent(len(self.events) + 1, kind, as_data(data)))

    def _seal(self) -> None:
        if self._gathered:
            text, self._gathered = "".join(self._gathered), []
            self._add("token", {"text": text})

    def _fresh(self, after: int, seconds: float) -> tuple[list[StreamEvent], bool]:
        deadline = time.monotonic() + seconds
        with self._changed:
            while len(self.events) + bool(self._gathered) <= after and not self.ended:
                if not self._changed.wait(deadline - time.monotonic()):
                    break
            self._seal()
            return self.events[after:], self.ended
