"""Shelves of one kind of value: bounded, for a time, under keys that tell nobody what was asked."""

import hmac
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock
from typing import Generic, TypeVar

from cachetools import TTLCache

from pipelines.caching.link import RedisLink
from pipelines.metrics import track_metric

PREFIX = "refdesk:cache"
TAG_BYTES = 32

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Kind(Generic[V]):
    """What a shelf holds: values of one kind, named as of ``pipelines.metrics.names.CACHES``.

    ``size``: bytes of memory, about. ``dumps`` and ``loads``: as bytes, which ``loads`` refuses with ``ValueError``.
    ``most_far``: the longest that is kept on Redis, in bytes; ``seconds``: how long values are kept.
    """

    name: str
    size: Callable[[V], int]
    dumps: Callable[[V], bytes]
    loads: Callable[[bytes], V]
    seconds: float
    most_far: int


class Shelf(Generic[V]):
    """Values in this process and on Redis. Thread-safe; whatever Redis does, an answer comes.

    ``secret``: of the installation. Keys are made with it, so that Redis does not tell who asked what, and values are
    signed with it under their key: what somebody else put there is not taken. ``most``: bytes in this process.
    """

    def __init__(self, kind: Kind[V], secret: bytes, *, most: int, link: RedisLink | None = None) -> None:
        self._kind, self._link = kind, link
        self._secret = blake2b(secret, person=b"refdesk:caches").digest()
        self._near: TTLCache[bytes, V] = TTLCache(most, kind.seconds, getsizeof=kind.size)
        self._lock = Lock()

    def key(self, *parts: bytes) -> bytes:
        """The key of what was asked; parts of other lengths give another key."""
        made = blake2b(key=self._secret, digest_size=32, person=self._kind.name.encode()[:16])
        for part in parts:
            made.update(len(part).to_bytes(8, "big"))
            made.update(part)
        return made.digest()

    def get(self, key: bytes) -> V | None:
        """The value, if it is kept."""
        with self._lock:
            near = self._near.get(key)
        return self._far(key) if near is None else near

    def put(self, key: bytes, value: V) -> None:
        """Keep a value in place of another; one that is too large, or that nobody can write down, is not kept."""
        self._put_near(key, value)
        if self._link is None:
            return
        with suppress(ValueError):
            body = self._kind.dumps(value)
            if len(body) <= self._kind.most_far:
                name, whole = self._name(key), self._tag(key, body) + body
                self._link.ask(lambda redis: redis.set(name, whole, px=int(1000 * self._kind.seconds)))

    def drop(self, key: bytes) -> None:
        """Forget a value."""
        with self._lock:
            self._near.pop(key, None)
        if self._link is not None:
            self._link.ask(lambda redis: redis.delete(self._name(key)))

    def count(self, *, hit: bool) -> None:
        """Count a lookup, once it is known whether the value was of use."""
        track_metric("cache_lookups", cache=self._kind.name, outcome="hit" if hit else "miss")

    def _put_near(self, key: bytes, value: V) -> None:
        with self._lock:
            try:
                self._near[key] = value
            except ValueError:
                self._near.pop(key, None)

    def _far(self, key: bytes) -> V | None:
        whole = None if self._link is None else self._link.ask(lambda redis: redis.get(self._name(key)))
        if not isinstance(whole, bytes):
            return None
        tag, body = whole[:TAG_BYTES], whole[TAG_BYTES:]
        if not hmac.compare_digest(tag, self._tag(key, body)):
            return None
        try:
            value = self._kind.loads(body)
        except ValueError:
            return None
        self._put_near(key, value)
        return value

    def _tag(self, key: bytes, body: bytes) -> bytes:
        return blake2b(key + body, key=self._secret, digest_size=TAG_BYTES).digest()

    def _name(self, key: bytes) -> str:
        return f"{PREFIX}:{self._kind.name}:{key.hex()}"
