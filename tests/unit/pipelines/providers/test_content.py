"""What a provider sends is another's text: bounded in length, in time and in what it may hold."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from haystack.dataclasses import ChatMessage
from haystack.tools.tool import Tool
from pydantic import SecretStr

from pipelines.answer.writer import AnswerWriter
from pipelines.endpoints import Endpoint, Prices
from pipelines.providers.bounded import LINE, WHOLE, own_client
from pipelines.providers.call import Call, Completion
from pipelines.providers.chain import ModelChain
from pipelines.providers.chat import MOST_CALLS, ChatModel
from pipelines.providers.clients import Clients
from pipelines.providers.deadline import Deadline
from pipelines.providers.endpoints import own_order
from pipelines.providers.failures import ProviderFailure
from pipelines.providers.interruptible import Left
from pipelines.providers.streaming import MOST
from pipelines.questions import Question, Spent, Usage
from pipelines.settings import PipelineSettings
from pipelines.types import Scope

OFFERED = Tool("offered", "A tool.", {"type": "object", "properties": {}}, print)
Body = Iterator[bytes]


class Server:
    """Answers whatever ``body`` makes, in chunks, and keeps what it was asked with."""

    def __init__(self) -> None:
        self.body: Callable[[], Body] = lambda: iter(())
        self.type, self.encoding = "application/json", ""
        self.headers: list[dict[str, str]] = []
        self.left = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_args: Any) -> None:
                pass

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                server.headers.append(dict(self.headers.items()))
                self.send_response(200)
                self.send_header("Content-Type", server.type)
                self.send_header("Transfer-Encoding", "chunked")
                if server.encoding:
                    self.send_header("Content-Encoding", server.encoding)
                self.end_headers()
                try:
                    for piece in server.body():
                        self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                        self.wfile.flush()
                    self.wfile.write(b"0\r\n\r\n")
                except OSError:
                    server.left.set()
                    self.close_connection = True

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads, self.http.block_on_close = True, False
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    server.http.shutdown()
    server.http.server_close()
    thread.join(5)


@pytest.fixture
def server(running: Server) -> Server:
    running.type, running.encoding = "application/json", ""
    running.headers.clear()
    running.left.clear()
    return running


def endpoint(url: str, provider: str = "p-1", key: str = "sk-1") -> Endpoint:
    return Endpoint(provider, url, SecretStr(key), "m", guarded=False)


def asked(
    server: Server, *, streamed: bool, seconds: float = 20.0, tools: tuple[Tool, ...] = (), may_call: bool = True
) -> tuple[Completion, str]:
    said: list[str] = []
    server.type = "text/event-stream" if streamed else "application/json"
    begin = (lambda: said.append) if streamed else None
    order = (endpoint(server.url),)
    call = Call(
        [ChatMessage.from_user("Hello")], order, 0.0, Deadline.after(seconds), AnswerWriter(), begin,
        tools=tools, may_call=may_call,
    )  # fmt: skip
    with closing(ChatModel(order[0], own_client(PipelineSettings()))) as model:
        return model.complete(call), "".join(said)


def completion(message: dict[str, Any], finish: str = "stop") -> bytes:
    choice = {"index": 0, "message": message, "finish_reason": finish}
    return json.dumps({"id": "1", "model": "m", "object": "chat.completion", "choices": [choice]}).encode()


def event(delta: dict[str, Any], finish: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return b"data: " + json.dumps({"id": "1", "model": "m", "choices": [choice]}).encode() + b"\n\n"


def forever(piece: bytes, pause: float = 0.0) -> Body:
    while True:
        yield piece
        time.sleep(pause)


CALL = [{"index": 0, "function": {"arguments": "["}}]
ENDLESS: dict[str, tuple[bool, Callable[[], Body]]] = {
    "a whole answer": (False, lambda: forever(b'{"id": "' + b"a" * 60_000)),
    "a whole answer of spaces": (False, lambda: forever(b" " * 60_000)),
    "a line": (True, lambda: forever(b"data: " + b"a" * 60_000)),
    "lines that are no event": (True, lambda: forever(b"data: a\n" * 8_000)),
    "comments": (True, lambda: forever(b": still there\n" * 5_000)),
    "what it thinks": (True, lambda: forever(event({"reasoning_content": "hm " * 2_000}) * 10)),
    "calls of tools": (
        True,
        lambda: forever(event({"tool_calls": [{"index": 0, "function": {"arguments": "["}}]}) * 99),
    ),
}


@pytest.mark.parametrize(("streamed", "body"), ENDLESS.values(), ids=ENDLESS)
def test_what_never_ends_is_ended(server: Server, *, streamed: bool, body: Callable[[], Body]) -> None:
    """By its size, long before the deadline, and the connection is let go."""
    server.body = body
    with pytest.raises(ProviderFailure):
        asked(server, streamed=streamed, seconds=60)
    assert server.left.wait(5)


@pytest.mark.parametrize("streamed", [False, True])
def test_what_dribbles_is_let_go(server: Server, streamed: bool) -> None:
    """At the deadline, whatever still comes; the thread that reads it ends with the next piece."""
    server.body = lambda: forever(b": a\n" if streamed else b" ", pause=0.05)
    began = time.monotonic()
    with pytest.raises(ProviderFailure, match="longer than allowed"):
        asked(server, streamed=streamed, seconds=0.5)
    assert time.monotonic() - began < 3
    assert server.left.wait(5)


def test_sizes_that_are_still_read(server: Server) -> None:
    """A long whole answer, and a long line of a stream."""
    text = "word " * (WHOLE // 6)
    server.body = lambda: iter((completion({"role": "assistant", "content": text}),))
    assert asked(server, streamed=False)[0].text == text
    long = "a" * (LINE - 1_000)
    server.body = lambda: iter((event({"content": long}), event({}, "stop")))
    assert asked(server, streamed=True)[1] == long
    server.body = lambda: iter(
        (*(event({"reasoning": "hm"}) for _ in range(MOST + 9)), event({"content": "So."}, "stop"))
    )
    assert asked(server, streamed=True)[1] == "So."


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "GZIP"])
def test_what_is_packed_is_not_unpacked(server: Server, encoding: str) -> None:
    """A megabyte of it may be a gigabyte, and nobody asked for it."""
    server.encoding = encoding
    server.body = lambda: iter((gzip.compress(completion({"content": "Hi"})),))
    with pytest.raises(ProviderFailure, match="packed"):
        asked(server, streamed=False)
    assert server.headers[0]["Accept-Encoding"] == "identity"


STEERING = "a\x00b\x1b[31mc\x9b2Kd\u202ee\u2066f\U000e0041g\x7fh\ud800i"


@pytest.mark.parametrize("streamed", [False, True])
def test_what_steers_is_taken_out(server: Server, streamed: bool) -> None:
    """Controls, overrides of the direction, letters nobody sees; a half of a pair is marked. All else stays."""
    keeps = "\tzwj \u200d, \u200f\u05d0, e\u0301, 😀\n"
    plain = completion({"role": "assistant", "content": STEERING + keeps})
    pieces = (*(event({"content": sign}) for sign in STEERING + keeps), event({}, "stop"))
    server.body = lambda: iter(pieces if streamed else (plain,))
    made, said = asked(server, streamed=streamed)
    assert made.text == "ab[31mc2Kdefgh\ufffdi" + keeps
    assert said == (made.text if streamed else "")


@pytest.mark.parametrize("streamed", [False, True])
@pytest.mark.parametrize("role", ["system", "user", "tool", "developer", "", None, 5])
def test_it_is_the_models_word_whatever_role_it_gives_itself(server: Server, *, streamed: bool, role: object) -> None:
    said = {"role": role, "content": "Hello."}
    server.body = lambda: iter((event(said), event({}, "stop")) if streamed else (completion(said),))
    assert asked(server, streamed=streamed)[0].text == "Hello."


def called(names: list[str]) -> list[dict[str, Any]]:
    return [
        {"index": n, "id": f"c{n}", "type": "function", "function": {"name": name, "arguments": "{}"}}
        for n, name in enumerate(names)
    ]


@pytest.mark.parametrize("streamed", [False, True])
def test_tools_that_were_not_offered(server: Server, streamed: bool) -> None:
    """Are not called, nor more often than an answer needs, nor any when none may be; nothing else is no answer."""
    calls = {"role": "assistant", "tool_calls": called(["other", "offered", "exec"] + ["offered"] * 40)}
    server.body = lambda: iter(
        (event(calls), event({}, "tool_calls")) if streamed else (completion(calls, "tool_calls"),)
    )
    made, _ = asked(server, streamed=streamed, tools=(OFFERED,))
    assert [one.tool_name for one in made.calls] == ["offered"] * MOST_CALLS
    for tools, may_call in (((), True), ((OFFERED,), False)):
        with pytest.raises(ProviderFailure, match="empty") as failed:
            asked(server, streamed=streamed, tools=tools, may_call=may_call)
        assert not failed.value.retryable


def test_the_environment_is_the_installations(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the SDK finds there goes to no other provider than the installation's own."""
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-the-operator")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "project-of-the-operator")
    monkeypatch.setenv("OPENAI_ADMIN_KEY", "sk-admin")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Gateway: secret-of-the-operator")
    server.body = lambda: iter((completion({"content": "Hi"}),))
    order = (endpoint(server.url), endpoint(server.url, provider=""))
    for one in order:
        call = Call([ChatMessage.from_user("Hello")], (one,), 0.0, Deadline.after(20), AnswerWriter())
        with closing(ChatModel(one, own_client(PipelineSettings()))) as model:
            model.complete(call)
    theirs, own = (json.dumps(one) for one in server.headers)
    assert "of-the-operator" not in theirs
    assert "sk-admin" not in theirs
    assert "sk-1" in theirs
    assert own.count("of-the-operator") == 3


