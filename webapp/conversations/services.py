"""Conversations: make, rename, delete, rate. Free of Flask; each call is one short transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from pipelines.types import Page
from webapp.auth.principal import Principal
from webapp.chatbots.access import get_chatbot
from webapp.conversations.access import get_answer, get_conversation, list_conversations, list_messages
from webapp.conversations.models import Conversation, Message
from webapp.conversations.silencing import shown
from webapp.conversations.streams import Streams
from webapp.sql.database import Database, now

UNTITLED = "New conversation"


@dataclass(frozen=True, slots=True)
class ConversationView:
    """A conversation as it is shown."""

    id: str
    chatbot_id: str
    title: str
    created_at: datetime
    updated_at: datetime


class Conversations:
    """The conversations of all organisations; every method takes who asks."""

    def __init__(self, db: Database, streams: Streams) -> None:
        self._db = db
        self._streams = streams

    def page(
        self, principal: Principal, chatbot_id: str, *, q: str | None, cursor: str | None, limit: int
    ) -> Page[ConversationView]:
        """A chatbot's conversations, the last used first. Raises ``NotFound``."""
        with self._db.reading() as session:
            rows = list_conversations(session, principal, chatbot_id, q=q, cursor=cursor, limit=limit)
        return Page(tuple(_view(row) for row in rows.items), rows.next_cursor)

    def create(self, principal: Principal, chatbot_id: str, title: str | None) -> ConversationView:
        """A new conversation; without a title its first question names it. Raises ``NotFound``."""
        with self._db.writing() as session:
            get_chatbot(session, principal, chatbot_id)
            row = Conversation(org_id=principal.org_id, chatbot_id=chatbot_id, user_id=principal.user_id, title=title)
            session.add(row)
        return _view(row)

    def get(self, principal: Principal, conversation_id: str) -> ConversationView:
        """One conversation. Raises ``NotFound``."""
        with self._db.reading() as session:
            return _view(get_conversation(session, principal, conversation_id))

    def change(self, principal: Principal, conversation_id: str, values: Mapping[str, Any]) -> ConversationView:
        """Set the given attributes. Raises ``NotFound``."""
        with self._db.writing() as session:
            row = get_conversation(session, principal, conversation_id)
            for name, value in values.items():
                setattr(row, name, value)
            row.title_numbered = False
            row.updated_at = now()
        return _view(row)

    def delete(self, principal: Principal, conversation_id: str) -> None:
        """Nobody finds it any more; answers in the making stop. Raises ``NotFound``."""
        with self._db.writing() as session:
            row = get_conversation(session, principal, conversation_id)
            row.deleted_at = now()
            running = (Message.conversation_id == conversation_id) & (Message.status == "running")
            stopping = session.scalars(select(Message.id).where(running)).all()
            session.execute(update(Message).where(running).values(stop_requested=True))
        for message_id in stopping:
            self._streams.stop(message_id)

    def messages(
        self, principal: Principal, conversation_id: str, *, cursor: str | None, limit: int, set_aside: bool = False
    ) -> Page[Message]:
        """Its messages, oldest first; none shown as running whose process is dead. Raises ``NotFound``."""
        which = {"cursor": cursor, "limit": limit, "set_aside": set_aside}
        page = self._messages(principal, conversation_id, which)
        running = [row for row in page.items if row.status == "running"]
        if any(self._streams.is_stale(row.heartbeat_at, row.maker) for row in running):
            self._streams.sweep()
            page = self._messages(principal, conversation_id, which)
        return page

    def rate(self, principal: Principal, message_id: str, *, rating: str, comment: str | None) -> None:
        """Say whether an answer helped; the last word counts. Raises ``NotFound``."""
        with self._db.writing() as session:
            row = get_answer(session, principal, message_id)
            row.rating, row.comment = rating, comment

    def _messages(self, principal: Principal, conversation_id: str, which: Mapping[str, Any]) -> Page[Message]:
        with self._db.reading() as session:
            page = list_messages(session, principal, conversation_id, **which)
            return Page(tuple(shown(session, principal.org_id, page.items)), page.next_cursor)


def _view(row: Conversation) -> ConversationView:
    return ConversationView(row.id, row.chatbot_id, row.title or UNTITLED, row.created_at, row.updated_at)
