"""Who may not see a thing cannot tell that it exists: every route of the app, for its owner and for every stranger.

The routes come from the app itself: a new one without an entry fails, and so does one that its owner cannot use.
"""

import json
import re
import socket
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.integration.webapp_sources.desk import Desk, Owner, manual
from tests.samples import pdfs
from tests.servers.openai_standin import Standin
from webapp.app import create_app
from webapp.http.doors import DOORS, Whose, route_of
from webapp.settings import WebSettings

Ids = dict[str, str]


def a_chatbot(owner: Owner) -> Ids:
    made = owner.http.post("/api/v1/chatbots/", json={"name": "To go"})
    return {"chatbot_id": owner.ok(made, 201)["id"]}


def a_source(owner: Owner) -> Ids:
    return {"source_id": owner.source(name="To go")}


def a_conversation(owner: Owner) -> Ids:
    made = owner.http.post(f"/api/v1/chatbots/{owner.chatbot}/conversations/", json={"title": "To go"})
    return {"conversation_id": owner.ok(made, 201)["id"]}


def an_answer(owner: Owner) -> Ids:
    talk = a_conversation(owner)["conversation_id"]
    asked = owner.http.post(f"/api/v1/conversations/{talk}/messages/", json={"content": "when?"})
    return {"message_id": owner.ok(asked, 201)["message"]["id"]}


def a_document(owner: Owner) -> Ids:
    source = owner.source(name="To go")
    owner.upload(source, {"to-go.md": manual("what goes")})
    return {"document_id": owner.documents(source)["to-go.md"]["id"]}


def a_deleted_document(owner: Owner) -> Ids:
    ids = a_document(owner)
    owner.ok(owner.http.delete(f"/api/v1/documents/{ids['document_id']}/"), 204)
    return ids


def a_provider(owner: Owner, url: str = "http://127.0.0.1:9/v1") -> Ids:
    made = owner.http.post(
        "/api/v1/organization/providers/", json={"name": "To go", "base_url": url, "default_model": "m"}
    )
    return {"provider_id": owner.ok(made, 201)["id"]}


@dataclass(frozen=True)
class Entry:
    """A valid request of a route; ``of``: what its owner makes for it first, where the scene's own must stay."""

    request: dict[str, Any] = field(default_factory=dict)
    of: Callable[[Owner], Ids] | None = None


def sends(**body: Any) -> Entry:
    return Entry({"json": body})


PLAIN = Entry()