class _Client:
    def __init__(self) -> None:
        self.closed = 0

    def close(self) -> None:
        self.closed += 1


def test_clients_are_kept_and_closed_by_their_last_user() -> None:
    """One for each provider and key, however many models it has; of too many those used longest ago go."""
    made: list[_Client] = []

    def opening(_endpoint: Endpoint) -> _Client:
        made.append(_Client())
        return made[-1]

    clients = Clients(opening, most=2)
    one = endpoint("http://one/v1")
    with (
        clients.lent(one) as first,
        clients.lent(Endpoint("p-1", "http://one/v1", one.key, "other", guarded=False)) as same,
    ):
        assert first is same
        for other in (endpoint("http://two/v1"), endpoint("http://one/v1", key="sk-2")):
            with clients.lent(other):
                pass
        assert [client.closed for client in made] == [0, 0, 0], "in use, although it was pushed out"
    assert [client.closed for client in made] == [1, 0, 0]
    clients.close()
    assert [client.closed for client in made] == [1, 1, 1]


def test_threads_that_work_for_nobody_are_counted() -> None:
    left = Left()
    events = [threading.Event() for _ in range(3)]
    for each in events:
        left.begins(each)
    events[0].set()
    assert left.count == 1
    left.ends(events[0])
    assert left.count == 0


