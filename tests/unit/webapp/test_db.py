"""The database: types, ids, transactions."""

import threading
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import structlog
from sqlalchemy import String, exc, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError, StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from webapp.errors import Invalid
from webapp.sql import database
from webapp.sql.database import Database, UtcDateTime, is_id, new_id, now
from webapp.sql.pagination import decode_cursor, encode_cursor
from webapp.sql.troubles import told


class Tables(DeclarativeBase):
    """Tables of these tests alone."""

    type_annotation_map = {datetime: UtcDateTime()}  # noqa: RUF012


class Thing(Tables):
    __tablename__ = "things"
    id: Mapped[str] = mapped_column(String, primary_key=True)
    at: Mapped[datetime]


@pytest.fixture
def db(tmp_path: Path):
    """A database with one table."""
    database = Database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    Tables.metadata.create_all(database.engine)
    yield database
    database.close()


def test_datetimes_come_back_aware_in_utc(db: Database) -> None:
    """Whatever zone they were given in; naive ones are refused."""
    given = datetime(2026, 3, 1, 12, 30, tzinfo=timezone(timedelta(hours=5)))
    with db.writing() as session:
        session.add(Thing(id="a", at=given))
    with db.reading() as session:
        found = session.get_one(Thing, "a").at
    assert (found, found.tzinfo) == (given, UTC)
    with pytest.raises(StatementError, match="time zone"), db.writing() as session:
        session.add(Thing(id="b", at=datetime(2026, 3, 1)))  # noqa: DTZ001


def test_an_error_rolls_back(db: Database) -> None:
    """Nothing of a failed transaction stays."""
    with db.writing() as session:
        session.add(Thing(id="a", at=now()))
    with db.engine.connect() as before, before.begin():
        before.execute(
            text("CREATE TRIGGER no BEFORE INSERT ON things WHEN NEW.id = 'c' BEGIN SELECT RAISE(ABORT, 'no'); END")
        )

    def write() -> None:
        with db.writing() as session:
            session.add(Thing(id="b", at=now()))
            session.flush()
            session.add(Thing(id="c", at=now()))

    with pytest.raises(IntegrityError):
        write()
    with db.reading() as session:
        assert session.execute(text("SELECT count(*) FROM things")).scalar() == 1


def test_rows_can_be_read_after_their_session(db: Database) -> None:
    """No attribute needs a connection once the transaction is over."""
    with db.writing() as session:
        thing = Thing(id="a", at=now())
        session.add(thing)
    assert thing.at <= now()


def test_many_writers_wait_for_each_other(db: Database) -> None:
    """Read, then write: 16 threads lose no update and meet no 'database is locked'."""
    with db.writing() as session:
        session.execute(text("CREATE TABLE counters (n INTEGER)"))
        session.execute(text("INSERT INTO counters VALUES (0)"))
    failed: list[SQLAlchemyError] = []

    def add() -> None:
        try:
            for _ in range(10):
                with db.writing() as session:
                    n = session.execute(text("SELECT n FROM counters")).scalar_one()
                    session.execute(text("UPDATE counters SET n = :n"), {"n": n + 1})
        except SQLAlchemyError as error:
            failed.append(error)

    threads = [threading.Thread(target=add) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    with db.reading() as session:
        assert session.execute(text("SELECT n FROM counters")).scalar_one() == 160


def test_ids_are_ordered_by_time() -> None:
    """A later id is greater, and only such strings are ids."""
    ids = [new_id() for _ in range(1_000)]
    assert ids == sorted(set(ids))
    assert all(is_id(one) for one in ids)
    for other in (
        "",
        "x",
        ids[0].upper() + " ",
        "{" + ids[0] + "}",
        ids[0].replace("-", ""),
        "\0",
        "urn:uuid:" + ids[0],
    ):
        assert not is_id(other)


def test_health_tells_instead_of_raising(tmp_path: Path, db: Database) -> None:
    """A database that cannot be opened is reported with a remedy."""
    assert db.health().ok
    broken = Database(f"sqlite:///{tmp_path / 'no' / 'such' / 'folder.sqlite'}")
    assert not broken.health().ok
    assert broken.health().remedy
    broken.close()


def test_a_moment_before_the_first_is_no_cursor() -> None:
    """A time of the year 1 east of Greenwich is none in UTC: 422, not an overflow."""
    cursor = encode_cursor(["0001-01-01T00:00:00+23:59", "x"])
    with pytest.raises(Invalid):
        decode_cursor(cursor, (Thing.at, Thing.id))


def test_writers_of_one_organisation_do_not_get_ahead_of_others(tmp_path: Path) -> None:
    """However many wait for it: the next transaction is somebody else's."""
    db = Database(f"sqlite:///{tmp_path / 'turns.sqlite'}")
    wrote: list[str] = []
    holding, go = threading.Event(), threading.Event()

    def write(org_id: str) -> None:
        structlog.contextvars.bind_contextvars(org_id=org_id)
        with db.writing():
            wrote.append(org_id)
            holding.set()
            go.wait(10)

    crowd = [threading.Thread(target=write, args=("crowd",)) for _ in range(6)]
    for one in crowd:
        one.start()
    assert holding.wait(10)
    other = threading.Thread(target=write, args=("other",))
    other.start()
    until = time.monotonic() + 10
    while db._writers is not None and len(db._writers._waiting) < 6 and time.monotonic() < until:
        time.sleep(0.005)
    go.set()
    for one in (*crowd, other):
        one.join(10)
    assert wrote[:2] == ["crowd", "other"]
    db.close()


def test_a_writer_that_gets_no_turn_is_told_to_come_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where another process holds the file: 503, not an error of ours."""
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 50)
    db = Database(f"sqlite:///{tmp_path / 'turns.sqlite'}")
    with db.writing(), pytest.raises(exc.TimeoutError) as refused, db.writing():
        pass
    assert told(refused.value).code == "database_busy"
    with db.writing():
        pass
    db.close()
