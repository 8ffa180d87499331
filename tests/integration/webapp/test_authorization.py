"""Who may not see a thing cannot tell that it exists: every route with an id, for every stranger.

The routes come from the committed description of the API, which equals the app's: a new route without an entry fails.
"""

import json
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from pipelines.index.factory import open_index
from pipelines.indexing import index_spec
from pipelines.types import Document, Status, document_id_for
from tests.integration.webapp.conftest import Person, Web
from webapp.conversations.models import Message
from webapp.db import Database, new_id
from webapp.openapi import COMMITTED
from webapp.settings import WebSettings


@dataclass(frozen=True)
class Entry:
    """A valid request of a route; ``elsewhere``: what a stranger is told where Prefect must be asked first."""

    request: dict[str, Any] = field(default_factory=dict)
    elsewhere: frozenset[int] = frozenset({404})


def sends(**body: Any) -> Entry:
    return Entry({"json": body})


PLAIN = Entry()
# The run itself is Prefect's, which these tests leave out: nobody learns more than that it cannot be asked.
ASKS_PREFECT = Entry(elsewhere=frozenset({404, 503}))

MATRIX = {
    "get /api/v1/chatbots/{chatbot_id}/": PLAIN,
    "patch /api/v1/chatbots/{chatbot_id}/": sends(name="x"),
    "delete /api/v1/chatbots/{chatbot_id}/": PLAIN,
    "get /api/v1/chatbots/{chatbot_id}/settings/": PLAIN,
    "patch /api/v1/chatbots/{chatbot_id}/settings/": sends(top_k=5),
    "get /api/v1/chatbots/{chatbot_id}/sources/": PLAIN,
    "post /api/v1/chatbots/{chatbot_id}/sources/": sends(name="x", kind="upload"),
    "post /api/v1/chatbots/{chatbot_id}/search/": sends(query="what"),
    "get /api/v1/chatbots/{chatbot_id}/conversations/": PLAIN,
    "post /api/v1/chatbots/{chatbot_id}/conversations/": sends(title="x"),
    "get /api/v1/sources/{source_id}/": PLAIN,
    "patch /api/v1/sources/{source_id}/": sends(name="x"),
    "delete /api/v1/sources/{source_id}/": PLAIN,
    "post /api/v1/sources/{source_id}/files/": Entry({"files": [("files", ("a.txt", b"text", "text/plain"))]}),
    "post /api/v1/sources/{source_id}/sync/": sends(dry_run=True),
    "get /api/v1/sources/{source_id}/syncs/": PLAIN,
    "get /api/v1/sources/{source_id}/documents/": PLAIN,
    "get /api/v1/syncs/{sync_id}/": ASKS_PREFECT,
    "post /api/v1/syncs/{sync_id}/cancel/": ASKS_PREFECT,
    "get /api/v1/documents/{document_id}/": PLAIN,
    "delete /api/v1/documents/{document_id}/": PLAIN,
    "post /api/v1/documents/{document_id}/retry/": PLAIN,
    "get /api/v1/documents/{document_id}/text/": PLAIN,
    "get /api/v1/documents/{document_id}/file/": PLAIN,
    "get /api/v1/documents/{document_id}/pages/{n}/": PLAIN,
    "get /api/v1/documents/{document_id}/pages/{n}/image/": PLAIN,
    "get /api/v1/chatbots/{chatbot_id}/suggestions/": PLAIN,
    "get /api/v1/conversations/{conversation_id}/": PLAIN,
    "patch /api/v1/conversations/{conversation_id}/": sends(title="x"),
    "delete /api/v1/conversations/{conversation_id}/": PLAIN,
    "get /api/v1/conversations/{conversation_id}/messages/": PLAIN,
    "post /api/v1/conversations/{conversation_id}/messages/": sends(content="what"),
    "get /api/v1/messages/{message_id}/events/": PLAIN,
    "post /api/v1/messages/{message_id}/stop/": PLAIN,
    "post /api/v1/messages/{message_id}/feedback/": sends(rating="up"),
}
# Nothing is there to be had, for the owner either: no text and no bytes belong to the document of these tests.
OWNER_FINDS_NOTHING = {
    f"get /api/v1/documents/{{document_id}}/{part}/" for part in ("file", "text", "pages/{n}", "pages/{n}/image")
}
OPEN = {f"post /auth/{what}/" for what in ("register", "login", "refresh", "logout", "demo")} | {
    f"get {path}" for path in ("/healthz", "/readyz", "/metrics")
}


def routes() -> list[str]:
    paths = json.loads(COMMITTED.read_text(encoding="utf-8"))["paths"]
    return sorted(f"{method} {path}" for path, operations in paths.items() for method in operations)


