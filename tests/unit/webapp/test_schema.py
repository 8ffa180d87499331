"""Migrations: they make the models' schema, once, whoever starts, and keep the rows."""

import importlib
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from webapp.sql.database import Base, Database
from webapp.sql.schema import BrokenReferences, alembic_config, migrate

PROGRAM = (
    "import sys; from pathlib import Path; "
    "from webapp.sql.database import Database; from webapp.sql.schema import migrate; "
    "data = Path(sys.argv[1]); migrate(Database(f'sqlite:///{data / \"x.sqlite\"}'), data)"
)


@pytest.fixture
def db(tmp_path: Path):
    """An empty database."""
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    yield database
    database.close()


def all_models() -> None:
    for feature in ("alerts", "auth", "chatbots", "conversations", "limits", "providers", "sources"):
        importlib.import_module(f"webapp.{feature}.models")
    importlib.import_module("webapp.sql.leases")


def test_revisions_are_one_line() -> None:
    """One head, one base, no branches."""
    script = ScriptDirectory.from_config(alembic_config())
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


def test_migrations_make_what_the_models_say(db: Database, tmp_path: Path) -> None:
    """Nothing is left for autogenerate to find."""
    all_models()
    migrate(db, tmp_path)
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_second_start_changes_nothing(db: Database, tmp_path: Path) -> None:
    """Also with rows in place; foreign keys are on again afterwards."""
    migrate(db, tmp_path)
    with db.writing() as session:
        session.execute(text("INSERT INTO organizations VALUES ('o', 'n', 's', 'free', '2026-01-01 00:00:00')"))
    migrate(db, tmp_path)
    with db.reading() as session:
        assert session.execute(text("SELECT count(*) FROM organizations")).scalar() == 1
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1


@pytest.mark.slow
def test_processes_that_start_together_migrate_once(db: Database, tmp_path: Path) -> None:
    """Three at once on an empty folder all end well."""
    running = [subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path)]) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert "chatbots" in inspect(db.engine).get_table_names()


def test_a_migration_that_breaks_references_is_undone(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row without its parent stops the upgrade, and the transaction takes everything back."""

    def orphan(connection: object) -> None:
        execute = connection.execute  # type: ignore[attr-defined]
        execute(text("CREATE TABLE parents (id INTEGER PRIMARY KEY)"))
        execute(text("CREATE TABLE children (parent INTEGER REFERENCES parents(id))"))
        execute(text("INSERT INTO children VALUES (7)"))

    monkeypatch.setattr("webapp.sql.schema._upgrade", orphan)
    with pytest.raises(BrokenReferences, match="children"):
        migrate(db, tmp_path)
    assert inspect(db.engine).get_table_names() == []


def test_recreating_a_table_keeps_its_children(db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What Alembic's batch mode does on SQLite deletes nobody's rows."""
    migrate(db, tmp_path)
    with db.writing() as session:
        session.execute(text("INSERT INTO organizations VALUES ('o', 'n', 's', 'free', '2026-01-01 00:00:00')"))
        session.execute(
            text("INSERT INTO users VALUES ('u', 'o', 'e', 'h', 'f', 'l', 'owner', 1, '2026-01-01 00:00:00', NULL)")
        )

    def recreate(connection: object) -> None:
        from alembic.operations import Operations

        operations = Operations(MigrationContext.configure(connection))  # type: ignore[arg-type]
        with operations.batch_alter_table("organizations", recreate="always") as batch:
            batch.alter_column("plan", nullable=True)

    monkeypatch.setattr("webapp.sql.schema._upgrade", recreate)
    migrate(db, tmp_path)
    with db.reading() as session:
        assert session.execute(text("SELECT count(*) FROM users")).scalar() == 1
