"""The events of answers in SQL: written in one short transaction for all running answers, read by any process.

Free of Flask; no session outlives a call.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Row, Table, delete, select, update
from sqlalchemy.orm import Session

from pipelines.questions import Answer
from webapp.conversations.costs import charges
from webapp.conversations.events import HIGHEST, StreamEvent, as_data, said
from webapp.conversations.live import Failure, Live, Outcome
from webapp.conversations.messages import citation_json, claim_json, message_json
from webapp.conversations.models import Conversation, Gap, Message, MessageEvent, MessageTrace
from webapp.conversations.processes import AnsweringProcesses
from webapp.conversations.silencing import shown
from webapp.errors import Unavailable, WebError
from webapp.limits.meter import Charge, Meter
from webapp.sql.database import Database, now

STALE = timedelta(seconds=15)
# Nobody resumes a stream a day later: from then on the message itself tells the same.
KEPT = timedelta(days=1)

Describe = Callable[[WebError], Mapping[str, Any]]


class Interrupted(Unavailable):
    """The process that made the answer is gone."""

    code, title = "interrupted", "The answer was interrupted"


def not_stored() -> Interrupted:
    """The error of an answer for which there was no room, or no database, for too long."""
    return Interrupted("The answer could not be stored; ask again in a moment.", headers={"Retry-After": "5"})


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a recording brought: who is to stop, who was declared dead by others, and the last events of the ended."""

    stopping: frozenset[str]
    alive: frozenset[str]
    last: Mapping[str, StreamEvent]


@dataclass(frozen=True, slots=True)
class Progress:
    """Events after a position, and whether more may come."""

    events: tuple[StreamEvent, ...]
    running: bool
    stale: bool


