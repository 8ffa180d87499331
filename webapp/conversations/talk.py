"""What chatbots ask about their conversations. Free of Flask."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import aliased

from webapp.chatbots.knowledge import LastQuestion
from webapp.chatbots.models import Chatbot
from webapp.conversations.models import Conversation, Message
from webapp.sql.database import Database


class ChatbotTalk:
    """Implements ``webapp.chatbots.knowledge.Talk``; callers have got the chatbots through their own door."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def last_questions(self, chatbot_ids: Sequence[str]) -> Mapping[str, LastQuestion]:
        """Two look-ups in an index for each chatbot, in one query."""
        if not chatbot_ids:
            return {}
        talk, said = aliased(Conversation), aliased(Message)
        last_talk = (
            select(talk.id)
            .where(talk.chatbot_id == Chatbot.id, talk.deleted_at.is_(None), talk.title.is_not(None))
            .order_by(talk.updated_at.desc(), talk.id.desc())
            .limit(1)
            .correlate(Chatbot)
            .scalar_subquery()
        )
        last_said = (
            select(said.id)
            .where(said.conversation_id == last_talk, said.role == "user", said.set_aside_at.is_(None))
            .order_by(said.id.desc())
            .limit(1)
            .correlate(Chatbot)
            .scalar_subquery()
        )
        wanted = select(Chatbot.id, Message.content, Message.created_at).join(Message, Message.id == last_said)
        with self._db.reading() as session:
            rows = session.execute(wanted.where(Chatbot.id.in_(chatbot_ids)))
            return {chatbot_id: LastQuestion(content, asked_at) for chatbot_id, content, asked_at in rows}
