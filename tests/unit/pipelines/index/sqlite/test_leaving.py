"""A long document that is deleted: gone at once, its chunks some at a time, and what a kill leaves is taken up."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import apsw
import numpy as np
import pytest

from pipelines.index.sqlite import SQLiteIndex
from pipelines.index.sqlite.connections import Connections
from pipelines.index.sqlite.leaving import AT_ONCE
from pipelines.types import Document, Fusion, Status
from tests.contracts.index.making import ORG, SCOPE, SPEC, document, publication, vector

LONG, MANY = 5 * AT_ONCE + 7, 60
# What one chunk's removal changes: chunk, vector and terms with all that lies below them, the organisation's mean.
ROWS_OF_ONE = 16


class Killed(BaseException):
    """The process ends here."""


class Watched(Connections):
    """Counts the rows that each write transaction changes; after so many of them the process is killed."""

    changes: list[int]
    most: int = 1_000_000

    @contextmanager
    def writing(self, *, seconds: float | None = None) -> Iterator[apsw.Connection]:
        if len(self.changes) >= self.most:
            raise Killed
        with super().writing(seconds=seconds) as db:
            before = db.total_changes()
            yield db
            self.changes.append(db.total_changes() - before)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index.sqlite"


@pytest.fixture
def index(path: Path) -> Iterator[SQLiteIndex]:
    """With a long document and a short one, both of zebras; its writes are watched."""
    with closing(SQLiteIndex(path)) as one:
        one._connections = watched = Watched(path)
        watched.changes = []
        one.ensure(SPEC)
        one.publish([publication(document("long.md"), [f"zebra {n}" for n in range(LONG)])])
        one.publish([publication(document("short.md"), ["a zebra sleeps"], vector(1, 1)[np.newaxis])])
        watched.changes.clear()
        yield one


def watched(index: SQLiteIndex) -> Watched:
    assert isinstance(index._connections, Watched)
    return index._connections


def found(index: SQLiteIndex, asked: str = "zebra") -> set[str]:
    """Documents that words or vectors find."""
    hits = index.search(SCOPE, asked, vector(1, 1), k=50, fusion=Fusion()).hits
    return {hit.document.uri for hit in hits}


def left(path: Path) -> int:
    with closing(apsw.Connection(str(path))) as db:
        return int(db.execute("SELECT count(*) FROM p1_chunks").fetchall()[0][0])


def test_no_transaction_removes_more_than_some(index: SQLiteIndex, path: Path) -> None:
    """Of a long document, and of many at once; all of it is removed when the call returns."""
    row = document("long.md")
    assert index.retire(ORG, [row.document_id], tombstone=True).chunks == LONG
    assert len(watched(index).changes) == 6
    many = [document(f"{number}.md") for number in range(MANY)]
    index.publish([publication(one, ["horse", "cow", "sheep", "goat"] * 2) for one in many])
    watched(index).changes.clear()
    assert index.retire(ORG, [one.document_id for one in many], tombstone=False).chunks == 8 * MANY
    assert len(watched(index).changes) == -(-8 * MANY // AT_ONCE)
    assert max(watched(index).changes) <= ROWS_OF_ONE * AT_ONCE
    assert left(path) == 1


def killed_in_the_middle(index: SQLiteIndex) -> Document:
    row = document("long.md")
    watched(index).most = 2
    with pytest.raises(Killed):
        index.retire(ORG, [row.document_id], tombstone=False)
    watched(index).most = 1_000_000
    return index.get(ORG, [row.document_id])[row.document_id]


def test_what_is_being_removed_is_not_found(index: SQLiteIndex, path: Path) -> None:
    """Neither by a search nor in its document, though most of it still lies there; others are found as before."""
    row = killed_in_the_middle(index)
    assert left(path) == LONG - 2 * AT_ONCE + 1
    assert row.status is Status.DELETED
    assert found(index) == {"short.md"}
    assert not index.chunks(SCOPE, row.document_id)


def test_what_a_kill_left_is_swept(index: SQLiteIndex, path: Path) -> None:
    """By another process, or by the next look through its source."""
    killed_in_the_middle(index)
    with closing(SQLiteIndex(path)) as other:
        assert other.sweep() == LONG - 2 * AT_ONCE
        assert (left(path), other.sweep()) == (1, 0)
    assert found(index) == {"short.md"}


def test_it_may_come_back_before_the_rest_is_gone(index: SQLiteIndex, path: Path) -> None:
    """The same version again is whole, and no sweep touches it."""
    row = killed_in_the_middle(index)
    assert index.publish([publication(row, ["zebra again", "zebra twice"])]) == []
    assert (found(index), left(path)) == ({"short.md", "long.md"}, 3)
    assert index.sweep() == 0
    assert len(index.chunks(SCOPE, row.document_id)) == 2
    assert found(index) == {"short.md", "long.md"}
