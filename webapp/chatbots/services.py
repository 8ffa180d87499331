"""Chatbots: make, change, pause, delete. Free of Flask; each call is one short transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from pipelines.types import Page
from webapp.auth.principal import Principal
from webapp.chatbots.access import get_chatbot, list_chatbots
from webapp.chatbots.knowledge import Knowledge, LastQuestion, Talk, Tally
from webapp.chatbots.models import Chatbot
from webapp.providers.services import Providers
from webapp.sql.database import Database, now

Status = Literal["draft", "processing", "active", "paused"]


@dataclass(frozen=True, slots=True)
class ChatbotView:
    """A chatbot as it is shown."""

    id: str
    name: str
    description: str
    welcome_message: str
    instructions: str
    model_name: str | None
    temperature: float
    status: Status
    has_knowledge_sources: bool
    documents: Tally | None
    last_question: LastQuestion | None
    created_at: datetime
    updated_at: datetime


class Chatbots:
    """The chatbots of all organisations; every method takes who asks."""

    def __init__(self, db: Database, knowledge: Knowledge, talk: Talk, *, providers: Providers) -> None:
        self.db = db
        self._providers = providers
        self.knowledge = knowledge
        self.talk = talk

    def page(self, principal: Principal, *, cursor: str | None, limit: int) -> Page[ChatbotView]:
        """The organisation's chatbots, newest first."""
        with self.db.reading() as session:
            rows = list_chatbots(session, principal, cursor=cursor, limit=limit)
        return Page(self._shown(rows.items), rows.next_cursor)

    def create(self, principal: Principal, values: Mapping[str, Any]) -> ChatbotView:
        """A new chatbot of the principal's organisation."""
        with self.db.writing() as session:
            row = Chatbot(org_id=principal.org_id, **values)
            session.add(row)
        return self._shown([row])[0]

    def get(self, principal: Principal, chatbot_id: str) -> ChatbotView:
        """One chatbot. Raises ``NotFound``."""
        with self.db.reading() as session:
            row = get_chatbot(session, principal, chatbot_id)
        return self._shown([row])[0]

    def change(self, principal: Principal, chatbot_id: str, values: Mapping[str, Any]) -> ChatbotView:
        """Set the given attributes; ``status`` may be ``paused`` or ``active``. Raises ``NotFound``."""
        row = {name: value for name, value in values.items() if name != "status"}
        if "status" in values:
            row["is_paused"] = values["status"] == "paused"
        return self._shown([self._set(principal, chatbot_id, row)])[0]

    def settings(self, principal: Principal, chatbot_id: str) -> Chatbot:
        """The row, for the settings in it. Raises ``NotFound``."""
        with self.db.reading() as session:
            return get_chatbot(session, principal, chatbot_id)

    def change_settings(self, principal: Principal, chatbot_id: str, values: Mapping[str, Any]) -> Chatbot:
        """Set the given settings. Raises ``NotFound`` or ``Invalid`` (``unknown_provider``)."""
        self._providers.must_be(principal, "chat", named=values, field="provider_id")
        self._providers.must_be(principal, "rerank", named=values, field="reranker_id")
        return self._set(principal, chatbot_id, values)

    def delete(self, principal: Principal, chatbot_id: str) -> None:
        """Nobody finds it any more, and its knowledge leaves every Scope. Raises ``NotFound``."""
        self._set(principal, chatbot_id, {"deleted_at": now()})
        self.knowledge.forget(chatbot_id)

    def _set(self, principal: Principal, chatbot_id: str, values: Mapping[str, Any]) -> Chatbot:
        with self.db.writing() as session:
            row = get_chatbot(session, principal, chatbot_id)
            for name, value in values.items():
                setattr(row, name, value)
        return row

    def _shown(self, rows: Sequence[Chatbot]) -> tuple[ChatbotView, ...]:
        ids = [row.id for row in rows]
        with_sources = self.knowledge.has_sources(ids)
        processing = self.knowledge.is_processing(ids)
        documents = self.knowledge.documents(rows[0].org_id, ids) if rows else {}
        asked = self.talk.last_questions(ids)
        return tuple(
            _view(
                row,
                has_sources=row.id in with_sources,
                is_processing=row.id in processing,
                documents=None if documents is None else documents.get(row.id, Tally()),
                last_question=asked.get(row.id),
            )
            for row in rows
        )


def _view(
    row: Chatbot,
    *,
    has_sources: bool,
    is_processing: bool,
    documents: Tally | None,
    last_question: LastQuestion | None,
) -> ChatbotView:
    return ChatbotView(
        id=row.id,
        name=row.name,
        description=row.description,
        welcome_message=row.welcome_message,
        instructions=row.instructions,
        model_name=row.model_name,
        temperature=row.temperature,
        status=_status(row, has_sources=has_sources, is_processing=is_processing),
        has_knowledge_sources=has_sources,
        documents=documents,
        last_question=last_question,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )


def _status(row: Chatbot, *, has_sources: bool, is_processing: bool) -> Status:
    if row.is_paused:
        return "paused"
    if not has_sources:
        return "draft"
    return "processing" if is_processing else "active"
