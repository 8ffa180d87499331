"""A question is put: its rows are written, its answer begins, and readers follow it. Free of Flask."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Protocol

import uuid6
from sqlalchemy import select
from sqlalchemy.orm import Session

from pipelines.asking import Passages, Question, Turn
from pipelines.types import Scope, Visibility
from webapp.auth.principal import Principal
from webapp.chatbots.access import get_chatbot
from webapp.chatbots.models import Chatbot
from webapp.conversations.access import get_answer, get_conversation
from webapp.conversations.events import StreamEvent
from webapp.conversations.live import Live
from webapp.conversations.models import Conversation, Message
from webapp.conversations.streams import Streaming, Streams
from webapp.db import Database, now
from webapp.errors import Conflicting
from webapp.sources.services import Sources

TURNS = 10
TITLE_LENGTH = 80


class Answering(Streaming, Protocol):
    """What conversations ask of ``pipelines.answering.Answerer``."""

    def search(
        self, query: str, scope: Scope, visibility: Mapping[str, Visibility], *, k: int, alpha: float | None = None
    ) -> Passages:
        """The best k passages in scope, of citable sources, best first."""
        ...

    def close(self) -> None:
        """Release what it holds."""
        ...


class Asking:
    """Questions of people to chatbots; every method takes who asks."""

    def __init__(self, db: Database, *, sources: Sources, answering: Answering, streams: Streams, maker: str) -> None:
        self._db = db
        self._maker = maker
        self._sources = sources
        self._answering = answering
        self._streams = streams

    def ask(self, principal: Principal, conversation_id: str, content: str) -> Live:
        """Store the question and begin its answer, which ends by itself whoever reads.

        Raises ``NotFound``, ``Conflicting`` (``chatbot_paused``) or ``TooManyStreams``: nothing is stored then.
        """
        with self._streams.slot() as slot:
            with self._db.reading() as session:
                chatbot_id = get_conversation(session, principal, conversation_id).chatbot_id
            reach = self._sources.reach(principal, chatbot_id)
            with self._db.writing() as session:
                chatbot = _answering_chatbot(session, principal, chatbot_id)
                history = _history(session, conversation_id)
                talk = get_conversation(session, principal, conversation_id)
                message_id = _write(session, talk, content, maker=self._maker)
            question = Question(
                text=content,
                scope=reach.scope,
                visibility=reach.visibility,
                history=history,
                instructions=chatbot.instructions,
                model=chatbot.model_name,
                temperature=chatbot.temperature,
                top_k=chatbot.top_k,
                alpha=chatbot.alpha,
                min_confidence=chatbot.min_confidence,
            )
            live = Live(message_id, conversation_id)
            slot.start(live, question)
            return live

    def wait(self, principal: Principal, live: Live) -> Message:
        """The finished answer. Raises the error that it ended with."""
        self._streams.wait(live)
        with self._db.reading() as session:
            return get_answer(session, principal, live.message_id)

    def read(self, live: Live) -> Iterator[StreamEvent | None]:
        """The events of an answer that was just begun; None is a heartbeat."""
        return self._streams.read(live)

    def follow(self, principal: Principal, message_id: str, after: int) -> Iterator[StreamEvent | None]:
        """The events of an answer after a position, whichever process makes it. Raises ``NotFound``."""
        with self._db.reading() as session:
            get_answer(session, principal, message_id)
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
        reach = self._sources.reach(principal, chatbot_id)
        return self._answering.search(query, reach.scope, reach.visibility, k=top_k, alpha=chatbot.alpha)


def title_from(content: str) -> str:
    """A conversation's title from its first question: at most 80 characters, cut between words."""
    line = " ".join(content.split())
    if len(line) <= TITLE_LENGTH:
        return line
    cut = line[: TITLE_LENGTH - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


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


def _write(session: Session, conversation: Conversation, content: str, *, maker: str) -> str:
    """Store question and answer-to-be. The answer's id is the next one: nothing comes between them in their order."""
    conversation.title = conversation.title or title_from(content)
    conversation.updated_at = moment = now()
    question = uuid6.uuid7()
    answer_id = str(uuid.UUID(int=question.int + 1))
    asked = Message(
        id=str(question),
        conversation_id=conversation.id,
        role="user",
        content=content,
        status="done",
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
    return answer_id
