"""A question that is sent again under its ``Idempotency-Key``: one question, one answer, told as often as asked."""

import secrets
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.integration.webapp_conversations.serving import (
    WORDS,
    Apps,
    Event,
    Paced,
    Person,
    apps,
    conversation,
    events_of,
    messages,
    said,
)
from tests.servers.waiting import wait_for

TEXT = "".join(WORDS)


@pytest.fixture
def key() -> str:
    """A key that nobody sent yet."""
    return secrets.token_hex(16)


@pytest.fixture
def person(two: Apps) -> Iterator[Person]:
    """Somebody, and the answerer's memory emptied."""
    two.answering.asked.clear()
    yield two.person()
    two.answering.hold.set()


def post(client: httpx.Client, talk: str, key: str | bytes, *, content: str = "what?") -> httpx.Response:
    """Ask for JSON."""
    path = f"/api/v1/conversations/{talk}/messages/"
    header = key.encode() if isinstance(key, str) else key
    return client.post(path, json={"content": content}, headers={b"Idempotency-Key": header})


def stream(client: httpx.Client, talk: str, key: str, *, content: str = "what?", most: int = 10_000) -> list[Event]:
    """Ask for a stream, and read so many events."""
    path, headers = f"/api/v1/conversations/{talk}/messages/", {"Accept": "text/event-stream", "Idempotency-Key": key}
    with client.stream("POST", path, json={"content": content}, headers=headers) as response:
        assert response.status_code == 201, response.read()
        return events_of(response, most)


def told(client: httpx.Client, talk: str, key: str, *, kind: str) -> str:
    """The id of the message that an asker gets, whole."""
    if kind == "json":
        answer = post(client, talk, key)
        assert answer.status_code == 201, answer.text
        message = answer.json()["message"]
    else:
        events = stream(client, talk, key)
        message = events[-1].data["message"]
        assert said(events) == TEXT
    assert (message["status"], message["content"]) == ("done", TEXT)
    return str(message["id"])


@pytest.mark.parametrize("kind", ["json", "events"])
def test_twice_at_the_same_moment(two: Apps, person: Person, kind: str) -> None:
    """Eight requests with one key, let go together on two processes: all get the one answer there is."""
    clients = [person.at(url) for url in (two.one, two.two) * 4]
    for _ in range(5):
        talk, key = conversation(clients[0]), secrets.token_hex(8)
        two.answering.asked.clear()
        two.answering.seconds = 0.01
        together = threading.Barrier(len(clients))

        def once(
            client: httpx.Client, *, asked: tuple[str, str] = (talk, key), at: threading.Barrier = together
        ) -> str:
            at.wait()
            return told(client, *asked, kind=kind)

        with ThreadPoolExecutor(len(clients)) as pool:
            ids = set(pool.map(once, clients))
        stored = messages(clients[0], talk)
        assert [row["role"] for row in stored] == ["user", "assistant"]
        assert ids == {stored[1]["id"]}
        assert len(two.answering.asked) == 1


@pytest.mark.parametrize("where", ["one", "two"])
def test_a_repeat_is_told_the_running_answer_from_its_start(two: Apps, person: Person, key: str, *, where: str) -> None:
    """The first reader's connection broke: whoever sends it again, to whichever process, misses no word."""
    client = person.at(two.one)
    talk = conversation(client)
    two.answering.stops_after(4)
    begun = stream(client, talk, key, most=3)
    with two.answering.going_on_soon():
        again = stream(person.at(getattr(two, where)), talk, key)
    assert again[: len(begun)] == begun
    assert said(again) == TEXT
    assert again[-1].data["message"] == messages(client, talk)[1]
    assert len(two.answering.asked) == 1


@pytest.mark.parametrize("where", ["one", "two"])
def test_a_repeat_waits_like_the_first(two: Apps, person: Person, key: str, *, where: str) -> None:
    """As JSON: not the unfinished message, but the finished one."""
    client = person.at(two.one)
    talk = conversation(client)
    two.answering.hold.clear()
    stream(client, talk, key, most=1)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(post, person.at(getattr(two, where)), talk, key)
        assert messages(client, talk)[1]["status"] == "running"
        two.answering.hold.set()
        answer = waiting.result(30)
    assert answer.status_code == 201, answer.text
    assert answer.json() == {"message": messages(client, talk)[1]}
    assert answer.json()["message"]["content"] == TEXT


def test_a_finished_answer_is_told_again(two: Apps, person: Person, key: str) -> None:
    """The very same, as often as it is asked for, also once the chatbot answers nobody any more."""
    client = person.at(two.one)
    talk = conversation(client)
    first = post(client, talk, key)
    assert post(client, talk, key).json() == first.json()
    assert (again := stream(client, talk, key))[-1].data == first.json()
    assert said(again) == TEXT
    chatbot = client.get(f"/api/v1/conversations/{talk}/").json()["chatbot_id"]
    assert client.patch(f"/api/v1/chatbots/{chatbot}/", json={"status": "paused"}).status_code == 200
    assert post(client, talk, key).json() == first.json()
    assert post(client, talk, key + "2").status_code == 409
    assert len(messages(client, talk)) == 2


