"""Requests under the guard: redirects are looked at one by one, and the answer is bounded in bytes and in time."""

import time
from collections.abc import Iterator
from typing import cast

import httpcore
import httpx

from pipelines.errors import AddressUnresolvable, AnswerTooLarge
from pipelines.outbound.guard import Limits, Outbound
from pipelines.outbound.network import Pinned, Plain, within

FOLLOWED = frozenset({301, 302, 303, 307, 308})
CONNECTIONS = 64
KEPT_CONNECTIONS, KEPT_SECONDS = 8, 30.0
# All that goes with a request to another origin than it was meant for: no key, under whatever name.
HARMLESS = frozenset({"accept", "accept-language", "user-agent", "accept-encoding"})


class _Sockets(httpx.HTTPTransport):
    """httpx over connections of ours: its own transport takes no network backend."""

    def __init__(self, outbound: Outbound) -> None:
        super().__init__(verify=outbound.tls, trust_env=False)
        self._pool.close()
        if outbound.proxy is None:
            self._pool = httpcore.ConnectionPool(
                ssl_context=outbound.tls,
                max_connections=CONNECTIONS,
                max_keepalive_connections=KEPT_CONNECTIONS,
                keepalive_expiry=KEPT_SECONDS,
                network_backend=Pinned(outbound),
            )
            return
        proxy = httpx.Proxy(outbound.proxy)
        self._pool = httpcore.HTTPProxy(
            proxy_url=str(proxy.url),
            proxy_auth=proxy.raw_auth,
            ssl_context=outbound.tls,
            max_connections=CONNECTIONS,
            max_keepalive_connections=KEPT_CONNECTIONS,
            keepalive_expiry=KEPT_SECONDS,
            network_backend=Plain(),
        )


class GuardedTransport(httpx.BaseTransport):
    """One party's requests. Thread-safe."""

    def __init__(self, outbound: Outbound, limits: Limits) -> None:
        self._outbound = outbound
        self._limits = limits
        self._sockets = _Sockets(outbound)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer, whose body ends at the deadline, and at its size.

        Raises ``AddressRefused``, ``AddressUnresolvable``, ``AnswerTooLarge`` and httpx's errors.
        """
        until = time.monotonic() + self._limits.seconds
        for _ in range(self._limits.redirects + 1):
            response = self._asked(request, until)
            onward = self._onward(request, response)
            if onward is None:
                return self._bounded(response, until)
            response.close()
            request = onward
        raise httpx.TooManyRedirects("The address leads on and on.", request=request)

    def close(self) -> None:
        """Close its connections."""
        self._sockets.close()

    def _asked(self, request: httpx.Request, until: float) -> httpx.Response:
        host, port = self._outbound.place(request.url)
        if self._outbound.proxy is not None:
            self._look(host, port)
        # What is packed may be of any size when it is unpacked.
        request.headers["Accept-Encoding"] = "identity"
        with within(until):
            return self._sockets.handle_request(request)

    def _look(self, host: str, port: int) -> None:
        """Before a proxy is asked: what can be known here is refused here."""
        try:
            self._outbound.addresses(host, port)
        except AddressUnresolvable:
            return

    def _onward(self, request: httpx.Request, response: httpx.Response) -> httpx.Request | None:
        location = response.headers.get("location")
        if response.status_code not in FOLLOWED or location is None or not self._limits.redirects:
            return None
        if request.method not in ("GET", "HEAD"):
            return None
        self._outbound.well_formed(location)
        url = request.url.join(location)
        headers = {name: value for name, value in request.headers.items() if name in HARMLESS}
        if _origin(url) == _origin(request.url):
            headers = {name: value for name, value in request.headers.items() if name != "host"}
        return httpx.Request(request.method, url, headers=headers, extensions=request.extensions)

    def _bounded(self, response: httpx.Response, until: float) -> httpx.Response:
        stream = _Bounded(cast(httpx.SyncByteStream, response.stream), self._limits.size, until)
        told = response.headers.get("content-length", "")
        packed = response.headers.get("content-encoding", "identity") not in ("", "identity")
        if packed or (told.isdecimal() and int(told[:20]) > self._limits.size):
            stream.close()
            raise AnswerTooLarge("The answer is larger than what is read of it, or packed although it should not be.")
        return httpx.Response(
            response.status_code, headers=response.headers, stream=stream, extensions=response.extensions
        )


class _Bounded(httpx.SyncByteStream):
    """A body that ends with an error when it goes on and on."""

    def __init__(self, stream: httpx.SyncByteStream, size: int, until: float) -> None:
        self._stream = stream
        self._size = size
        self._until = until

    def __iter__(self) -> Iterator[bytes]:
        left, pieces = self._size, iter(self._stream)
        while True:
            # Set for each piece alone: between two of them, this thread may ask for something else.
            with within(self._until):
                piece = next(pieces, None)
            if piece is None:
                return
            left -= len(piece)
            if left < 0:
                raise AnswerTooLarge("The answer is larger than what is read of it.")
            yield piece

    def close(self) -> None:
        """Let go of the connection."""
        self._stream.close()


def _origin(url: httpx.URL) -> tuple[str, bytes, int | None]:
    return url.scheme, url.raw_host, url.port
