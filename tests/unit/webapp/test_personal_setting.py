"""Personal data: chatbots of the release before show it, and their answers say that nothing was left out."""

from pathlib import Path

from sqlalchemy import text

from tests.unit.webapp.test_migrations import back_to
from webapp.auth.models import Organization
from webapp.chatbots.models import Chatbot
from webapp.conversations.authorship import MODEL_WRITTEN
from webapp.conversations.messages import message_json
from webapp.conversations.models import Conversation, Message
from webapp.sql.database import Database
from webapp.sql.schema import migrate


def test_an_installation_is_carried_over(db: Database, tmp_path: Path) -> None:
    """Rows that the release before wrote: the setting is off, who wrote an answer is told of old ones too."""
    with db.writing() as session:
        session.add(organization := Organization(name="Acme", slug="acme"))
        session.flush()
        session.add(chatbot := Chatbot(org_id=organization.id, name="desk", pii="redact"))
        session.flush()
        session.add(talk := Conversation(org_id=organization.id, chatbot_id=chatbot.id))
        session.flush()
        given = {"conversation_id": talk.id, "role": "assistant", "status": "done", "content": "So it is [1]."}
        session.add(Message(id="m", mode="llm", model="gpt-x", answered=True, withheld={"email": 1}, **given))
    back_to(db, "0014")
    with db.reading() as session:
        assert session.execute(text("select content from messages")).scalar_one() == "So it is [1]."
    migrate(db, tmp_path)
    with db.reading() as session:
        told = message_json(session.get_one(Message, "m"))
        assert session.get_one(Chatbot, chatbot.id).pii == "off"
    assert (told["withheld"], told["flagged"]) == ({}, [])
    wrote = {"by": "model", "provider": None, "model": "gpt-x", "source_type": MODEL_WRITTEN}
    assert told["generated"] == wrote
