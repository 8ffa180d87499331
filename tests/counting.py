"""What a piece of work costs: calls and rows of a real index, requests to a real server."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

from pipelines.types import Page


class CountedIndex:
    """An index that does everything as the one it is around, and counts calls, and rows that were read or written."""

    def __init__(self, index: Any) -> None:
        self.index = index
        self.calls: Counter[str] = Counter()
        self.rows: Counter[str] = Counter()

    def reset(self) -> None:
        """Count anew."""
        self.calls.clear()
        self.rows.clear()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """The index's own method, counted."""
        method = getattr(self.index, name)

        def counted(*given: Any, **named: Any) -> Any:
            answer = method(*given, **named)
            self.calls[name] += 1
            self.rows[name] += len(given[0]) if name in ("put", "publish") else _rows(answer)
            return answer

        return counted


def _rows(answer: Any) -> int:
    if isinstance(answer, Page):
        return len(answer.items)
    return len(answer) if isinstance(answer, (Mapping, Sequence)) else 0


@contextmanager
def counted_requests(url: str) -> Iterator[tuple[str, list[str]]]:
    """A proxy in front of an HTTP server: its URL, and ``METHOD path`` of every request as it comes."""
    asked: list[str] = []
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as server:

        class Proxy(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _pass_on(self) -> None:
                asked.append(f"{self.command} {self.path}")
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                kept = {"Content-Type": self.headers.get("Content-Type") or "application/json"}
                if "Authorization" in self.headers:
                    kept["Authorization"] = str(self.headers["Authorization"])
                answer = server.request(self.command, self.path, content=body, headers=kept)
                self.send_response(answer.status_code)
                self.send_header("Content-Type", answer.headers.get("content-type", "application/json"))
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

            do_GET = do_POST = do_PATCH = do_DELETE = _pass_on

            def log_message(self, *_: Any) -> None:
                """Nothing on stderr."""

        listening = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
        listening.daemon_threads = True
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listening.server_port}", asked
        finally:
            listening.shutdown()
            listening.server_close()