MATRIX = {
    "get /api/v1/chatbots/{chatbot_id}/": PLAIN,
    "patch /api/v1/chatbots/{chatbot_id}/": sends(name="x"),
    "delete /api/v1/chatbots/{chatbot_id}/": Entry(of=a_chatbot),
    "get /api/v1/chatbots/{chatbot_id}/settings/": PLAIN,
    "patch /api/v1/chatbots/{chatbot_id}/settings/": sends(top_k=5),
    "get /api/v1/chatbots/{chatbot_id}/sources/": PLAIN,
    "post /api/v1/chatbots/{chatbot_id}/sources/": sends(name="x", kind="upload"),
    "post /api/v1/chatbots/{chatbot_id}/sources/test/": sends(kind="upload"),
    "post /api/v1/chatbots/{chatbot_id}/search/": sends(query="what"),
    "get /api/v1/chatbots/{chatbot_id}/conversations/": PLAIN,
    "post /api/v1/chatbots/{chatbot_id}/conversations/": sends(title="x"),
    "get /api/v1/sources/{source_id}/": PLAIN,
    "patch /api/v1/sources/{source_id}/": sends(name="x"),
    "delete /api/v1/sources/{source_id}/": Entry(of=a_source),
    "post /api/v1/sources/{source_id}/files/": Entry({"files": [("files", ("a.txt", b"text", "text/plain"))]}),
    "post /api/v1/chatbots/{chatbot_id}/files/": Entry({"files": [("files", ("a.txt", b"text", "text/plain"))]}),
    "post /api/v1/sources/{source_id}/documents/bulk/": sends(action="delete", document_ids=["x"]),
    "get /api/v1/sources/{source_id}/problems/": PLAIN,
    "get /api/v1/sources/{source_id}/languages/": PLAIN,
    "post /api/v1/sources/{source_id}/sync/": sends(dry_run=True),
    "get /api/v1/sources/{source_id}/syncs/": PLAIN,
    "get /api/v1/sources/{source_id}/documents/": PLAIN,
    "get /api/v1/syncs/{sync_id}/": PLAIN,
    "post /api/v1/syncs/{sync_id}/cancel/": PLAIN,
    "get /api/v1/documents/{document_id}/": PLAIN,
    "patch /api/v1/documents/{document_id}/": sends(language="nl"),
    "delete /api/v1/documents/{document_id}/": Entry(of=a_document),
    "post /api/v1/documents/{document_id}/retry/": Entry(of=a_deleted_document),
    "get /api/v1/documents/{document_id}/text/": PLAIN,
    "get /api/v1/documents/{document_id}/file/": PLAIN,
    "get /api/v1/documents/{document_id}/pages/{n}/": Entry({"params": {"start": 0, "end": 8}}),
    "get /api/v1/documents/{document_id}/pages/{n}/image/": Entry({"params": {"width": 300}}),
    "get /api/v1/documents/{document_id}/summary/": PLAIN,
    "get /api/v1/chatbots/{chatbot_id}/suggestions/": PLAIN,
    "get /api/v1/conversations/{conversation_id}/": PLAIN,
    "patch /api/v1/conversations/{conversation_id}/": sends(title="x"),
    "delete /api/v1/conversations/{conversation_id}/": Entry(of=a_conversation),
    "get /api/v1/conversations/{conversation_id}/messages/": PLAIN,
    "post /api/v1/conversations/{conversation_id}/messages/": sends(content="what"),
    "get /api/v1/conversations/{conversation_id}/export/": Entry({"params": {"format": "html"}}),
    "get /api/v1/messages/{message_id}/events/": PLAIN,
    "get /api/v1/messages/{message_id}/explain/": PLAIN,
    "get /api/v1/messages/{message_id}/followups/": PLAIN,
    "post /api/v1/messages/{message_id}/regenerate/": Entry(of=an_answer),
    "post /api/v1/messages/{message_id}/replay/": PLAIN,
    "post /api/v1/messages/{message_id}/stop/": PLAIN,
    "post /api/v1/messages/{message_id}/feedback/": sends(rating="up"),
    "patch /api/v1/organization/providers/{provider_id}/": sends(name="x"),
    "delete /api/v1/organization/providers/{provider_id}/": Entry(of=a_provider),
    "post /api/v1/organization/providers/{provider_id}/test/": sends(model="m"),
    "get /api/v1/organization/providers/{provider_id}/models/": PLAIN,
}
# Without an id: what is told, or made, is the asker's own.
OWN = {
    "get /api/v1/chatbots/": PLAIN,
    "post /api/v1/chatbots/": sends(name="x"),
    "get /auth/me/": PLAIN,
    "get /api/v1/organization/alerts/": PLAIN,
    "get /api/v1/organization/providers/": PLAIN,
    "post /api/v1/organization/providers/": sends(
        name="x", base_url="http://127.0.0.1:9/v1", default_model="m", api_key="sk-x"
    ),
    "get /api/v1/reindex/": PLAIN,
    "get /api/v1/organization/usage/": PLAIN,
}
# Of the installation, for those who run it.
REQUESTS = {"patch /api/v1/organizations/{organization}/plan/": sends(plan="free")}
OPERATORS = {route: REQUESTS.get(route, PLAIN) for route, whose in DOORS.items() if whose is Whose.OPERATOR}
EVERY = MATRIX | OWN | OPERATORS


