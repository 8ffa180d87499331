"""What went wrong in the index file behind everybody's back: each is told, and mended; what is lost is read again."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest
import sqlite_vec

from pipelines.index import damage as kinds
from pipelines.index.sqlite import SQLiteIndex
from pipelines.types import Fusion, Status
from tests.contracts.index.making import ORG, SCOPE, SPEC, document, publication, vector

OTHER = "org-b"
# What is done to it, what is told of it, and the documents that wait to be read again.
SPOILED = {
    "a document's chunks are gone": (
        "DELETE FROM p1_chunks WHERE doc = 1",
        {kinds.WORDS_OF_NOBODY: 2, kinds.VECTORS_OF_NOBODY: 2, kinds.DOCUMENTS_INCOMPLETE: 1, kinds.MEANS_WRONG: 1},
        ["a.md"],
    ),
    "one chunk of it is gone": (
        "DELETE FROM p1_chunks WHERE doc = 1 AND ordinal = 1",
        {kinds.WORDS_OF_NOBODY: 1, kinds.VECTORS_OF_NOBODY: 1, kinds.DOCUMENTS_INCOMPLETE: 1, kinds.MEANS_WRONG: 1},
        ["a.md"],
    ),
    "a row is gone": (
        "DELETE FROM documents WHERE document_id = (SELECT document_id FROM documents WHERE uri = 'a.md')",
        {kinds.CHUNKS_OF_NOBODY: 2, kinds.MEANS_WRONG: 1},
        [],
    ),
    "vectors are gone": (
        "DELETE FROM p1_vectors WHERE id IN (SELECT id FROM p1_chunks WHERE doc = 2)",
        {kinds.VECTORS_MISSING: 1},
        ["b.md"],
    ),
    "words are gone": ("DELETE FROM p1_terms", {kinds.WORDS_MISSING: 4}, []),
    "words are of nothing": (
        "INSERT INTO p1_terms (rowid, heading, body, scope) VALUES (99, 'zebra', 'zebra', 's1')",
        {kinds.WORDS_OF_NOBODY: 1},
        [],
    ),
    "the index of words is damaged": (
        "UPDATE p1_terms_data SET block = x'00' WHERE id > 10",
        {kinds.WORDS_DAMAGED: 1},
        [],
    ),
    "words are of another source": ("UPDATE p1_terms SET scope = 's77'", {kinds.WORDS_MISSING: 4}, []),
    "sources are gone": (
        "DELETE FROM sources",
        {kinds.DOCUMENTS_MISPLACED: 4, kinds.MEANS_WRONG: 2},
        ["a.md", "b.md"],
    ),
    "means are gone": ("DELETE FROM p1_means", {kinds.MEANS_WRONG: 2}, []),
    "means are of others": ("UPDATE p1_means SET count = count + 5", {kinds.MEANS_WRONG: 2}, []),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "index.sqlite"


@pytest.fixture
def index(path: Path) -> Iterator[SQLiteIndex]:
    """Three documents of two organisations, four passages, all about zebras; and a deleted one."""
    with closing(SQLiteIndex(path)) as one:
        one.ensure(SPEC)
        one.publish([publication(document("a.md"), ["zebra one", "zebra two"])])
        one.publish([publication(document("b.md"), ["zebra three"])])
        one.publish([publication(document("c.md", org_id=OTHER), ["zebra four"])])
        one.put([document("gone.md", status=Status.DELETED, tombstone=True)])
        yield one


def spoil(path: Path, statement: str) -> None:
    """Behind everybody's back."""
    with closing(apsw.Connection(str(path))) as db:
        db.enable_load_extension(True)
        db.load_extension(sqlite_vec.loadable_path())
        db.execute(f"PRAGMA foreign_keys = OFF; {statement}")


def told(index: SQLiteIndex) -> dict[str, int]:
    return {one.kind: one.rows for one in index.damage()}


def rows(index: SQLiteIndex, status: Status) -> list[str]:
    return [row.uri for row in index.list(SCOPE, status=status).items]


def found(index: SQLiteIndex) -> set[str]:
    return {hit.document.uri for hit in index.search(SCOPE, "zebra", vector(1, 1), k=50, fusion=Fusion()).hits}


