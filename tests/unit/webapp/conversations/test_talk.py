"""What a chatbot was asked last."""

from datetime import UTC, datetime, timedelta

from webapp.auth.models import Organization
from webapp.chatbots.models import Chatbot
from webapp.conversations.models import Conversation, Message
from webapp.conversations.talk import ChatbotTalk
from webapp.sql.database import Database, new_id

START = datetime(2026, 3, 2, tzinfo=UTC)


def talked(db: Database, chatbot_id: str, org_id: str, *said: str, minutes: int, gone: bool = False) -> list[str]:
    """A conversation that was last used then; the ids of its questions."""
    with db.writing() as session:
        moment = START + timedelta(minutes=minutes)
        talk = Conversation(
            org_id=org_id,
            chatbot_id=chatbot_id,
            title=said[0] if said else None,
            updated_at=moment,
            deleted_at=moment if gone else None,
        )
        session.add(talk)
        session.flush()
        ids = [new_id() for _ in said]
        for one, content in zip(ids, said, strict=True):
            session.add(Message(id=one, conversation_id=talk.id, role="user", content=content, status="done"))
            session.add(Message(id=new_id(), conversation_id=talk.id, role="assistant", content="so", status="done"))
    return ids


def test_the_last_question_of_the_last_conversation(db: Database) -> None:
    """Not of one that was deleted or holds none yet, nor one that was asked anew, nor of another chatbot."""
    org_id, (first, second, silent) = new_id(), (new_id(), new_id(), new_id())
    with db.writing() as session:
        session.add(Organization(id=org_id, name="Library", slug=org_id))
        session.flush()
        session.add_all(Chatbot(id=one, org_id=org_id, name="desk") for one in (first, second, silent))
    talked(db, first, org_id, "old?", minutes=1)
    *_, replaced = talked(db, first, org_id, "one?", "two?", "typo?", minutes=2)
    talked(db, first, org_id, minutes=3)
    talked(db, first, org_id, "deleted?", minutes=4, gone=True)
    talked(db, second, org_id, "other?", minutes=5)
    with db.writing() as session:
        message = session.get(Message, replaced)
        assert message is not None
        message.set_aside_at = START
    talk = ChatbotTalk(db)
    asked = talk.last_questions([first, second, silent])
    assert {one: last.content for one, last in asked.items()} == {first: "two?", second: "other?"}
    assert asked[first].asked_at.tzinfo is not None
    assert talk.last_questions([]) == {}
    assert list(talk.last_questions([second])) == [second]
