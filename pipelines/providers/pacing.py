"""When a stream is read: what a provider sends in small pieces costs a fifth where several are read at once."""

import time
from collections.abc import Callable
from threading import Event

# So many reads of a stream go on at once, since somebody waits for its first words; from then on they are that far
# apart at least, and the farther the more streams there are: together they wake about a thousand times a second.
AT_ONCE, GATHER_SECONDS, OF_EACH_SECONDS = 40, 0.05, 0.001


def apart(streams: int) -> float:
    """Seconds between two looks at one of so many streams that somebody reads for long."""
    return max(GATHER_SECONDS, streams * OF_EACH_SECONDS)


class Pace:
    """The reads of one stream. ``left`` ends each wait; ``streams`` tells how many go on beside it."""

    def __init__(self, left: Event, streams: Callable[[], int]) -> None:
        self._left = left
        self._streams = streams
        self._reads = 0
        self._began = 0.0

    def rest(self) -> None:
        """Called before each read: wait until enough may have come. Who was busy, or reads a slow stream, need not."""
        self._reads += 1
        if self._reads > AT_ONCE and (seconds := self._began + apart(self._streams()) - time.monotonic()) > 0:
            self._left.wait(seconds)
        self._began = time.monotonic()
