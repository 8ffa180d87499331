"""Whose a request is, as far as that can be told before it is read: an address, or a network of IPv6."""

from collections.abc import Sequence
from typing import Any

from webapp.http.hops import Network, client_behind, network_of

FORWARDED = b"x-forwarded-for"


class Callers:
    """Knows which proxies to believe."""

    def __init__(self, trusted: Sequence[Network]) -> None:
        self._trusted = trusted

    def whose(self, peer: Any, head: bytes) -> str:
        """``peer``: the other end's address as sockets name it; empty for all that come through a socket's file."""
        address = str(peer[0]) if isinstance(peer, tuple) and peer else ""
        if not self._trusted:
            return network_of(address)
        return network_of(client_behind(address, header(head, FORWARDED), self._trusted))


def header(head: bytes, wanted: bytes) -> str:
    """A header's values of a raw head, joined as WSGI joins them; ``wanted`` in small letters."""
    if wanted not in head.lower():
        return ""
    lines = (line.partition(b":") for line in head.split(b"\r\n")[1:])
    return ",".join(value.decode("latin-1").strip() for name, _, value in lines if name.strip().lower() == wanted)