def test_a_stopped_answer_is_not_begun_anew(two: Apps, person: Person, key: str) -> None:
    """Who stopped it and sends it again gets what was said by then."""
    client = person.at(two.one)
    talk = conversation(client)
    two.answering.stops_after(4)
    message_id = stream(client, talk, key, most=3)[0].data["message_id"]
    client.post(f"/api/v1/messages/{message_id}/stop/")
    answer = post(client, talk, key)
    assert answer.status_code == 201, answer.text
    assert answer.json()["message"]["status"] == "stopped"
    assert len(two.answering.asked) == 1


@pytest.mark.parametrize(("content", "code"), [("fail", "internal_error"), ("away", "index_unavailable")])
def test_a_failed_answer_fails_again_in_the_same_words(
    two: Apps, person: Person, key: str, *, content: str, code: str
) -> None:
    """The same problem as JSON, in the stream and with the message; a new key asks anew."""
    client, other = person.at(two.one), person.at(two.two)
    talk = conversation(client)
    first = post(client, talk, key, content=content)
    again = post(other, talk, key, content=content)
    assert first.json()["code"] == code
    same = ("code", "status", "title", "detail", "type")
    assert [again.status_code, *(again.json()[name] for name in same)] == [
        first.status_code,
        *(first.json()[name] for name in same),
    ]
    events = stream(other, talk, key, content=content)
    assert [event.kind for event in events] == ["meta", "token", "error"]
    problem = events[-1].data["problem"]
    assert [problem[name] for name in same] == [first.json()[name] for name in same]
    (answer,) = messages(client, talk)[1:]
    assert answer["error"] == {"code": code, "detail": first.json()["detail"]}
    assert "on purpose" not in str(answer)
    assert len(two.answering.asked) == 1
    assert post(client, talk, key + "2", content=content).json()["code"] == code
    assert len(two.answering.asked) == 2


def test_a_key_stands_for_one_question(two: Apps, person: Person, key: str) -> None:
    """Other content: 422 ``idempotency_key_reused``, and nothing is stored."""
    client = person.at(two.one)
    talk = conversation(client)
    assert post(client, talk, key).status_code == 201
    for content in ("what!", "what? "):
        answer = post(person.at(two.two), talk, key, content=content)
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert len(messages(client, talk)) == 2


@pytest.mark.parametrize("bad", [b"", b"x" * 201, "schlüssel".encode(), "schlüssel".encode("latin-1"), b"a\tb"])
def test_what_is_no_key(two: Apps, person: Person, bad: bytes) -> None:
    """422 ``bad_idempotency_key``, and nothing is stored."""
    client = person.at(two.one)
    talk = conversation(client)
    answer = post(client, talk, bad)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_idempotency_key"), answer.text
    assert messages(client, talk) == []


@pytest.mark.parametrize("good", ["x", "~" * 200, '"a quoted one"', "a b/c?&=%00"])
def test_what_is_a_key(two: Apps, person: Person, good: str) -> None:
    """Any printable ASCII, compared as it was sent."""
    client = person.at(two.one)
    talk = conversation(client)
    assert post(client, talk, good).json() == post(client, talk, good).json()
    assert len(messages(client, talk)) == 2


def test_a_key_belongs_to_its_conversation(two: Apps, person: Person, key: str) -> None:
    """In another one, and with another organisation, the same key is a new question; nobody's leaks."""
    client, stranger = person.at(two.one), two.person().at(two.one)
    talks = [(client, conversation(client)), (client, conversation(client)), (stranger, conversation(stranger))]
    answers = [post(who, talk, key, content=f"question {place}").json() for place, (who, talk) in enumerate(talks)]
    assert len({answer["message"]["id"] for answer in answers}) == len(two.answering.asked) == 3
    refused = post(stranger, talks[0][1], key, content="question 0")
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


def test_without_a_key_every_question_is_a_new_one(two: Apps, person: Person) -> None:
    """As before: asking twice is asking twice."""
    client = person.at(two.one)
    talk = conversation(client)
    for _ in range(2):
        path = f"/api/v1/conversations/{talk}/messages/"
        assert client.post(path, json={"content": "what?"}).status_code == 201
    assert len(messages(client, talk)) == 4


def test_a_repeat_after_a_restart(tmp_path: Path, key: str) -> None:
    """The key is kept with the question, not with the process that took it."""
    with apps(tmp_path, Paced(0.0)) as before:
        person = before.person()
        talk = conversation(person.at(before.one))
        first = post(person.at(before.one), talk, key)
    answering = Paced()
    with apps(tmp_path, answering) as after:
        client = Person(person.token, after.clients).at(after.one)
        assert post(client, talk, key).json() == first.json()
        assert answering.asked == []


def test_a_question_that_was_refused_is_taken_later(tmp_path: Path, key: str) -> None:
    """503 ``too_many_streams`` stores nothing: the same key comes first then. The finished needs no place."""
    answering = Paced(0.0)
    with apps(tmp_path, answering, threads=17) as running:
        client = running.person().at(running.one)
        done, busy, talk = conversation(client), conversation(client), conversation(client)
        first = post(client, done, key)
        answering.hold.clear()
        stream(client, busy, key, most=1)
        assert post(client, talk, key).json()["code"] == "too_many_streams"
        assert post(client, done, key).json() == first.json()
        answering.hold.set()
        wait_for(lambda: messages(client, busy)[1]["status"] == "done")
        wait_for(lambda: post(client, talk, key).status_code == 201)
        assert [row["role"] for row in messages(client, talk)] == ["user", "assistant"]
