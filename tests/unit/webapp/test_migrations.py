"""Single migrations: what they add, that they can be taken back, and that no row is lost on the way."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from webapp.auth.models import Login, Organization, User
from webapp.chatbots.models import Chatbot
from webapp.conversations.models import Conversation, Message, MessageEvent
from webapp.sql.database import Database, new_id, now
from webapp.sql.schema import alembic_config, migrate


@pytest.fixture
def talk(db: Database) -> str:
    """A conversation with one question in it, whose events are stored."""
    with db.writing() as session:
        session.add(organization := Organization(name="Acme", slug="acme"))
        session.flush()
        session.add(chatbot := Chatbot(org_id=organization.id, name="desk"))
        session.flush()
        session.add(made := Conversation(org_id=organization.id, chatbot_id=chatbot.id))
        session.flush()
        session.add(asked := question(made.id, None))
        session.flush()
        session.add(MessageEvent(message_id=asked.id, seq=1, kind="meta", data="{}"))
    return made.id


def question(talk: str, key: str | None) -> Message:
    """A question that was asked under a key."""
    return Message(id=new_id(), conversation_id=talk, role="user", content="why?", status="done", idempotency_key=key)


def back_to(db: Database, revision: str) -> None:
    """What somebody does by hand who goes back to an older version."""
    config = alembic_config()
    with db.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")
        with connection.execution_options(refdesk_write=True).begin():
            config.attributes["connection"] = connection
            command.downgrade(config, revision)
        raw.execute("PRAGMA foreign_keys=ON")


def columns(db: Database) -> set[str]:
    """The columns of messages."""
    return {column["name"] for column in inspect(db.engine).get_columns("messages")}


@pytest.mark.usefixtures("talk")
def test_keys_and_errors_come_and_go(db: Database, tmp_path: Path) -> None:
    """Revision 0004 down and up again: messages and their events stay."""
    added = {"error", "idempotency_key"}
    assert added <= columns(db)
    back_to(db, "0003")
    assert not added & columns(db)
    assert not [index for index in inspect(db.engine).get_indexes("messages") if index["unique"]]
    migrate(db, tmp_path)
    assert added <= columns(db)
    with db.reading() as session:
        assert session.execute(text("SELECT content, status, error FROM messages")).all() == [("why?", "done", None)]
        assert session.execute(text("SELECT count(*) FROM message_events")).scalar() == 1


@pytest.mark.usefixtures("talk")
def test_claims_come_and_go(db: Database, tmp_path: Path) -> None:
    """Revision 0006 down and up again: older answers have no claims, chatbots set them apart."""
    added = {"claims", "coverage", "model", "finish", "searched"}
    assert added <= columns(db)
    back_to(db, "0004")
    assert not added & columns(db)
    migrate(db, tmp_path)
    with db.reading() as session:
        assert session.execute(text("SELECT content, claims, coverage FROM messages")).all() == [("why?", "[]", None)]
        assert session.execute(text("SELECT claims FROM chatbots")).scalar() == "mark"
        assert session.execute(text("SELECT count(*) FROM message_events")).scalar() == 1


def test_a_key_is_there_once_in_its_conversation(db: Database, talk: str) -> None:
    """The database itself refuses the second, whoever writes it; without a key as many as there are."""
    with db.writing() as session:
        session.add_all([question(talk, None), question(talk, None), question(talk, "key"), question(talk, "other")])
    with pytest.raises(IntegrityError), db.writing() as session:
        session.add(question(talk, "key"))
    with db.writing() as session:
        first = session.get_one(Conversation, talk)
        second = Conversation(org_id=first.org_id, chatbot_id=first.chatbot_id)
        session.add(second)
        session.flush()
        session.add(question(second.id, "key"))


@pytest.mark.usefixtures("talk")
def test_what_replaces_comes_and_goes(db: Database, tmp_path: Path) -> None:
    """Revision 0007 down and up again: messages, their events and conversations stay."""
    added = {"replaces", "set_aside_at", "documents", "table"}
    assert added <= columns(db)
    back_to(db, "0004")
    assert not added & columns(db)
    assert "message_traces" not in inspect(db.engine).get_table_names()
    migrate(db, tmp_path)
    with db.reading() as session:
        (kept,) = session.query(Message).all()
        assert (kept.content, kept.set_aside, kept.documents) == ("why?", False, None)
        assert session.query(Conversation).one().title_numbered is False
        assert session.query(MessageEvent).count() == 1


@pytest.mark.usefixtures("talk")
def test_who_sums_up_comes_and_goes(db: Database, tmp_path: Path) -> None:
    """Revision 0009 down and up again: chatbots of before quote."""
    back_to(db, "0007")
    migrate(db, tmp_path)
    with db.reading() as session:
        assert session.execute(text("SELECT summaries FROM chatbots")).scalar() == "quoted"


@pytest.mark.usefixtures("talk")
def test_filters_come_and_go(db: Database, tmp_path: Path) -> None:
    """Revision 0010 down and up again: earlier questions have none."""
    assert "filters" in columns(db)
    back_to(db, "0009")
    assert "filters" not in columns(db)
    migrate(db, tmp_path)
    with db.reading() as session:
        (kept,) = session.query(Message).all()
        assert (kept.content, kept.filters) == ("why?", None)


@pytest.mark.usefixtures("talk")
def test_exchanged_tokens_come_and_go(db: Database, tmp_path: Path) -> None:
    """Revision 0011 down and up again: logins of before go on, their token before is not known."""
    with db.writing() as session:
        org_id = session.query(Organization).one().id
        session.add(
            user := User(org_id=org_id, email="a@refdesk.org", password_hash="x", first_name="A", last_name="B")
        )
        session.flush()
        session.add(Login(user_id=user.id, token_id="t", expires_at=now()))
    back_to(db, "0010")
    migrate(db, tmp_path)
    with db.reading() as session:
        (kept,) = session.query(Login).all()
        assert (kept.token_id, kept.previous_token_id, kept.exchanged_at) == ("t", None, None)


@pytest.mark.usefixtures("talk")
def test_plans_come_and_go(db: Database, tmp_path: Path) -> None:
    """Revision 0012 on data of 0011: who was called free had not chosen it, a plan that was set stays, as do people."""
    back_to(db, "0011")
    with db.writing() as session:
        known = "id, name, created_at"
        session.execute(text("UPDATE organizations SET plan = 'free'"))
        session.execute(
            text(
                f"INSERT INTO organizations ({known}, slug, plan) SELECT 'other', name, created_at, 'b', 'team'"
                " FROM organizations"
            )
        )
    migrate(db, tmp_path)
    with db.reading() as session:
        assert dict(session.query(Organization.slug, Organization.plan).tuples().all()) == {"acme": None, "b": "team"}
        assert session.query(Message).one().content == "why?"
        assert {"usage_months", "usage_kept_rooms", "alerts"} <= set(inspect(db.engine).get_table_names())


@pytest.mark.usefixtures("talk")
def test_providers_come_and_go(db: Database, tmp_path: Path) -> None:
    """Revision 0014 on data of 0013: chatbots are answered by the installation's model, old answers have no price."""
    back_to(db, "0013")
    assert not {"providers", "usage_models"} & set(inspect(db.engine).get_table_names())
    with db.writing() as session:
        session.execute(text("UPDATE chatbots SET model_name = 'named'"))
    migrate(db, tmp_path)
    with db.reading() as session:
        chatbot, message = session.query(Chatbot).one(), session.query(Message).one()
        assert (chatbot.model_name, chatbot.provider_id) == ("named", None)
        assert (message.content, message.provider_id, message.cost_micros) == ("why?", None, None)
    assert {"providers", "usage_models"} <= set(inspect(db.engine).get_table_names())


@pytest.mark.usefixtures("talk")
def test_rerankers_come_and_go(db: Database, tmp_path: Path) -> None:
    """Revision 0016 on data of 0015: chatbots are ranked by the installation's reranker, their provider stays."""
    back_to(db, "0015")
    with db.writing() as session:
        session.execute(text("UPDATE chatbots SET model_name = 'named', provider_id = 'p'"))
    migrate(db, tmp_path)
    with db.reading() as session:
        chatbot = session.query(Chatbot).one()
        assert (chatbot.model_name, chatbot.provider_id, chatbot.reranker_id) == ("named", "p", None)
        assert session.query(Message).one().content == "why?"
