"""Events in SQL: recorded with the end of their answer, told again, ended for the dead, removed when old."""

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoTurn

from pipelines.questions import Answer, Gap, Usage
from pipelines.types import Citation
from webapp.auth.models import Organization
from webapp.chatbots.models import Chatbot
from webapp.conversations import recorder as recorder_module
from webapp.conversations.eventlog import EventLog, Recorded
from webapp.conversations.live import Failure, Live, Outcome
from webapp.conversations.messages import message_json
from webapp.conversations.models import Conversation, Message, MessageEvent
from webapp.conversations.models import Gap as GapRow
from webapp.conversations.processes import AnsweringProcesses
from webapp.conversations.recorder import Recorder
from webapp.errors import Unavailable
from webapp.limits.meter import Meter
from webapp.plans import Plans
from webapp.sql.database import Database, new_id, now

CITATION = Citation(1, "d", "v", "s", "Title", "uri", 3, 10, 15, "quote")
ANSWER = Answer(
    "said [1]", "llm", answered=True, confidence=0.8, citations=(CITATION,), degraded=("reranker",), usage=Usage(5, 7)
)


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[AnsweringProcesses]:
    made = AnsweringProcesses(tmp_path)
    yield made
    made.close()


@pytest.fixture
def log(db: Database, processes: AnsweringProcesses) -> EventLog:
    meter = Meter(Plans({}, default="team"), {}, currency="USD", with_model=True)
    return EventLog(db, processes=processes, describe=lambda error: {"code": error.code}, meter=meter)


@pytest.fixture
def live(db: Database) -> Live:
    """A running message with a conversation around it."""
    with db.writing() as session:
        organization = Organization(name="Acme", slug=new_id())
        session.add(organization)
        session.flush()
        chatbot = Chatbot(org_id=organization.id, name="desk")
        session.add(chatbot)
        session.flush()
        talk = Conversation(org_id=organization.id, chatbot_id=chatbot.id)
        session.add(talk)
        session.flush()
        message = Message(id=new_id(), conversation_id=talk.id, role="assistant", status="running", heartbeat_at=now())
        session.add(message)
    running = Live(message.id, talk.id)
    running.append("token", {"text": "said "})
    running.append("token", {"text": "[1]"})
    return running


def row_of(db: Database, live: Live) -> Message:
    with db.reading() as session:
        return session.get_one(Message, live.message_id)


def test_events_are_stored_once(db: Database, log: EventLog, live: Live) -> None:
    """Each recording adds what is new and beats; readers of SQL see it in order, running still."""
    beat = row_of(db, live).heartbeat_at
    log.record([live])
    live.append("token", {"text": "!"})
    log.record([live])
    recorded = log.record([live])
    assert recorded.alive == {live.message_id}
    assert (recorded.stopping, recorded.last) == (frozenset(), {})
    progress = log.after(live.message_id, 1)
    assert [event.seq for event in progress.events] == [2, 3]
    assert (progress.running, progress.stale) == (True, False)
    assert row_of(db, live).heartbeat_at > beat


def test_an_answer_is_stored_with_its_last_event(db: Database, log: EventLog, live: Live) -> None:
    """Row, citations, gap and ``done`` in one transaction; the event shows the row."""
    live.outcome = Outcome(ANSWER, latency_ms=12)
    last = log.record([live]).last[live.message_id]
    message = json.loads(last.data)["message"]
    assert (last.seq, last.kind) == (3, "done")
    assert (message["status"], message["latency_ms"], message["degraded"]) == ("done", 12, ["reranker"])
    assert message["usage"] == {"prompt_tokens": 5, "completion_tokens": 7, "estimated": False}
    assert message["citations"] == [
        {
            "n": 1, "document_id": "d", "version": "v", "source_id": "s", "title": "Title", "uri": "uri", "page": 3,
            "start": 10, "end": 15, "quote": "quote", "place": {"label": "p. 3", "kind": "page", "page": 3},
            "row": None,
        }
    ]  # fmt: skip
    assert log.after(live.message_id, 0).events[-1] == last
    assert log.record([live]).alive == frozenset()


def test_a_gap_and_its_nearest_passages_are_stored(db: Database, log: EventLog, live: Live) -> None:
    """Nearest passages are shown without a number."""
    nearest = Answer(
        "Nothing.", "extractive", answered=False, confidence=0.1, nearest=(CITATION,), gap=Gap("why?", 0.1)
    )
    live.outcome = Outcome(nearest, latency_ms=1)
    message = json.loads(log.record([live]).last[live.message_id].data)["message"]
    assert "n" not in message["nearest"][0]
    assert message["citations"] == []
    with db.reading() as session:
        assert [row.question for row in session.scalars(select(GapRow))] == ["why?"]


def test_a_wish_to_stop_is_heard(db: Database, log: EventLog, live: Live) -> None:
    """Set by any process, read with the next recording."""
    with db.writing() as session:
        session.execute(update(Message).values(stop_requested=True))
    assert log.record([live]).stopping == {live.message_id}


