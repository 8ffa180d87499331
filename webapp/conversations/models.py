"""Rows of conversations: who asked what, what was answered, how the answer grew, and what could not be answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from webapp.conversations.authorship import by_model, by_none
from webapp.sql.database import Base, new_id, now


class Conversation(Base):
    """A person's talk with a chatbot. ``title`` None: nothing was asked yet.

    ``title_numbered``: a number tells it apart from another of the same first question, until there is a second one.
    """

    __tablename__ = "conversations"
    __table_args__ = (Index("ix_conversations_chatbot_updated", "chatbot_id", "updated_at", "id"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    org_id: Mapped[str] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"), index=True)
    chatbot_id: Mapped[str] = mapped_column(ForeignKey("chatbots.id", ondelete="CASCADE"))
    user_id: Mapped[str | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    title: Mapped[str | None] = mapped_column(String(200))
    title_numbered: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)
    deleted_at: Mapped[datetime | None]


class Message(Base):
    """A question or an answer. A question's id is its answer's minus one: pairs stay together in the order of ids.

    ``maker`` names the process that makes the answer (``processes.py``), which renews ``heartbeat_at``;
    ``stop_requested`` is set by any process. ``idempotency_key`` is a question's; who sends it again is told the same
    answer. ``error`` is the problem that a failed answer's stream ended with. ``finish`` is how the model that was
    asked ended; ``claims``, ``coverage``, ``model``, ``provider_id`` and ``searched`` as in
    ``pipelines.questions.Answer``, ``table`` as in its ``TableAnswer``. ``cost_micros`` is what all calls for the
    answer cost, in millionths of ``currency``; None where no price was known. A question that ``replaces`` another one
    set that one aside, with what followed it; ``withheld`` counts by kind what was left out of an answer, never what it
    was; ``flagged`` tells where something personal stands; ``documents`` are those it was put to:
    ``{document_id, title}``, ``filters`` what else narrowed it down.
    """

    __tablename__ = "messages"
    __table_args__ = (
        CheckConstraint("role IN ('user', 'assistant')", name="role"),
        CheckConstraint("status IN ('running', 'done', 'stopped', 'failed')", name="status"),
        Index("ix_messages_conversation", "conversation_id", "id"),
        Index("ix_messages_status_heartbeat", "status", "heartbeat_at"),
        Index("ix_messages_conversation_key", "conversation_id", "idempotency_key", unique=True),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(16))
    content: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(String(16))
    mode: Mapped[str | None] = mapped_column(String(16))
    answered: Mapped[bool | None]
    confidence: Mapped[float | None]
    citations: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    nearest: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    degraded: Mapped[list[str]] = mapped_column(JSON, default=list)
    usage: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    claims: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    coverage: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    model: Mapped[str | None] = mapped_column(String(200))
    provider_id: Mapped[str | None] = mapped_column(String(36))
    cost_micros: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(10))
    finish: Mapped[str | None] = mapped_column(String(16))
    searched: Mapped[str | None] = mapped_column(Text)
    latency_ms: Mapped[int | None]
    rating: Mapped[str | None] = mapped_column(String(8))
    comment: Mapped[str | None] = mapped_column(Text)
    heartbeat_at: Mapped[datetime | None]
    maker: Mapped[str | None] = mapped_column(String(32))
    stop_requested: Mapped[bool] = mapped_column(default=False)
    idempotency_key: Mapped[str | None] = mapped_column(String(200))
    error: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    replaces: Mapped[str | None] = mapped_column(String(36))
    set_aside_at: Mapped[datetime | None]
    table: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    documents: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    filters: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    withheld: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    flagged: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    created_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def feedback(self) -> dict[str, str | None] | None:
        """What the person said about the answer; None before they did."""
        return None if self.rating is None else {"rating": self.rating, "comment": self.comment}

    @property
    def generated(self) -> dict[str, str | None]:
        """Who wrote it, told for machines; what a model said and was replaced is not its text."""
        replaced = self.finish == "no_answer" or (self.finish == "not_backed" and not self.claims)
        if self.mode not in ("llm", "fallback") or not self.content or replaced:
            return by_none()
        return by_model(self.model, provider_id=self.provider_id)

    @property
    def set_aside(self) -> bool:
        """Whether another question or answer stands in its place."""
        return self.set_aside_at is not None


class MessageTrace(Base):
    """How an answer came about: ``pipelines.traces.Trace`` as JSON. Beside the message: lists have no use for it."""

    __tablename__ = "message_traces"

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)


class MessageEvent(Base):
    """One event of an answer's stream; ``seq`` counts from 1 within its message and is the event's id."""

    __tablename__ = "message_events"

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(16))
    data: Mapped[str] = mapped_column(Text)


class Gap(Base):
    """A question that the chatbot's sources could not answer, for its owner."""

    __tablename__ = "gaps"
    __table_args__ = (Index("ix_gaps_chatbot_created", "chatbot_id", "created_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    org_id: Mapped[str] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"), index=True)
    chatbot_id: Mapped[str] = mapped_column(ForeignKey("chatbots.id", ondelete="CASCADE"))
    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), index=True)
    question: Mapped[str] = mapped_column(Text)
    confidence: Mapped[float]
    created_at: Mapped[datetime] = mapped_column(default=now)
