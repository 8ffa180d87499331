"""What is no proper HTTP is refused as problem+json, too, and never with 500."""

import json
import socket
from urllib.parse import urlsplit

import pytest

from tests.integration.webapp.conftest import Web

LOGIN = b"POST /auth/login/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
LIST = b"POST /api/v1/chatbots/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
HOME = b"GET /nothing HTTP/1.1\r\nHost: x\r\n"


def exchange(web: Web, raw: bytes) -> tuple[int, dict[str, str], bytes]:
    """Send bytes, say that nothing follows, and read the answer."""
    target = urlsplit(web.url)
    with socket.create_connection((target.hostname, target.port or 0), timeout=20) as client:
        client.sendall(raw)
        client.shutdown(socket.SHUT_WR)
        received = b""
        while block := client.recv(65_536):
            received += block
    head, _, body = received.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines)
    return int(first.split(" ")[1]), headers, body


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (LOGIN + CHUNKED + b"ZZ\r\n{}\r\n0\r\n\r\n", 400),
        (LIST + CHUNKED + b"ZZ\r\n{}\r\n0\r\n\r\n", 401),
        (LOGIN + CHUNKED + b"10\r\n{", 400),
        (LOGIN + b"Content-Length: 100\r\n\r\n{", 400),
        (LOGIN + b"Content-Length: -5\r\n\r\n", 400),
        (LOGIN + b"Content-Length: abc\r\n\r\n", 400),
        (LOGIN + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", 400),
        (LOGIN + b"Content-Length: 99999999999999999999999\r\n\r\n", 413),
        (LOGIN + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", 400),
        (LOGIN + b"Expect: nonsense\r\nContent-Length: 2\r\n\r\n{}", 417),
        (LOGIN.replace(b"json", b"json; charset=no; boundary=\xff") + b"Content-Length: 2\r\n\r\n{}", 422),
        (b"GET / HTTP/9.9\r\nHost: x\r\n\r\n", 400),
        (b"G@T / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"GET nothing HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 404),
        (b"GET /\xff\xfe/%zz HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (HOME + b"X Y: a\r\n\r\n", 400),
        (HOME + b"X: " + b"a" * 20_000 + b"\r\n\r\n", 431),
        (b"GET /?" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET /auth/me/ HTTP/1.1\r\nHost: [::bad\r\n\r\n", 421),
        (b"POST /auth/refresh/ HTTP/1.1\r\nHost: [::bad\r\nOrigin: http://[::bad\r\n"
         b"X-Refdesk-Session: cookie\r\n\r\n", 421),
        (b"POST /auth/refresh/ HTTP/1.1\r\nHost: x\r\nOrigin: http://[::bad\r\n"
         b"X-Refdesk-Session: cookie\r\n\r\n", 403),
        (b"POST /auth/refresh/ HTTP/1.1\r\nHost: x\r\nOrigin: https://x\r\n"
         b"X-Refdesk-Session: cookie\r\n\r\n", 403),
        (b"POST /auth/refresh/ HTTP/1.1\r\nHost: x\r\nOrigin: http://x\r\nX-Refdesk-Session: cookie\r\n"
         b"Cookie: refdesk_refresh=\xff\xfe\"; a=\"\\\r\nContent-Length: 0\r\n\r\n", 401),
        (b"GET /docs/assets/docs.js HTTP/1.1\r\nHost: x\r\nRange: bytes=99999-\r\n\r\n", 416),
    ],
)  # fmt: skip
def test_it_is_refused_as_a_problem(web: Web, raw: bytes, status: int) -> None:
    """Broken framing, absurd lengths, oversized lines, hosts and cookies that are none."""
    answered, headers, body = exchange(web, raw)
    assert answered == status, body
    assert headers["content-type"] == "application/problem+json"
    assert json.loads(body)["status"] == status


def test_the_server_still_serves_and_logged_no_internal_error(web: Web) -> None:
    """After all of that."""
    assert exchange(web, b"GET /healthz HTTP/1.0\r\n\r\n")[0] == 200
    log = (web.data / "web.log").read_text()
    assert "request_failed" not in log
    assert '"status": 500' not in log
