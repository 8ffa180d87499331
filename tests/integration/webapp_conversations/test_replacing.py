"""Answers made anew and questions edited: what followed is set aside, and stays readable."""

import httpx
import pytest

from pipelines.questions import Turn
from tests.integration.webapp_conversations.serving import WORDS, Apps, ask, conversation, events_of, messages
from tests.servers.waiting import wait_for

TEXT = "".join(WORDS)
NEVER = "01a20ca3-d8a5-7f20-9b23-de9a47943388"


def everything(client: httpx.Client, talk: str) -> list[dict[str, object]]:
    """Also what was set aside."""
    listing = client.get(f"/api/v1/conversations/{talk}/messages/", params={"limit": 100, "set_aside": "true"})
    items: list[dict[str, object]] = listing.json()["items"]
    return items


def test_an_answer_is_made_anew(two: Apps) -> None:
    """The same question with the same turns before it; the earlier answer is set aside, and still told."""
    two.answering.seconds = 0
    client = two.person().at(two.one)
    talk = conversation(client)
    ask(client, talk, "first")
    before = ask(client, talk, "second")[-1].data["message"]
    two.answering.asked.clear()
    made = client.post(f"/api/v1/messages/{before['id']}/regenerate/")
    assert (made.status_code, made.json()["message"]["content"]) == (201, TEXT)
    (asked,) = two.answering.asked
    assert (asked.text, asked.history) == ("second", (Turn("user", "first"), Turn("assistant", TEXT)))
    shown = messages(client, talk)
    assert [row["content"] for row in shown] == ["first", TEXT, "second", TEXT]
    assert shown[-1]["id"] == made.json()["message"]["id"] != before["id"]
    told = everything(client, talk)
    assert [row["set_aside"] for row in told] == [False, False, True, True, False, False]
    assert (told[3]["id"], told[4]["replaces"]) == (before["id"], told[2]["id"])


def test_an_answer_made_anew_is_heard_while_it_is_made(two: Apps) -> None:
    """As events, like any answer; sent again under its key it is the same answer."""
    two.answering.seconds = 0
    client = two.person().at(two.one)
    talk = conversation(client)
    before = ask(client, talk)[-1].data["message"]["id"]
    headers = {"Accept": "text/event-stream", "Idempotency-Key": "again-1"}
    ids = set()
    for _ in range(2):
        with client.stream("POST", f"/api/v1/messages/{before}/regenerate/", headers=headers) as response:
            assert response.status_code == 201
            events = events_of(response)
        assert (events[0].kind, events[-1].kind) == ("meta", "done")
        ids.add(events[-1].data["message"]["id"])
    assert len(ids) == 1
    refused = client.post(f"/api/v1/messages/{before}/regenerate/")
    assert (refused.status_code, refused.json()["code"]) == (409, "already_replaced")


def test_a_question_is_edited(two: Apps) -> None:
    """It and what followed are set aside: no turn of them reaches the answerer, no list shows them."""
    two.answering.seconds = 0
    client = two.person().at(two.one)
    talk = conversation(client)
    for content in ("first", "second", "third"):
        ask(client, talk, content)
    second = messages(client, talk)[2]["id"]
    two.answering.asked.clear()
    path = f"/api/v1/conversations/{talk}/messages/"
    assert client.post(path, json={"content": "otherwise", "replaces": second}).status_code == 201
    assert two.answering.asked[0].history == (Turn("user", "first"), Turn("assistant", TEXT))
    assert [row["content"] for row in messages(client, talk)[::2]] == ["first", "otherwise"]
    assert [row["content"] for row in everything(client, talk)[::2]] == ["first", "second", "third", "otherwise"]
    again = client.post(path, json={"content": "otherwise", "replaces": second})
    assert (again.status_code, again.json()["code"]) == (409, "already_replaced")


def test_an_edit_ends_the_answer_in_the_making(two: Apps) -> None:
    """Nobody waits for it any more; what it had said is kept aside."""
    client = two.person().at(two.one)
    talk = conversation(client)
    two.answering.stops_after(3)
    ask(client, talk, "long", most=3)
    question, answer = messages(client, talk)
    two.answering.free = len(WORDS)
    path = f"/api/v1/conversations/{talk}/messages/"
    assert client.post(path, json={"content": "short", "replaces": question["id"]}).status_code == 201
    old = wait_for(lambda: [row for row in everything(client, talk) if row["id"] == answer["id"] and row["content"]])
    assert (old[0]["status"], old[0]["set_aside"]) == ("stopped", True)