def test_a_sound_index_is_left_alone(index: SQLiteIndex) -> None:
    """Nothing is told, nothing is changed, also of an index that is not there yet."""
    before = index.generation(ORG)
    assert (list(index.damage()), list(index.mend())) == ([], [])
    assert index.generation(ORG) == before
    with closing(SQLiteIndex(Path("/nowhere/at/all/index.sqlite"))) as none:
        assert list(none.damage()) == []


@pytest.mark.parametrize("how", SPOILED)
def test_what_is_out_of_step_is_told_and_mended(index: SQLiteIndex, path: Path, how: str) -> None:
    """Afterwards nothing is told; whatever stands in the index is found, and what is not whole waits."""
    statement, wrong, waiting = SPOILED[how]
    spoil(path, statement)
    before = index.generation(ORG)
    assert told(index) == wrong
    index.mend()
    assert told(index) == {}
    assert rows(index, Status.PENDING) == waiting
    assert index.generation(ORG) != before
    assert {"a.md", "b.md"} - set(waiting) - ({"a.md"} if how == "a row is gone" else set()) <= found(index)


def test_what_waits_is_whole_once_it_is_read_again(index: SQLiteIndex, path: Path) -> None:
    """The same version of the same bytes, as a sync publishes it."""
    spoil(path, "DELETE FROM p1_chunks WHERE doc = 1 AND ordinal = 0")
    index.mend()
    (row,) = index.list(SCOPE, status=Status.PENDING).items
    assert not index.publish([publication(row, ["zebra one", "zebra two"])])
    assert told(index) == {}
    assert found(index) == {"a.md", "b.md"}


def test_a_copy_has_what_was_there(index: SQLiteIndex, path: Path, tmp_path: Path) -> None:
    """Only its owner may read it."""
    spoil(path, "DELETE FROM p1_means")
    copy = index.copy(tmp_path / "repairs")
    assert copy is not None
    index.mend()
    with closing(SQLiteIndex(copy)) as one:
        assert told(one) == {kinds.MEANS_WRONG: 2}
    assert copy.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.6, 0.9])
def test_of_a_damaged_file_the_documents_are_kept_that_can_be_read(path: Path, tmp_path: Path, kept: float) -> None:
    """Overwritten from somewhere on: it is told, copied, and what is left of the documents waits in a new file."""
    many = 400
    with closing(SQLiteIndex(path)) as one:
        one.ensure(SPEC)
        one.put([document(f"{number:03}.md", status=Status.INDEXED) for number in range(many)])
        one.put([document("gone.md", status=Status.DELETED, tombstone=True)])
    with closing(apsw.Connection(str(path))) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    size = path.stat().st_size
    with path.open("r+b") as stream:
        stream.seek(int(size * kept))
        stream.write(b"\xa5" * (size - int(size * kept)))
    with closing(SQLiteIndex(path)) as one:
        assert list(told(one)) == [kinds.FILE]
        copy = one.copy(tmp_path / "repairs")
        assert copy is not None
        # But for what SQLite counts in the header.
        assert copy.read_bytes()[100:] == path.read_bytes()[100:]
        one.mend()
        one.ensure(SPEC)
        assert told(one) == {}
        waiting = one.counts(SCOPE)[next(iter(SCOPE.source_ids))].get(Status.PENDING, 0)
        assert waiting > 0 if kept >= 0.6 else waiting >= 0
        assert all(row.live_version is None for row in one.list(SCOPE, limit=500).items)
        one.publish([publication(document("new.md"), ["zebra"])])
        assert found(one) == {"new.md"}


def test_a_file_that_is_none_is_put_aside(path: Path) -> None:
    """Nothing of it can be read: an empty index is made at the next start, and says nothing is wrong."""
    path.write_bytes(b"This is no database. " * 500)
    with closing(SQLiteIndex(path)) as one:
        assert list(told(one)) == [kinds.FILE]
        one.mend()
        one.ensure(SPEC)
        assert (told(one), rows(one, Status.PENDING)) == ({}, [])
