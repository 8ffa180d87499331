"""Where requests are counted: on Redis, and in this process while there is none or it is away. Free of Flask.

A storage of the library ``limits``, moving windows only. Whatever Redis does, an answer comes: an error of Redis is
noted, this process counts by itself from then on, and Redis is looked for until it is back.
"""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from limits.storage import MovingWindowSupport, Storage
from redis.exceptions import RedisError

from pipelines.caching.link import RedisLink

SCHEME, PREFIX = "refdesk", "refdesk:limits"
# Of all windows together, about 100 bytes each; the windows that were not used for longest go first.
MOST_ENTRIES = 500_000
MOST_SEEN = 8

# A list of moments, the newest first, as of the library's own storage; both answers in one call of the server.
TAKE = """
local now, limit, expiry, amount = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local oldest = redis.call('lindex', KEYS[1], -1)
while oldest and tonumber(oldest) < now - expiry do
  redis.call('rpop', KEYS[1])
  oldest = redis.call('lindex', KEYS[1], -1)
end
local count = redis.call('llen', KEYS[1])
if count + amount > limit then
  return {0, oldest or ARGV[1], count}
end
for _ = 1, amount do
  redis.call('lpush', KEYS[1], ARGV[1])
end
redis.call('expire', KEYS[1], math.ceil(expiry))
return {1, oldest or ARGV[1], count + amount}
"""


@dataclass(frozen=True, slots=True)
class Taken:
    """Whether places were free, when the oldest of the window was taken, and how many are."""

    free: bool
    oldest: float
    count: int


class MemoryWindows:
    """Moving windows in this process. Thread-safe, constant time, bounded memory."""

    def __init__(self, most: int = MOST_ENTRIES, clock: Callable[[], float] = time.time) -> None:
        self._most = most
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: OrderedDict[str, deque[float]] = OrderedDict()
        self._entries = 0

    def take(self, key: str, limit: int, expiry: int, *, amount: int) -> Taken:
        """Take ``amount`` places of a window."""
        with self._lock:
            now = self._clock()
            window = self._window(key, now - expiry)
            free = len(window) + amount <= limit
            if free:
                window.extend([now] * amount)
                self._entries += amount
                self._forget()
            return Taken(free, window[0] if window else now, len(window))

    def clear(self) -> int:
        """Forget all windows. Answers how many."""
        with self._lock:
            gone = len(self._windows)
            self._windows.clear()
            self._entries = 0
            return gone

    def _window(self, key: str, since: float) -> deque[float]:
        window = self._windows.setdefault(key, deque())
        self._windows.move_to_end(key)
        while window and window[0] < since:
            window.popleft()
            self._entries -= 1
        return window

    def _forget(self) -> None:
        # A window costs something even where nothing is in it any more.
        while self._entries + len(self._windows) > self._most and len(self._windows) > 1:
            _, gone = self._windows.popitem(last=False)
            self._entries -= len(gone)


class RedisWindows:
    """Moving windows on a server that several processes share."""

    def __init__(self, link: RedisLink) -> None:
        self._link = link
        self._take = link.client.register_script(TAKE)

    def take(self, key: str, limit: int, expiry: int, *, amount: int) -> Taken | None:
        """Take ``amount`` places of a window; None while Redis is away."""
        asked: list[str | int] = [repr(time.time()), limit, expiry, amount]
        answer = self._link.ask(lambda redis: self._take([f"{PREFIX}:{key}"], asked, client=redis))
        if answer is None:
            return None
        free, oldest, count = answer
        return Taken(bool(free), float(oldest), int(count))


class Windows(Storage, MovingWindowSupport):
    """The storage that the limiter is given: ``refdesk://`` with the option ``link``, None without Redis."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 - the library reads it so

    def __init__(self, uri: str | None = None, *, link: RedisLink | None = None, wrap_exceptions: bool = False) -> None:
        super().__init__(uri, wrap_exceptions)
        self._memory = MemoryWindows()
        self._redis = None if link is None else RedisWindows(link)
        self._seen = threading.local()

    @property
    def base_exceptions(self) -> type[Exception]:
        """Errors of the storage."""
        return RedisError

    def acquire_entry(self, key: str, limit: int, expiry: int, *, amount: int = 1) -> bool:  # type: ignore[override]
        """Take ``amount`` places of a window; whether they were free."""
        taken = self._take(key, limit, expiry, amount=amount)
        # The limiter asks next, in the same thread, what is left: it is known, and another call would cost as much.
        self._seen.last = {**getattr(self._seen, "last", {}), key: taken} if amount else {}
        while len(self._seen.last) > MOST_SEEN:
            del self._seen.last[next(iter(self._seen.last))]
        return taken.free

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        """When the oldest place of a window was taken, and how many are."""
        taken = getattr(self._seen, "last", {}).pop(key, None) or self._take(key, limit, expiry, amount=0)
        return taken.oldest, taken.count

    def check(self) -> bool:
        """It always counts."""
        return True

    def reset(self) -> int | None:
        """Forget what this process has counted."""
        return self._memory.clear()

    def clear(self, key: str) -> None:
        """Not for moving windows."""
        raise NotImplementedError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Not for moving windows."""
        raise NotImplementedError

    def get(self, key: str) -> int:
        """Not for moving windows."""
        raise NotImplementedError

    def get_expiry(self, key: str) -> float:
        """Not for moving windows."""
        raise NotImplementedError

    def _take(self, key: str, limit: int, expiry: int, *, amount: int) -> Taken:
        taken = None if self._redis is None else self._redis.take(key, limit, expiry, amount=amount)
        return taken or self._memory.take(key, limit, expiry, amount=amount)