def test_the_dead_are_ended_once_and_stay_dead(db: Database, log: EventLog, live: Live) -> None:
    """After 15 s without a beat: failed, with what was said; its process, should it wake again, adds nothing."""
    log.record([live])
    assert log.interrupt_stale() == []
    with db.writing() as session:
        session.execute(update(Message).values(heartbeat_at=now() - timedelta(seconds=16)))
    assert log.after(live.message_id, 0).stale
    assert log.interrupt_stale() == [live.message_id]
    assert log.interrupt_stale() == []
    row = row_of(db, live)
    assert (row.status, row.content) == ("failed", "said [1]")
    live.outcome = Outcome(ANSWER, latency_ms=12)
    assert log.record([live]).alive == frozenset()
    events = log.after(live.message_id, 0).events
    assert [event.kind for event in events] == ["token", "token", "error"]
    assert json.loads(events[-1].data) == {"problem": {"code": "interrupted"}}
    assert row.error == {"code": "interrupted"}


def test_why_an_answer_failed_is_kept(db: Database, log: EventLog, live: Live) -> None:
    """The problem that the stream ended with: the message has it, and so has the stream when it is told again."""
    error = Unavailable("The index is away.", code="index_unavailable")
    problem = {"code": error.code, "detail": error.detail, "request_id": "r"}
    live.outcome = Outcome(Failure(error, problem, partial="said "), latency_ms=12)
    last = log.record([live]).last[live.message_id]
    assert json.loads(last.data) == {"problem": problem}
    message = message_json(row_of(db, live))
    assert (message["status"], message["content"]) == ("failed", "said ")
    assert message["error"] == {"code": "index_unavailable", "detail": "The index is away."}
    with db.writing() as session:
        session.execute(update(Message).values(created_at=now() - timedelta(days=2)))
    assert log.prune() == 3
    again = log.after(live.message_id, 0).events
    assert [event.kind for event in again] == ["meta", "token", "error"]
    assert again[-1].data == last.data


def test_what_a_dead_process_made_is_ended_at_once(db: Database, log: EventLog, live: Live, *, tmp_path: Path) -> None:
    """However fresh its heartbeat: it let go of its lock. The answers of the living go on."""
    maker = AnsweringProcesses(tmp_path)
    with db.writing() as session:
        session.execute(update(Message).values(maker=maker.name))
    log.record([live])
    assert not log.after(live.message_id, 0).stale
    assert log.interrupt_stale() == []
    maker.close()
    assert log.after(live.message_id, 0).stale
    assert log.interrupt_stale() == [live.message_id]
    assert row_of(db, live).content == "said [1]"


def test_old_events_are_removed_and_still_told(db: Database, log: EventLog, live: Live) -> None:
    """A day later the message tells the same: from the start all of it, from a position how it ended."""
    live.outcome = Outcome(ANSWER, latency_ms=12)
    log.record([live])
    assert log.prune() == 0
    with db.writing() as session:
        session.execute(update(Message).values(created_at=now() - timedelta(days=2)))
    assert log.prune() == 3
    with db.reading() as session:
        assert session.scalar(select(func.count()).select_from(MessageEvent)) == 0
    events = log.after(live.message_id, 0).events
    assert [event.kind for event in events] == ["meta", "citation", "token", "done"]
    assert json.loads(events[2].data) == {"text": "said [1]"}
    resumed = log.after(live.message_id, 40).events
    assert [(event.seq, event.kind) for event in resumed] == [(41, "done")]


def test_an_answer_that_cannot_be_stored_ends_with_an_error_that_its_readers_see(
    log: EventLog, live: Live, *, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk, say; the message is ended later, when its row can be written and its heart has not beaten."""

    def full(_lives: object) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    live.outcome = Outcome(ANSWER, 5)
    monkeypatch.setattr(recorder_module, "INTERVAL", 0.001)
    monkeypatch.setattr(log, "record", full)
    recorder = Recorder(log)
    recorder.add(live)
    events = [event for event in live.read(0, heartbeat=5) if event is not None]
    assert [event.kind for event in events] == ["token", "token", "error"]
    assert "interrupted" in str(events[-1].data)
    assert recorder.live(live.message_id) is None
    with db.writing() as session:
        session.execute(update(Message).values(heartbeat_at=now() - timedelta(seconds=30)))
    assert log.interrupt_stale() == [live.message_id]
    assert row_of(db, live).status == "failed"


def test_without_a_turn_all_answers_are_recorded_together_later(
    log: EventLog, live: Live, *, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other writers hold the database: one by one each answer would wait for them, and hold up the others."""
    recorded, asked = log.record, list[int]()

    def busy(lives: Sequence[Live]) -> Recorded:
        asked.append(len(lives))
        if len(asked) < 4:
            raise NoTurn("The database is locked by other writers.")
        return recorded(lives)

    monkeypatch.setattr(recorder_module, "INTERVAL", 0.001)
    monkeypatch.setattr(log, "record", busy)
    recorder = Recorder(log)
    recorder._lives["gone"] = Live("gone", live.conversation_id)
    live.outcome = Outcome(ANSWER, 5)
    recorder.add(live)
    live.wait()
    assert asked[:4] == [2, 2, 2, 2]
    assert row_of(db, live).status == "done"
