"""What was just written is looked for once more before it counts."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import numpy as np
import pytest

from pipelines.index.sqlite import SQLiteIndex, probing, schema
from pipelines.index.sqlite.connections import Connections
from tests.contracts.index.making import SPEC, document, publication


@pytest.fixture
def db(tmp_path: Path) -> Iterator[apsw.Connection]:
    """A connection to a file with three documents of one word each."""
    path = tmp_path / "index.sqlite"
    with closing(SQLiteIndex(path)) as index:
        index.ensure(SPEC)
        words = ("zebra", "lion", "zebra")
        index.publish([publication(document(f"{n}.md"), [word]) for n, word in enumerate(words)])
    connections = Connections(path)
    with closing(connections), connections.reading() as db:
        yield db


def _probes(db: apsw.Connection, *words: str) -> list[probing.Probe]:
    stored = schema.live(db).run("SELECT id, org, source, embedding FROM @vectors ORDER BY id")
    return [
        probing.Probe(number, org, source, np.frombuffer(raw, dtype=np.float32), [word])
        for (number, org, source, raw), word in zip(stored, words, strict=True)
    ]


def test_what_is_there_is_found(db: apsw.Connection) -> None:
    """Each chunk by its own word, also where several share one."""
    assert probing.unfound(schema.live(db), _probes(db, "zebra", "lion", "zebra")) == set()


@pytest.mark.parametrize(
    "broken",
    [
        "DELETE FROM @vectors WHERE id = {number}",
        "UPDATE @vectors SET embedding = vec_f32('[8,7,6,5,4,3,2,1]') WHERE id = {number}",
        "DELETE FROM @terms WHERE rowid = {number}",
        "UPDATE @terms SET scope = 's99' WHERE rowid = {number}",
        "UPDATE @terms SET body = 'tiger' WHERE rowid = {number}",
    ],
)
def test_what_lacks_a_part_is_told_alone(db: apsw.Connection, broken: str) -> None:
    """Without its vector or its words, or under another source, a chunk is not found; its neighbours are."""
    live = schema.live(db)
    probes = _probes(db, "zebra", "lion", "zebra")
    number = probes[1].number
    live.run(broken.format(number=number))
    assert probing.unfound(live, probes) == {number}


def test_a_vector_of_another_source_is_not_found(db: apsw.Connection) -> None:
    """It would answer in a scope that is not its own."""
    first, *rest = _probes(db, "zebra", "lion", "zebra")
    moved = probing.Probe(first.number, first.org, first.source + 1, first.vector, ())
    assert probing.unfound(schema.live(db), [moved, *rest]) == {first.number}


def test_a_word_of_many_chunks_is_asked_for_once(db: apsw.Connection) -> None:
    """A batch costs what it has of different words, not what it has of documents."""
    asked: list[str] = []
    db.set_exec_trace(lambda _, statement, __: bool(asked.append(statement)) or True)  # type: ignore[func-returns-value]
    assert not probing.unfound(schema.live(db), _probes(db, "zebra", "lion", "zebra"))
    assert sum("MATCH" in statement for statement in asked) == 3


def test_words_that_few_have_are_asked_for_twice_at_most(db: apsw.Connection) -> None:
    """A document costs two searches of its own, however many words it has that no other has; shared ones cost once."""
    asked: list[str] = []
    stored = schema.live(db).run("SELECT id, org, source, embedding FROM @vectors ORDER BY id LIMIT 1")[0]
    vector = np.frombuffer(stored[3], dtype=np.float32)
    probes = [
        probing.Probe(stored[0], *stored[1:3], vector, ("zebra", *(f"own{number}x{n}" for n in range(7))))
        for number in range(8)
    ]
    db.set_exec_trace(lambda _, statement, values: bool("MATCH" in statement and asked.append(values[0])) or True)
    assert probing.unfound(schema.live(db), probes) == {stored[0]}
    assert len([one for one in asked if "zebra" in one]) == 1
    assert len([one for one in asked if "own" in one]) == 16
    assert len(asked) == 1 + 1 + 16
