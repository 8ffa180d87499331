"""An answer that comes before the body was read waits for the body: else a plain client sees a broken pipe, no 413."""

import time
from collections.abc import Callable, Iterable
from typing import IO, TYPE_CHECKING, Any

from gunicorn.http.errors import ParseException  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

BLOCK = 1 << 16
SECONDS = 30.0


class DrainingMiddleware:
    """Reads what is left of a request's body, at most ``limit`` bytes and 30 s, before the answer is sent."""

    def __init__(self, application: "WSGIApplication", limit: int) -> None:
        self.application = application
        self.limit = limit

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request. WSGI sends nothing before the first block of the answer is asked for."""
        if "gunicorn.socket" in environ:
            # A client that stalls in the middle of its body would keep the thread for good.
            environ["gunicorn.socket"].settimeout(SECONDS)
        body = CountedBody(environ["wsgi.input"])
        environ["wsgi.input"] = body
        answer = self.application(environ, start_response)
        self._drain(body, environ)
        return answer

    def _drain(self, body: "CountedBody", environ: "WSGIEnvironment") -> None:
        length = environ.get("CONTENT_LENGTH") or ""
        ends = int(length) if length.isascii() and length.isdigit() else None
        if ends is None and not environ.get("wsgi.input_terminated"):
            return
        until = time.monotonic() + SECONDS
        most = self.limit if ends is None else min(ends, self.limit)
        while body.taken < most and not body.broken and time.monotonic() < until:
            try:
                block = body.read(min(BLOCK, most - body.taken))
            except OSError:
                return
            if not block:
                return


class CountedBody:
    """A request's body that knows how much of it was taken, and whether it broke off."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.taken = 0
        self.broken = False

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes."""
        return self._count(self.stream.read, size)

    def readline(self, size: int = -1) -> bytes:
        """A line of at most ``size`` bytes."""
        return self._count(self.stream.readline, size)

    def readlines(self) -> list[bytes]:
        """All lines."""
        return list(self)

    def __iter__(self) -> Any:
        return iter(self.readline, b"")

    def _count(self, take: Callable[[int], bytes], size: int) -> bytes:
        try:
            block = take(size)
        except ParseException as error:
            # Malformed chunks are the client's fault; as OSError Werkzeug takes them for a client that left: 400.
            self.broken = True
            raise OSError("malformed body") from error
        except OSError:
            self.broken = True
            raise
        self.taken += len(block)
        return block
