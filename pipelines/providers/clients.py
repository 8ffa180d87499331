"""Clients of providers, kept for the next call: connections are dear. Those used longest ago are closed."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Lock
from typing import Generic, Protocol, TypeVar

from pipelines.endpoints import Endpoint

MOST = 64


class Closeable(Protocol):
    """What holds connections."""

    def close(self) -> None:
        """Close them."""
        ...


T = TypeVar("T", bound=Closeable)


@dataclass(slots=True)
class _Kept(Generic[T]):
    client: T
    users: int = 0
    gone: bool = False


class Clients(Generic[T]):
    """A client per provider and key, for all of its models. Thread-safe.

    One that is pushed out while it is in use is closed by its last user.
    """

    def __init__(
        self, opening: Callable[[Endpoint], T], most: int = MOST, *, same: Callable[[Endpoint], Endpoint] | None = None
    ) -> None:
        """``same``: what of an endpoint makes its client; else all but model and prices."""
        self._opening = opening
        self._same = same or _place
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Endpoint, _Kept[T]] = OrderedDict()

    @contextmanager
    def lent(self, endpoint: Endpoint) -> Iterator[T]:
        """The endpoint's client, for one call."""
        # A key that was changed makes another client; a price or a model does not.
        kept = self._taken(self._same(endpoint))
        try:
            yield kept.client
        finally:
            with self._lock:
                kept.users -= 1
                closes = kept.gone and not kept.users
            if closes:
                kept.client.close()

    def close(self) -> None:
        """Close all that nobody uses; the others are closed when they are given back."""
        self._close_beyond(0)

    def _taken(self, place: Endpoint) -> _Kept[T]:
        with self._lock:
            kept = self._kept.get(place)
            if kept is None:
                kept = self._kept[place] = _Kept(self._opening(place))
            kept.users += 1
            self._kept.move_to_end(place)
        self._close_beyond(self._most)
        return kept

    def _close_beyond(self, most: int) -> None:
        closing = []
        with self._lock:
            while len(self._kept) > most:
                _, kept = self._kept.popitem(last=False)
                kept.gone = True
                if not kept.users:
                    closing.append(kept.client)
        for client in closing:
            client.close()


def _place(endpoint: Endpoint) -> Endpoint:
    return replace(endpoint, model="", prices=None)
