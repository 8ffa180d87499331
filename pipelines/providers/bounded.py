"""Answers of providers over HTTP, bounded while they come: in bytes, in time, and by whoever reads them no more.

The client's hook replaces the body before anybody reads it, so that every client of ``httpx`` can be bounded.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

from pipelines.outbound.trust import trusting
from pipelines.providers.failures import ProviderFailure
from pipelines.settings import PipelineSettings

if TYPE_CHECKING:
    import httpx

# Of a whole answer: many times the longest text that is taken of one, also where each letter is written \uXXXX.
WHOLE = 2_000_000
# Of a stream, whose every piece of a few letters comes with some hundred bytes and takes two lines; of one line of it.
STREAM, LINES, LINE = 32_000_000, 300_000, 1_000_000
CONNECTIONS, KEPT_CONNECTIONS = 1_000, 100
PLAIN = ("", "identity")

# What is called before each piece of a body: it raises when nobody wants more.
_heed: ContextVar[Callable[[], None] | None] = ContextVar("heed", default=None)


@contextmanager
def heeding(heed: Callable[[], None]) -> Iterator[None]:
    """Within it every body that this thread reads goes on only while ``heed`` returns."""
    token = _heed.set(heed)
    try:
        yield
    finally:
        _heed.reset(token)


def own_client(settings: PipelineSettings) -> "httpx.Client":
    """A client for the installation's own providers: by the proxy and the authorities of the settings or of the
    environment. Close it.
    """
    import httpx

    proxy = settings.provider_proxy.get_secret_value() if settings.provider_proxy else None
    client = httpx.Client(
        proxy=proxy,
        verify=True if settings.provider_ca is None else trusting(settings.provider_ca),
        follow_redirects=True,
        limits=httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=KEPT_CONNECTIONS),
    )
    _over_our_sockets(client)
    return client


def _over_our_sockets(client: "httpx.Client") -> None:
    """Connections whose reads know rest, see ``outbound.network``; httpx takes no network backend."""
    from pipelines.outbound.network import Plain

    transports: list[Any] = [client._transport, *client._mounts.values()]
    for transport in transports:
        # None: what an environment's NO_PROXY names goes the usual way.
        if transport is not None:
            transport._pool._network_backend = Plain()


def bounded(client: "httpx.Client") -> "httpx.Client":
    """The same client, whose answers are bounded: reading one raises ``ProviderFailure``, and what ``heeding`` says."""
    hooks = client.event_hooks
    client.event_hooks = {**hooks, "response": [*hooks["response"], _bound]}
    client.headers["Accept-Encoding"] = PLAIN[1]
    return client


def _bound(response: "httpx.Response") -> None:
    import httpx

    if response.headers.get("content-encoding", "").strip().lower() not in PLAIN:
        # It may be any size when it is unpacked, and nobody asked for it.
        raise ProviderFailure("The provider's answer is packed although it should not be.", retryable=False)
    streamed = response.headers.get("content-type", "").lower().startswith("text/event-stream")

    class Body(httpx.SyncByteStream):
        """The body with its bounds. Here, since whoever bounds nothing need not import httpx."""

        def __iter__(self) -> Iterator[bytes]:
            return _pieces(stream, STREAM if streamed else WHOLE, LINE if streamed else WHOLE)

        def close(self) -> None:
            stream.close()

    stream, response.stream = cast(httpx.SyncByteStream, response.stream), Body()


def _pieces(body: "httpx.SyncByteStream", most: int, line: int) -> Iterator[bytes]:
    left, lines, since = most, LINES, 0
    for piece in body:
        if (heed := _heed.get()) is not None:
            heed()
        left -= len(piece)
        lines -= piece.count(b"\n")
        end = piece.rfind(b"\n")
        since = since + len(piece) if end < 0 else len(piece) - end - 1
        if min(left, lines) < 0 or since > line:
            raise ProviderFailure("The provider's answer is longer than what is read of one.", retryable=False)
        yield piece
