"""Room for documents: two uploads at once never both get the last place."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from pipelines.index.sqlite.store import SQLiteIndex
from pipelines.types import Document, IndexSpec
from webapp.auth.models import Organization
from webapp.auth.principal import Principal
from webapp.limits.models import KeptRoom
from webapp.limits.refusals import QuotaExceeded
from webapp.limits.rooms import Rooms, Wanted
from webapp.plans import Plans
from webapp.sql.database import Database, new_id, now


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SQLiteIndex]:
    made = SQLiteIndex(tmp_path / "index.sqlite")
    made.ensure(IndexSpec("f", {}, {"kind": "test"}, 4))
    yield made
    made.close()


@pytest.fixture
def anna(db: Database) -> Principal:
    """Somebody of an organisation with room for three documents and a million bytes."""
    with db.writing() as session:
        session.add(organization := Organization(name="Acme", slug="acme"))
    return Principal(new_id(), organization.id, "owner", new_id())


@pytest.fixture
def rooms(db: Database, index: SQLiteIndex) -> Rooms:
    return Rooms(db, index, Plans({"small": {"documents": 3, "storage_mb": 1}}, default="small"))


def put(index: SQLiteIndex, anna: Principal, name: str, *, size: int = 1) -> None:
    index.put([Document(new_id(), anna.org_id, "source", name, name, bytes=size)])


@contextmanager
def refused(name: str) -> Iterator[None]:
    with pytest.raises(QuotaExceeded) as raised:
        yield
    assert raised.value.limit["name"] == name
    assert raised.value.limit["resets_at"] is None
    assert int(raised.value.headers["Retry-After"]) > 0


def test_at_once_as_many_get_in_as_there_is_room(rooms: Rooms, index: SQLiteIndex, anna: Principal) -> None:
    """Whoever does, is in the index afterwards."""

    def upload(number: int) -> bool:
        try:
            with rooms.kept(anna, lambda: Wanted(1, 10)):
                put(index, anna, f"{number}.md", size=10)
        except QuotaExceeded:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(upload, range(8))) == 3
    assert index.stored(anna.org_id).documents == 3


def test_bytes_are_room_too(rooms: Rooms, index: SQLiteIndex, anna: Principal) -> None:
    """A file that is smaller than the one it takes the place of always fits."""
    put(index, anna, "big.pdf", size=900_000)
    with refused("storage"), rooms.kept(anna, lambda: Wanted(1, 200_000)):
        pass
    with rooms.kept(anna, lambda: Wanted(0, -500)):
        pass
    for number in range(2):
        put(index, anna, f"{number}.md")
    with refused("documents"), rooms.kept(anna, lambda: Wanted(1, 1)):
        pass


def test_what_a_killed_process_kept_is_given_back(rooms: Rooms, db: Database, anna: Principal) -> None:
    """At its time; until then it is kept. Who fails gives it back at once."""
    with db.writing() as session:
        for until in (now() - timedelta(seconds=1), now() + timedelta(minutes=5)):
            session.add(KeptRoom(org_id=anna.org_id, documents=2, bytes=2, until=until))
    with pytest.raises(RuntimeError), rooms.kept(anna, lambda: Wanted(1, 1)):
        raise RuntimeError("broken")
    with rooms.kept(anna, lambda: Wanted(1, 1)):
        pass
    with db.reading() as session:
        assert [row.documents for row in session.scalars(select(KeptRoom))] == [2], "the others are gone"


def test_what_is_in_archives_is_counted_before_it_is_taken(rooms: Rooms, index: SQLiteIndex, anna: Principal) -> None:
    """Also beyond the upload, until it was read: two archives do not both get the same room."""
    with refused("documents"), rooms.kept(anna, lambda: Wanted(1, 10, inside=3)):
        raise AssertionError
    with rooms.kept(anna, lambda: Wanted(1, 10, inside=1)):
        put(index, anna, "one.zip")
    with refused("documents"), rooms.kept(anna, lambda: Wanted(1, 10, inside=1)):
        raise AssertionError
    with rooms.kept(anna, lambda: Wanted(1, 10)):
        put(index, anna, "a.md")