class EventLog:
    """Events and ends of messages in the SQL database. ``describe`` makes the problem of an error."""

    def __init__(self, database: Database, *, processes: AnsweringProcesses, describe: Describe, meter: Meter) -> None:
        self._database = database
        self._meter = meter
        self._processes = processes
        self._describe = describe

    def record(self, lives: Sequence[Live]) -> Recorded:
        """Store new events, a heartbeat and the ends of these messages, all or nothing; read who is to stop."""
        # Outcomes first: an outcome that is seen here has all its events before it.
        outcomes = {live.message_id: live.outcome for live in lives}
        pending = {live.message_id: live.after(live.recorded) for live in lives}
        with self._database.writing() as session:
            alive = _beat(session, [live.message_id for live in lives])
            _store(session, {message: events for message, events in pending.items() if message in alive})
            last = {}
            used: list[Charge] = []
            for live in lives:
                outcome = outcomes[live.message_id]
                if outcome is not None and live.message_id in alive:
                    seq = live.recorded + len(pending[live.message_id]) + 1
                    used += self._price(session, live.message_id, outcome)
                    last[live.message_id] = self._finish(session, live.message_id, seq=seq, outcome=outcome)
            # After the rows of conversations, in the order that asking locks them in, too.
            self._meter.charge(session, used)
        for live in lives:
            live.recorded += len(pending[live.message_id])
        stopping = frozenset(message for message, stop in alive.items() if stop)
        return Recorded(stopping, frozenset(alive), last)

    def after(self, message_id: str, position: int) -> Progress:
        """What was stored after a position."""
        with self._database.reading() as session:
            # The state first: if it has ended, every event is already there.
            state = select(Message.status, Message.heartbeat_at, Message.maker)
            row = session.execute(state.where(Message.id == message_id)).one()
            events = session.execute(
                select(MessageEvent.seq, MessageEvent.kind, MessageEvent.data)
                .where(MessageEvent.message_id == message_id, MessageEvent.seq > position)
                .order_by(MessageEvent.seq)
            ).all()
        running = row.status == "running"
        if not running and (not events or self._silent(message_id)):
            return Progress(self._retold(message_id, position, ended=not events), running=False, stale=False)
        stale = running and self.is_stale(row.heartbeat_at, row.maker)
        return Progress(tuple(_event(event) for event in events), running, stale)

    def is_stale(self, heartbeat: datetime | None, maker: str | None) -> bool:
        """Whether a running message's process must be dead: it let go of its lock, or stopped beating."""
        return self._processes.is_gone(maker) or (heartbeat is not None and heartbeat < now() - STALE)

    def interrupt_stale(self) -> Sequence[str]:
        """End every message whose process is gone or stopped beating, with an ``error`` event. Answers their ids."""
        problem = self._describe(Interrupted("The process that made this answer ended before it; ask again."))
        gone = self._processes.gone()
        ended = self._interrupt(gone, problem)
        self._processes.forget(gone)
        return ended

    def _interrupt(self, gone: frozenset[str], problem: Mapping[str, Any]) -> Sequence[str]:
        dead = (Message.heartbeat_at < now() - STALE) | Message.maker.in_(gone)
        with self._database.writing() as session:
            ended = session.scalars(
                update(Message)
                .where(Message.status == "running", dead)
                .values(status="failed", error=dict(problem))
                .returning(Message.id)
            ).all()
            for message_id in ended:
                partial = _said(session, message_id)
                session.execute(update(Message).where(Message.id == message_id).values(content=partial))
                # The last number there is: readers of the dead process have seen events that it could not store.
                error = StreamEvent(HIGHEST, "error", as_data({"problem": problem}))
                _store(session, {message_id: [error]})
        return ended

    def lost(self) -> StreamEvent:
        """The last event of an answer that could not be stored."""
        return StreamEvent(HIGHEST, "error", as_data({"problem": self._describe(not_stored())}))

    def prune(self) -> int:
        """Remove events that nobody resumes any more. Answers how many."""
        old = select(Message.id).where(Message.status != "running", Message.created_at < now() - KEPT)
        with self._database.writing() as session:
            gone = session.connection().execute(delete(MessageEvent).where(MessageEvent.message_id.in_(old)))
            return gone.rowcount

    def _silent(self, message_id: str) -> bool:
        """Whether something of an answer may not be shown any more: its events are not told then."""
        with self._database.reading() as session:
            row = session.get_one(Message, message_id)
            return _today(session, row) is not row

    def _retold(self, message_id: str, position: int, *, ended: bool) -> tuple[StreamEvent, ...]:
        """The events of a message whose own ones are pruned, or are not told any more: all of them from the start, else
        how it ended. ``ended``: who reads on knows its own ones, where there are any.
        """
        with self._database.reading() as session:
            mine = select(MessageEvent.seq).where(MessageEvent.message_id == message_id).limit(1)
            if ended and session.scalar(mine) is not None:
                return ()
            row = _today(session, session.get_one(Message, message_id))
        told: list[tuple[str, Mapping[str, Any]]] = [
            ("meta", {"message_id": row.id, "conversation_id": row.conversation_id, "generated": row.generated}),
            *(("citation", {"citation": citation}) for citation in row.citations),
            ("token", {"text": row.content}),
            *(("claim", {"claim": claim}) for claim in row.claims),
            ("error", {"problem": row.error}) if row.error else ("done", {"message": message_json(row)}),
        ]
        shown = told if position == 0 else told[-1:]
        return tuple(StreamEvent(position + place, kind, as_data(data)) for place, (kind, data) in enumerate(shown, 1))

    def _price(self, session: Session, message_id: str, outcome: Outcome) -> Sequence[Charge]:
        """What an answer's calls cost; what it cost in all is kept with it."""
        if not isinstance(outcome.result, Answer):
            return ()
        row = session.get_one(Message, message_id)
        talk = session.get_one(Conversation, row.conversation_id)
        used = charges(session, outcome.result, org_id=talk.org_id, user_id=talk.user_id)
        if (cost := self._meter.cost(used)) is not None:
            row.cost_micros, row.currency = cost.micros, cost.currency
        return used

    def _finish(self, session: Session, message_id: str, *, seq: int, outcome: Outcome) -> StreamEvent:
        row = session.get_one(Message, message_id)
        row.latency_ms = outcome.latency_ms
        if isinstance(outcome.result, Answer):
            _keep_answer(session, row, outcome.result)
            event = StreamEvent(seq, "done", as_data({"message": message_json(row)}))
        else:
            _keep_failure(row, outcome.result)
            event = StreamEvent(seq, "error", as_data({"problem": outcome.result.problem}))
        _store(session, {message_id: [event]})
        session.execute(update(Conversation).where(Conversation.id == row.conversation_id).values(updated_at=now()))
        return event


