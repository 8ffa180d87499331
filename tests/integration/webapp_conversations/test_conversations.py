"""Conversations over HTTP: make, find, rename, delete; and what a question takes along."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from pipelines.questions import Turn
from tests.integration.webapp_conversations.serving import (
    WORDS,
    Apps,
    ask,
    conversation,
    messages,
)
from tests.servers.http import LOCAL
from tests.servers.waiting import wait_for
from webapp.conversations.models import Gap

UNKNOWN = ("0", "x" * 300, "01a20ca3-d8a5-7f20-9b23-de9a47943388", "%00", "..%2f..", "ünïcode", "-1", "[]")


def path_of(client: httpx.Client, talk: str) -> str:
    chatbot = client.get(f"/api/v1/conversations/{talk}/").json()["chatbot_id"]
    return f"/api/v1/chatbots/{chatbot}"


def test_a_conversation_is_made_found_renamed_and_deleted(two: Apps) -> None:
    """The whole life, with the shape that is promised."""
    client = two.person().at(two.one)
    talk = conversation(client)
    shown = client.get(f"/api/v1/conversations/{talk}/").json()
    assert set(shown) == {"id", "chatbot_id", "title", "created_at", "updated_at"}
    renamed = client.patch(f"/api/v1/conversations/{talk}/", json={"title": "  100% of_it  "}).json()
    assert renamed["title"] == "100% of_it"
    listing = f"{path_of(client, talk)}/conversations/"
    for q, found in (("OF_IT", 1), ("%", 1), ("_", 1), ("nothing", 0), ("0_", 0)):
        assert len(client.get(listing, params={"q": q}).json()["items"]) == found, q
    assert client.delete(f"/api/v1/conversations/{talk}/").status_code == 204
    for path in ("", "messages/"):
        assert client.get(f"/api/v1/conversations/{talk}/{path}").status_code == 404
    assert client.get(listing).json()["items"] == []


def test_the_first_question_is_the_title(two: Apps) -> None:
    """Cut between words at 80 characters; later questions, and a title that was given, change nothing."""
    two.answering.seconds = 0
    client = two.person().at(two.one)
    talk = conversation(client)
    ask(client, talk, "  What is\n\nthe   matter " + "with it " * 30)
    title = client.get(f"/api/v1/conversations/{talk}/").json()["title"]
    assert title.startswith("What is the matter with it with")
    assert title.endswith("it…") or title.endswith("with…")
    assert len(title) <= 80
    ask(client, talk, "And now?")
    assert client.get(f"/api/v1/conversations/{talk}/").json()["title"] == title
    chatbot = path_of(client, talk)
    named = client.post(f"{chatbot}/conversations/", json={"title": "Mine"}).json()["id"]
    ask(client, named, "Something")
    assert client.get(f"/api/v1/conversations/{named}/").json()["title"] == "Mine"


def test_lists_are_paged(two: Apps) -> None:
    """Every conversation once, the last used first; every message once, oldest first."""
    two.answering.seconds = 0
    client = two.person().at(two.one)
    talk = conversation(client)
    listing = f"{path_of(client, talk)}/conversations/"
    talks = [talk, *(client.post(listing, json={}).json()["id"] for _ in range(4))]
    ask(client, talk)
    assert [row["id"] for row in all_of(client, listing)] == [talk, *talks[:0:-1]]
    for place in range(2):
        ask(client, talk, f"q{place}")
    paged = all_of(client, f"/api/v1/conversations/{talk}/messages/")
    assert [row["id"] for row in paged] == [row["id"] for row in messages(client, talk)]
    assert [row["content"] for row in paged[::2]] == ["what?", "q0", "q1"]


def all_of(client: httpx.Client, path: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        answer = client.get(path, params={"limit": 2, **({"cursor": cursor} if cursor else {})}).json()
        items += answer["items"]
        cursor = answer["next_cursor"]
        if cursor is None:
            return items


def test_a_question_takes_history_and_settings_along(two: Apps) -> None:
    """Earlier turns, instructions, settings and the chatbot's own sources reach the answerer; nothing else does."""
    two.answering.seconds = 0
    client = two.person().at(two.one)
    talk = conversation(client)
    chatbot = path_of(client, talk)
    source = client.post(f"{chatbot}/sources/", json={"name": "a", "kind": "upload"}).json()["id"]
    hidden = client.post(f"{chatbot}/sources/", json={"name": "b", "kind": "upload", "visibility": "private"}).json()
    gone = client.post(f"{chatbot}/sources/", json={"name": "c", "kind": "upload"}).json()["id"]
    assert client.delete(f"/api/v1/sources/{gone}/").status_code == 204
    client.patch(f"{chatbot}/", json={"instructions": "Be brief.", "temperature": 0.7})
    client.patch(f"{chatbot}/settings/", json={"top_k": 3, "alpha": 0.25, "min_confidence": 0.4})
    ask(client, talk, "fail")
    ask(client, talk, "first")
    ask(client, talk, "second")
    question = next(asked for asked in reversed(two.answering.asked) if asked.text == "second")
    assert question.history == (Turn("user", "first"), Turn("assistant", "".join(WORDS)))
    assert question.scope.source_ids == frozenset({source, hidden["id"]})
    assert {str(question.visibility[source]), str(question.visibility[hidden["id"]])} == {"citable", "private"}
    assert (question.instructions, question.temperature) == ("Be brief.", 0.7)
    assert (question.top_k, question.alpha, question.min_confidence) == (3, 0.25, 0.4)


