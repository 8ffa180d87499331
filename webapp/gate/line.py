"""Who comes to a thread next: few at once, fairly by address, however many ask.

Python computes in one thread at a time. A hundred requests that are taken up together are answered no sooner than one
after the other, but each step of anybody else's then waits for the interpreter behind all of them.
"""

import heapq
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipelines.turns import one_less

T = TypeVar("T")

# Who asks less often than this comes in the order of asking; whoever asks more often is put off, by this at most.
PACE_SECONDS, BEHIND_SECONDS = 0.05, 2.0
FORGET_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Places:
    """``at_once`` in all and ``of_one`` address have a turn; of one ``waiting_of_one`` may wait for theirs.

    ``patience``: seconds after which the turn of what still goes on is given to another; it counts for its address as
    long as it computes, and what waits for something else does not count. ``threads``: most that go on, with a turn or
    without, three quarters of them of one. Without patience a turn lasts until its end.
    """

    at_once: int
    of_one: int
    waiting_of_one: int
    threads: int
    patience: float | None = None

    @property
    def threads_of_one(self) -> int:
        """Most that go on for one address."""
        return max(1, self.threads * 3 // 4)


class Line(Generic[T]):
    """What waits for a turn, and what has one. Of the poller's thread alone; each step is logarithmic.

    The order is that of virtual clocks (Zhang, 1990): each turn moves its address's clock on by a pace, and of those
    that wait the one whose clock is furthest behind is next. Neither many requests of one address nor many fresh
    addresses put off for long who asks rarely. Times are monotonic seconds, given by the caller.
    """

    def __init__(self, places: Places, computes: Callable[[T], bool] = lambda _: False) -> None:
        self._places = places
        self._computes = computes
        self._waiting: dict[str, deque[T]] = {}
        # Addresses that wait and may have a turn: (clock, number, address).
        self._heap: list[tuple[float, int, str]] = []
        self._listed: set[str] = set()
        self._clocks: dict[str, float] = {}
        self._forgot = 0.0
        self._having: Counter[str] = Counter()
        # When each turn began, in that order; when those were looked at that compute on; and all that goes on.
        self._turns: dict[T, float] = {}
        self._computing: dict[T, float] = {}
        self._going: dict[T, str] = {}
        self._threads: Counter[str] = Counter()
        self._number = self._count = 0

    def __len__(self) -> int:
        return self._count

    def join(self, one: T, whose: str, now: float) -> bool:
        """Wait for a turn. Whether there was room for one more of this address."""
        waiting = self._waiting.setdefault(whose, deque())
        if len(waiting) >= self._places.waiting_of_one:
            return False
        waiting.append(one)
        self._count += 1
        self._list(whose, now)
        return True

    def call(self, now: float) -> T | None:
        """The next to have a turn, from now on; None while nobody may."""
        if not self._count:
            return None
        self._expire(now)
        if len(self._turns) >= self._places.at_once or len(self._going) >= self._places.threads or not self._heap:
            return None
        clock, _, whose = heapq.heappop(self._heap)
        self._listed.discard(whose)
        self._clocks[whose] = clock + PACE_SECONDS
        one = self._first(whose)
        self._having[whose] += 1
        self._threads[whose] += 1
        self._turns[one], self._going[one] = now, whose
        self._list(whose, now)
        self._forget(now)
        return one

    def end(self, one: T, now: float) -> None:
        """It does not go on any more."""
        self._pass_turn(one)
        whose = self._going.pop(one)
        one_less(self._threads, whose)
        self._list(whose, now)

    def drop(self) -> T | None:
        """Take out whoever came last of the address of which most wait; None where nobody waits."""
        if not self._waiting:
            return None
        whose = max(self._waiting, key=lambda each: len(self._waiting[each]))
        waiting = self._waiting[whose]
        one = waiting.pop()
        self._count -= 1
        if not waiting:
            del self._waiting[whose]
            self._listed.discard(whose)
            self._heap = [entry for entry in self._heap if entry[2] != whose]
            heapq.heapify(self._heap)
        return one

    def due(self, now: float) -> float | None:
        """Seconds until a turn is over by itself, where somebody waits for that."""
        seen = next(iter((self._computing or self._turns).values()), None)
        if self._places.patience is None or not self._count or seen is None:
            return None
        return max(0.0, seen + self._places.patience - now)

    def _first(self, whose: str) -> T:
        waiting = self._waiting[whose]
        self._count -= 1
        one = waiting.popleft()
        if not waiting:
            del self._waiting[whose]
        return one

    def _expire(self, now: float) -> None:
        if self._places.patience is None:
            return
        until = now - self._places.patience
        for seen in (self._computing, self._turns):
            for one in [each for each, since in seen.items() if since <= until]:
                del seen[one]
                self._look(one, now)

    def _look(self, one: T, now: float) -> None:
        if self._computes(one):
            self._computing[one] = now
            return
        one_less(self._having, self._going[one])
        self._list(self._going[one], now)

    def _pass_turn(self, one: T) -> None:
        for seen in (self._turns, self._computing):
            if seen.pop(one, None) is not None:
                one_less(self._having, self._going[one])

    def _list(self, whose: str, now: float) -> None:
        if whose in self._listed or whose not in self._waiting:
            return
        if self._having[whose] >= self._places.of_one or self._threads[whose] >= self._places.threads_of_one:
            return
        self._listed.add(whose)
        self._number += 1
        clock = min(max(now, self._clocks.get(whose, 0.0)), now + BEHIND_SECONDS)
        heapq.heappush(self._heap, (clock, self._number, whose))

    def _forget(self, now: float) -> None:
        if now - self._forgot >= FORGET_SECONDS:
            self._forgot = now
            self._clocks = {whose: clock for whose, clock in self._clocks.items() if clock > now}
