"""The one guard of addresses that users give: providers of models, webhooks, pages of the web.

What is checked is what is connected to: a name is resolved when the connection is made, all its addresses are looked
at, and the connection goes to one of those. There is no second look-up that could answer otherwise.
"""

import re
import socket
import ssl
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Address, ip_address
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

import structlog

from pipelines.errors import AddressRefused, AddressUnresolvable
from pipelines.outbound.addresses import LONGEST_NAME, NAME, Address, Allowed, is_public, literal
from pipelines.outbound.trust import trusting

if TYPE_CHECKING:
    import httpx

SCHEMES = {"http": 80, "https": 443}
LONGEST_URL, LAST_PORT = 2_048, 65_535
RESOLVE_SECONDS = 5.0
MOST_ADDRESSES = 16
# Not in any URL: browsers and libraries disagree about what follows.
NEVER = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
AUTHORITY = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//([^/?#]*)")
# How numbers are written that some resolvers take for an address: 2130706433, 0x7f.1, 0177.0.0.1. No domain ends so.
NUMBER = re.compile(r"(0x[0-9a-f]*|[0-9]+)")

Resolve = Callable[[str, int], Sequence[Address]]
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one request, redirects included: ``seconds`` from its start to the last byte, ``size`` of the answer in bytes,
    ``redirects`` that are followed (of GET and HEAD; elsewhere a redirect is the answer).
    """

    seconds: float = 30.0
    size: int = 5_000_000
    redirects: int = 0


def system_addresses(host: str, port: int) -> Sequence[Address]:
    """What the system's resolver says. Raises ``OSError``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [ip_address(entry[4][0]) for entry in found]


class Outbound:
    """Where users' addresses may lead. Thread-safe; make one per program.

    ``proxy``: the operator's, through which all of it goes; names that only the proxy can resolve are left to it.
    ``authorities``: a PEM file of further certificate authorities.
    """

    def __init__(
        self,
        allowed: Allowed | None = None,
        *,
        proxy: str | None = None,
        authorities: Path | None = None,
        resolve: Resolve = system_addresses,
    ) -> None:
        self.allowed = allowed or Allowed()
        self.proxy = proxy
        self._authorities = authorities
        self._resolve = resolve

    def check(self, url: str, *, seconds: float = RESOLVE_SECONDS) -> None:
        """Whether an address may be used now, before it is kept. It is checked again at every use.

        Raises ``AddressRefused`` or ``AddressUnresolvable``.
        """
        import httpx

        self.well_formed(url)
        try:
            parsed = httpx.URL(url)
        except (httpx.InvalidURL, ValueError):
            raise _refused("malformed") from None
        host, port = self.place(parsed)
        if self.proxy is None or literal(host) is not None:
            self.addresses(host, port, seconds=seconds)

    def well_formed(self, url: str) -> None:
        """Whether every library reads the same host in it, relative or not. Raises ``AddressRefused``."""
        authority = AUTHORITY.match(url)
        if len(url) > LONGEST_URL or NEVER.search(url) or (authority and "@" in authority[1]):
            raise _refused("malformed")

    def place(self, url: "httpx.URL") -> tuple[str, int]:
        """Host and port of an address that is well-formed. Raises ``AddressRefused``."""
        if url.scheme not in SCHEMES:
            raise _refused("scheme")
        if url.userinfo:
            raise _refused("malformed")
        host, port = url.raw_host.decode("ascii").lower(), SCHEMES[url.scheme] if url.port is None else url.port
        if not 0 < port <= LAST_PORT:
            raise _refused("port")
        self._name(host)
        return host, port

    def addresses(self, host: str, port: int, *, seconds: float = RESOLVE_SECONDS) -> Sequence[Address]:
        """The addresses that a host may be asked at; one that must not be among them is refused with all others.

        Raises ``AddressRefused`` or ``AddressUnresolvable``.
        """
        self._name(host)
        known = literal(host)
        found = [known] if known is not None else self._resolved(host, port, min(seconds, RESOLVE_SECONDS))
        if not self.allowed.name(host, port):
            for address in found:
                if not self.may_ask(address, port):
                    raise _refused("private", host)
        return found

    def may_ask(self, address: Address, port: int) -> bool:
        """Whether an address is public, or allowed by its number."""
        return is_public(address) or self.allowed.address(address, port)

    def allowing(self, url: str) -> "Outbound":
        """The same guard for an address that the operator's own settings name: its host may lead anywhere at that port,
        a redirect may not. Raises ``AddressRefused``.
        """
        import httpx

        try:
            host, port = self.place(httpx.URL(url))
        except (httpx.InvalidURL, ValueError):
            raise _refused("malformed") from None
        allowed = self.allowed.also(f"[{host}]:{port}" if ":" in host else f"{host}:{port}")
        return Outbound(allowed, proxy=self.proxy, authorities=self._authorities, resolve=self._resolve)

    def options(self, limits: Limits | None = None) -> dict[str, Any]:
        """What makes any ``httpx.Client`` a guarded one, for libraries that make their own of keywords."""
        from pipelines.outbound.transport import GuardedTransport

        limits = limits or Limits()
        return {
            "transport": GuardedTransport(self, limits),
            "timeout": limits.seconds,
            "trust_env": False,
            "follow_redirects": False,
        }

    def client(self, limits: Limits | None = None, **more: Any) -> "httpx.Client":
        """A client for one party: it keeps connections and cookies. Close it.

        Beside httpx's own errors (a late answer is ``ReadTimeout``) its requests raise ``AddressRefused``,
        ``AddressUnresolvable`` and ``AnswerTooLarge``.
        """
        import httpx

        return httpx.Client(**self.options(limits), **more)

    @cached_property
    def tls(self) -> ssl.SSLContext:
        """Trusts what the system's bundle trusts, and the operator's own authorities."""
        return trusting(self._authorities)

    def _name(self, host: str) -> None:
        address = literal(host)
        if address is not None:
            if not isinstance(address, IPv4Address) and address.scope_id is not None:
                raise _refused("malformed")
            return
        if len(host) > LONGEST_NAME or not NAME.fullmatch(host) or NUMBER.fullmatch(host.rpartition(".")[2]):
            raise _refused("malformed")

    def _resolved(self, host: str, port: int, seconds: float) -> Sequence[Address]:
        # A resolver takes no deadline: it is left behind, and ends by itself.
        answer: SimpleQueue[Sequence[Address] | None] = SimpleQueue()

        def look() -> None:
            try:
                answer.put(self._resolve(host, port))
            except (OSError, UnicodeError, ValueError):
                answer.put(None)

        began = time.monotonic()
        Thread(target=look, name="resolve", daemon=True).start()
        try:
            found = answer.get(timeout=max(0.0, seconds))
        except Empty:
            found = None
        if not found:
            log.info("address_unresolvable", ms=round((time.monotonic() - began) * 1000))
            raise AddressUnresolvable("The host's name has no address.")
        return list(dict.fromkeys(found))[:MOST_ADDRESSES]


_WHY = {
    "malformed": "This is no plain address of the web: write it as https://host/path, without a name before the host.",
    "scheme": "Only http:// and https:// are asked.",
    "port": "There is no such port.",
    "private": "This address leads into a private network, or to this service itself.",
}


def _refused(why: str, host: str = "") -> AddressRefused:
    log.warning("address_refused", reason=why, host=host)
    return AddressRefused(_WHY[why])
