"""A real TCP proxy in front of a server: cuts connections, goes away, falls silent, answers in the server's place."""

import json
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

BLOCK = 65_536
REASONS = {413: "Request Entity Too Large", 422: "Unprocessable Entity", 429: "Too Many Requests"}


@dataclass
class Fault:
    """What happens to the next requests whose first line matches: ``reply`` is answered, None cuts after sending."""

    request: re.Pattern[bytes]
    reply: bytes | None
    times: int


@dataclass(eq=False)
class _Link:
    """A browser's connection and the one to the server that belongs to it."""

    client: socket.socket
    server: socket.socket
    deaf: threading.Event = field(default_factory=threading.Event)
    answered: bool = False

    def cut(self) -> None:
        """Both ends are told at once, in the middle of whatever is under way."""
        for one in (self.client, self.server):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class Relay:
    """Listens on a port of its own and hands every byte on, until it is told otherwise."""

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self._lock = threading.Lock()
        self._links: set[_Link] = set()
        self._faults: list[Fault] = []
        self._flowing = threading.Event()
        self._flowing.set()
        self._listener = self._listen(0)
        self.port = self._listener.getsockname()[1]

    def cut(self) -> None:
        """Close every connection now."""
        with self._lock:
            links = list(self._links)
        for link in links:
            link.cut()

    @contextmanager
    def down(self) -> Iterator[None]:
        """Nobody listens: connections are refused, open ones are closed."""
        self._close()
        try:
            yield
        finally:
            self._listener = self._listen(self.port)

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Connections stay open, and nothing comes: as when a network goes away without a word."""
        self._flowing.clear()
        try:
            yield
        finally:
            self._flowing.set()

    def answer(self, request: str, reply: bytes, *, times: int = 1) -> None:
        """Answer the next requests of this kind in the server's place; ``request`` is a pattern of ``POST /path``."""
        self._faults.append(Fault(re.compile(request.encode()), reply, times))

    def lose_reply(self, request: str) -> None:
        """Hand the next request of this kind on, and cut when its answer has begun to come back."""
        self._faults.append(Fault(re.compile(request.encode()), None, 1))

    def forget(self) -> None:
        """No faults any more."""
        self._faults.clear()

    def close(self) -> None:
        """End."""
        self._flowing.set()
        self._close()

    def _close(self) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError), socket.create_connection(self._target) as server:
            link = _Link(client, server)
            with self._lock:
                self._links.add(link)
            back = threading.Thread(target=self._hand_back, args=(link,), daemon=True)
            back.start()
            try:
                self._hand_on(link)
            finally:
                link.cut()
                back.join(10)
                with self._lock:
                    self._links.discard(link)

    def _hand_on(self, link: _Link) -> None:
        while data := link.client.recv(BLOCK):
            fault = self._fault(data)
            if fault and fault.reply is not None:
                link.answered = True
                _say(link.client, fault.reply)
                return
            self._flowing.wait()
            if fault:
                link.deaf.set()
            link.server.sendall(data)

    def _hand_back(self, link: _Link) -> None:
        with suppress(OSError):
            while data := link.server.recv(BLOCK):
                self._flowing.wait()
                if link.deaf.is_set():
                    # Without a single byte the browser would send the request once more by itself.
                    link.client.sendall(data[:20])
                    break
                link.client.sendall(data)
        if not link.answered:
            link.cut()

    def _fault(self, data: bytes) -> Fault | None:
        line = data.split(b" HTTP/1.1\r\n", 1)[0]
        for fault in self._faults:
            if fault.times > 0 and b"\n" not in line and fault.request.search(line):
                fault.times -= 1
                return fault
        return None


def _say(client: socket.socket, reply: bytes) -> None:
    """Answer and close, once the rest of the request is read: else the browser sees a reset, not an answer."""
    client.sendall(reply)
    client.shutdown(socket.SHUT_WR)
    client.settimeout(2)
    with suppress(OSError):
        while client.recv(BLOCK):
            pass


def problem(status: int, code: str, detail: str, **headers: str) -> bytes:
    """An answer as the service shapes it."""
    body = {"type": "about:blank", "title": "Trouble", "status": status, "code": code, "detail": detail}
    return _reply(status, json.dumps(body), {"Content-Type": "application/problem+json", **headers})


def _reply(status: int, body: str, headers: dict[str, str]) -> bytes:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    head = {"Content-Length": str(len(body)), "Connection": "close", **named}
    lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Trouble')}", *(f"{name}: {one}" for name, one in head.items())]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()