def _today(session: Session, row: Message) -> Message:
    return shown(session, session.get_one(Conversation, row.conversation_id).org_id, [row])[0]


def _beat(session: Session, message_ids: Sequence[str]) -> dict[str, bool]:
    rows = session.execute(
        update(Message)
        .where(Message.id.in_(message_ids), Message.status == "running")
        .values(heartbeat_at=now())
        .returning(Message.id, Message.stop_requested)
    )
    return {row.id: row.stop_requested for row in rows}


def _store(session: Session, events: Mapping[str, Sequence[StreamEvent]]) -> None:
    values = [
        {"message_id": message_id, "seq": event.seq, "kind": event.kind, "data": event.data}
        for message_id, added in events.items()
        for event in added
    ]
    table = cast("Table", MessageEvent.__table__)
    if values:
        # The table, not the model: hundreds of rows four times a second need no objects, and the writer's lock is held.
        session.execute(table.insert(), values)


def _keep_answer(session: Session, row: Message, answer: Answer) -> None:
    row.status = "stopped" if answer.stopped else "done"
    row.content, row.mode, row.answered, row.confidence = (
        answer.content,
        answer.mode,
        answer.answered,
        answer.confidence,
    )
    row.citations = [citation_json(citation) for citation in answer.citations]
    row.nearest = [citation_json(replace(passage, n=None)) for passage in answer.nearest]
    row.degraded = list(answer.degraded)
    row.claims = [claim_json(claim) for claim in answer.claims]
    row.coverage = asdict(answer.coverage) if answer.coverage is not None else None
    row.model, row.finish, row.searched = answer.model, answer.finish, answer.searched
    row.provider_id = answer.provider_id
    if answer.usage is not None:
        row.usage = {
            "prompt_tokens": answer.usage.prompt_tokens,
            "completion_tokens": answer.usage.completion_tokens,
            "estimated": answer.usage.estimated,
        }
    row.withheld = dict(answer.withheld) or None
    row.flagged = [asdict(one) for one in answer.flagged] or None
    row.table = None if answer.table is None else asdict(answer.table)
    if answer.trace is not None:
        session.add(MessageTrace(message_id=row.id, data=asdict(answer.trace)))
    if answer.gap is not None and not row.set_aside:
        talk = session.get_one(Conversation, row.conversation_id)
        gap = Gap(org_id=talk.org_id, chatbot_id=talk.chatbot_id, message_id=row.id, question=answer.gap.question)
        gap.confidence = answer.gap.confidence
        session.add(gap)
    session.flush()


def _keep_failure(row: Message, failure: Failure) -> None:
    row.status, row.content, row.error = "failed", failure.partial, dict(failure.problem)


def _said(session: Session, message_id: str) -> str:
    told = session.execute(
        select(MessageEvent.kind, MessageEvent.data)
        .where(MessageEvent.message_id == message_id, MessageEvent.kind.in_(("token", "revised")))
        .order_by(MessageEvent.seq)
    )
    return said((row.kind, row.data) for row in told)


def _event(row: Row[tuple[int, str, str]]) -> StreamEvent:
    return StreamEvent(row.seq, row.kind, row.data)
