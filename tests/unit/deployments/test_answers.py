"""Reading an answer's stream."""

import json
from pathlib import Path
from typing import Any

import pytest

from deployments.client.answers import ask
from deployments.client.api import Api
from deployments.client.events import read_events
from deployments.client.failures import CommandFailed, Unreachable
from deployments.client.tokens import Login, TokenStore
from tests.unit.deployments.web_stand_in import Reply, Request, stand_in

DONE = {"id": "m1", "content": "Hello world", "answered": True}


def sse(number: int, name: str, data: dict[str, Any]) -> str:
    """One event as text."""
    return f"id: {number}\nevent: {name}\ndata: {json.dumps(data)}\n\n"


FIRST = sse(1, "meta", {"message_id": "m1", "conversation_id": "c1"}) + sse(2, "token", {"text": "Hello "})
REST = ": heartbeat\n\n" + sse(3, "token", {"text": "world"}) + sse(4, "done", {"message": DONE})


def stream(text: str, *, cut: bool = False) -> Reply:
    """A stream of events."""
    return Reply(body=text, kind="text/event-stream", cut=cut)


def test_tokens_come_as_they_are_written_and_the_message_at_the_end(tmp_path: Path) -> None:
    """Heartbeats are nothing."""
    shown: list[str] = []
    with stand_in(lambda _: stream(FIRST + REST)) as (url, _), Api(url, store=TokenStore(tmp_path), token="t") as api:
        assert ask(api, "c1", "Hi?", on_token=shown.append) == DONE
    assert shown == ["Hello ", "world"]


def test_what_is_revised_is_declared_void(tmp_path: Path) -> None:
    """The text that stands follows what a terminal has shown already; claims and citations are in the message."""
    shown: list[str] = []
    told = sse(3, "claim", {"claim": {}}) + sse(4, "revised", {"content": "“Quote.” [1]", "reason": "not_backed"})
    told += sse(5, "token", {"text": " More."}) + sse(6, "done", {"message": DONE})
    with stand_in(lambda _: stream(FIRST + told)) as (url, _), Api(url, store=TokenStore(tmp_path), token="t") as api:
        assert ask(api, "c1", "Hi?", on_token=shown.append) == DONE
    assert shown[0] == "Hello "
    assert "void" in shown[1]
    assert shown[1].endswith("“Quote.” [1]")
    assert shown[2] == " More."


@pytest.mark.parametrize("cut", [True, False])
def test_a_broken_stream_is_taken_up_where_it_broke(tmp_path: Path, cut: bool) -> None:
    """No token twice, none lost: Last-Event-ID names the last one read."""
    shown: list[str] = []

    def answer(request: Request) -> Reply:
        return stream(FIRST, cut=cut) if request.method == "POST" else stream(REST)

    with stand_in(answer) as (url, seen), Api(url, store=TokenStore(tmp_path), token="t") as api:
        assert ask(api, "c1", "Hi?", on_token=shown.append) == DONE
    assert shown == ["Hello ", "world"]
    assert seen[1].path == "/api/v1/messages/m1/events/"
    assert {key.lower(): value for key, value in seen[1].headers.items()}["last-event-id"] == "2"


@pytest.mark.parametrize(
    "lost", [Reply(body="", kind="text/event-stream", cut=True), Reply(body="", kind="text/event-stream")]
)
def test_a_question_whose_reply_was_lost_is_sent_once_more(tmp_path: Path, lost: Reply) -> None:
    """Under the same key, so that it is asked once; another question has another key."""
    replies = [lost, stream(FIRST + REST)]

    def answer(_: Request) -> Reply:
        return replies.pop(0) if replies else stream(FIRST + REST)

    with stand_in(answer) as (url, seen), Api(url, store=TokenStore(tmp_path), token="t") as api:
        assert ask(api, "c1", "Hi?", on_token=lambda _: None) == DONE
        assert ask(api, "c1", "Hi?", on_token=lambda _: None) == DONE
    assert [request.method for request in seen] == ["POST"] * 3
    first, again, other = (key_of(request) for request in seen)
    assert first == again != other


def test_a_service_that_is_away_is_asked_twice_at_most(tmp_path: Path) -> None:
    """Then it is said."""
    lost = Reply(body="", kind="text/event-stream", cut=True)
    with (
        stand_in(lambda _: lost) as (url, seen),
        Api(url, store=TokenStore(tmp_path), token="t") as api,
        pytest.raises(Unreachable),
    ):
        ask(api, "c1", "Hi?", on_token=lambda _: None)
    assert len(seen) == 2


def test_a_refreshed_login_sends_the_same_question(tmp_path: Path) -> None:
    """The access token had expired: with the new one it is the same request, key and all."""
    store = TokenStore(tmp_path)
    replies = [Reply(401, {"code": "token_expired"}), Reply(body={"access_token": "n", "refresh_token": "r2"})]

    def answer(_: Request) -> Reply:
        return replies.pop(0) if replies else stream(FIRST + REST)

    with stand_in(answer) as (url, seen), Api(url, store=store) as api:
        with store.locked():
            store.put(url, Login(email="a@example.org", access_token="o", refresh_token="r"))
        assert ask(api, "c1", "Hi?", on_token=lambda _: None) == DONE
    assert [request.path for request in seen[1:]] == ["/auth/refresh/", seen[0].path]
    assert key_of(seen[2]) == key_of(seen[0])
    assert seen[2].headers["Accept"] == "text/event-stream"


def key_of(request: Request) -> str:
    """The key under which a question was sent."""
    return {name.lower(): value for name, value in request.headers.items()}["idempotency-key"]


def test_an_error_event_fails_with_its_words(tmp_path: Path) -> None:
    """The problem in the stream is told like any other."""
    broken = FIRST + sse(3, "error", {"problem": {"detail": "Interrupted.", "code": "interrupted"}})
    with (
        stand_in(lambda _: stream(broken)) as (url, _),
        Api(url, store=TokenStore(tmp_path), token="t") as api,
        pytest.raises(CommandFailed, match="Interrupted") as failed,
    ):
        ask(api, "c1", "Hi?", on_token=lambda _: None)
    assert failed.value.code == "interrupted"


def test_events_follow_the_standard() -> None:
    """Several data lines, no space after the colon, unknown fields, an unfinished event at the end."""
    lines = ["retry: 3", "id:7", "data: {", 'data:"a": 1}', "", ": c", "", "event: x", "data: {}", "", "data: {}"]
    assert [(one.id, one.name, one.data) for one in read_events(lines)] == [("7", "message", {"a": 1}), ("7", "x", {})]
