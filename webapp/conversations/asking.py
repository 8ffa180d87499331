"""A question is put: its rows are written, its answer begins, and readers follow it. Free of Flask."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from pipelines.questions import Passages, Question, Turn
from webapp.answers.protocol import Answering
from webapp.auth.principal import Principal
from webapp.chatbots.access import get_chatbot
from webapp.chatbots.models import Chatbot
from webapp.conversations.access import get_answer, get_conversation
from webapp.conversations.events import StreamEvent
from webapp.conversations.live import Live
from webapp.conversations.models import Conversation, Message
from webapp.conversations.repeats import ToldAgain, answer_of, asked_before
from webapp.conversations.streams import Streams
from webapp.errors import Conflicting
from webapp.sources.services import Searchable, Sources
from webapp.sql.database import Database, new_id, now

TURNS = 10
TITLE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was taken, and its answer: ``live`` where this call began it, None where it had been asked."""

    message_id: str
    live: Live | None = None


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A question whose rows are written: the answer's id, who answers, and what was said before."""

    message_id: str
    chatbot: Chatbot
    history: tuple[Turn, ...]


class Asking:
    """Questions of people to chatbots; every method takes who asks."""

    def __init__(self, db: Database, *, sources: Sources, answering: Answering, streams: Streams, maker: str) -> None:
        self._db = db
        self._maker = maker
        self._sources = sources
        self._answering = answering
        self._streams = streams

    def ask(self, principal: Principal, conversation_id: str, content: str, *, key: str | None = None) -> Asked:
        """Store the question and begin its answer, which ends by itself whoever reads. With a key, once and for all.

        Raises ``NotFound``, ``Conflicting`` (``chatbot_paused``), ``KeyReused`` or ``TooManyStreams``: nothing is
        stored then.
        """
        with self._db.reading() as session:
            chatbot_id = get_conversation(session, principal, conversation_id).chatbot_id
            if before := asked_before(session, conversation_id, key=key, content=content):
                return Asked(before)
        with self._streams.slot() as slot:
            searchable = self._sources.searchable(principal, chatbot_id)
            try:
                stored = self._store(principal, conversation_id, content, key=key)
            except IntegrityError:
                # The same key came twice at once: the database let one of them in, and this is the other.
                with self._db.reading() as session:
                    if before := asked_before(session, conversation_id, key=key, content=content):
                        return Asked(before)
                raise
            live = Live(stored.message_id, conversation_id)
            slot.start(live, _question(stored, content, searchable))
            return Asked(stored.message_id, live)

    def wait(self, principal: Principal, asked: Asked) -> Message:
        """The finished answer. Raises the error that it ended with."""
        if asked.live:
            self._streams.wait(asked.live)
        row = self._answer(principal, asked.message_id)
        if row.status == "running":
            self._streams.outlast(asked.message_id)
            row = self._answer(principal, asked.message_id)
        if row.error:
            raise ToldAgain(row.error)
        return row

    def read(self, asked: Asked) -> Iterator[StreamEvent | None]:
        """The events of an answer from its start; None is a heartbeat. Raises ``TooManyStreams`` for a repeat."""
        return self._streams.read(asked.live) if asked.live else self._streams.follow(asked.message_id, 0)

    def follow(self, principal: Principal, message_id: str, after: int) -> Iterator[StreamEvent | None]:
        """The events of an answer after a position, whichever process makes it. Raises ``NotFound``."""
        self._answer(principal, message_id)
        return self._streams.follow(message_id, after)

    def stop(self, principal: Principal, message_id: str) -> Message:
        """End an answer early: what was said stays. One that has ended stays as it is. Raises ``NotFound``."""
        with self._db.writing() as session:
            row = get_answer(session, principal, message_id)
            row.stop_requested = row.stop_requested or row.status == "running"
        self._streams.stop(message_id)
        return row

    def search(self, principal: Principal, chatbot_id: str, query: str, *, top_k: int) -> Passages:
        """What the chatbot's citable sources hold on a query, best first. Raises ``NotFound`` or ``Conflicting``."""
        with self._db.reading() as session:
            chatbot = _answering_chatbot(session, principal, chatbot_id)
        searchable = self._sources.searchable(principal, chatbot_id)
        return self._answering.search(query, searchable.scope, searchable.visibility, k=top_k, alpha=chatbot.alpha)

    def _answer(self, principal: Principal, message_id: str) -> Message:
        with self._db.reading() as session:
            return get_answer(session, principal, message_id)

    def _store(self, principal: Principal, conversation_id: str, content: str, *, key: str | None) -> StoredQuestion:
        with self._db.writing() as session:
            talk = get_conversation(session, principal, conversation_id)
            chatbot = _answering_chatbot(session, principal, talk.chatbot_id)
            history = _history(session, conversation_id)
            return StoredQuestion(_write(session, talk, content, key=key, maker=self._maker), chatbot, history)


def title_from(content: str) -> str:
    """A conversation's title from its first question: at most 80 characters, cut between words."""
    line = " ".join(content.split())
    if len(line) <= TITLE_LENGTH:
        return line
    cut = line[: TITLE_LENGTH - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


def _question(stored: StoredQuestion, content: str, searchable: Searchable) -> Question:
    chatbot = stored.chatbot
    return Question(
        text=content,
        scope=searchable.scope,
        visibility=searchable.visibility,
        history=stored.history,
        instructions=chatbot.instructions,
        model=chatbot.model_name,
        temperature=chatbot.temperature,
        top_k=chatbot.top_k,
        alpha=chatbot.alpha,
        min_confidence=chatbot.min_confidence,
        claims=chatbot.claims,
    )


def _answering_chatbot(session: Session, principal: Principal, chatbot_id: str) -> Chatbot:
    chatbot = get_chatbot(session, principal, chatbot_id)
    if chatbot.is_paused:
        raise Conflicting("This chatbot is paused; set its status to active first.", code="chatbot_paused")
    return chatbot


def _history(session: Session, conversation_id: str) -> tuple[Turn, ...]:
    ended = Message.status.in_(("done", "stopped"))
    rows = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation_id, ended)
        .order_by(Message.id.desc())
        .limit(2 * TURNS)
    ).all()
    turns: list[Turn] = []
    question: Message | None = None
    for row in reversed(rows):
        if row.role == "user":
            question = row
        elif question is not None and row.content:
            turns += [Turn("user", question.content), Turn("assistant", row.content)]
            question = None
    return tuple(turns)


def _write(session: Session, conversation: Conversation, content: str, *, key: str | None, maker: str) -> str:
    """Store question and answer-to-be. Answers the answer's id. Raises ``IntegrityError`` when the key is taken."""
    conversation.title = conversation.title or title_from(content)
    conversation.updated_at = moment = now()
    question_id = new_id()
    answer_id = answer_of(question_id)
    asked = Message(
        id=question_id,
        conversation_id=conversation.id,
        role="user",
        content=content,
        status="done",
        idempotency_key=key,
        created_at=moment,
    )
    running = Message(
        id=answer_id,
        conversation_id=conversation.id,
        role="assistant",
        status="running",
        heartbeat_at=moment,
        maker=maker,
        created_at=moment,
    )
    session.add_all([asked, running])
    session.flush()
    return answer_id
