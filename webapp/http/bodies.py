"""A request's body as Werkzeug expects it, and what happens to the rest of one that was answered early.

What is the client's fault is an ``OSError``, lateness a ``TimeoutError``. What a refused client is sending anyway is
read as long as it comes at once: the connection then serves on. Else the answer says that the connection ends, and the
gate lets it linger, so that a plain client reads the answer and sees no broken pipe.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import IO, TYPE_CHECKING, Any

from gunicorn.http.errors import ParseException  # type: ignore[import-untyped]

from webapp.http.clients import CLIENT

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BLOCK = 1 << 16
# What is read of a body that nobody wants: as long as it does not pause, and no longer than this.
PAUSE_SECONDS, SECONDS, MOST = 0.1, 1.0, 1 << 23
# A chunk costs as much as some hundred bytes: so many may come, and one more for so many bytes.
CHUNKS, BYTES_A_CHUNK = 1 << 12, 64


class ReadableBodies:
    """Wraps the bodies of all requests."""

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request. WSGI sends nothing before the first block of the answer is asked for."""
        CLIENT.set(environ.get("gunicorn.socket"))
        body = ReadableBody(environ["wsgi.input"], environ)
        environ["wsgi.input"] = body
        answer = self.application(environ, start_response)
        if not body.read_to_its_end():
            _end(start_response)
        return answer


class ReadableBody:
    """A request's body. Raises ``OSError`` where it breaks off."""

    def __init__(self, stream: IO[bytes], environ: dict[str, Any]) -> None:
        self._stream, self._environ = stream, environ
        self._taken, self._broken = 0, False
        reader: Any = getattr(stream, "reader", None)
        if environ.get("HTTP_TRANSFER_ENCODING") and getattr(reader, "parser", None) is not None:
            reader.parser = _counted(reader.parser)

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes."""
        return self._take(self._stream.read, size)

    def readline(self, size: int = -1) -> bytes:
        """A line of at most ``size`` bytes."""
        return self._take(self._stream.readline, size)

    def readlines(self) -> list[bytes]:
        """All lines."""
        return list(self)

    def __iter__(self) -> Any:
        return iter(self.readline, b"")

    def read_to_its_end(self) -> bool:
        """Read what is left of it and comes at once. Whether that was all."""
        length = self._environ.get("CONTENT_LENGTH") or ""
        ends = int(length) if length.isascii() and length.isdigit() else None
        if ends is None and not self._environ.get("wsgi.input_terminated"):
            return True
        if self._taken == ends or self._broken:
            return not self._broken
        if ends is not None and ends - self._taken > MOST:
            return False
        if (socket := self._environ.get("gunicorn.socket")) is not None:
            socket.settimeout(PAUSE_SECONDS)
        return self._drained(ends)

    def _drained(self, ends: int | None) -> bool:
        until, most = time.monotonic() + SECONDS, self._taken + MOST
        while self._taken < most and time.monotonic() < until:
            try:
                block = self.read(BLOCK if ends is None else min(BLOCK, ends - self._taken))
            except OSError:
                return False
            if not block or self._taken == ends:
                return ends is None or self._taken == ends
        return False

    def _take(self, take: Callable[[int], bytes], size: int) -> bytes:
        try:
            block = take(size)
        except ParseException as error:
            # Malformed chunks: as OSError Werkzeug takes the client for one that left, which is 400.
            self._broken = True
            raise OSError("malformed body") from error
        except OSError:
            self._broken = True
            raise
        self._taken += len(block)
        return block


def _counted(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The chunks of a body. Raises ``OSError`` where there are too many for what they hold."""
    taken = 0
    for count, chunk in enumerate(chunks):
        if count > CHUNKS + taken / BYTES_A_CHUNK:
            raise OSError("chunks too small")
        taken += len(chunk)
        yield chunk


def _end(start_response: "StartResponse") -> None:
    # gunicorn passes over a "Connection: close" of the application.
    close = getattr(getattr(start_response, "__self__", None), "force_close", None)
    if close is not None:
        close()
