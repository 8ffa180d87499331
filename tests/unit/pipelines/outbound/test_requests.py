"""Guarded requests over real sockets: where they connect, what they follow, what they carry, when they end."""

import gzip
import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from threading import Thread

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pipelines.errors import AddressRefused, AnswerTooLarge, OutboundError
from pipelines.outbound.addresses import Allowed
from pipelines.outbound.guard import Limits, Outbound

KEY = "sk-not-for-others"


class Site(ThreadingHTTPServer):
    """A small server that answers as its path says, and remembers what it was sent."""

    daemon_threads = True

    def __init__(self) -> None:
        self.seen: list[tuple[str, str, dict[str, str]]] = []
        super().__init__(("127.0.0.1", 0), _Handler)
        Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that break off are what is tried here."""


class _Handler(BaseHTTPRequestHandler):
    server: Site
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.server.seen.append(
            (self.command, self.path, {name.lower(): value for name, value in self.headers.items()})
        )
        kind, _, rest = self.path[1:].partition("?")
        try:
            getattr(self, f"_{kind.partition('/')[0]}", self._fine)(rest)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    do_POST = do_GET

    def _fine(self, _rest: str) -> None:
        self._send(200, b"fine")

    def _to(self, rest: str) -> None:
        self._send(307, b"", Location=rest)

    def _loop(self, _rest: str) -> None:
        self._send(302, b"", Location="/loop")

    def _huge(self, _rest: str) -> None:
        self._send(200, b"x" * 200_000)

    def _endless(self, _rest: str) -> None:
        self._begin()
        while True:
            self.wfile.write(b"1000\r\n" + b"x" * 4096 + b"\r\n")

    def _packed(self, _rest: str) -> None:
        self._send(200, gzip.compress(b"x" * 10_000_000), Content_Encoding="gzip")

    def _dribble(self, _rest: str) -> None:
        self._begin()
        for _ in range(100):
            self.wfile.write(b"1\r\nx\r\n")
            time.sleep(0.05)

    def _headers(self, _rest: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for n in range(100):
            self.wfile.write(f"X-{n}: y\r\n".encode())
            time.sleep(0.05)

    def _begin(self) -> None:
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def _send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    server = Site()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def other() -> Iterator[Site]:
    server = Site()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def ask(site: Site) -> Iterator[Callable[..., httpx.Response]]:
    """Asks the site by a name that only the guard's resolver knows."""
    site.seen.clear()
    opened: list[httpx.Client] = []

    def ask(url: str, *, method: str = "GET", **limits: float) -> httpx.Response:
        outbound = Outbound(Allowed.parse(f"site.example:{site.port}"), resolve=lambda *_: [ip_address("127.0.0.1")])
        opened.append(outbound.client(Limits(**limits), headers={"Authorization": KEY, "X-Api-Key": KEY}))  # type: ignore[arg-type]
        return opened[-1].request(method, url.replace("SITE", f"site.example:{site.port}"))

    yield ask
    for client in opened:
        client.close()


def test_the_connection_goes_to_the_address_that_was_checked(ask: Callable[..., httpx.Response], site: Site) -> None:
    """The host keeps its name in the request, and is resolved by nobody but the guard."""
    assert ask("http://SITE/fine").text == "fine"
    assert site.seen[0][2]["host"] == f"site.example:{site.port}"


def test_a_name_that_changes_its_address_is_refused_at_its_use(site: Site) -> None:
    """Public when it was kept, inside when it is used: nobody is asked (DNS rebinding)."""
    answers = iter(["93.184.216.34", "127.0.0.1"])
    outbound = Outbound(resolve=lambda *_: [ip_address(next(answers))])
    outbound.check(f"http://site.example:{site.port}/")
    site.seen.clear()
    with outbound.client() as client, pytest.raises(AddressRefused):
        client.get(f"http://site.example:{site.port}/fine")
    assert not site.seen


def test_it_is_resolved_once_for_a_connection(site: Site) -> None:
    """There is no second look-up between the check and the connection."""
    asked: list[str] = []

    def resolve(host: str, _port: int) -> list[IPv4Address | IPv6Address]:
        asked.append(host)
        return [ip_address("127.0.0.1")]

    outbound = Outbound(Allowed.parse("127.0.0.0/8"), resolve=resolve)
    with outbound.client() as client:
        client.get(f"http://site.example:{site.port}/fine")
        client.get(f"http://site.example:{site.port}/fine")
    assert asked == ["site.example"]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:{port}/fine",
        "http://[::ffff:127.0.0.1]:{port}/fine",
        "http://169.254.169.254/latest/meta-data/",
        "http://2130706433:{port}/fine",
        "http://localhost:{port}/fine",
        "//127.0.0.1:{port}/fine",
        "file:///etc/passwd",
        "http://a@site.example:{port}/fine",
        "/\\127.0.0.1:{port}/fine",
        "gopher://127.0.0.1:{port}/_x",
        "http://0:{port}/",
    ],
)
def test_a_redirect_is_looked_at_like_an_address(ask: Callable[..., httpx.Response], other: Site, target: str) -> None:
    """A public page cannot lead on to where its address must not."""
    other.seen.clear()
    with pytest.raises((AddressRefused, httpx.UnsupportedProtocol)):
        ask(f"http://SITE/to?{target.format(port=other.port)}", redirects=3)
    assert not other.seen


