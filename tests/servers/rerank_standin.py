"""A real HTTP server that ranks texts as Cohere, Jina or TEI answer it: by the words they share with the question."""

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class RerankStandin:
    """The running server. ``requests`` are the bodies received; ``reply`` answers instead, (status, body); ``pause``:
    seconds before each of the ten pieces of a body; ``words``: those that count, None: all.
    """

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.reply: tuple[int, bytes] | None = None
        self.pause = 0.0
        self.words: set[str] | None = None
        standin = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_args: Any) -> None:
                pass

            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                standin.requests.append(request)
                standin.keys.append(self.headers.get("Authorization"))
                status, body = standin.reply or (200, json.dumps(ranked(request, standin.words)).encode())
                try:
                    self.send_response(status)
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    step = max(1, len(body) // 10)
                    for start in range(0, len(body), step):
                        time.sleep(standin.pause)
                        self.wfile.write(body[start : start + step])
                except OSError:
                    self.close_connection = True

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads, self.server.block_on_close = True, False
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1/rerank"


@contextmanager
def rerank_standin() -> Iterator[RerankStandin]:
    """One that runs within."""
    standin = RerankStandin()
    thread = threading.Thread(target=standin.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield standin
    finally:
        standin.server.shutdown()
        standin.server.server_close()
        thread.join(5)


def ranked(request: dict[str, Any], words: set[str] | None) -> Any:
    """The answer to a request, best first."""
    texts = request.get("documents") or request["texts"]
    asked = set(re.findall(r"\w+", request["query"].lower()))
    asked = asked if words is None else asked & words
    scores = [len(asked & set(re.findall(r"\w+", text.lower()))) / 10 for text in texts]
    order = sorted(range(len(texts)), key=lambda at: -scores[at])
    if "texts" in request:
        return [{"index": at, "score": scores[at]} for at in order]
    return {"results": [{"index": at, "relevance_score": scores[at]} for at in order]}
