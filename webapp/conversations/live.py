"""An answer while it is being made, in the memory of the process that makes it."""

import itertools
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.questions import Answer
from webapp.conversations.events import Kind, StreamEvent, as_data, said
from webapp.errors import WebError

# A reader that was told so many times gets what comes within that many seconds together: a thread that wakes for each
# of fifty tokens a second takes the processor from those who wait for their first one.
AT_ONCE, GATHER_SECONDS = 40, 0.05


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
    """The events of a running message. One producer appends; readers follow; the recorder copies them to SQL."""

    message_id: str
    conversation_id: str
    stop: threading.Event = field(default_factory=threading.Event)
    events: list[StreamEvent] = field(default_factory=list)
    recorded: int = 0
    outcome: Outcome | None = None
    ended: bool = False
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def append(self, kind: Kind, data: Mapping[str, Any]) -> None:
        """Add an event; readers get it at once."""
        with self._changed:
            self.events.append(StreamEvent(len(self.events) + 1, kind, as_data(data)))
            self._changed.notify_all()

    def said(self) -> str:
        """The text so far."""
        return said((event.kind, event.data) for event in self.events)

    def end(self, last: StreamEvent | None) -> None:
        """Close the stream, with its last event unless the conversation is gone."""
        with self._changed:
            if last is not None:
                self.events.append(last)
            self.ended = True
            self._changed.notify_all()

    def wait(self) -> StreamEvent | None:
        """Wait until the end. Answers the last event."""
        with self._changed:
            self._changed.wait_for(lambda: self.ended)
            return self.events[-1] if self.events and self.events[-1].last else None

    def read(self, after: int, *, heartbeat: float) -> Iterator[StreamEvent | None]:
        """Events after that position as they come, those of a long answer some at a time; None whenever nothing came
        for ``heartbeat`` seconds.
        """
        for told in itertools.count():
            if told >= AT_ONCE and not self.ended:
                time.sleep(GATHER_SECONDS)
            fresh, ended = self._fresh(after, heartbeat)
            yield from fresh
            after += len(fresh)
            if ended:
                return
            if not fresh:
                yield None

    def _fresh(self, after: int, seconds: float) -> tuple[list[StreamEvent], bool]:
        deadline = time.monotonic() + seconds
        with self._changed:
            while len(self.events) <= after and not self.ended:
                if not self._changed.wait(deadline - time.monotonic()):
                    break
            return self.events[after:], self.ended
