"""Slow clients by the hundred, on loopback, against the real web app: everybody else goes on being served."""

import contextlib
import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlsplit

import httpx
import pytest

from tests.integration.webapp.conftest import Web

MANY = 220
HALF_HEAD = b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: "
HALF_BODY = b"POST /auth/login/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{"
HALF_UPLOAD = HALF_BODY.replace(b"900", b"900000")
CLOSING = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
BIG = b"GET /docs/assets/docs.js HTTP/1.1\r\nHost: x\r\n\r\n"


def connect(web: Web, raw: bytes) -> socket.socket:
    target = urlsplit(web.url)
    client = socket.create_connection((target.hostname, target.port or 0), timeout=30)
    client.sendall(raw)
    return client


@contextmanager
def crowd(web: Web, raw: bytes, many: int = MANY) -> Iterator[list[socket.socket]]:
    clients = [connect(web, raw) for _ in range(many)]
    try:
        yield clients
    finally:
        for client in clients:
            client.close()


@pytest.mark.parametrize(
    "raw", [HALF_HEAD, HALF_BODY, HALF_UPLOAD, CLOSING], ids=["heads", "bodies", "uploads", "left"]
)
def test_more_slow_clients_than_threads_stop_nobody(web: Web, raw: bytes) -> None:
    """Half heads, half bodies, half uploads, and answered connections that are never closed."""
    with crowd(web, raw):
        for _ in range(5):
            assert httpx.get(f"{web.url}/healthz", timeout=4, trust_env=False).status_code == 200


def test_a_request_that_does_not_come_within_its_time_is_told_so(web: Web) -> None:
    """Dripping a byte a second is no way to stay."""
    since, answer = time.monotonic(), b""
    with contextlib.closing(connect(web, HALF_HEAD)) as client:
        client.settimeout(1)
        while not answer and time.monotonic() - since < 20:
            with contextlib.suppress(TimeoutError):
                answer = client.recv(65_536)
            if not answer:
                client.sendall(b"a")
    assert 9 < time.monotonic() - since < 14
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert json.loads(body)["code"] == "request_too_slow"


def test_a_body_that_drips_is_told_so(web: Web) -> None:
    """Its thread is one of few, and not for long."""
    with contextlib.closing(connect(web, HALF_UPLOAD)) as client:
        client.settimeout(20)
        # Head and body may come apart.
        answer = b"".join(iter(partial(client.recv, 65_536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert json.loads(body)["code"] == "request_too_slow"


def test_an_early_refusal_is_read_by_a_client_that_is_still_sending(web: Web) -> None:
    """20 MB for a route that takes 5: the answer comes whole, though nobody reads the body."""
    body = b"{" + b" " * 20_000_000
    answer = httpx.post(
        f"{web.url}/auth/login/",
        content=body,
        headers={"Content-Type": "application/json"},
        timeout=30,
        trust_env=False,
    )
    assert answer.status_code == 413
    assert answer.json()["code"]


def test_requests_that_come_together_are_answered_in_order(web: Web) -> None:
    """Pipelined, the second cut in the middle, then kept alive."""
    one = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    with contextlib.closing(connect(web, one + one[:20])) as client:
        got = read_until(client, 1)
        client.sendall(one[20:])
        got += read_until(client, 1)
        client.sendall(one * 3)
        got += read_until(client, 3)
    assert got.count(b"HTTP/1.1 200") == 5


def read_until(client: socket.socket, answers: int) -> bytes:
    got = b""
    while got.count(b"HTTP/1.1 200") < answers or not got.rstrip().endswith(b"}"):
        block = client.recv(65_536)
        assert block, got
        got += block
    return got
