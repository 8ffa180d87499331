"""Who speaks behind proxies, and which hosts are answered."""

from typing import Any

import pytest

from webapp.http.addresses import TrustedProxies, is_known
from webapp.settings import WebSettings


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "6.6.6.6, 203.0.113.7, 10.1.1.1", "203.0.113.7"),
        ("10.0.0.1", "not an address", "10.0.0.1"),
        ("10.0.0.1", "nonsense, 10.2.2.2", "10.2.2.2"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("198.51.100.1", "203.0.113.7", "198.51.100.1"),
        ("fd00::1", "2001:db8::7", "2001:db8::7"),
        ("::ffff:10.0.0.1", "203.0.113.7", "203.0.113.7"),
        ("10.0.0.1", "203.0.113.7, ::ffff:10.1.1.1", "203.0.113.7"),
        ("10.0.0.1", "203.0.113.7:4711, 10.1.1.1:80", "203.0.113.7"),
        ("10.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("10.0.0.1", "::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_the_client_is_the_last_that_no_trusted_proxy_has(peer: str, forwarded: str, client: str) -> None:
    """What a client itself wrote further left counts for nothing, and neither does a stranger's header."""
    settings = WebSettings(trusted_proxies="10.0.0.0/8, fd00::/8")
    environ = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded, "HTTP_X_FORWARDED_PROTO": "https"}
    environ["wsgi.url_scheme"] = "http"
    seen: dict[str, Any] = {}

    def app(given: dict[str, Any], _start: Any) -> list[bytes]:
        seen.update(given)
        return []

    list(TrustedProxies(app, settings.proxies)(environ, lambda *_: lambda _: None))  # type: ignore[arg-type, return-value]
    assert seen["REMOTE_ADDR"] == client
    assert seen["wsgi.url_scheme"] == ("https" if peer != "198.51.100.1" else "http")


def test_on_loopback_only_its_names_are_answered() -> None:
    """A page's own name that points here is none of them; elsewhere any is, until they are named."""
    local = WebSettings().hosts
    assert all(is_known(host, local) for host in ("localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000", "[::1]"))
    strange = ("evil.example", "localhost.evil.example:8000", "127.0.0.1.evil.example", "", "[::2]")
    assert not any(is_known(host, local) for host in strange)
    assert WebSettings(host="0.0.0.0").hosts == {"*"}
    assert WebSettings(host="0.0.0.0", allowed_hosts="Docs.example.org, x").hosts == {"docs.example.org", "x"}


def test_a_proxy_that_is_no_address_is_refused_at_the_start() -> None:
    """By name."""
    with pytest.raises(ValueError, match="trusted_proxies"):
        WebSettings(trusted_proxies="the-proxy")
