"""Rows that point at nothing prevent no start; they are told, copied aside, and mended."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from deployments.cli import build
from deployments.stack.lock import take
from deployments.stack.orphans import COPIES, DATABASE, found
from pipelines.index.sqlite import SQLiteIndex
from pipelines.settings import PipelineSettings
from tests.contracts.index.making import SPEC, document, publication
from tests.regressions.conftest import House
from webapp.answers.index_start import IndexStart
from webapp.sql.database import Database
from webapp.sql.schema import migrate

SPOILED = {
    "a person is gone": (["DELETE FROM users"], {"conversations": 1, "logins": 1}),
    "a chatbot is gone": (["DELETE FROM chatbots"], {"conversations": 1, "sources": 1}),
    "an organisation is gone": (["DELETE FROM organizations"], {"users": 1, "chatbots": 1, "conversations": 1}),
    "messages are gone": (["DELETE FROM conversations"], {"messages": 2}),
    "a source points elsewhere": (["UPDATE sources SET chatbot_id = 'nobody'"], {"sources": 1}),
    "all at once": (["DELETE FROM users", "DELETE FROM chatbots", "DELETE FROM organizations"], {"sources": 1}),
}


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a person, a chatbot, a source, a conversation and two messages."""
    folder = tmp_path_factory.mktemp("used")
    house = House(folder)
    bot = house.call("POST", "/api/v1/chatbots/", name="Desk").get_json()["id"]
    house.call("POST", f"/api/v1/chatbots/{bot}/sources/", name="S", kind="upload", config={})
    talk = house.call("POST", f"/api/v1/chatbots/{bot}/conversations/", title="T").get_json()["id"]
    assert house.call("POST", f"/api/v1/conversations/{talk}/messages/", content="When?").status_code == 201
    house.close()
    return folder


