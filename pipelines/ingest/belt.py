"""A queue between two stages: of a size, with an end, and one that stops whoever waits at it."""

import threading
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Belt(Generic[T]):
    """What one stage hands to the next. Thread-safe.

    ``most`` bounds the sum of the weights that lie on it; what is heavier alone is taken when nothing else lies there.
    It ends when each of its ``givers`` has said so.
    """

    def __init__(self, most: int, *, givers: int = 1) -> None:
        self._most, self._givers = most, givers
        self._items: deque[tuple[T, int]] = deque()
        self._weight = 0
        self._stopped = False
        self._changed = threading.Condition()

    def put(self, item: T, weight: int = 1) -> bool:
        """Wait for room. False when it was stopped: nobody takes it."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._stopped or not self._items or self._weight + weight <= self._most,
            )
            if not self._stopped:
                self._items.append((item, weight))
                self._weight += weight
                self._changed.notify_all()
            return not self._stopped

    def get(self, seconds: float | None = None) -> T | None:
        """The next one; None when there is none left, it was stopped, or none came in so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._stopped or self._items or not self._givers, seconds)
            return self._taken() if self._items and not self._stopped else None

    def more(self, most: int) -> list[T]:
        """What else lies there, at most so many."""
        with self._changed:
            return [self._taken() for _ in range(min(most, len(self._items)))]

    def _taken(self) -> T:
        item, weight = self._items.popleft()
        self._weight -= weight
        self._changed.notify_all()
        return item

    def end(self) -> None:
        """One of those who give has nothing more."""
        with self._changed:
            self._givers -= 1
            self._changed.notify_all()

    def stop(self) -> None:
        """What lies there is dropped, and nobody waits any more."""
        with self._changed:
            self._stopped = True
            self._items.clear()
            self._changed.notify_all()

    @property
    def stopped(self) -> bool:
        """Whether nobody takes anything any more."""
        return self._stopped

    @property
    def over(self) -> bool:
        """Whether nothing lies there and nothing will."""
        with self._changed:
            return self._stopped or (not self._items and not self._givers)