@pytest.mark.parametrize("what", ["answer", "foreign", "never", "%00", "x"])
def test_only_a_question_of_this_conversation_is_replaced(two: Apps, what: str) -> None:
    """Anything else is 404 and changes nothing."""
    two.answering.seconds = 0
    client = two.person().at(two.one)
    talk, other = conversation(client), conversation(client)
    ask(client, talk)
    ask(client, other)
    ids = {"answer": messages(client, talk)[1]["id"], "foreign": messages(client, other)[0]["id"], "never": NEVER}
    body = {"content": "otherwise", "replaces": ids.get(what, what)}
    answer = client.post(f"/api/v1/conversations/{talk}/messages/", json=body)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert len(everything(client, talk)) == 2


def test_a_key_stands_for_the_edit_too(two: Apps) -> None:
    """The same words in place of another question, or to other documents, are another question."""
    two.answering.seconds = 0
    client = two.person().at(two.one)
    talk = conversation(client)
    ask(client, talk)
    first = messages(client, talk)[0]["id"]
    path, headers = f"/api/v1/conversations/{talk}/messages/", {"Idempotency-Key": "edit-1"}
    bodies = [{"content": "x", "replaces": first}, {"content": "x", "replaces": first}, {"content": "x"}]
    answers = [client.post(path, json=body, headers=headers) for body in bodies]
    assert [answer.status_code for answer in answers] == [201, 201, 422]
    assert answers[0].json() == answers[1].json()
    assert answers[2].json()["code"] == "idempotency_key_reused"


def test_conversations_of_one_first_question_differ(two: Apps) -> None:
    """By a number at first, by the second question once there is one; a title that was given stays."""
    two.answering.seconds = 0
    client = two.person().at(two.one)
    first = conversation(client)
    chatbot = client.get(f"/api/v1/conversations/{first}/").json()["chatbot_id"]
    second, third = (client.post(f"/api/v1/chatbots/{chatbot}/conversations/", json={}).json()["id"] for _ in "23")
    for talk in (first, second, third):
        ask(client, talk, "How long are books lent?")

    def title(talk: str) -> str:
        return str(client.get(f"/api/v1/conversations/{talk}/").json()["title"])

    assert [title(talk) for talk in (first, second, third)] == [
        "How long are books lent?",
        "How long are books lent? (2)",
        "How long are books lent? (3)",
    ]
    answer = messages(client, second)[1]["id"]
    assert client.post(f"/api/v1/messages/{answer}/regenerate/").status_code == 201
    assert title(second) == "How long are books lent? (2)"
    client.patch(f"/api/v1/conversations/{third}/", json={"title": "Mine"})
    for talk in (first, second, third):
        ask(client, talk, "And films?")
    assert [title(talk) for talk in (first, second, third)] == [
        "How long are books lent?",
        "How long are books lent? · And films?",
        "Mine",
    ]


def test_a_first_question_that_is_edited_renames_its_conversation(two: Apps) -> None:
    """A title that a person gave stays, and so does that of a later question."""
    two.answering.seconds = 0
    client = two.person().at(two.one)
    talk = conversation(client)
    path = f"/api/v1/conversations/{talk}/"
    ask(client, talk, "First?")
    client.post(f"{path}messages/", json={"content": "Otherwise?", "replaces": messages(client, talk)[0]["id"]})
    assert client.get(path).json()["title"] == "Otherwise?"
    ask(client, talk, "Second?")
    client.post(f"{path}messages/", json={"content": "Third?", "replaces": messages(client, talk)[2]["id"]})
    assert client.get(path).json()["title"] == "Otherwise?"
    client.patch(path, json={"title": "Mine"})
    client.post(f"{path}messages/", json={"content": "Fourth?", "replaces": messages(client, talk)[0]["id"]})
    assert client.get(path).json()["title"] == "Mine"
