"""Who was just refused: told again, for a moment, before anything is read of who it is. Free of Flask.

A refusal is cheap only as long as nothing is looked up for it: a token is checked and its person read from SQL for ten
times what this takes. Kept is what refused a header of that very wording, which proved then whose it was.
"""

import hashlib
import threading
from collections import OrderedDict
from typing import Generic, TypeVar

T = TypeVar("T")

# So soon the windows are asked again: a limit may have been raised, or a session ended.
TOLD_SECONDS = 1.0
MOST = 4_096


class JustRefused(Generic[T]):
    """What was told to whom: one entry of 100 bytes each, the oldest go first. Thread-safe; times in seconds."""

    def __init__(self) -> None:
        self._told: OrderedDict[tuple[bytes, str], tuple[T, float]] = OrderedDict()
        self._lock = threading.Lock()

    def tell(self, credential: str, group: str, why: T, *, now: float, until: float) -> None:
        """Whoever comes again with this credential, for this group, is refused for the same reason until then."""
        with self._lock:
            self._told[_key(credential, group)] = why, min(until, now + TOLD_SECONDS)
            while len(self._told) > MOST:
                self._told.popitem(last=False)

    def why(self, credential: str, group: str, now: float) -> T | None:
        """What refused it just now; None where nothing did, or that is over."""
        if not self._told:
            return None
        key = _key(credential, group)
        with self._lock:
            found = self._told.get(key)
            if found is None or now < found[1]:
                return found and found[0]
            del self._told[key]
        return None


def _key(credential: str, group: str) -> tuple[bytes, str]:
    return hashlib.blake2b(credential.encode("utf-8", "replace"), digest_size=16).digest(), group