def test_whose_models_are_asked() -> None:
    """A question's own, each once; else the installation's, with the fallback behind; a key is in no text of it."""
    settings = PipelineSettings(OPENAI_API_KEY="sk-own", model="m1", fallback_model="m2")
    chain = ModelChain(Clients(lambda _: _Client()), own=partial(own_order, settings))  # type: ignore[arg-type]
    question = Question("q", Scope("o", frozenset()), {})
    assert [one.model for one in chain.order(question)] == ["m1", "m2"]
    named = Question("q", Scope("o", frozenset()), {}, model="m2")
    assert [one.model for one in chain.order(named)] == ["m2"]
    ours = (endpoint("http://a/v1"), endpoint("http://b/v1", "p-2"), endpoint("http://a/v1"))
    brought = Question("q", Scope("o", frozenset()), {}, endpoints=ours)
    assert [one.provider_id for one in chain.order(brought)] == ["p-1", "p-2"]
    assert "sk-1" not in repr(brought)
    assert "sk-1" not in str(brought)


def test_what_a_call_costs() -> None:
    """By a million tokens, exactly; what nobody priced costs nothing that is known."""
    prices = Prices(read=Decimal("0.15"), written=Decimal("0.60"), currency="EUR")
    assert prices.cost(1_000_000, 500_000) == Decimal("0.45")
    assert prices.cost(1, 1) == Decimal("0.00000075")
    spent = Spent("p-1", "m", Usage(3, 4))
    assert prices.cost(spent.usage.prompt_tokens, spent.usage.completion_tokens) == Decimal("0.00000285")