@dataclass(frozen=True)
class Scene:
    """One organisation with one of everything, its owner, and somebody of another organisation."""

    desk: Desk
    owner: Owner
    stranger: Owner
    ids: Ids
    version: str
    prefect: str

    def ask(self, client: httpx.Client, route: str, ids: Ids | None = None) -> httpx.Response:
        method, path = route.split(" ")
        return client.request(
            method.upper(), path.format(n=1, organization="readers", **(ids or self.ids)), **EVERY[route].request
        )


@pytest.fixture(scope="module")
def scene(whole: Desk, prefect_api_url: str, standin_server: Standin) -> Scene:
    # On loopback the first account runs the installation: neither of these two does.
    _, owner, stranger = whole.person(), whole.person(), whole.person()
    source = owner.source()
    sync = owner.upload(source, {"rules.pdf": a_pdf()})
    document = owner.documents(source)["rules.pdf"]
    ids = {"chatbot_id": owner.chatbot, "source_id": source, "sync_id": sync["id"], "document_id": document["id"]}
    ids |= a_conversation(owner) | a_provider(owner, standin_server.url)
    asked = owner.http.post(f"/api/v1/conversations/{ids['conversation_id']}/messages/", json={"content": "when?"})
    ids["message_id"] = owner.ok(asked, 201)["message"]["id"]
    return Scene(whole, owner, stranger, ids, document["version"], prefect_api_url)


@cache
def a_pdf() -> bytes:
    """The same bytes whenever it is asked for: a PDF holds the time that it was made at."""
    return pdfs.paragraphs([["The reading room opens at nine.", "Bring a card."]])


def told(answer: httpx.Response, ids: Ids) -> Any:
    """A problem without what differs from request to request, and without the ids that were asked for."""
    text = json.dumps({key: value for key, value in answer.json().items() if key != "request_id"})
    for one in ids.values():
        text = text.replace(one, "<id>")
    return json.loads(text)


