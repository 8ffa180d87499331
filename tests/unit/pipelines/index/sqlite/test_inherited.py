"""An index that was written before there was an analyzer is carried over, from its own chunks, while it answers.

``data/before-analyzer.sqlite.gz`` was written by the commit before: two organisations, 14 chunks, and a second physical
index without chunks.
"""

import contextlib
import gzip
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import apsw
import pytest

from pipelines.index.rebuilding import Rebuilding
from pipelines.index.sqlite import SQLiteIndex, rebuilding
from pipelines.text import REVISION
from pipelines.types import Chunk, Fusion, Progress, Scope, Status
from tests.contracts.index.making import ORG, SCOPE, SPEC, document, publication, seeded

WRITTEN = Path(__file__).parent / "data" / "before-analyzer.sqlite.gz"
LOANS = (
    "Books are lent for four weeks and may be renewed twice.",
    "Films are lent for one week; a café stands beside the shelf.",
    "Fees for late returns are 50 cents a day.",
)
CHUNKS = 14


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that index; steps are small."""
    monkeypatch.setattr(rebuilding, "STEP", 3)
    file = tmp_path / "index.sqlite"
    file.write_bytes(gzip.decompress(WRITTEN.read_bytes()))
    return file


@pytest.fixture
def index(path: Path) -> Iterator[SQLiteIndex]:
    """It, opened by today's program."""
    with contextlib.closing(SQLiteIndex(path)) as one:
        one.ensure(SPEC)
        yield one


def found(index: SQLiteIndex, text: str, scope: Scope = SCOPE) -> list[str]:
    """What words find."""
    return [hit.chunk.text for hit in index.search(scope, text, None, k=20, fusion=Fusion()).hits]


def rebuilt(index: SQLiteIndex) -> list[Progress]:
    """Take every step."""
    return list(iter(index.rebuild, None))


def test_it_answers_before_it_is_carried_over(index: SQLiteIndex) -> None:
    """Vectors find everything, texts are exact, and the answer says that something is missing."""
    result = index.search(SCOPE, "Books", seeded(1), k=20, fusion=Fusion())
    assert len(result.hits) == CHUNKS - 1
    assert result.degraded == ("index",)
    row = document("loans.md").document_id
    assert tuple(chunk.text for chunk in index.chunks(SCOPE, row)) == LOANS
    health = index.health()
    assert health.ok
    assert f"0 of {CHUNKS} passages" in health.note


def test_words_come_step_by_step(index: SQLiteIndex) -> None:
    """Each step finds more and tells how far it is; the last one takes the sign away and the old words with it."""
    vectors = index.vectors(ORG, document("loans.md").document_id, [chunk.text_hash for chunk in _loans(index)])
    assert [one.done for one in rebuilt(index)] == [3, 6, 9, 12, 14, 14, 0]
    assert index.search(SCOPE, "booked", None, k=5, fusion=Fusion()).degraded == ()
    assert found(index, "renew book")[0] == LOANS[0]
    assert found(index, "Cafe") == [LOANS[1]]
    assert set(found(index, "lending")) == set(LOANS)
    assert found(index, "500") == ["Room 500 seats twelve persons."]
    assert found(index, "skis") == []
    assert len(found(index, "skis", Scope("org-b", frozenset({"source-b"})))) == 1
    assert tuple(chunk.text for chunk in _loans(index)) == LOANS
    again = index.vectors(ORG, document("loans.md").document_id, vectors)
    assert {name: vector.tobytes() for name, vector in again.items()} == {
        name: vector.tobytes() for name, vector in vectors.items()
    }
    assert {spec.analyzer for spec in index.physical().values()} == {REVISION}
    assert index.rebuild() is None
    assert index.health().note == ""


