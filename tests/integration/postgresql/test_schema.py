"""The schema on PostgreSQL: what the migrations make of an empty database, and of one with rows in it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from tests.unit.webapp.limits.conftest import Opened
from webapp.sql.database import Base, Database
from webapp.sql.schema import alembic_config, migrate

FIRST, WITH_CONVERSATIONS = "0001", "0002"
COUNTED = ("organizations", "users", "chatbots", "sources", "conversations", "messages")


def back_to(db: Database, revision: str) -> None:
    """What somebody does by hand who goes back to an older version."""
    config = alembic_config()
    with db.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def counts(db: Database) -> dict[str, int]:
    """How many rows the tables of people and their talks have, those that there are."""
    there = [name for name in COUNTED if name in inspect(db.engine).get_table_names()]
    with db.reading() as session:
        return {name: session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in there}


def test_migrations_make_what_the_models_say(db: Database) -> None:
    """Tables, columns, types and indexes; nothing is left to be done."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_rows_survive_every_revision_down_and_up(opened: Opened, url: str, tmp_path: Path) -> None:
    """From a used installation one revision after the other back to accounts alone, and up to the newest."""
    anna = opened(database_url=url).person()
    talk = anna.talk()
    assert anna.ask(talk).status_code == 201
    chatbot = anna.call("GET", "/api/v1/chatbots/").json["items"][0]["id"]
    named = {"name": "Manuals", "kind": "upload"}
    assert anna.call("POST", f"/api/v1/chatbots/{chatbot}/sources/", json=named).status_code == 201
    db = Database(url)
    before = counts(db)
    assert (before["users"], before["messages"], before["sources"]) == (1, 2, 1)
    older = [one.revision for one in ScriptDirectory.from_config(alembic_config()).walk_revisions()][1:]
    assert older[-1] == FIRST
    for revision in older[: older.index(WITH_CONVERSATIONS) + 1]:
        back_to(db, revision)
        assert counts(db) == before, revision
    migrate(db, tmp_path)
    assert counts(db) == before
    assert [one["role"] for one in anna.call("GET", f"/api/v1/conversations/{talk}/messages/").json["items"]] == [
        "user",
        "assistant",
    ]
    back_to(db, FIRST)
    assert counts(db) == {name: before[name] for name in COUNTED[:3]}
    migrate(db, tmp_path)
    assert anna.call("GET", "/auth/me/").json["email"] == anna.user["email"]
    back_to(db, "base")
    assert inspect(db.engine).get_table_names() == ["alembic_version"]
    db.close()


def test_hosts_that_start_together_migrate_once(url: str, tmp_path: Path) -> None:
    """Each with a data folder of its own, so that only the server tells them apart."""

    def begin(number: int) -> None:
        database = Database(url)
        migrate(database, tmp_path / str(number))
        database.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(begin, range(4)))
    database = Database(url)
    assert counts(database)["users"] == 0
    database.close()