def spoiled(used: Path, folder: Path, statements: list[str]) -> Path:
    """A copy of it in which something was deleted behind its back."""
    data = folder / "data"
    shutil.copytree(used, data)
    with closing(sqlite3.connect(data / DATABASE)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return data


def refdesk(data: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    """What the command line says."""
    monkeypatch.setenv("REFDESK_DATA_DIR", str(data))
    done = CliRunner().invoke(build(), list(arguments))
    assert done.exit_code in (0, 4), done.output
    return " ".join(done.output.split())


@pytest.mark.parametrize("how", SPOILED)
def test_orphans_are_told_copied_and_mended(
    used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, how: str
) -> None:
    """It starts with them; a dry run changes nothing; mended nothing points at nothing, and the copy has it all."""
    statements, orphaned = SPOILED[how]
    data = spoiled(used, tmp_path, statements)
    database = Database(f"sqlite:///{data / DATABASE}")
    migrate(database, data)
    database.close()
    before = {one.table: one.rows for one in found(data / DATABASE)}
    assert orphaned.items() <= before.items()
    assert "Rows point at nothing" in refdesk(data, monkeypatch, "check")
    assert "would be" in refdesk(data, monkeypatch, "repair", "--dry-run")
    assert {one.table: one.rows for one in found(data / DATABASE)} == before
    assert not (data / COPIES).exists()
    said = refdesk(data, monkeypatch, "repair")
    assert found(data / DATABASE) == []
    (copy,) = (data / COPIES).iterdir()
    assert copy.name in said.replace(" ", "")
    assert {one.table: one.rows for one in found(copy)} == before
    assert copy.stat().st_mode & 0o077 == 0
    assert refdesk(data, monkeypatch, "repair") == "Nothing to mend."


def test_what_only_mentions_it_is_kept(used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A conversation whose person is gone stays, without a person."""
    data = spoiled(used, tmp_path, ["DELETE FROM users"])
    refdesk(data, monkeypatch, "repair")
    with closing(sqlite3.connect(data / DATABASE)) as connection:
        assert connection.execute("SELECT user_id FROM conversations").fetchall() == [(None,)]
        assert connection.execute("SELECT count(*) FROM messages").fetchone() == (2,)


def test_a_whole_database_is_left_alone(used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is copied, nothing is said by `check`; where there is none there is nothing to mend."""
    data = spoiled(used, tmp_path, [])
    assert refdesk(data, monkeypatch, "repair") == "Nothing to mend."
    assert "point at nothing" not in refdesk(data, monkeypatch, "check")
    assert refdesk(tmp_path / "nowhere", monkeypatch, "repair") == "Nothing to mend."
    assert not (data / COPIES).exists()


def fresh(data: Path) -> None:
    """Without the index that the service has made."""
    for one in data.glob("index.sqlite*"):
        one.unlink()


def indexed(data: Path) -> SQLiteIndex:
    """The index of a data folder, with a document of its source and one of a source that nobody knows."""
    with closing(sqlite3.connect(data / DATABASE)) as connection:
        ((org_id, source_id),) = connection.execute("SELECT org_id, id FROM sources")
    fresh(data)
    index = SQLiteIndex(data / "index.sqlite")
    index.ensure(SPEC)
    for source in (source_id, "nobodys"):
        index.publish([publication(document("a.md", org_id=org_id, source_id=source), ["zebra one", "zebra two"])])
    return index


def test_an_index_out_of_step_is_told_copied_and_mended(
    used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What belongs to nobody goes, what lacks something waits; a dry run changes nothing."""
    data = spoiled(used, tmp_path, [])
    with closing(indexed(data)) as index:
        with closing(sqlite3.connect(data / "index.sqlite")) as connection:
            connection.execute("DELETE FROM p1_chunks WHERE ordinal = 1")
            connection.commit()
        assert "Out of step" in refdesk(data, monkeypatch, "check", "--json")
        said = refdesk(data, monkeypatch, "repair", "--dry-run")
        assert "1 documents are of sources that nobody knows; would be mended" in said
        assert not (data / COPIES).exists()
        said = refdesk(data, monkeypatch, "repair")
        (copy,) = (data / COPIES).iterdir()
        assert copy.name in said.replace(" ", "")
        states = {source for _, source in index.sources()}
        assert "nobodys" not in states
        assert len(states) == 1
        assert "Nothing to mend" in refdesk(data, monkeypatch, "repair")
        assert "Out of step" not in refdesk(data, monkeypatch, "check", "--json")


def test_a_damaged_index_file_is_told_and_replaced_while_nothing_runs(
    used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service starts with it; whoever runs the stack is told to stop it first."""
    data = spoiled(used, tmp_path, [])
    fresh(data)
    (data / "index.sqlite").write_bytes(b"half a file " * 900)
    assert "the file is damaged" in refdesk(data, monkeypatch, "check", "--json")
    with closing(SQLiteIndex(data / "index.sqlite")) as index:
        IndexStart(PipelineSettings(data_dir=data), index).run()
    lock = take(data)
    try:
        monkeypatch.setenv("REFDESK_DATA_DIR", str(data))
        refused = CliRunner().invoke(build(), ["repair"])
        assert (refused.exit_code, "make stop" in refused.output) == (1, True)
    finally:
        lock.release()
    said = refdesk(data, monkeypatch, "repair")
    (copy,) = (data / COPIES).iterdir()
    assert copy.name in said.replace(" ", "")
    assert copy.read_bytes() == b"half a file " * 900
    assert "Nothing to mend" in refdesk(data, monkeypatch, "repair")


def test_sources_of_another_database_are_not_missed(
    used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the settings name one, the file in the data folder says nothing."""
    data = spoiled(used, tmp_path, [])
    indexed(data).close()
    monkeypatch.setenv("REFDESK_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/none")
    assert "Nothing to mend" in refdesk(data, monkeypatch, "repair")


def test_a_database_that_was_lost_removes_nothing(used: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was made anew knows nobody: what is in the index is all that is left."""
    data = spoiled(used, tmp_path, [])
    indexed(data).close()
    tables = ("messages", "conversations", "sources", "chatbots", "logins", "users", "organizations")
    with closing(sqlite3.connect(data / DATABASE)) as connection:
        for table in tables:
            connection.execute(f"DELETE FROM {table}")
        connection.commit()
    refdesk(data, monkeypatch, "repair")
    with closing(SQLiteIndex(data / "index.sqlite")) as index:
        assert len(index.sources()) == 2
