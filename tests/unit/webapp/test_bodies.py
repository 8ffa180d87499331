"""What is read of a body before an early answer, and when the connection ends instead."""

import contextlib
import io
import socket
import threading
import time
from typing import Any

import pytest
from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.http.parser import RequestParser  # type: ignore[import-untyped]

from webapp.gate.paced import PacedSocket, Places
from webapp.http.bodies import MOST, ReadableBodies, ReadableBody


class Started:
    """The object behind gunicorn's ``start_response``."""

    closed = False

    def start_response(self, *_: Any) -> Any:
        return None

    def force_close(self) -> None:
        self.closed = True


class Stalled(io.BytesIO):
    """Ten bytes, then silence."""

    asked = 0

    def read(self, size: int | None = -1) -> bytes:
        self.asked += 1
        if block := super().read(size):
            return block
        raise TimeoutError


def answered(body: io.BytesIO, **environ: Any) -> tuple[int, bool]:
    """How much of the body was read around an app that reads ten bytes, and whether the connection ends."""

    def early(given: dict[str, Any], start: Any) -> list[bytes]:
        given["wsgi.input"].read(10)
        return [b"no"]

    started, given = Started(), {"wsgi.input": body, **environ}
    assert list(ReadableBodies(early)(given, started.start_response)) == [b"no"]
    return body.tell(), started.closed


@pytest.mark.parametrize(
    ("size", "environ", "read", "closed"),
    [
        (500_000, {"CONTENT_LENGTH": "500000"}, 500_000, False),
        (2 * MOST, {"CONTENT_LENGTH": str(2 * MOST)}, 10, True),
        (500_000, {"wsgi.input_terminated": True}, 500_000, False),
        (500_000, {}, 10, False),
        (500_000, {"CONTENT_LENGTH": "many"}, 10, False),
        (10, {"CONTENT_LENGTH": "10"}, 10, False),
        (10, {"CONTENT_LENGTH": "20"}, 10, True),
    ],
)
def test_the_rest_is_read_or_the_connection_ends(
    *, size: int, environ: dict[str, Any], read: int, closed: bool
) -> None:
    """By length, or to its end where the server says that there is one; else not at all: it might never end."""
    assert answered(io.BytesIO(b"x" * size), **environ) == (read, closed)


def test_a_client_that_stalls_is_waited_for_once() -> None:
    """Its connection ends."""
    body = Stalled(b"x" * 10)
    _, closed = answered(body, CONTENT_LENGTH="100")
    assert closed
    assert body.asked == 2


def chunked(size: int, many: int) -> tuple[bytes, float]:
    """What is read of so many chunks, over a socket and through the server's parser, and seconds of the processor."""
    ours, theirs = socket.socketpair()
    head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    raw = head + (b"%x\r\n%s\r\n" % (size, b"x" * size)) * many + b"0\r\n\r\n"
    with ours, theirs:
        sender = threading.Thread(target=_sent, args=(theirs, raw), daemon=True)
        sender.start()
        paced = PacedSocket(ours, Places())
        request = next(RequestParser(Config(), paced, ("127.0.0.1", 1)))
        body = ReadableBody(request.body, {"HTTP_TRANSFER_ENCODING": "chunked", "gunicorn.socket": paced})
        since = time.thread_time()
        return body.read(), time.thread_time() - since


def _sent(sock: socket.socket, raw: bytes) -> None:
    with contextlib.suppress(OSError):
        sock.sendall(raw)


@pytest.mark.parametrize(("size", "many"), [(1, 3_000), (100, 9_000), (70_000, 12)])
def test_a_body_in_chunks_is_read_whole(size: int, many: int) -> None:
    """Small ones too, as long as they are few."""
    assert chunked(size, many)[0] == b"x" * size * many


def test_a_body_that_is_mostly_frames_is_given_up_early() -> None:
    """Chunks of a byte: a megabyte of them would cost seconds of the processor."""
    with pytest.raises(OSError, match="too small"):
        chunked(1, 200_000)
