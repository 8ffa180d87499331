"""Who speaks, and to whom: clients behind trusted proxies, and hosts that this service answers as."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from flask import Flask, request

from webapp.errors import WebError
from webapp.http.hops import Network, address_of, client_behind

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

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
        peer = address_of(environ.get("REMOTE_ADDR", ""))
        if peer is not None and any(peer in network for network in self.networks):
            self._take(environ)
        return self.application(environ, start_response)

    def _take(self, environ: dict[str, Any]) -> None:
        forwarded = environ.get("HTTP_X_FORWARDED_FOR", "")
        environ["REMOTE_ADDR"] = client_behind(environ["REMOTE_ADDR"], forwarded, self.networks)
        scheme = environ.get("HTTP_X_FORWARDED_PROTO", "").split(",")[-1].strip().lower()
        if scheme in ("http", "https"):
            environ["wsgi.url_scheme"] = scheme


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