def test_what_is_written_meanwhile_stays(index: SQLiteIndex, path: Path) -> None:
    """Publications and deletions between the steps, of chunks that were carried over and that were not."""
    assert index.rebuild() is not None
    loans, shelves = document("loans.md").document_id, document("shelves.md").document_id
    row = index.get(ORG, [loans])[loans]
    assert not index.publish([publication(row, ["Books are lent for six months."], version="v2")])
    assert found(index, "months") == ["Books are lent for six months."]
    index.rebuild()
    index.retire(ORG, [shelves], tombstone=True)
    assert not index.publish([publication(document("new.md"), ["An okapi is new here."])])
    rebuilt(index)
    assert found(index, "okapi") == ["An okapi is new here."]
    assert found(index, "lent") == ["Books are lent for six months."]
    assert found(index, "maps") == []
    assert index.get(ORG, [shelves])[shelves].status is Status.DELETED
    assert len(found(index, "room desk")) == 2
    _checkpoint(path)
    left = path.read_bytes()
    assert b"holds maps" not in left
    assert b"renewed" not in left


def test_a_deletion_before_the_first_step_leaves_no_text(index: SQLiteIndex, path: Path) -> None:
    """The promise holds for the words that are not carried over yet."""
    index.retire(ORG, [document("loans.md").document_id], tombstone=True)
    _checkpoint(path)
    assert b"renewed" not in path.read_bytes()


def test_two_processes_and_a_kill(index: SQLiteIndex, path: Path) -> None:
    """A process is killed between and in steps, another and this one go on: every chunk once."""
    command = [sys.executable, "-m", "tests.unit.pipelines.index.sqlite.test_inherited", str(path)]
    for _ in range(2):
        with subprocess.Popen(command, cwd=Path(__file__).parents[5], stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline()
            child.kill()
    with contextlib.closing(SQLiteIndex(path)) as other:
        threads = [threading.Thread(target=rebuilt, args=(one,)) for one in (index, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert index.live().analyzer == REVISION
    assert sorted(found(index, "lent renewed twice fees")) == sorted(LOANS)
    assert len(found(index, "maps")) == 8


def test_two_programs_may_start_at_once(path: Path) -> None:
    """Each ensures the index."""
    with contextlib.ExitStack() as stack:
        indexes = [stack.enter_context(contextlib.closing(SQLiteIndex(path))) for _ in range(4)]
        threads = [threading.Thread(target=one.ensure, args=(SPEC,)) for one in indexes]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert indexes[0].health().ok
        assert tuple(chunk.text for chunk in _loans(indexes[1])) == LOANS


def test_an_analyzer_of_another_revision_is_left_as_it_is(index: SQLiteIndex, path: Path) -> None:
    """The next index is filled beside it then: what is found is what its words say, and that some may be missing."""
    rebuilt(index)
    db = apsw.Connection(str(path))
    for number, spec in db.execute("SELECT number, spec FROM physical").fetchall():
        db.execute("UPDATE physical SET spec = json_set(?, '$.analyzer', 99) WHERE number = ?", (spec, number))
    db.execute("UPDATE p1_chunks SET analyzer = 99; UPDATE p1_terms SET body = 'other', heading = 'other'")
    db.close()
    index.ensure(SPEC)
    assert found(index, "books") == []
    assert rebuilt(index) == []
    assert len(found(index, "other")) > 1
    assert index.search(SCOPE, "other", None, k=3, fusion=Fusion()).degraded == ("index",)


def test_the_worker_does_it_in_a_thread(index: SQLiteIndex) -> None:
    """Until nothing is left to do; then it ends by itself."""
    working = Rebuilding(index)
    working.start()
    deadline = time.monotonic() + 60
    while index.live().rebuilding and time.monotonic() < deadline:
        time.sleep(0.01)
    working.close()
    assert found(index, "renewed") == [LOANS[0]]


def _loans(index: SQLiteIndex) -> Sequence[Chunk]:
    return index.chunks(SCOPE, document("loans.md").document_id)


def _checkpoint(path: Path) -> None:
    db = apsw.Connection(str(path))
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    db.close()


def _die_in_steps(path: Path) -> None:
    """Take steps, slowly, and say so after each."""
    rebuilding.STEP = 1
    with contextlib.closing(SQLiteIndex(path)) as index:
        index.ensure(replace(SPEC, fingerprint="next"))
        while index.rebuild() is not None:
            print("step", flush=True)
            time.sleep(0.05)


if __name__ == "__main__":
    _die_in_steps(Path(sys.argv[1]))
