"""So many at once and no more; who waits gets its turn by who has least, then in the order of asking."""

import threading
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import structlog

LOOK_SECONDS = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    whose: str
    called: threading.Event = field(default_factory=threading.Event)


def whose_work() -> str:
    """The organisation that this thread works for, as it stands in its log lines; empty for none."""
    return str(structlog.contextvars.get_contextvars().get("org_id", ""))


class Turns:
    """A semaphore that is fair: whoever works again and again does not get ahead of who waits. Thread-safe.

    ``of_one`` bounds how many turns one (an organisation) has at the same time, without it all of them. Of those that
    wait, the next turn is one's who has fewest and whose last one is longest ago, however many it asked for before.
    """

    def __init__(self, at_once: int, *, of_one: int | None = None) -> None:
        self._at_once, self._of_one = at_once, at_once if of_one is None else max(1, of_one)
        # Who has how many of the turns that are had, which are ``_total``.
        self._having: dict[str, int] = {}
        self._total = 0
        self._waiting: list[_Waiting] = []
        # When each of those who wait or have a turn had its last one: the number of that call.
        self._last: dict[str, int] = {}
        self._calls = 0
        self._lock = threading.Lock()

    @contextmanager
    def turn(
        self,
        whose: str = "",
        *,
        seconds: float | None = None,
        gone: Callable[[], bool] | None = None,
        lost: Callable[[], Exception] = TimeoutError,
    ) -> Iterator[None]:
        """Wait for a turn as ``take`` does, and have it until the block ends."""
        self.take(whose, seconds=seconds, gone=gone, lost=lost)
        try:
            yield
        finally:
            self.give_back(whose)

    def take(
        self,
        whose: str = "",
        *,
        seconds: float | None = None,
        gone: Callable[[], bool] | None = None,
        lost: Callable[[], Exception] = TimeoutError,
    ) -> None:
        """Wait for a turn, which is to be given back.

        Raises what ``lost`` gives where none came in that time, or once ``gone`` says so of whoever wants it, which is
        asked twice a second.
        """
        mine = self._join(whose)
        if mine is not None and not (mine.called.wait(seconds) if gone is None else _came(mine, gone)):
            self._leave(mine, lost)

    def give_back(self, whose: str = "") -> None:
        """A turn is over: the next one's, where somebody waits."""
        with self._lock:
            self._total -= 1
            one_less(self._having, whose)
            if self._waiting:
                self._call()
            if whose not in self._having and all(one.whose != whose for one in self._waiting):
                self._last.pop(whose, None)

    def _join(self, whose: str) -> _Waiting | None:
        """None where the turn is there already, as it mostly is: whoever waits beside a free one has all of theirs."""
        with self._lock:
            if self._total < self._at_once and self._having.get(whose, 0) < self._of_one:
                self._begin(whose)
                return None
            mine = _Waiting(whose)
            self._waiting.append(mine)
            return mine

    def _begin(self, whose: str) -> None:
        self._total += 1
        self._having[whose] = self._having.get(whose, 0) + 1
        self._calls += 1
        self._last[whose] = self._calls

    def _leave(self, mine: _Waiting, lost: Callable[[], Exception]) -> None:
        with self._lock:
            if mine.called.is_set():  # just so
                return
            self._waiting.remove(mine)
        raise lost()

    def _call(self) -> None:
        having = self._having
        while self._total < self._at_once:
            free = [one for one in self._waiting if having.get(one.whose, 0) < self._of_one]
            if not free:
                return
            one = min(free, key=lambda each: (having.get(each.whose, 0), self._last.get(each.whose, 0)))
            self._waiting.remove(one)
            self._begin(one.whose)
            one.called.set()


def one_less(counts: MutableMapping[str, int], whose: str) -> None:
    """Count one less of what somebody has; nothing is kept of who has none. Without making a ``Counter`` for it."""
    counts[whose] -= 1
    if not counts[whose]:
        del counts[whose]


def _came(mine: _Waiting, gone: Callable[[], bool]) -> bool:
    while not mine.called.wait(LOOK_SECONDS):
        if gone():
            return False
    return True
