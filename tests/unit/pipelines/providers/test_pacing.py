"""A stream is read some pieces at a time once it is long, whole, and never behind its provider."""

import json
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread, Timer
from typing import Any

import pytest
from haystack.dataclasses import ChatMessage
from pydantic import SecretStr

from pipelines.answer.writer import AnswerWriter
from pipelines.endpoints import Endpoint
from pipelines.outbound.addresses import Allowed
from pipelines.outbound.guard import Limits, Outbound
from pipelines.outbound.network import TimedStream
from pipelines.providers.bounded import own_client
from pipelines.providers.call import Call
from pipelines.providers.chat import ChatModel
from pipelines.providers.deadline import Deadline
from pipelines.providers.pacing import AT_ONCE, GATHER_SECONDS, Pace
from pipelines.settings import PipelineSettings

PIECES, EVERY = 400, 0.005


@pytest.fixture
def provider() -> Iterator[str]:
    """Says a word every few milliseconds, each in a packet of its own."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_args: Any) -> None:
            pass

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            for number in range(PIECES):
                self._say({"content": f"{number} "}, None)
                time.sleep(EVERY)
            self._say({}, "stop")
            self.wfile.write(b"data: [DONE]\n\n")

        def _say(self, delta: dict[str, str], finish: str | None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            self.wfile.write(b"data: " + json.dumps({"id": "1", "model": "m", "choices": [choice]}).encode() + b"\n\n")

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


@pytest.mark.parametrize("is_guarded", [False, True])
def test_a_long_stream_is_read_some_pieces_at_a_time(
    provider: str, monkeypatch: pytest.MonkeyPatch, *, is_guarded: bool
) -> None:
    """Of the operator's provider and of an organisation's: every piece in order, in few reads."""
    reads: list[float] = []
    read = TimedStream.read

    def counted(self: TimedStream, *given: Any, **named: Any) -> bytes:
        block = read(self, *given, **named)
        reads.append(time.monotonic())
        return block

    monkeypatch.setattr(TimedStream, "read", counted)
    guard = Outbound(Allowed.parse("127.0.0.1"))
    http = guard.client(Limits(60, 10_000_000)) if is_guarded else own_client(PipelineSettings())
    said: list[str] = []
    begin: Any = lambda: said.append  # noqa: E731 - one expression
    endpoint = Endpoint("", provider, SecretStr("k"), "m", guarded=is_guarded)
    began = time.monotonic()
    with closing(ChatModel(endpoint, http, seconds=60)) as model:
        call = Call([ChatMessage.from_user("Hello")], (endpoint,), 0.0, Deadline.after(60), AnswerWriter(), begin)
        made = model.complete(call)
    took = time.monotonic() - began
    assert "".join(said) == made.text == "".join(f"{number} " for number in range(PIECES))
    assert len(reads) <= AT_ONCE + took / GATHER_SECONDS + 3


def test_reads_are_apart_by_how_many_there_are() -> None:
    """The first go on at once; then each waits for its time since the one before, however fast it was."""
    pace = Pace(Event(), lambda: 100)
    began = time.monotonic()
    for _ in range(AT_ONCE):
        pace.rest()
    assert time.monotonic() - began < 0.1
    for _ in range(3):
        pace.rest()
    assert time.monotonic() - began >= 0.3


def test_a_slow_stream_is_read_at_once() -> None:
    """What came later than it would have waited is not kept waiting again."""
    pace = Pace(Event(), lambda: 1_000)
    for _ in range(AT_ONCE):
        pace.rest()
    pace._began -= 2.0
    began = time.monotonic()
    pace.rest()
    assert time.monotonic() - began < 0.5


def test_nobody_waits_for_what_was_left() -> None:
    """A stop ends the rest."""
    left = Event()
    pace = Pace(left, lambda: 60_000)
    for _ in range(AT_ONCE):
        pace.rest()
    Timer(0.05, left.set).start()
    began = time.monotonic()
    pace.rest()
    assert time.monotonic() - began < 10
