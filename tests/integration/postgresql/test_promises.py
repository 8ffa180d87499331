"""Promises of the web app that rest on its SQL database, kept on PostgreSQL: counting, locks, moments, uploads."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import func, select

from pipelines.index.sqlite.store import SQLiteIndex
from pipelines.types import Document, IndexSpec
from tests.integration.webapp_sources.desk import Owner, desk, manual
from tests.servers.postgresql import PostgreSQL
from tests.unit.webapp.limits.conftest import Opened
from webapp.auth.models import Organization
from webapp.auth.principal import Principal
from webapp.limits.refusals import QuotaExceeded
from webapp.limits.rooms import Rooms, Wanted
from webapp.plans import Plans
from webapp.sql import database
from webapp.sql.database import Database, new_id


def plain(url: str) -> str:
    """As the driver itself reads an address."""
    return url.replace("+psycopg", "")


def test_an_upload_is_found_and_asked(prefect_api_url: str, url: str, tmp_path: Path) -> None:
    """The whole way: an account, a source, a file, its sync, a search, an answer that quotes it."""
    with desk(tmp_path, prefect_api_url, worker=True, REFDESK_DATABASE_URL=url) as whole:
        owner = whole.person()
        source = owner.source()
        owner.upload(source, {"valve.md": manual("the red valve of the pump house")})
        assert owner.found("red valve")[0]["document_id"]
        talk = Owner.ok(owner.http.post(f"/api/v1/chatbots/{owner.chatbot}/conversations/", json={}), 201)["id"]
        asked = owner.http.post(f"/api/v1/conversations/{talk}/messages/", json={"content": "What of the red valve?"})
        assert Owner.ok(asked, 201)["message"]["status"] == "done"
    assert not (tmp_path / "refdesk.sqlite").exists()


def test_the_last_question_is_answered_once(opened: Opened, url: str) -> None:
    """Eight at once at two processes' apps for three places: three are stored and counted."""
    desks = [opened({"quota": {"questions": 3}}, database_url=url) for _ in range(2)]
    anna = desks[0].person()
    talks = [anna.talk() for _ in range(8)]
    clients = [one.app.test_client() for one in desks]

    def ask(number: int) -> int:
        headers = {"Authorization": f"Bearer {anna.token}"}
        path, body = f"/api/v1/conversations/{talks[number]}/messages/", {"content": "what?"}
        return clients[number % 2].post(path, json=body, headers=headers).status_code

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(ask, range(8))) == [201] * 3 + [429] * 5
    usage = anna.call("GET", "/api/v1/organization/usage/").json
    assert usage["organization"]["questions"] == {"used": 3, "most": 3}


def test_the_last_room_is_given_once(db: Database, url: str, tmp_path: Path) -> None:
    """Eight uploads at once at two processes: as many documents as there is room for."""
    index = SQLiteIndex(tmp_path / "index.sqlite")
    index.ensure(IndexSpec("f", {}, {"kind": "test"}, 4))
    with db.writing() as session:
        session.add(organization := Organization(name="Acme", slug="acme"))
    anna = Principal(new_id(), organization.id, "owner", new_id())
    other = Database(url)
    plans = Plans({"small": {"documents": 3}}, default="small")
    doors = [Rooms(one, index, plans) for one in (db, other)]

    def upload(number: int) -> bool:
        try:
            with doors[number % 2].kept(anna, lambda: Wanted(1, 10)):
                index.put([Document(new_id(), anna.org_id, "source", f"{number}.md", "", bytes=10)])
        except QuotaExceeded:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(upload, range(8))) == 3
    assert index.stored(anna.org_id).documents == 3
    other.close()
    index.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits five seconds for a lock."""
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 200)


@pytest.mark.usefixtures("impatient")
def test_what_is_locked_is_told_to_come_again(opened: Opened, url: str, caplog: pytest.LogCaptureFixture) -> None:
    """503 ``database_busy`` for reading and for writing, nothing of it is stored, and no log line tells what it was."""
    anna = opened(database_url=url).person()
    with closing(psycopg.connect(plain(url))) as other:
        other.execute("LOCK TABLE chatbots IN ACCESS EXCLUSIVE MODE")
        for method, more in (("GET", {}), ("POST", {"json": {"name": "Later than all"}})):
            began = time.monotonic()
            refused = anna.call(method, "/api/v1/chatbots/", **more)
            assert time.monotonic() - began < 5
            assert (refused.status_code, refused.json["code"]) == (503, "database_busy")
            assert int(refused.headers["Retry-After"]) > 0
    assert "Later than all" not in caplog.text
    assert anna.call("GET", "/api/v1/chatbots/").json["items"] == []
    assert anna.call("POST", "/api/v1/chatbots/", json={"name": "Now"}).status_code == 201


def test_a_reader_sees_one_moment(db: Database) -> None:
    """What others write meanwhile is seen by the next, and a reader writes nothing."""
    number = select(func.count()).select_from(Organization)
    with db.reading() as session:
        before = session.scalar(number)
        with db.writing() as writer:
            writer.add(Organization(name="Acme", slug="acme"))
        assert session.scalar(number) == before == 0
    with db.reading() as session:
        assert session.scalar(number) == 1


def test_a_server_that_goes_and_comes_back(opened: Opened, url: str, postgresql: PostgreSQL) -> None:
    """503 ``database_unavailable`` meanwhile; then all goes on, without a start."""
    anna = opened(database_url=url).person()
    postgresql.stop()
    try:
        refused = anna.call("GET", "/auth/me/")
    finally:
        postgresql.start()
    assert (refused.status_code, refused.json["code"]) == (503, "database_unavailable")
    assert int(refused.headers["Retry-After"]) > 0
    assert anna.call("GET", "/auth/me/").status_code == 200
