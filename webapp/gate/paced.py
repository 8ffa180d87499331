"""A socket that waits for nobody for ever: bodies and answers have a total deadline that grows with what goes through.

A timeout per read is none: who sends a byte every six seconds keeps a thread for days.
"""

import errno
import re
import socket
import time
from threading import BoundedSemaphore
from typing import Any

GRACE_SECONDS = 10.0
BYTES_A_SECOND = 8_192
# An answer that its reader does not take within this goes on only in one of the places for slow readers.
PATIENT_SECONDS = 1.0
SLOW_READERS = 32
# A head whose body follows goes out with its first bytes: one packet, and one turn of the reader, instead of two.
_FOLLOWED = re.compile(rb"\r\nContent-Length: [1-9]")
SMALL = 1 << 16
# A number: Python's flags take ten times as long as the call to be put together.
_PEEK = int(socket.MSG_PEEK) | int(socket.MSG_DONTWAIT)


class TooSlow(TimeoutError):
    """The client took longer than its deadline.

    It has the number of a broken pipe: gunicorn passes over that, and writes a traceback for every other.
    """


class Places:
    """Places for slow readers, shared by all connections."""

    def __init__(self, most: int = SLOW_READERS) -> None:
        self._free = BoundedSemaphore(most)

    def take(self) -> bool:
        """Whether there was one."""
        return self._free.acquire(blocking=False)

    def give_back(self) -> None:
        """The reader has caught up, or is gone."""
        self._free.release()


class PacedSocket:
    """A connected socket. Reading and writing raise ``TooSlow`` past their deadlines, else it is as any other.

    Timeouts are kept here and set for who has to wait only: each is a call of the system, mostly for nothing.
    """

    def __init__(self, sock: socket.socket, places: Places) -> None:
        sock.setblocking(False)
        self._sock = sock
        self._places = places
        self._timeout: float | None = None
        self.begin()

    def begin(self) -> None:
        """A request begins: its body's deadline counts from now."""
        self._since, self._received = time.monotonic(), 0
        self._begins, self._held = True, b""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def settimeout(self, seconds: float | None) -> None:
        """What a single read may take besides."""
        self._timeout = seconds

    def gettimeout(self) -> float | None:
        """What was set."""
        return self._timeout

    def setblocking(self, flag: bool) -> None:  # noqa: FBT001 - socket's own signature
        """As ``settimeout`` with None or 0."""
        self.settimeout(None if flag else 0.0)

    def arrive(self, most: int) -> bytes:
        """What has come, at once. Raises ``BlockingIOError`` where nothing has."""
        return self._sock.recv(most)

    def say(self, data: bytes) -> None:
        """Send what the kernel takes at once. Raises ``OSError``."""
        self._sock.send(data)

    def is_gone(self) -> bool:
        """Whether the client has closed its end, and sent nothing more before."""
        try:
            return not self._sock.recv(1, _PEEK)
        except BlockingIOError:
            return False
        except OSError:
            return True

    def is_broken(self) -> bool:
        """Whether the client has broken the connection off; one that has closed its end may still read."""
        try:
            self._sock.recv(1, _PEEK)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return False

    def recv(self, size: int) -> bytes:
        """As a socket's, for threads. Raises ``TooSlow``."""
        left = self._since + GRACE_SECONDS + self._received / BYTES_A_SECOND - time.monotonic()
        if left <= 0:
            raise TooSlow(errno.EPIPE, "The body came too slowly.")
        try:
            block = self._sock.recv(size)
        except BlockingIOError:
            block = self._awaited(size, left if self._timeout is None else min(left, self._timeout))
        self._received += len(block)
        return block

    def send(self, data: bytes) -> int:
        """As a socket's, for threads: now, and all of it. Raises ``TooSlow``."""
        self._begins = False
        self.sendall(data)
        return len(data)

    def sendall(self, data: bytes) -> None:
        """As a socket's, for threads; the head of an answer waits for what follows it, or for ``flush``.

        Raises ``TooSlow``.
        """
        if self._begins:
            self._begins = False
            if _FOLLOWED.search(data):
                self._held = data
                return
        held, self._held = self._held, b""
        if held and len(data) < SMALL:
            data = held + data
        elif held:
            self._send(held)
        self._send(data)

    def flush(self) -> None:
        """Send what still waits. Raises ``TooSlow``."""
        if self._held:
            held, self._held = self._held, b""
            self._send(held)

    def _send(self, data: bytes) -> None:
        rest = memoryview(data)
        rest = rest[self._sent(rest, PATIENT_SECONDS) :]
        if not rest:
            return
        if not self._places.take():
            raise TooSlow(errno.EPIPE, "Too many clients read slowly.")
        try:
            self._slowly(rest)
        finally:
            self._places.give_back()

    def _awaited(self, size: int, seconds: float) -> bytes:
        self._sock.settimeout(seconds)
        try:
            return self._sock.recv(size)
        except TimeoutError as error:
            raise TooSlow(errno.EPIPE, "The body came too slowly.") from error
        finally:
            self._sock.setblocking(False)

    def _slowly(self, rest: memoryview) -> None:
        since, sent = time.monotonic(), 0
        while rest:
            left = since + GRACE_SECONDS + sent / BYTES_A_SECOND - time.monotonic()
            if left <= 0:
                raise TooSlow(errno.EPIPE, "The answer was read too slowly.")
            gone = self._sent(rest, left)
            sent += gone
            rest = rest[gone:]

    def _sent(self, rest: memoryview, seconds: float) -> int:
        """How much the kernel took before it made us wait for ``seconds``."""
        sent = 0
        try:
            while sent < len(rest):
                sent += self._sock.send(rest[sent:])
        except BlockingIOError:
            return sent + self._sent_late(rest[sent:], seconds)
        return sent

    def _sent_late(self, rest: memoryview, seconds: float) -> int:
        sent = 0
        self._sock.settimeout(seconds)
        try:
            while sent < len(rest):
                sent += self._sock.send(rest[sent:])
        except TimeoutError:
            pass
        finally:
            self._sock.setblocking(False)
        return sent
