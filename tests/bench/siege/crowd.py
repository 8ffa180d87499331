"""Many raw connections in one thread: they say something, drip, read slowly, stay, and come again when let go."""

import contextlib
import json
import selectors
import socket
import time
from dataclasses import dataclass

from tests.bench.siege.field import Field

BACK_SECONDS = 0.5
TURN_SECONDS = 0.05


@dataclass(frozen=True)
class Manner:
    """How each behaves: says ``first``, then a byte of ``drip`` every ``every`` seconds.

    ``reads``: bytes read at a time and so often, None for all that comes; ``leaves``: closes once it was answered, else
    it stays.
    """

    first: bytes
    drip: bytes = b""
    every: float = 1.0
    reads: int | None = None
    leaves: bool = True
    again: bool = True


@dataclass(eq=False)
class _One:
    sock: socket.socket
    dripped: float
    heard: bytes = b""
    is_told: bool = False


class Crowd:
    """So many at once, until the attack ends."""

    def __init__(self, ground: Field, manner: Manner, many: int) -> None:
        self._ground, self._manner, self._many = ground, manner, many
        self._selector = selectors.DefaultSelector()
        self._here: set[_One] = set()
        self._back = 0.0

    def run(self) -> None:
        """Come, stay, come again."""
        try:
            self._come(self._many)
            while not self._ground.stop.is_set():
                self._turn()
        finally:
            for one in list(self._here):
                self._go(one)
            self._selector.close()

    def _turn(self) -> None:
        now = time.monotonic()
        for key, _ in self._selector.select(TURN_SECONDS):
            self._read(key.data)
        if self._manner.drip:
            for one in [each for each in self._here if now - each.dripped >= self._manner.every]:
                self._drip(one, now)
        if self._manner.again and now >= self._back and len(self._here) < self._many:
            self._back = now + BACK_SECONDS
            self._come(self._many - len(self._here))
        if self._manner.reads is not None:
            self._ground.stop.wait(self._manner.every)

    def _come(self, many: int) -> None:
        for _ in range(many):
            try:
                sock = self._connected()
            except OSError:
                self._ground.told.hear(0, "not connected")
                return
            one = _One(sock, time.monotonic())
            self._here.add(one)
            self._selector.register(sock, selectors.EVENT_READ, one)

    def _connected(self) -> socket.socket:
        sock = socket.socket()
        try:
            if self._manner.reads is not None:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            sock.settimeout(5)
            sock.connect(("127.0.0.1", self._ground.port))
            sock.sendall(self._manner.first)
        except OSError:
            sock.close()
            raise
        sock.setblocking(False)
        return sock

    def _drip(self, one: _One, now: float) -> None:
        one.dripped = now
        try:
            one.sock.send(self._manner.drip)
        except BlockingIOError:
            return
        except OSError:
            self._end(one)

    def _read(self, one: _One) -> None:
        try:
            block = one.sock.recv(self._manner.reads or 65_536)
        except BlockingIOError:
            return
        except OSError:
            block = b""
        one.heard = (one.heard + block)[:4_096]
        if not block:
            self._end(one)
        elif not one.is_told and b"\r\n\r\n" in one.heard:
            self._hear(one)
            if self._manner.leaves and self._manner.reads is None:
                self._go(one)

    def _end(self, one: _One) -> None:
        if not one.is_told:
            self._hear(one)
        # Who never closes stays where it is told the end.
        if self._manner.leaves:
            self._go(one)
        else:
            with contextlib.suppress(KeyError, ValueError):
                self._selector.unregister(one.sock)

    def _hear(self, one: _One) -> None:
        one.is_told = True
        self._ground.told.hear(*said(one.heard))

    def _go(self, one: _One) -> None:
        with contextlib.suppress(KeyError, ValueError):
            self._selector.unregister(one.sock)
        one.sock.close()
        self._here.discard(one)


def said(answer: bytes) -> tuple[int, str]:
    """(status, code) of a raw answer, as far as it came; (0, "") where there is none."""
    head, _, body = answer.partition(b"\r\n\r\n")
    words = head.split(b" ", 2)
    if len(words) < 2 or not words[0].startswith(b"HTTP/") or not words[1].isdigit():
        return 0, ""
    with contextlib.suppress(ValueError, TypeError, KeyError):
        return int(words[1]), str(json.loads(body)["code"])
    return int(words[1]), ""