def test_a_gap_is_kept(two: Apps) -> None:
    """What could not be answered is stored for the chatbot's owner."""
    two.answering.seconds = 0
    client = two.person().at(two.one)
    talk = conversation(client)
    message = ask(client, talk, "unknown")[-1].data["message"]
    assert message["answered"] is False
    with two.databases[0].reading() as session:
        gap = session.scalars(select(Gap).where(Gap.message_id == message["id"])).one()
    assert (gap.question, gap.confidence) == ("unknown", 0.1)


def test_a_paused_chatbot_does_not_answer(two: Apps) -> None:
    """409 ``chatbot_paused`` for questions and searches, until it is active again."""
    two.answering.seconds = 0
    client = two.person().at(two.one)
    talk = conversation(client)
    chatbot = path_of(client, talk)
    client.patch(f"{chatbot}/", json={"status": "paused"})
    for answer in (
        client.post(f"/api/v1/conversations/{talk}/messages/", json={"content": "?"}),
        client.post(f"{chatbot}/search/", json={"query": "?"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "chatbot_paused")
    assert messages(client, talk) == []
    client.patch(f"{chatbot}/", json={"status": "active"})
    assert ask(client, talk)[-1].kind == "done"


def test_a_conversation_deleted_in_mid_answer_stops(two: Apps) -> None:
    """The answer ends, from whichever process it is deleted; nobody finds it any more."""
    person = two.person()
    client = person.at(two.one)
    talk = conversation(client)
    two.answering.stops_after(3)
    message_id = ask(client, talk, most=2)[0].data["message_id"]
    assert person.at(two.two).delete(f"/api/v1/conversations/{talk}/").status_code == 204
    assert client.get(f"/api/v1/messages/{message_id}/events/").status_code == 404
    assert client.post(f"/api/v1/messages/{message_id}/stop/").status_code == 404
    wait_for(lambda: status_of(two, message_id) == "stopped")


def status_of(two: Apps, message_id: str) -> str:
    from webapp.conversations.models import Message

    with two.databases[0].reading() as session:
        return session.get_one(Message, message_id).status


def test_feedback_is_taken(two: Apps) -> None:
    """Up or down, with or without a comment, also twice, and shown; questions and unknown ratings are refused."""
    two.answering.seconds = 0
    client = two.person().at(two.one)
    talk = conversation(client)
    ask(client, talk)
    question, answer = (row["id"] for row in messages(client, talk))
    for body in ({"rating": "up"}, {"rating": "down", "comment": "wrong page"}, {"rating": "up", "comment": None}):
        assert client.post(f"/api/v1/messages/{answer}/feedback/", json=body).status_code == 204
        said = [row["feedback"] for row in messages(client, talk)]
        assert said == [None, {"comment": None, **body}]
    assert client.post(f"/api/v1/messages/{answer}/feedback/", json={"rating": "sideways"}).status_code == 422
    for verb in ("feedback", "stop"):
        assert client.post(f"/api/v1/messages/{question}/{verb}/", json={"rating": "up"}).status_code == 404
    assert client.get(f"/api/v1/messages/{question}/events/").status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        '""',
        '" "',
        '"\\n\\t "',
        f'"{"x" * 8_001}"',
        r'"a\ud800"',
        r'"a\u0000"',
        "5",
        "null",
        '["a"]',
        "{}",
        "true",
        "NaN",
    ],
)
def test_a_bad_question_names_its_field(two: Apps, content: str) -> None:
    """Empty, blank, too long, half a surrogate pair, NUL, wrong types: 422 naming the field, nothing stored."""
    client = two.person().at(two.one)
    talk = conversation(client)
    for path, field in (
        (f"/api/v1/conversations/{talk}/messages/", "content"),
        (f"{path_of(client, talk)}/search/", "query"),
    ):
        body = f'{{"{field}": {content}}}'
        answer = client.post(path, content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code == 422, (body[:80], answer.text)
        assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert messages(client, talk) == []


def test_the_longest_question_is_taken(two: Apps) -> None:
    """8,000 characters, counted in code points, come back as they were sent."""
    two.answering.seconds = 0
    client = two.person().at(two.one)
    talk = conversation(client)
    longest = "𝔸" * 7_999 + " "
    ask(client, talk, longest)
    assert messages(client, talk)[0]["content"] == longest


@pytest.mark.parametrize("top_k", [0, 101, -1, 1.5, "5", None, True, 10**30])
def test_search_refuses_absurd_numbers(two: Apps, top_k: object) -> None:
    """``top_k`` is a whole number from 1 to 100."""
    client = two.person().at(two.one)
    chatbot = path_of(client, conversation(client))
    answer = client.post(f"{chatbot}/search/", json={"query": "x", "top_k": top_k})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["top_k"]


ROUTES: list[tuple[str, str, Any]] = [
    ("GET", "/api/v1/chatbots/{chatbot}/conversations/", None),
    ("POST", "/api/v1/chatbots/{chatbot}/conversations/", {}),
    ("POST", "/api/v1/chatbots/{chatbot}/search/", {"query": "x"}),
    ("GET", "/api/v1/conversations/{talk}/", None),
    ("PATCH", "/api/v1/conversations/{talk}/", {"title": "mine"}),
    ("DELETE", "/api/v1/conversations/{talk}/", None),
    ("GET", "/api/v1/conversations/{talk}/messages/", None),
    ("POST", "/api/v1/conversations/{talk}/messages/", {"content": "x"}),
    ("GET", "/api/v1/messages/{message}/events/", None),
    ("POST", "/api/v1/messages/{message}/stop/", None),
    ("POST", "/api/v1/messages/{message}/feedback/", {"rating": "up"}),
]


def every_route(refused: Callable[[str, str, Any], None], names: dict[str, str]) -> None:
    for method, path, body in ROUTES:
        refused(method, path.format(**names), body)


def test_nobody_sees_another_organisations_conversations(two: Apps) -> None:
    """Every route with every id: another organisation gets 404, nobody at all 401, and nothing changes."""
    owner, stranger = two.person().at(two.one), two.person().at(two.one)
    talk = conversation(owner)
    two.answering.stops_after(4)
    message_id = ask(owner, talk, most=3)[0].data["message_id"]
    chatbot = path_of(owner, talk).rsplit("/", 1)[1]
    names = {"chatbot": chatbot, "talk": talk, "message": message_id}

    def refused(method: str, path: str, body: Any) -> None:
        answer = stranger.request(method, path, json=body)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), (method, path)
        anonymous = httpx.request(method, two.one + path, json=body, **LOCAL)
        assert anonymous.status_code == 401, (method, path)

    every_route(refused, names)
    two.answering.hold.set()
    wait_for(lambda: messages(owner, talk)[1]["status"] == "done")
    assert len(messages(owner, talk)) == 2


@pytest.mark.parametrize("unknown", UNKNOWN)
def test_unknown_ids_of_any_shape_are_404(two: Apps, unknown: str) -> None:
    """No string makes a route fail otherwise."""
    client = two.person().at(two.one)

    def refused(method: str, path: str, body: Any) -> None:
        answer = client.request(method, path, json=body)
        assert answer.status_code == 404, (method, path, answer.text)

    every_route(refused, {"chatbot": unknown, "talk": unknown, "message": unknown})
