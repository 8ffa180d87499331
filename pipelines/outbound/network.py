"""Connections to where the guard says, and reads and writes that end at a moment, however the other side dribbles."""

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpcore

from pipelines.errors import AddressRefused
from pipelines.outbound.addresses import literal
from pipelines.outbound.guard import Outbound

CONNECT_SECONDS = 10.0
# The moment at which the request in hand ends, on the monotonic clock. httpcore asks for one timeout per read.
_until: ContextVar[float] = ContextVar("refdesk_outbound_until", default=float("inf"))

# What is called before each read from the network, as soon as nothing is left of the read before.
_resting: ContextVar[Callable[[], None] | None] = ContextVar("refdesk_outbound_resting", default=None)


@contextmanager
def resting(before: Callable[[], None]) -> Iterator[None]:
    """In the block this thread reads from the network whenever ``before`` returns."""
    token = _resting.set(before)
    try:
        yield
    finally:
        _resting.reset(token)


@contextmanager
def within(until: float) -> Iterator[None]:
    """What is sent and read in the block ends at that moment."""
    token = _until.set(until)
    try:
        yield
    finally:
        _until.reset(token)


def remaining() -> float:
    """Seconds that the request in hand has left; negative when they are over."""
    return _until.get() - time.monotonic()


def _left(timeout: float | None, late: type[Exception]) -> float | None:
    left = remaining()
    if left <= 0:
        raise late("The request took longer than allowed.")
    least = min(left, timeout if timeout is not None else left)
    return None if least == float("inf") else least


class TimedStream(httpcore.NetworkStream):
    """A stream of which no read and no write outlasts its request."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Raises ``httpcore.ReadTimeout``."""
        if (before := _resting.get()) is not None:
            before()
        return self._stream.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Raises ``httpcore.WriteTimeout``."""
        self._stream.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        """Close it."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same, encrypted."""
        left = _left(timeout, httpcore.ConnectTimeout)
        return TimedStream(self._stream.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        """What the stream tells."""
        return self._stream.get_extra_info(info)


class Plain(httpcore.NetworkBackend):
    """Connects to whom the operator has named: their proxy, their providers."""

    def __init__(self) -> None:
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *rest: Any, **named: Any
    ) -> httpcore.NetworkStream:
        """A timed stream. Raises ``httpcore.ConnectError`` or ``ConnectTimeout``."""
        left = _left(min(timeout or CONNECT_SECONDS, CONNECT_SECONDS), httpcore.ConnectTimeout)
        return TimedStream(self._sockets.connect_tcp(host, port, left, *rest, **named))


class Pinned(Plain):
    """Connects to addresses that were checked, and to no others."""

    def __init__(self, outbound: Outbound) -> None:
        super().__init__()
        self._outbound = outbound

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *rest: Any, **named: Any
    ) -> httpcore.NetworkStream:
        """The first of a host's addresses that answers. Raises what the guard raises, and what ``Plain`` raises."""
        failed: Exception = httpcore.ConnectError("No address answers.")
        for address in self._outbound.addresses(host, port, seconds=remaining()):
            try:
                stream = super().connect_tcp(str(address), port, timeout, *rest, **named)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
                continue
            self._refuse_itself(stream, host, port)
            return stream
        raise failed

    def _refuse_itself(self, stream: httpcore.NetworkStream, host: str, port: int) -> None:
        """A public address of this very machine leads to what listens on it."""
        own, other = (stream.get_extra_info(name)[0] for name in ("client_addr", "server_addr"))
        address = literal(other)
        allowed = self._outbound.allowed
        if own != other or allowed.name(host, port) or (address is not None and allowed.address(address, port)):
            return
        stream.close()
        raise AddressRefused("This address leads to this service itself.")
