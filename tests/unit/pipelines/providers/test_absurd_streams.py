"""A provider may send anything: its completion is read as far as it is one, everything else is its failure."""

import json
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any, cast

import pytest
from haystack.dataclasses import ChatMessage
from pydantic import SecretStr

from pipelines.answer.table_tool import NAME, TableTool
from pipelines.answer.writer import AnswerWriter
from pipelines.endpoints import Endpoint
from pipelines.evidence.tables.kept import Tables
from pipelines.evidence.values import Context
from pipelines.providers.bounded import own_client
from pipelines.providers.call import Call, Completion
from pipelines.providers.chat import ChatModel
from pipelines.providers.deadline import Deadline
from pipelines.providers.failures import ProviderFailure
from pipelines.questions import Usage
from pipelines.settings import PipelineSettings

Server = tuple[ChatModel, list[bytes]]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    events: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_args: Any) -> None:
            pass

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self.wfile.write(b"".join(b"data: " + one + b"\n\n" for one in [*events, b"[DONE]"]))

    with HTTPServer(("127.0.0.1", 0), Handler) as listening:
        Thread(target=listening.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{listening.server_port}/v1"
        endpoint = Endpoint("", address, SecretStr("k"), "m", guarded=False)
        with closing(ChatModel(endpoint, own_client(PipelineSettings()), seconds=20)) as model:
            yield model, events
        listening.shutdown()


def chunk(delta: dict[str, Any], finish: str | None = None, usage: str = "null") -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return json.dumps({"id": "1", "model": "m", "choices": [choice]})[:-1].encode() + f', "usage": {usage}}}'.encode()


def completed(server: Server, *events: bytes) -> tuple[Completion, str]:
    model, sent = server
    sent[:] = events
    said: list[str] = []
    tools = (TableTool(Context(), cast(Tables, None)).tool,)
    begin: Any = lambda: said.append  # noqa: E731 - one expression
    order = (Endpoint("", "", None, "m"),)
    call = Call([ChatMessage.from_user("Hello")], order, 0.0, Deadline.after(20), AnswerWriter(), begin, tools=tools)
    return model.complete(call), "".join(said)


@pytest.mark.parametrize(
    "absurd",
    [
        b"[" * 100_000,
        b"null",
        b'{"choices": [null]}',
        chunk({"content": 5}),
        chunk({"tool_calls": [{"index": 0, "id": "a", "function": {"name": "q", "arguments": "[" * 100_000}}]}),
        chunk({}, usage='{"prompt_tokens": 1e999, "completion_tokens": 1, "total_tokens": 1}') + b" ]",
    ],
)
def test_what_is_no_completion(server: Server, absurd: bytes) -> None:
    with pytest.raises(ProviderFailure):
        completed(server, chunk({"content": "Hi."}), absurd, chunk({}, "stop"))


@pytest.mark.filterwarnings("ignore:Pydantic serializer")
@pytest.mark.parametrize(
    ("counts", "counted"),
    [
        (("3", "4"), Usage(3, 4)),
        (("-5", "4"), None),
        (("1e999", "4"), None),
        (("1" * 40, "4"), None),
        (("null", '"many"'), None),
    ],
)
def test_counts_that_are_none(server: Server, counts: tuple[str, str], counted: Usage | None) -> None:
    """An answer is not lost for what was counted wrongly, and no store is given a number that it cannot hold."""
    usage = f'{{"prompt_tokens": {counts[0]}, "completion_tokens": {counts[1]}, "total_tokens": 1}}'
    made, said = completed(server, chunk({"content": "Hi."}), chunk({}, "stop", usage))
    assert (made.text, said, made.usage) == ("Hi.", "Hi.", counted)


def test_halves_of_pairs(server: Server) -> None:
    """No store holds them."""
    made, said = completed(server, chunk({"content": "Hi\ud800."}), chunk({}, "stop"))
    assert made.text == said == "Hi\ufffd."


def test_arguments_that_are_no_object(server: Server) -> None:
    """What cannot be computed is said in words."""
    asked = {"index": 0, "id": "a", "type": "function", "function": {"name": NAME, "arguments": "[1]"}}
    made, _ = completed(server, chunk({"tool_calls": [asked]}), chunk({}, "tool_calls"))
    looked = TableTool(Context(), cast(Tables, None)).looked_up([], made.calls)
    assert looked.found is None
