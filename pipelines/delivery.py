"""Where an answer goes while it is being made: from the pipeline's thread to its reader."""

from collections.abc import Callable, Sequence
from threading import Event

from pipelines.asking import AnswerEvent, Shared


class Delivery(Shared):
    """One answer's way to its reader. ``emit`` None: nobody reads along, the answer is asked for as a whole.

    ``stopped`` becomes true when the reader wants no more; it is looked at between tokens and while waiting.
    ``spoken``: something has gone out, so that no second answer may follow it. ``confidence``: as soon as it is known.
    """

    def __init__(self, emit: Callable[[AnswerEvent], None] | None = None, *, stops: Sequence[Event] = ()) -> None:
        self._emit = emit
        self._stops = tuple(stops)
        self.spoken = False
        self.confidence = 0.0

    @property
    def streaming(self) -> bool:
        """Whether somebody reads along."""
        return self._emit is not None

    @property
    def stopped(self) -> bool:
        """Whether the answer is no longer wanted."""
        return any(stop.is_set() for stop in self._stops)

    def send(self, events: Sequence[AnswerEvent]) -> None:
        """Send events on. Never raises for a reader who left."""
        if self._emit is None or self.stopped:
            return
        for event in events:
            self.spoken = True
            self._emit(event)

    def pause(self, seconds: float) -> None:
        """Wait, but not longer than the answer is wanted."""
        if self._stops:
            self._stops[0].wait(seconds)
        else:
            Event().wait(seconds)
