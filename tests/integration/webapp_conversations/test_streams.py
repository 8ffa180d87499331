"""An answer goes on whoever reads it: leaving, resuming, stopping, many at once, dead processes."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import event

from tests.integration.webapp_conversations.serving import (
    WORDS,
    Apps,
    Paced,
    apps,
    ask,
    conversation,
    follow,
    messages,
    said,
)
from tests.servers.http import LOCAL
from tests.servers.waiting import wait_for
from webapp.conversations.events import HIGHEST
from webapp.conversations.models import Message, MessageEvent
from webapp.sql.database import new_id, now

TEXT = "".join(WORDS)


def test_events_of_a_whole_answer(two: Apps) -> None:
    """``meta``, tokens that make up the content, ``done`` with the stored message; ids count from one."""
    client = two.person().at(two.one)
    talk = conversation(client)
    events = ask(client, talk)
    assert [event.kind for event in events] == ["meta", *["token"] * len(WORDS), "done"]
    assert [event.id for event in events] == list(range(1, len(events) + 1))
    message = events[-1].data["message"]
    nobody = {"by": "none", "provider": None, "model": None, "source_type": None}
    assert events[0].data == {"message_id": message["id"], "conversation_id": talk, "generated": nobody}
    assert said(events) == message["content"] == TEXT
    assert message == messages(client, talk)[1]
    assert (message["status"], message["role"]) == ("done", "assistant")


def test_tokens_come_as_they_are_made(two: Apps) -> None:
    """The reader has the first tokens while the last one cannot exist yet."""
    client = two.person().at(two.one)
    talk = conversation(client)
    two.answering.hold.clear()
    assert [event.kind for event in ask(client, talk, most=1)] == ["meta"]
    assert messages(client, talk)[1]["status"] == "running"
    two.answering.hold.set()
    wait_for(lambda: messages(client, talk)[1]["status"] == "done")


def test_the_answer_is_finished_when_the_reader_leaves(two: Apps) -> None:
    """A reader who leaves after three events finds the whole answer later."""
    client = two.person().at(two.one)
    talk = conversation(client)
    two.answering.stops_after(3)
    ask(client, talk, most=3)
    assert len(messages(client, talk)[1]["content"]) < len(TEXT)
    two.answering.hold.set()
    wait_for(lambda: messages(client, talk)[1]["status"] == "done")
    assert messages(client, talk)[1]["content"] == TEXT


@pytest.mark.parametrize("where", ["one", "two"])
def test_resuming_gives_exactly_the_rest(two: Apps, where: str) -> None:
    """With ``Last-Event-ID``, in the process that makes the answer and in any other: nothing twice, nothing lost."""
    person = two.person()
    client = person.at(two.one)
    talk = conversation(client)
    two.answering.stops_after(6)
    first = ask(client, talk, most=5)
    with two.answering.going_on_soon():
        rest = follow(person.at(getattr(two, where)), first[0].data["message_id"], first[-1].id)
    assert [event.id for event in first + rest] == list(range(1, len(WORDS) + 3))
    assert said(first + rest) == TEXT
    assert rest[-1].kind == "done"


def test_an_ended_answer_is_told_again(two: Apps) -> None:
    """All of it, the rest of it, or nothing, by ``Last-Event-ID``; what is no position means from the start."""
    client = two.person().at(two.two)
    whole = ask(client, conversation(client))
    message_id = whole[0].data["message_id"]
    assert follow(client, message_id) == whole
    assert follow(client, message_id, 10) == whole[10:]
    assert follow(client, message_id, whole[-1].id) == []
    for nonsense in ("x", "-1", "1.5", "٣", ""):
        header = {"Last-Event-ID": nonsense.encode()}
        answer = client.get(f"/api/v1/messages/{message_id}/events/", headers=header)
        assert answer.text.count("event: ") == len(whole)
    assert follow(client, message_id, "9" * 10) == []


@pytest.mark.parametrize("where", ["one", "two"])
def test_stop_keeps_what_was_said(two: Apps, where: str) -> None:
    """Stop works from any process; readers get ``done`` with status ``stopped`` and the words so far."""
    person = two.person()
    client = person.at(two.one)
    talk = conversation(client)
    two.answering.stops_after(5)
    first = ask(client, talk, most=4)
    message_id = first[0].data["message_id"]
    answer = person.at(getattr(two, where)).post(f"/api/v1/messages/{message_id}/stop/")
    assert answer.status_code == 202, answer.text
    rest = follow(client, message_id, first[-1].id)
    message = rest[-1].data["message"]
    assert (rest[-1].kind, message["status"]) == ("done", "stopped")
    assert message["content"] == said(first + rest)
    assert TEXT.startswith(message["content"])
    assert len(message["content"]) < len(TEXT)
    assert client.post(f"/api/v1/messages/{message_id}/stop/").status_code == 202
    assert messages(client, talk)[1]["status"] == "stopped"


def test_json_waits_for_the_end(two: Apps) -> None:
    """Without ``Accept: text/event-stream`` the answer is one JSON body, 201."""
    client = two.person().at(two.one)
    talk = conversation(client)
    two.answering.seconds = 0.02
    answer = client.post(f"/api/v1/conversations/{talk}/messages/", json={"content": "what?"})
    assert answer.status_code == 201, answer.text
    assert answer.json() == {"message": messages(client, talk)[1]}
    assert answer.json()["message"]["content"] == TEXT
    assert answer.json()["message"]["latency_ms"] >= 350


def test_a_failure_is_told(two: Apps) -> None:
    """An answer that breaks ends with an ``error`` event, is stored as failed, and is a problem as JSON."""
    client = two.person().at(two.one)
    talk = conversation(client)
    events = ask(client, talk, "fail")
    assert [event.kind for event in events] == ["meta", "token", "error"]
    problem = events[-1].data["problem"]
    assert (problem["code"], problem["status"]) == ("internal_error", 500)
    assert problem["request_id"]
    assert "on purpose" not in str(problem)
    assert messages(client, talk)[1]["status"] == "failed"
    assert messages(client, talk)[1]["content"] == "so far "
    answer = client.post(f"/api/v1/conversations/{talk}/messages/", json={"content": "fail"})
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")


def test_fifty_streams_at_once(two: Apps) -> None:
    """Fifty readers get fifty whole answers, each in little more than the time of one."""
    client = two.person().at(two.one)
    talks = [conversation(client) for _ in range(50)]
    two.answering.seconds = 0.05
    began = time.monotonic()
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda talk: ask(client_of(two, client), talk), talks))
    assert all(said(events) == TEXT and events[-1].kind == "done" for events in answers)
    assert time.monotonic() - began < 25  # one after the other would take 50
    assert all(messages(client, talk)[1]["content"] == TEXT for talk in talks)


def client_of(two: Apps, like: httpx.Client) -> httpx.Client:
    headers = {"Authorization": like.headers["Authorization"]}
    return two.clients.enter_context(httpx.Client(base_url=two.one, headers=headers, timeout=60, **LOCAL))


def test_two_questions_at_once_stay_in_order(two: Apps) -> None:
    """Questions put to one conversation at once are all answered; each answer follows its question."""
    client = two.person().at(two.one)
    talk = conversation(client)
    two.answering.seconds = 0.02
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda place: ask(client_of(two, client), talk, f"question {place}"), range(4)))
    stored = messages(client, talk)
    assert [message["role"] for message in stored] == ["user", "assistant"] * 4
    assert {message["content"] for message in stored[::2]} == {f"question {place}" for place in range(4)}
    assert all(message["content"] == TEXT for message in stored[1::2])


def left_behind(two: Apps, talk: str) -> str:
    """What a killed process leaves: a running row with some events, whose heartbeat has stopped."""
    message_id = new_id()
    with two.databases[1].writing() as session:
        session.add(
            Message(
                id=message_id,
                conversation_id=talk,
                role="assistant",
                status="running",
                heartbeat_at=now() - timedelta(seconds=60),
            )
        )
        session.flush()
        for seq, kind, data in ((1, "meta", "{}"), (2, "token", '{"text": "so "}'), (3, "token", '{"text": "far"}')):
            session.add(MessageEvent(message_id=message_id, seq=seq, kind=kind, data=data))
    return message_id


def test_readers_of_a_dead_process_learn_it(two: Apps) -> None:
    """A stream whose process stopped beating ends with ``error interrupted``; what was said stays."""
    client = two.person().at(two.two)
    talk = conversation(client)
    message_id = left_behind(two, talk)
    events = follow(client, message_id, 1)
    assert [(event.id, event.kind) for event in events] == [(2, "token"), (3, "token"), (HIGHEST, "error")]
    assert events[-1].data["problem"]["code"] == "interrupted"
    assert [(row["status"], row["content"]) for row in messages(client, talk)] == [("failed", "so far")]
    # A reader who saw more than the process could store learns it as well.
    assert [event.kind for event in follow(client, message_id, 90)] == ["error"]
    assert follow(client, message_id, HIGHEST) == []


def test_a_list_never_shows_the_dead_as_running(two: Apps) -> None:
    """Nobody has to follow the stream for it: reading the conversation ends it as well, once."""
    client = two.person().at(two.one)
    talk = conversation(client)
    message_id = left_behind(two, talk)
    assert [row["status"] for row in messages(client, talk)] == ["failed"]
    assert [row["status"] for row in messages(client, talk)] == ["failed"]
    assert [event.kind for event in follow(client, message_id)] == ["meta", "token", "token", "error"]


def test_the_living_are_left_alone(two: Apps) -> None:
    """A slow answer beats: looking for dead processes does not end it."""
    client = two.person().at(two.one)
    talk = conversation(client)
    two.answering.stops_after(3)
    first = ask(client, talk, most=2)

    def beat() -> datetime | None:
        with two.databases[1].reading() as session:
            row = session.get_one(Message, first[0].data["message_id"])
        assert row.status == "running"
        return row.heartbeat_at

    for _ in range(3):
        last = beat()
        wait_for(lambda last=last: beat() != last)
    two.answering.hold.set()
    wait_for(lambda: messages(client, talk)[1]["status"] == "done")


def test_beyond_the_limit_nobody_waits(tmp_path: Path) -> None:
    """More answers at once than threads allow: 503 ``too_many_streams`` with Retry-After, and nothing is stored."""
    answering = Paced()
    answering.hold.clear()
    with apps(tmp_path, answering, threads=18) as running:
        client = running.person().at(running.one)
        talk = conversation(client)
        for _ in range(2):
            ask(client, talk, most=1)
        answer = client.post(f"/api/v1/conversations/{talk}/messages/", json={"content": "one more"})
        assert (answer.status_code, answer.json()["code"]) == (503, "too_many_streams")
        assert int(answer.headers["Retry-After"]) > 0
        assert len(messages(client, talk)) == 4
        answering.hold.set()
        wait_for(lambda: all(message["status"] == "done" for message in messages(client, talk)))
        assert ask(client, talk)[-1].kind == "done"


def test_one_organisation_leaves_places_to_others(tmp_path: Path) -> None:
    """Answers that dribble fill one organisation's share: it is told so, another one's question is answered."""
    answering = Paced()
    answering.hold.clear()
    with apps(tmp_path, answering, threads=26) as running:
        greedy, other = (running.person().at(running.one) for _ in range(2))
        talk = conversation(greedy)
        while (answer := _asked_in_vain(greedy, talk)) is None:
            pass
        assert (answer.status_code, answer.json()["code"]) == (503, "too_many_streams")
        assert "your organisation" in answer.json()["detail"]
        assert ask(other, conversation(other), most=1)[0].kind == "meta"
        answering.hold.set()
        wait_for(lambda: all(message["status"] == "done" for message in messages(greedy, talk)))


def _asked_in_vain(client: httpx.Client, talk: str) -> httpx.Response | None:
    path, headers = f"/api/v1/conversations/{talk}/messages/", {"Accept": "text/event-stream"}
    with client.stream("POST", path, json={"content": "what?"}, headers=headers) as answer:
        if answer.status_code == 201:
            return None
        answer.read()
        return answer


def test_a_question_takes_eleven_statements_before_its_answer_begins(two: Apps) -> None:
    """Every one of them is waited for before the first word: who asks; the conversation, and again once it is locked;
    the sources (two); what was said before; what is stored (four); and what is counted.
    """
    client = two.person().at(two.one)
    talk = conversation(client)
    ran: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if threading.current_thread().name != "recorder" and not statement.startswith("BEGIN"):
            ran.append(statement)

    event.listen(two.databases[0].engine, "before_cursor_execute", note)
    try:
        two.answering.hold.clear()
        assert [one.kind for one in ask(client, talk, most=1)] == ["meta"]
        assert len(ran) == 11, "\n".join(ran)
    finally:
        event.remove(two.databases[0].engine, "before_cursor_execute", note)