def insides(scene: Scene, answer: httpx.Response) -> list[str]:
    """What an answer tells of where the installation runs, on what, and in which versions."""
    told = f"{answer.headers} {answer.text}"
    names = [str(scene.desk.data), urlsplit(scene.prefect).netloc, socket.gethostname()]
    names += [version(one) for one in ("gunicorn", "haystack-ai", "prefect", "pypdfium2")]
    return [name for name in names if re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", told)]


def test_every_route_has_an_entry(tmp_path: Path) -> None:
    """A new route must say here who may use it, and how strangers are kept out of it."""
    app = create_app(WebSettings(data_dir=tmp_path), background=False)
    app.extensions["refdesk.services"].close()
    routes = {
        route_of(method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == {*DOORS}
    assert {*MATRIX, *OWN} == {route for route, whose in DOORS.items() if whose is Whose.MEMBER}
    assert [route for route in OWN if "{" in route] == []


@pytest.mark.parametrize("route", sorted(MATRIX))
def test_strangers_learn_nothing(scene: Scene, route: str) -> None:
    """Somebody of another organisation: the same answer as for an id that never was."""
    never = {name: str(uuid.uuid4()) for name in scene.ids}
    seen, unseen = scene.ask(scene.stranger.http, route), scene.ask(scene.stranger.http, route, never)
    assert (seen.status_code, unseen.status_code) == (404, 404), seen.text
    assert told(seen, scene.ids) == told(unseen, never)


@pytest.mark.parametrize("route", sorted(EVERY))
def test_nobody_without_a_token_comes_in(scene: Scene, route: str) -> None:
    """No token, and the token of a login that has ended: 401 on every route that is not open on purpose."""
    ended = scene.desk.person()
    ended.http.post("/auth/logout/")
    for client in (scene.desk.client(), ended.http):
        answer = scene.ask(client, route)
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")


@pytest.mark.parametrize("route", sorted(OPERATORS))
def test_who_does_not_run_the_installation_is_told_so(scene: Scene, route: str) -> None:
    """An account that is not an operator's: 403."""
    answer = scene.ask(scene.stranger.http, route)
    assert (answer.status_code, answer.json()["code"]) == (403, "operators_only")


@pytest.mark.parametrize("route", sorted(MATRIX | OWN))
def test_the_owner_succeeds(scene: Scene, route: str) -> None:
    """Else the refusals above would prove nothing: the same request, and no route is left out."""
    of = EVERY[route].of
    answer = scene.ask(scene.owner.http, route, scene.ids | of(scene.owner) if of else None)
    assert answer.is_success, answer.text
    assert insides(scene, answer) == []


def test_a_page_that_its_owner_looked_at_stays_the_owners(scene: Scene) -> None:
    """Nor is it had by its version, by its tag, or with the same bytes in a document of one's own."""
    page = f"/api/v1/documents/{{}}/pages/1/image?version={scene.version}&width=300"
    drawn = scene.owner.http.get(page.format(scene.ids["document_id"]))
    assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/png")
    source = scene.stranger.source()
    scene.stranger.upload(source, {"rules.pdf": a_pdf()})
    own = scene.stranger.documents(source)["rules.pdf"]["id"]
    assert scene.stranger.http.get(page.format(own)).content == drawn.content
    for headers in ({}, {"If-None-Match": drawn.headers["etag"]}):
        for path in (page, page.replace("/image", "/")):
            answer = scene.stranger.http.get(path.format(scene.ids["document_id"]), headers=headers)
            assert answer.status_code == 404, answer.headers
            assert answer.json()["code"] == "not_found"


@pytest.mark.parametrize("route", sorted(route for route in OWN if route.startswith("get")))
def test_lists_show_ones_own_only(scene: Scene, route: str) -> None:
    """A list without an id has nothing of another organisation."""
    text = scene.ask(scene.stranger.http, route).text
    assert not [one for one in scene.ids.values() if one in text]


def test_ranges_cursors_and_ids_of_others_are_refused(scene: Scene) -> None:
    """A made-up cursor, one of another list, absurd ranges, another's documents: an error with a code, or nothing."""
    owner, stranger, ids = scene.owner.http, scene.stranger.http, scene.ids
    documents, text = f"/api/v1/sources/{ids['source_id']}/documents/", f"/api/v1/documents/{ids['document_id']}/text/"
    for cursor in ("x", "W10", "bnVsbA", "WzEsMl0", "../..", "W" * 4_000, "😀", "%00"):
        answer = owner.get(documents, params={"cursor": cursor})
        assert (answer.status_code, answer.json()["code"]) in ((422, "bad_cursor"), (422, "invalid")), cursor
    whole = scene.owner.ok(owner.get(text))
    for start, end in ((0, 2**63), (2**31, 2**31 + 9), (5, 2), (10**18, 10**18)):
        window = scene.owner.ok(owner.get(text, params={"start": start, "end": end}))
        assert window["text"] == whole["text"][window["start"] :][: len(window["text"])]
        assert window["length"] == whole["length"]
    for wrong in ({"start": -1}, {"end": "x"}, {"start": "1e9"}, {"start": "9" * 5_000}, {"start": ""}):
        assert owner.get(text, params=wrong).status_code == 422, wrong
    assert owner.get(text, params={"start": 0, "version": "f" * 32}).status_code == 404
    assert stranger.get(text, params={"start": 0, "end": 9, "version": scene.version}).status_code == 404
    body = {"query": "when does the reading room open", "document_ids": [ids["document_id"]]}
    mine = f"/api/v1/chatbots/{scene.owner.chatbot}/search/"
    assert {hit["document_id"] for hit in scene.owner.ok(owner.post(mine, json=body))["items"]} == {ids["document_id"]}
    theirs = stranger.post(f"/api/v1/chatbots/{scene.stranger.chatbot}/search/", json=body)
    assert theirs.status_code in (404, 422) or theirs.json()["items"] == []
