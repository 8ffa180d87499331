"""A breaker's state on Redis, for all processes of an installation; this process's own while Redis is away.

Times are the server's. A provider stands there by the digest of its name: no address and no model's name is told.
"""

import hashlib
import os
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pipelines.providers.breaker import COOL_DOWN_SECONDS, FAILURES, FORGET_SECONDS, LocalState

if TYPE_CHECKING:
    from redis import Redis

T = TypeVar("T")

PREFIX = "refdesk:breaker"
NO, YES, TRIAL = 0, 1, 2
_NOW = "local t = redis.call('TIME'); local now = t[1] * 1000 + math.floor(t[2] / 1000)\n"
_SET = "redis.call('HSET', KEYS[1], 'until', string.format('%d', now + ARGV[1]))\n"
PERMIT = f"""{_NOW}
local open = tonumber(redis.call('HGET', KEYS[1], 'until'))
if not open then return {YES} end
if now < open then return {NO} end
{_SET}
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return {TRIAL}
"""
FAILED = f"""{_NOW}
if redis.call('HINCRBY', KEYS[1], 'failed', 1) >= tonumber(ARGV[3]) then
  {_SET}
  redis.call('HSET', KEYS[1], 'teller', ARGV[4])
end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1
"""
RELEASED = f"""{_NOW}
if redis.call('HEXISTS', KEYS[1], 'until') == 1 then {_SET} end
return 1
"""
OPENED = f"""{_NOW}
local open = tonumber(redis.call('HGET', KEYS[1], 'until'))
if not open then return {{}} end
return {{open - now, redis.call('HGET', KEYS[1], 'teller')}}
"""


class Link(Protocol):
    """The installation's Redis, which may go away at any time."""

    def ask(self, ask: "Callable[[Redis], T]") -> T | None:
        """What it answers; None while it is away. Never raises for Redis."""
        ...


class SharedState:
    """State of the provider ``name`` (see ``breaker.State``). What happens here is noted here, too: when Redis goes,
    this process knows what it has seen.
    """

    def __init__(
        self, link: Link, name: str, *, failures: int = FAILURES, cool_down: float = COOL_DOWN_SECONDS
    ) -> None:
        self._link = link
        self._key = f"{PREFIX}:{hashlib.sha256(name.encode()).hexdigest()[:32]}"
        self._failures = failures
        self._cool_down = cool_down
        self._local = LocalState(failures=failures, cool_down=cool_down)
        self._failed_here = False
        # Unlike a process's number it never comes again.
        self._teller = f"{os.getpid()}-{secrets.token_hex(8)}"

    def permit(self, lease: float) -> bool | None:
        """One trial for all processes."""
        seconds = max(lease, self._cool_down)
        said = self._run(PERMIT, _ms(seconds), _ms(FORGET_SECONDS + seconds))
        if said is None:
            return self._local.permit(lease)
        return None if said == TRIAL else said == YES

    def failed(self) -> None:
        """Counted for all."""
        self._local.failed()
        self._failed_here = True
        kept = _ms(FORGET_SECONDS + self._cool_down)
        self._run(FAILED, _ms(self._cool_down), kept, self._failures, self._teller)

    def succeeded(self) -> None:
        """Closed for all."""
        self._local.succeeded()
        self._failed_here = False
        self._link.ask(lambda redis: redis.delete(self._key))

    def released(self) -> None:
        """Another process may try."""
        self._local.released()
        self._run(RELEASED, 0)

    def opened(self) -> float | None:
        """As all of them see it."""
        said = self._run(OPENED)
        if said is None:
            return self._local.opened()
        if not said and self._failed_here:
            # Another process has closed it.
            self._local.succeeded()
            self._failed_here = False
        return int(said[0]) / 1000 if said else None

    @property
    def told_here(self) -> bool:
        """The process that saw the last failure tells of it. Whoever has seen none has nothing to ask for."""
        if not self._failed_here:
            return False
        said = self._run(OPENED)
        return said is None or (len(said) > 1 and said[1] in (self._teller, self._teller.encode()))

    def _run(self, script: str, *arguments: int | str) -> Any:
        return self._link.ask(lambda redis: redis.eval(script, 1, self._key, *arguments))


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
