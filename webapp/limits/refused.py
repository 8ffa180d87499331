"""Who was just refused: told again, for a moment, before anything is read of who it is. Free of Flask.

A refusal is cheap only as long as nothing is looked up for it: a token is checked and its person read from SQL for ten
times what this takes. Kept is what refused a header of that very wording, which proved then whose it was.
"""

import hashlib
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from cachetools import TLRUCache

T = TypeVar("T")

# So soon the windows are asked again: a limit may have been raised, or a session ended.
TOLD_SECONDS = 1.0
MOST = 4_096


class JustRefused(Generic[T]):
    """What was told to whom: one entry of 100 bytes each, the oldest go first. Thread-safe; times as ``clock``'s."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._told: TLRUCache[tuple[bytes, str], tuple[T, float]] = TLRUCache(MOST, ttu=_over, timer=clock)
        self._lock = threading.Lock()

    def tell(self, credential: str, group: str, why: T, *, until: float) -> None:
        """Whoever comes again with this credential, for this group, is refused for the same reason until then."""
        with self._lock:
            self._told[_key(credential, group)] = why, until

    def why(self, credential: str, group: str) -> T | None:
        """What refused it just now; None where nothing did, or that is over."""
        with self._lock:
            # Mostly nobody was refused: then nothing is hashed.
            found = self._told.get(_key(credential, group)) if self._told.currsize else None
        return found and found[0]


def _over(_key: object, told: tuple[object, float], now: float) -> float:
    return min(told[1], now + TOLD_SECONDS)


def _key(credential: str, group: str) -> tuple[bytes, str]:
    return hashlib.blake2b(credential.encode("utf-8", "replace"), digest_size=16).digest(), group
