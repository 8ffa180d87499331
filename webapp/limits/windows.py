"""Where requests are counted: on Redis, and in this process while there is none or it is away. Free of Flask.

Moving windows: a place comes back as long after it was taken as the window lasts. Whatever Redis does, an answer comes:
an error of Redis is noted, this process counts by itself from then on, and Redis is looked for until it is back.
"""

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pipelines.caching.link import RedisLink

PREFIX = "refdesk:limits"
# Of all windows together, about 100 bytes each; the windows that were not used for longest go first.
MOST_ENTRIES = 500_000

# Lists of moments, the newest first; all windows of a request in one call of the server.
TAKE = """
local now, seen, free = tonumber(ARGV[1]), {}, true
for i, key in ipairs(KEYS) do
  local most, seconds = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  local oldest = redis.call('lindex', key, -1)
  while oldest and tonumber(oldest) < now - seconds do
    redis.call('rpop', key)
    oldest = redis.call('lindex', key, -1)
  end
  local count = redis.call('llen', key)
  local room = count < most
  free = free and room
  seen[i] = {room and 1 or 0, oldest or ARGV[1], count}
end
if free then
  for i, key in ipairs(KEYS) do
    redis.call('lpush', key, ARGV[1])
    redis.call('expire', key, ARGV[2 * i + 1])
    seen[i][3] = seen[i][3] + 1
  end
end
return seen
"""


class Window(NamedTuple):
    """A window of ``seconds`` with ``most`` places."""

    key: str
    most: int
    seconds: int


class Taken(NamedTuple):
    """Whether a place was free, when the oldest of the window was taken, and how many are held."""

    free: bool
    oldest: float
    held: int


class MemoryWindows:
    """Moving windows in this process. Thread-safe, constant time, bounded memory."""

    def __init__(self, most: int = MOST_ENTRIES, clock: Callable[[], float] = time.time) -> None:
        self._most = most
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: OrderedDict[str, deque[float]] = OrderedDict()
        self._entries = 0

    def take(self, asked: Sequence[Window]) -> list[Taken]:
        """Take a place of each window, or of none where one has none free; each as it stands then."""
        with self._lock:
            now = self._clock()
            windows = [(one.most, self._window(one.key, now - one.seconds)) for one in asked]
            free = [len(window) < most for most, window in windows]
            if all(free):
                for _, window in windows:
                    window.append(now)
                self._entries += len(windows)
                self._forget()
            return [
                Taken(room, window[0] if window else now, len(window))
                for room, (_, window) in zip(free, windows, strict=True)
            ]

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

    def take(self, asked: Sequence[Window]) -> list[Taken] | None:
        """As in memory; None while Redis is away."""
        keys = [f"{PREFIX}:{one.key}" for one in asked]
        told: list[str | int] = [repr(time.time())]
        for one in asked:
            told += one.most, one.seconds
        answer = self._link.ask(lambda redis: self._take(keys, told, client=redis))
        if answer is None:
            return None
        return [Taken(bool(free), float(oldest), int(count)) for free, oldest, count in answer]


class Windows:
    """The windows of an installation: on Redis where ``link`` leads to one that answers, else in this process."""

    def __init__(self, link: RedisLink | None) -> None:
        self._memory = MemoryWindows()
        self._redis = None if link is None else RedisWindows(link)

    def take(self, asked: Sequence[Window]) -> list[Taken]:
        """Take a place of each window, or of none where one has none free; each as it stands then."""
        taken = None if self._redis is None else self._redis.take(asked)
        return self._memory.take(asked) if taken is None else taken
