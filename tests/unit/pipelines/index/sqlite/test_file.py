"""What only the embedded index promises: one file, few connections, nothing left of what was deleted."""

import multiprocessing
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import apsw
import numpy as np
import pytest

from pipelines.errors import IndexTimeout, IndexUnavailable
from pipelines.index.probe import probe_terms
from pipelines.index.sqlite import SQLiteIndex, publishing
from pipelines.index.sqlite.connections import Connections
from pipelines.index.sqlite.rows import COLUMNS
from pipelines.types import Fusion, Unfound
from tests.contracts.index.making import ORG, SCOPE, SPEC, document, publication, vector


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file will be; its folder does not exist yet."""
    return tmp_path / "data" / "index.sqlite"


@pytest.fixture
def index(path: Path) -> Iterator[SQLiteIndex]:
    """An empty index."""
    with closing(SQLiteIndex(path)) as one:
        one.ensure(SPEC)
        yield one


def test_deleted_text_is_not_in_the_file(index: SQLiteIndex, path: Path) -> None:
    """Neither its words, its title nor its vector, once the log was written back."""
    secret = vector(0.123, 0.456, 0.789)
    row = document(title="Quagmire handbook")
    index.publish([publication(document("b.md"), ["something else"])])
    index.publish([publication(row, ["xylophone recipe " * 50], secret[np.newaxis])])
    _checkpoint(path)
    assert b"xylophone recipe" in path.read_bytes()
    assert secret.tobytes() in path.read_bytes()
    index.retire(ORG, [row.document_id], tombstone=False)
    _checkpoint(path)
    left = path.read_bytes()
    assert b"xylophone" not in left
    assert b"xylophon" not in left
    assert secret.tobytes() not in left


def test_an_old_file_without_the_schema_says_so(path: Path) -> None:
    """Reading before ``ensure`` is IndexUnavailable, not an SQL error."""
    with closing(SQLiteIndex(path)) as one, pytest.raises(IndexUnavailable):
        one.live()


def test_a_file_that_is_no_database_says_so(path: Path) -> None:
    """Health names it and does not raise."""
    path.parent.mkdir()
    path.write_bytes(b"not a database" * 1000)
    with closing(SQLiteIndex(path)) as one:
        assert not one.health().ok
        with pytest.raises(IndexUnavailable):
            one.ensure(SPEC)


def test_a_closed_index_says_so(index: SQLiteIndex) -> None:
    """Instead of opening the file again."""
    index.close()
    with pytest.raises(IndexUnavailable):
        index.live()


def test_a_writer_that_never_ends_is_a_timeout(path: Path, index: SQLiteIndex) -> None:
    """Others read on, and their writes end with IndexTimeout; health does not call that a fault."""
    other = Connections(path)
    with closing(SQLiteIndex(path, seconds=0.2)) as waiting, other.writing():
        assert waiting.live() == SPEC
        assert waiting.health().ok
        with pytest.raises(IndexTimeout):
            waiting.put([document()])
    other.close()
    assert index.put([document()]) == []


def test_no_more_connections_than_the_pool_has(path: Path, index: SQLiteIndex) -> None:
    """Thirty threads at once share two."""
    index.publish([publication(document(), ["zebra"])])
    pool = Connections(path, size=2)
    used, guard = set(), threading.Lock()

    def read(_: int) -> None:
        with pool.reading() as db, guard:
            used.add(id(db))

    with ThreadPoolExecutor(30) as threads:
        list(threads.map(read, range(90)))
    assert 1 <= len(used) <= 2
    pool.close()


def test_every_pragma_takes_effect(path: Path) -> None:
    """Also those behind one that answers a row."""
    pool = Connections(path)
    with closing(pool), pool.reading() as db:
        names = ("journal_mode", "synchronous", "secure_delete", "cache_size", "temp_store")
        told = {name: db.execute(f"PRAGMA {name}").fetchall() for name in names}
    assert told == {
        "journal_mode": [("wal",)],
        "synchronous": [(1,)],
        "secure_delete": [(1,)],
        "cache_size": [(-4000,)],
        "temp_store": [(2,)],
    }


def test_a_failed_write_leaves_nothing_and_frees_the_lock(index: SQLiteIndex, path: Path) -> None:
    """The transaction is rolled back; the next write goes through."""
    other = Connections(path)
    with pytest.raises(IndexUnavailable), other.writing() as db:
        db.execute("DELETE FROM physical; SELECT * FROM nowhere")
    other.close()
    assert index.live() == SPEC
    assert index.put([document()]) == []


def test_what_a_probe_does_not_find_is_not_indexed(index: SQLiteIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    """The publication is taken back alone and leaves the version before it answering; the others are published."""
    row = document()
    index.publish([publication(row, ["zebra"])])
    held = index.get(ORG, [row.document_id])[row.document_id]
    monkeypatch.setattr(
        publishing, "probe_terms", lambda chunk, made: ("absent",) if "lion" in chunk.text else probe_terms(chunk, made)
    )
    (unfound,) = index.publish(
        [
            publication(document("b.md"), ["giraffe"]),
            publication(held, ["lion"], version="v2"),
            publication(document("c.md"), ["okapi"]),
        ]
    )
    assert isinstance(unfound, Unfound)
    assert (unfound.document_id, unfound.current, unfound.error.code) == (row.document_id, held, "probe_failed")
    assert index.get(ORG, [row.document_id])[row.document_id] == held
    assert len(index.search(SCOPE, "giraffe okapi lion", None, k=5, fusion=Fusion()).hits) == 2
    assert [hit.chunk.text for hit in index.search(SCOPE, "zebra", None, k=5, fusion=Fusion()).hits] == ["zebra"]


def test_a_fork_opens_its_own_connections(index: SQLiteIndex) -> None:
    """A child made by fork reads and writes, and its parent goes on."""
    index.publish([publication(document(), ["zebra"])])
    child = multiprocessing.get_context("fork").Process(target=_publish, args=(index,))
    child.start()
    child.join(60)
    assert child.exitcode == 0
    assert index.put([document("c.md")]) == []
    assert len(index.list(SCOPE).items) == 3


def test_orphans_of_a_tampered_file_are_collected(index: SQLiteIndex, path: Path) -> None:
    """Chunks of a version that the row does not name are removed, and only those."""
    row = document()
    index.publish([publication(row, ["zebra one", "zebra two"]), publication(document("b.md"), ["zebra b"])])
    pool = Connections(path)
    with pool.writing() as db:
        db.execute("UPDATE p1_chunks SET version = 'other' WHERE ordinal = 1")
    pool.close()
    assert index.collect(ORG, row.source_id) == 1
    assert len(index.search(SCOPE, "zebra", None, k=5, fusion=Fusion()).hits) == 2


def test_the_mean_follows_every_change(index: SQLiteIndex, path: Path) -> None:
    """The organisation's mean vector is that of the chunks that are there, and goes with the last one."""
    row, other = document(), document("b.md")
    index.publish([publication(row, ["a", "b"], np.stack([vector(1), vector(0, 2)]))])
    index.publish([publication(other, ["c"], vector(0, 0, 1)[np.newaxis])])
    assert _mean(path) == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0, 0, 0, 0, 0])
    held = index.get(ORG, [row.document_id])[row.document_id]
    index.publish([publication(held, ["d"], vector(1)[np.newaxis], version="v2")])
    assert _mean(path) == pytest.approx([0.5, 0, 0.5, 0, 0, 0, 0, 0])
    index.retire(ORG, [row.document_id, other.document_id], tombstone=False)
    assert _mean(path) is None


def test_columns_are_in_the_order_of_the_table(index: SQLiteIndex, path: Path) -> None:
    """Joined rows are read by position."""
    pool = Connections(path)
    with pool.reading() as db:
        names = [name for (_, name, *_) in db.execute("PRAGMA table_info(documents)")]
    pool.close()
    assert tuple(names[3:]) == COLUMNS


def _publish(index: SQLiteIndex) -> None:
    assert index.publish([publication(document("b.md"), ["zebra child"])]) == []


def _checkpoint(path: Path) -> None:
    db = apsw.Connection(str(path))
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    db.close()


def _mean(path: Path) -> list[float] | None:
    pool = Connections(path)
    with pool.reading() as db:
        found = db.execute("SELECT count, total FROM p1_means").fetchall()
    pool.close()
    return (np.frombuffer(found[0][1]) / found[0][0]).tolist() if found else None