def test_no_redirect_carries_the_key_to_another_origin(site: Site, other: Site) -> None:
    """On the same origin a redirect keeps what was sent, elsewhere it goes without any of it."""
    outbound = Outbound(Allowed.parse("127.0.0.1"))
    headers = {"Authorization": KEY, "X-Api-Key": KEY, "Cookie": KEY}
    for server in (site, other):
        server.seen.clear()
    with outbound.client(Limits(redirects=3), headers=headers) as client:
        assert client.get(f"http://127.0.0.1:{site.port}/to?http://127.0.0.1:{other.port}/fine").text == "fine"
        assert client.get(f"http://127.0.0.1:{site.port}/to?/fine").text == "fine"
    assert KEY not in str(other.seen)
    assert site.seen[-1][2]["authorization"] == KEY


def test_redirects_end(ask: Callable[..., httpx.Response], site: Site) -> None:
    """So many redirects are followed and no more; without the wish none is, and nothing that was posted moves on."""
    with pytest.raises(httpx.TooManyRedirects):
        ask("http://SITE/loop", redirects=3)
    assert len(site.seen) == 4
    assert ask("http://SITE/loop").status_code == 302
    assert ask("http://SITE/loop", method="POST", redirects=3).status_code == 302


@pytest.mark.parametrize("path", ["huge", "endless", "packed"])
def test_an_answer_ends_at_its_size(ask: Callable[..., httpx.Response], path: str) -> None:
    """Whether it says how much comes, or does not, or packs it."""
    with pytest.raises(AnswerTooLarge):
        ask(f"http://SITE/{path}", size=100_000)


@pytest.mark.parametrize("path", ["dribble", "headers"])
def test_an_answer_ends_in_time(ask: Callable[..., httpx.Response], path: str) -> None:
    """However steadily it dribbles, in the body or before it."""
    began = time.monotonic()
    with pytest.raises(httpx.ReadTimeout):
        ask(f"http://SITE/{path}", seconds=0.4)
    assert time.monotonic() - began < 2


def test_a_resolver_that_does_not_answer_is_left(site: Site) -> None:
    """A name that takes for ever to resolve costs what the request may take."""
    outbound = Outbound(resolve=lambda *_: time.sleep(3) or [])  # type: ignore[func-returns-value]
    began = time.monotonic()
    with outbound.client(Limits(seconds=0.3)) as client, pytest.raises((OutboundError, httpx.TimeoutException)):
        client.get("http://site.example/")
    assert time.monotonic() - began < 2


def test_proxies_of_the_environment_are_not_asked(site: Site, other: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the operator's own proxy is, and it is not asked for what is refused here."""
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{other.port}")
    monkeypatch.setenv("ALL_PROXY", f"http://127.0.0.1:{other.port}")
    for server in (site, other):
        server.seen.clear()
    with Outbound(Allowed.parse("127.0.0.1")).client() as client:
        client.get(f"http://127.0.0.1:{site.port}/fine")
    assert (len(site.seen), len(other.seen)) == (1, 0)
    proxied = Outbound(proxy=f"http://127.0.0.1:{other.port}", resolve=lambda *_: [ip_address("93.184.216.34")])
    with proxied.client() as client:
        client.get("http://public.example/fine")
        with pytest.raises(AddressRefused):
            client.get("http://10.0.0.1/fine")
    assert [seen[1] for seen in other.seen] == ["http://public.example/fine"]


def test_a_public_address_of_this_machine_is_refused(site: Site) -> None:
    """What listens on it is this service and its neighbours, whatever the number says."""

    class Numberless(Outbound):
        def may_ask(self, address: IPv4Address | IPv6Address, port: int) -> bool:
            return True

    site.seen.clear()
    outbound = Numberless(resolve=lambda *_: [ip_address("127.0.0.1")])
    with outbound.client() as client, pytest.raises(AddressRefused):
        client.get(f"http://site.example:{site.port}/fine")
    assert not site.seen


def test_the_certificate_is_the_names_and_of_an_authority_that_the_operator_trusts(tmp_path: Path) -> None:
    """Pinned to an address, the other side still proves its name; authorities of one's own count, and only then."""
    authority = certified(tmp_path, "site.example")
    server = Site()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    allowed = Allowed.parse("127.0.0.1")
    try:
        for name, trusted in (("site.example", authority), ("site.example", None), ("other.example", authority)):
            outbound = Outbound(allowed, authorities=trusted, resolve=lambda *_: [ip_address("127.0.0.1")])
            with outbound.client(Limits(seconds=5)) as client:
                url = f"https://{name}:{server.port}/fine"
                if name == "site.example" and trusted:
                    assert client.get(url).text == "fine"
                else:
                    with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
                        client.get(url)
    finally:
        server.shutdown()
        server.server_close()


def certified(folder: Path, name: str) -> Path:
    """A certificate that signs itself, with its key, in a folder."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject, today = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]), datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "cert.pem"
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "key.pem").write_bytes(private)
    return path
