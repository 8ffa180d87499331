"""Wrong passwords cost time: a delay that grows, per account and address, the same whether there is such an account.

Free of Flask. In the memory of the process that answers logins; a restart forgets.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock

from cachetools import TTLCache

from pipelines.metrics import track_metric
from webapp.errors import WebError

ENTRIES, FORGET_SECONDS = 50_000, 3_600.0
# What a connection is given of IPv6.
SHARED_BITS = 64


class TooManyAttempts(WebError):
    """Too many wrong passwords; the right one has to wait, too."""

    status, code, title = 429, "too_many_attempts", "Too many attempts"


@dataclass(frozen=True, slots=True)
class Rule:
    """After ``free`` failures each further one doubles the delay, from a second up to ``most`` seconds."""

    free: int
    most: float

    def delay(self, failures: int) -> float:
        """How long nobody is let in after so many failures."""
        return 0.0 if failures <= self.free else min(self.most, 2.0 ** min(30, failures - self.free - 1))


# Somebody who tries one account is stopped for long. An account alone is closed but shortly, or anybody could keep
# its person out from elsewhere; so is an address, which a whole office may share.
BOTH, ACCOUNT, ADDRESS = Rule(5, 900.0), Rule(20, 60.0), Rule(50, 60.0)


class Lockouts:
    """Failed logins, by account and address. Thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failures: TTLCache[tuple[str, ...], tuple[int, float]] = TTLCache(ENTRIES, FORGET_SECONDS, timer=clock)

    def check(self, account: str, address: str) -> None:
        """Raises ``TooManyAttempts`` while one of the delays runs."""
        with self._lock:
            waits = [self._until(key, rule) for key, rule in _keys(account, address)]
        left = max(waits) - self._clock()
        if left > 0:
            track_metric("lockouts")
            seconds = math.ceil(left)
            raise TooManyAttempts(
                f"Too many wrong passwords. Try again in {seconds} s.", headers={"Retry-After": str(seconds)}
            )

    def failed(self, account: str, address: str) -> None:
        """A wrong password."""
        track_metric("login_failures")
        with self._lock:
            for key, _ in _keys(account, address):
                self._failures[key] = self._failures.get(key, (0, 0.0))[0] + 1, self._clock()

    def succeeded(self, account: str, address: str) -> None:
        """The right one: what this person got wrong from there is forgiven, what the address did to others is not."""
        with self._lock:
            self._failures.pop((account, household(address)), None)

    def _until(self, key: tuple[str, ...], rule: Rule) -> float:
        failures, last = self._failures.get(key, (0, 0.0))
        return last + rule.delay(failures) if failures else 0.0


def _keys(account: str, address: str) -> tuple[tuple[tuple[str, ...], Rule], ...]:
    address = household(address)
    return ((account, address), BOTH), (("account", account, ""), ACCOUNT), (("address", address, ""), ADDRESS)


def household(address: str) -> str:
    """Who has one IPv6 address has the 2⁶⁴ of its network: they count as one."""
    try:
        one = ip_address(address)
    except ValueError:
        return address
    if not isinstance(one, IPv6Address) or one.ipv4_mapped is not None:
        return str(getattr(one, "ipv4_mapped", None) or one)
    return str(ip_network((int(one), SHARED_BITS), strict=False))
