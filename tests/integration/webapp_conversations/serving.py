"""Web apps on one data folder, each with its own memory, over real HTTP: as processes see each other."""

import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from werkzeug.serving import make_server

from pipelines.errors import IndexUnavailable
from pipelines.questions import Answer, AnswerEvent, Gap, Passages, Question, TokenEvent
from tests.servers.database import put_migrated
from tests.servers.http import LOCAL
from tests.servers.prefect import free_port
from webapp.app import create_app
from webapp.settings import WebSettings

PASSWORD = "a long enough passphrase"
WORDS = tuple(f"word{place} " for place in range(20))


class Paced:
    """An answerer whose pace the test sets: it says ``WORDS``, waiting before each one."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.free = 0
        self.asked: list[Question] = []
        self.hold = threading.Event()
        self.hold.set()

    def stops_after(self, words: int) -> None:
        """Say so many words from now on, and the rest only once ``hold`` is set."""
        self.free = words
        self.hold.clear()

    @contextmanager
    def going_on_soon(self, seconds: float = 0.3) -> Iterator[None]:
        """The rest is said while the block runs: to who listens by then."""
        soon = threading.Timer(seconds, self.hold.set)
        soon.start()
        yield
        soon.join()

    def answer(self, question: Question, sink: Callable[[AnswerEvent], None], stop: threading.Event) -> Answer:
        """Words, one after the other."""
        self.asked.append(question)
        if question.text == "fail":
            sink(TokenEvent("so far "))
            raise RuntimeError("broken on purpose")
        if question.text == "away":
            sink(TokenEvent("so far "))
            raise IndexUnavailable("The index is away.")
        said = []
        for place, word in enumerate(WORDS):
            while place >= self.free and not (self.hold.is_set() or stop.is_set()):
                time.sleep(0.01)
            if stop.wait(self.seconds):
                break
            said.append(word)
            sink(TokenEvent(word))
        gap = Gap(question.text, 0.1) if question.text == "unknown" else None
        text = "".join(said)
        return Answer(text, "extractive", gap is None, 0.9, gap=gap, stopped=stop.is_set())

    def search(self, question: Question) -> Passages:
        """Nothing is found."""
        return Passages()

    def close(self) -> None:
        """Nothing is held."""


@dataclass
class Event:
    """An event as a reader got it."""

    id: int
    kind: str
    data: dict[str, Any]


@dataclass
class Person:
    """A registered user; ``at`` gives a client of theirs to an app."""

    token: str
    clients: ExitStack

    def at(self, url: str) -> httpx.Client:
        headers = {"Authorization": f"Bearer {self.token}"}
        return self.clients.enter_context(httpx.Client(base_url=url, headers=headers, timeout=30, **LOCAL))


@dataclass
class Apps:
    """Two apps on one data folder, and the answerer of both."""

    one: str
    two: str
    answering: Paced
    databases: list[Any] = field(default_factory=list)
    clients: ExitStack = field(default_factory=ExitStack)

    def person(self) -> Person:
        body = {
            "email": f"{secrets.token_hex(6)}@example.org",
            "password": PASSWORD,
            "password_confirm": PASSWORD,
            "first_name": "Ada",
            "last_name": "L",
        }
        answer = httpx.post(f"{self.one}/auth/register/", json=body, **LOCAL, timeout=30)
        assert answer.status_code == 201, answer.text
        return Person(answer.json()["access_token"], self.clients)


@contextmanager
def apps(data: Path, answering: Any, **settings: Any) -> Iterator[Apps]:
    """Both apps, serving."""
    # Nobody listens there: conversations need no Prefect.
    settings.setdefault("prefect_port", free_port())
    with ExitStack() as running:
        served = [running.enter_context(_served(data, answering, settings)) for _ in range(2)]
        made = Apps(served[0][0], served[1][0], answering, [db for _, db in served])
        running.enter_context(made.clients)
        yield made


@contextmanager
def _served(data: Path, answering: Any, settings: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    put_migrated(data)
    app = create_app(WebSettings(data_dir=data, **settings), background=False, answering=answering)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    services = app.extensions["refdesk.services"]
    try:
        yield f"http://127.0.0.1:{server.port}", services.db
    finally:
        server.shutdown()
        server.server_close()
        services.close()


def conversation(client: httpx.Client) -> str:
    """A new conversation with a new chatbot."""
    chatbot = client.post("/api/v1/chatbots/", json={"name": "desk"}).json()["id"]
    made = client.post(f"/api/v1/chatbots/{chatbot}/conversations/", json={})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def events_of(response: httpx.Response, most: int = 10_000) -> list[Event]:
    """At most so many events of a stream."""
    assert response.headers["content-type"].startswith("text/event-stream"), response.read()
    found: list[Event] = []
    fields: dict[str, str] = {}
    for line in response.iter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "event" in fields:
            found.append(Event(int(fields["id"]), fields["event"], json.loads(fields["data"])))
            fields = {}
            if len(found) >= most:
                break
    return found


def ask(client: httpx.Client, conversation_id: str, content: str = "what?", *, most: int = 10_000) -> list[Event]:
    """Ask for a stream, read so many events of it, and leave."""
    path, headers = f"/api/v1/conversations/{conversation_id}/messages/", {"Accept": "text/event-stream"}
    with client.stream("POST", path, json={"content": content}, headers=headers) as response:
        return events_of(response, most)


def follow(client: httpx.Client, message_id: str, last: int | str | None = None) -> list[Event]:
    """Read an answer's events to the end."""
    headers = {} if last is None else {"Last-Event-ID": str(last)}
    with client.stream("GET", f"/api/v1/messages/{message_id}/events/", headers=headers) as response:
        assert response.status_code == 200, response.read()
        return events_of(response)


def said(events: list[Event]) -> str:
    """The tokens put together."""
    return "".join(event.data["text"] for event in events if event.kind == "token")


def messages(client: httpx.Client, conversation_id: str) -> list[dict[str, Any]]:
    """A conversation's messages."""
    answer = client.get(f"/api/v1/conversations/{conversation_id}/messages/", params={"limit": 100})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items
