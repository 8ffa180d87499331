"""Almost HTTP: smuggling through the gate, floods of headers, upgrades, strange methods and lengths."""

import socket

from tests.bench.siege.crowd import said
from tests.bench.siege.field import Assault, Field
from tests.bench.siege.people import Attacker, attacker

HOST = b"Host: 127.0.0.1\r\n"
INNER = b"GET /auth/me/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
LOGIN, PROBE = b"POST /auth/login/ HTTP/1.1\r\n" + HOST, b"GET /healthz HTTP/1.1\r\n" + HOST
CHUNKED, JSON = b"Transfer-Encoding: chunked\r\n", b"Content-Type: application/json\r\n"
ODD_BUT_RIGHT = frozenset({501, 503, 505})
RAW = {
    "cl_te": LOGIN + b"Content-Length: 4\r\n" + CHUNKED + b"\r\n0\r\n\r\n" + INNER,
    "te_te": LOGIN + b"Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n" + INNER,
    "te_twice": LOGIN + CHUNKED + b"Transfer-Encoding: identity\r\n\r\n0\r\n\r\n" + INNER,
    "te_http10": LOGIN.replace(b"1.1", b"1.0") + CHUNKED + b"\r\n0\r\n\r\n" + INNER,
    "two_lengths": LOGIN + b"Content-Length: 0\r\nContent-Length: 44\r\n\r\n" + INNER,
    "plus_length": LOGIN + b"Content-Length: +44\r\n\r\n" + INNER,
    "huge_length": LOGIN + b"Content-Length: 99999999999999999999\r\n\r\n" + INNER,
    "space_colon": LOGIN + b"Content-Length : 44\r\n\r\n" + INNER,
    "bare_lf": LOGIN.replace(b"\r", b"") + b"Content-Length: 0\n\n" + INNER,
    "half_lf": LOGIN + b"X-A: b\nContent-Length: 44\r\n\r\n" + INNER,
    "folded": PROBE + b"X-A: b\r\n c: d\r\n\r\n",
    "headers": PROBE + b"".join(b"X-%d: y\r\n" % each for each in range(4_000)) + b"\r\n",
    "one_header": PROBE + b"X-A: " + b"y" * 60_000 + b"\r\n\r\n",
    "line": b"GET /" + b"a" * 60_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "upgrade": PROBE + b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n",
    "http2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "trace": b"TRACE / HTTP/1.1\r\n" + HOST + b"\r\n",
    "connect": b"CONNECT 127.0.0.1:22 HTTP/1.1\r\n" + HOST + b"\r\n",
    "absolute": b"GET http://evil.example/auth/me/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "no_host": b"GET /auth/me/ HTTP/1.1\r\n\r\n",
    "two_hosts": b"GET /auth/me/ HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n\r\n",
    "nul": b"GET /\x00 HTTP/1.1\r\n" + HOST + b"\r\n",
    "tiny_chunks": LOGIN + JSON + CHUNKED + b"\r\n" + b"1\r\nx\r\n" * 10_000 + b"0\r\n\r\n",
    "chunk_size": LOGIN + CHUNKED + b"\r\nFFFFFFFFFFFFFFFF\r\nx",
    "chunk_extension": LOGIN + CHUNKED + b"\r\n1;" + b"a" * 900_000,
    "trailers": LOGIN + CHUNKED + b"\r\n0\r\n" + b"X: y\r\n" * 100_000 + b"\r\n",
    "compressed": LOGIN + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n" + JSON + b"\r\n{}",
    "expect": LOGIN + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n",
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"x" * 500,
}


def almost_http(ground: Field) -> Assault:
    """Each again and again: none is an error of ours, and none reaches the second request inside."""
    person = attacker(ground)
    raws = RAW | {"overridden": _overridden(person)}
    told: dict[str, str] = ground.notes.setdefault("told", {})

    def send(number: int) -> None:
        kind = list(raws)[number]
        answer = _answered(ground, raws[kind])
        status, code = said(answer)
        ground.told.hear(status, code)
        told[kind] = f"{status} {code}".rstrip() + (" twice" if answer.count(b"HTTP/1.1 ") > 1 else "")
        if status >= 500 and status not in ODD_BUT_RIGHT:
            ground.notes["failed"] = f"{kind}: {status}"
        ground.stop.wait(0.5)

    return lambda: ground.many(send, len(raws))


def _overridden(person: Attacker) -> bytes:
    line = f"POST /api/v1/chatbots/{person.chatbot}/ HTTP/1.1\r\n".encode()
    return line + b"X-HTTP-Method-Override: DELETE\r\nContent-Length: 0\r\n" + person.head + b"\r\n"


def _answered(ground: Field, raw: bytes) -> bytes:
    heard = bytearray()
    try:
        with socket.create_connection(("127.0.0.1", ground.port), timeout=12) as sock:
            sock.sendall(raw)
            sock.settimeout(1.5)
            while block := sock.recv(65_536):
                heard += block
    except OSError:
        pass
    return bytes(heard)