@dataclass(frozen=True)
class Scene:
    """One organisation with one of everything, its owner, and somebody of another organisation."""

    web: Web
    owner: Person
    stranger: Person
    ids: dict[str, str]

    def ask(self, client: httpx.Client, route: str, ids: dict[str, str] | None = None) -> httpx.Response:
        method, path = route.split(" ")
        return client.request(method.upper(), path.format(n=1, **(ids or self.ids)), **MATRIX[route].request)


@pytest.fixture(scope="module")
def scene(web: Web) -> Scene:
    owner, stranger = web.person(), web.person()

    def make(path: str, **body: str) -> str:
        answer = owner.client.post(path, json=body)
        assert answer.status_code == 201, answer.text
        made: str = answer.json()["id"]
        return made

    chatbot = make("/api/v1/chatbots/", name="Desk")
    source = make(f"/api/v1/chatbots/{chatbot}/sources/", name="Files", kind="upload")
    conversation = make(f"/api/v1/chatbots/{chatbot}/conversations/", title="Talk")
    ids = {"chatbot_id": chatbot, "source_id": source, "conversation_id": conversation, "sync_id": str(uuid.uuid4())}
    ids["message_id"] = stored_message(web, conversation)
    ids["document_id"] = stored_document(web, org_id=owner.session["user"]["organization"]["id"], source_id=source)
    return Scene(web, owner, stranger, ids)


def stored_message(web: Web, conversation: str) -> str:
    """An answered message, put where the app keeps them."""
    db = Database(f"sqlite:///{web.data / 'refdesk.sqlite'}")
    with db.writing() as session:
        message = Message(id=new_id(), conversation_id=conversation, role="assistant", content="So.", status="done")
        session.add(message)
    db.close()
    return message.id


def stored_document(web: Web, *, org_id: str, source_id: str) -> str:
    """A document's row, put into the index that the app reads."""
    settings = WebSettings(data_dir=web.data)
    index = open_index(settings)
    index.ensure(index_spec(settings))
    one = document_id_for(source_id, "a.txt")
    row = Document(one, org_id, source_id, uri="a.txt", title="a.txt", status=Status.SKIPPED)
    assert not index.put([row])
    index.settle()
    index.close()
    return one


def test_every_route_has_an_entry() -> None:
    """A new route with an id must say here how strangers are kept out of it."""
    assert sorted(MATRIX) == [route for route in routes() if "{" in route]


@pytest.mark.parametrize("route", sorted(MATRIX))
def test_strangers_learn_nothing(scene: Scene, route: str) -> None:
    """Somebody of another organisation: the same answer as for an id that never was."""
    never = dict.fromkeys(scene.ids, str(uuid.uuid4()))
    seen, unseen = scene.ask(scene.stranger.client, route), scene.ask(scene.stranger.client, route, never)
    assert seen.status_code in MATRIX[route].elsewhere, seen.text
    told = [{k: v for k, v in answer.json().items() if k != "request_id"} for answer in (seen, unseen)]
    text = json.dumps(told)
    for one in scene.ids.values():
        text = text.replace(one, "<id>")
    for one in never.values():
        text = text.replace(one, "<id>")
    first, second = json.loads(text)
    assert first == second


@pytest.mark.parametrize("route", [route for route in routes() if route not in OPEN])
def test_nobody_without_a_token_comes_in(scene: Scene, route: str) -> None:
    """No token, and the token of a login that has ended: 401 on every route that is not open on purpose."""
    ended = scene.web.person()
    ended.client.post("/auth/logout/")
    method, path = route.split(" ")
    for client in (scene.web.client(), ended.client):
        answer = client.request(method.upper(), path.format(n=1, **scene.ids))
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")


@pytest.mark.parametrize("route", sorted(route for route in MATRIX if not route.startswith("delete")))
def test_the_owner_finds_it(scene: Scene, route: str) -> None:
    """Else the refusals above would prove nothing."""
    if route in OWNER_FINDS_NOTHING or MATRIX[route] is ASKS_PREFECT:
        assert scene.ask(scene.owner.client, route).json()["code"] != "internal_error"
        return
    answer = scene.ask(scene.owner.client, route)
    assert answer.status_code in (200, 201, 202, 204, 409, 503), answer.text


def test_lists_show_ones_own_only(scene: Scene) -> None:
    """A list without an id has nothing of another organisation."""
    lists = [route for route in routes() if route.startswith("get") and "{" not in route and route not in OPEN]
    assert lists == ["get /api/v1/chatbots/", "get /auth/me/"]
    text = "".join(scene.stranger.client.get(route.split(" ")[1]).text for route in lists)
    assert not [one for one in scene.ids.values() if one in text]
