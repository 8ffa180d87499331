"""Deadlines of a connection, over real sockets."""

import contextlib
import errno
import socket
import time
from collections.abc import Iterator
from threading import Thread

import pytest

from webapp.gate import paced
from webapp.gate.paced import PacedSocket, Places, TooSlow
from webapp.gate.worker import hold_little


@pytest.fixture
def pair(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[PacedSocket, socket.socket]]:
    """A paced socket with one place for slow readers, and its client."""
    monkeypatch.setattr(paced, "GRACE_SECONDS", 0.3)
    monkeypatch.setattr(paced, "PATIENT_SECONDS", 0.05)
    ours, client = socket.socketpair()
    yield PacedSocket(ours, Places(1)), client
    ours.close()
    client.close()


def test_dripping_does_not_move_the_deadline(pair: tuple[PacedSocket, socket.socket]) -> None:
    """Bytes come, each within any timeout; the whole is late all the same."""
    ours, client = pair
    since = time.monotonic()
    with pytest.raises(TooSlow):  # noqa: PT012 - it is the loop that ends
        while True:
            client.sendall(b"a")
            ours.recv(10)
            time.sleep(0.02)
    assert time.monotonic() - since < 5


def test_what_comes_fast_may_take_its_time(pair: tuple[PacedSocket, socket.socket]) -> None:
    """Every 8 KiB give a second more."""
    ours, client = pair
    client.sendall(b"a" * 65_536)
    assert len(ours.recv(65_536)) > 8_192
    time.sleep(0.4)
    client.sendall(b"b")
    assert ours.recv(65_536)


def test_an_answer_waits_for_a_slow_reader_in_few_places(pair: tuple[PacedSocket, socket.socket]) -> None:
    """The first takes the one place and loses it at its deadline; while it has it, another is let go at once."""
    ours, client = pair
    other_end, other = socket.socketpair()
    second = PacedSocket(other_end, ours._places)
    big, failed = b"x" * 4_000_000, []

    def send() -> None:
        try:
            ours.sendall(big)
        except TooSlow as error:
            failed.append(error)

    first = Thread(target=send)
    first.start()
    time.sleep(0.15)
    with pytest.raises(TooSlow, match="Too many") as let_go:
        second.sendall(big)
    assert let_go.value.errno == errno.EPIPE, "gunicorn writes a traceback for every other number"
    first.join(10)
    assert failed
    assert ours._places.take()
    for one in (other_end, other):
        one.close()
    assert client


def test_a_reader_that_reads_gets_everything(pair: tuple[PacedSocket, socket.socket]) -> None:
    """In order, and its place is free again."""
    ours, client = pair
    sent = bytes(range(256)) * 8_000
    got = bytearray()

    def read() -> None:
        time.sleep(0.1)
        while len(got) < len(sent):
            got.extend(client.recv(65_536))

    reader = Thread(target=read)
    reader.start()
    ours.sendall(sent)
    reader.join(10)
    assert bytes(got) == sent
    assert ours._places.take()


def test_a_head_goes_with_what_follows_it(pair: tuple[PacedSocket, socket.socket]) -> None:
    """In one packet; alone where nothing follows, and at once where it tells no length, as a stream's."""
    ours, client = pair
    client.setblocking(False)
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"

    def come() -> bytes:
        with contextlib.suppress(BlockingIOError):
            return client.recv(1 << 20)
        return b""

    ours.sendall(head)
    assert come() == b""
    ours.sendall(b"ab")
    assert come() == head + b"ab"
    ours.sendall(b"c")
    assert come() == b"c"
    ours.begin()
    ours.sendall(head)
    ours.flush()
    ours.flush()
    assert come() == head
    for alone in (b"HTTP/1.1 204 No Content\r\n\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"):
        ours.begin()
        ours.sendall(alone)
        assert come() == alone
    ours.begin()
    ours.send(head)
    assert come() == head
    ours.begin()
    ours.sendall(head)
    ours.sendall(b"x" * 100_000)
    assert come() == head + b"x" * 100_000


def test_the_kernel_takes_little_of_what_nobody_reads() -> None:
    """An answer of megabytes for a reader who does not read is not made ahead of it."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        hold_little(listener)
        with socket.create_connection(listener.getsockname()[:2]) as reader:
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            conn, _ = listener.accept()
            with conn:
                conn.setblocking(False)
                sent = 0
                with contextlib.suppress(BlockingIOError):
                    while sent < 20_000_000:
                        sent += conn.send(bytes(65_536))
    assert sent < 2_000_000
