"""Who speaks, and to whom: clients behind trusted proxies, and hosts that this service answers as."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Any

from flask import Flask, request

from webapp.errors import WebError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address
PROBES = frozenset({"/healthz", "/readyz", "/metrics"})
ANY = "*"


class UnknownHost(WebError):
    """The request names a host that this service does not answer as: a page may have rebound its own name to it."""

    status, code, title = 421, "unknown_host", "Not a host of this service"


class TrustedProxies:
    """Takes from proxies of these networks, and from nobody else, which address and scheme a client has."""

    def __init__(self, application: "WSGIApplication", networks: Sequence[Network]) -> None:
        self.application = application
        self.networks = networks

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        if self._trusts(environ.get("REMOTE_ADDR", "")):
            self._take(environ)
        return self.application(environ, start_response)

    def _take(self, environ: dict[str, Any]) -> None:
        hops = [_address(hop) for hop in environ.get("HTTP_X_FORWARDED_FOR", "").split(",")[-32:]]
        # From the right: the first that no trusted proxy has is the client; further left anybody may write.
        while hops and (hop := hops.pop()) is not None:
            environ["REMOTE_ADDR"] = str(hop)
            if not self._has(hop):
                break
        scheme = environ.get("HTTP_X_FORWARDED_PROTO", "").split(",")[-1].strip().lower()
        if scheme in ("http", "https"):
            environ["wsgi.url_scheme"] = scheme

    def _trusts(self, peer: str) -> bool:
        address = _address(peer)
        return address is not None and self._has(address)

    def _has(self, address: Address) -> bool:
        return any(address in network for network in self.networks)


def answer_as(app: Flask, hosts: frozenset[str]) -> None:
    """Refuse requests to other hosts (421); ``*`` among them: to none. Probes ask by whatever name they have."""

    def look() -> None:
        if request.path not in PROBES and not is_known(request.host, hosts):
            raise UnknownHost("Ask by a name of this service, or add yours to REFDESK_ALLOWED_HOSTS.")

    if ANY not in hosts:
        app.before_request(look)


def is_known(host: str, hosts: frozenset[str]) -> bool:
    """Whether a ``Host`` header names one of them, at any port."""
    name = host.lower()
    return name in hosts or name.rpartition(":")[0] in hosts


def client_address() -> str:
    """The address of whoever made this request."""
    return request.remote_addr or ""


def _address(written: str) -> Address | None:
    """An address as proxies and sockets write it: some with a port, IPv4 as IPv6 where both come to one socket."""
    text = written.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
