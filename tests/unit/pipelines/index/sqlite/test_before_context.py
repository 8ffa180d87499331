"""An index from before chunks had context gets the column for it in place, answers as before, and takes it.

``data/before-context.sqlite.gz`` was written by the commit before: a table in two chunks, another document, and a
second physical index without chunks.
"""

import contextlib
import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.index.sqlite import SQLiteIndex
from pipelines.ingest.pipeline import ensure_index
from pipelines.settings import PipelineSettings
from pipelines.types import Fusion
from tests.contracts.index.making import ORG, SCOPE, SPEC, document, publication

WRITTEN = Path(__file__).parent / "data" / "before-context.sqlite.gz"
LATER, HEADER = "| chair | 30 |\n| table | 80 |", "| article | price |"


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SQLiteIndex]:
    """A copy of that index, opened by today's program; twice, as two processes do."""
    file = tmp_path / "index.sqlite"
    file.write_bytes(gzip.decompress(WRITTEN.read_bytes()))
    with contextlib.closing(SQLiteIndex(file)) as one, contextlib.closing(SQLiteIndex(file)) as other:
        one.ensure(SPEC)
        other.ensure(SPEC)
        yield one


def found(index: SQLiteIndex, text: str) -> list[str]:
    return [hit.chunk.text for hit in index.search(SCOPE, text, None, k=5, fusion=Fusion()).hits]


def test_it_answers_as_before(index: SQLiteIndex) -> None:
    """At once, with nothing to make anew: what was indexed has no context."""
    assert index.rebuild() is None
    assert found(index, "chair") == [LATER]
    assert LATER not in found(index, "article")
    assert {chunk.context for chunk in index.chunks(SCOPE, document("prices.md").document_id)} == {""}


def test_a_document_gets_it_when_it_is_indexed_again(index: SQLiteIndex) -> None:
    """In the live index and in the one beside it."""
    row = index.get(ORG, [document("prices.md").document_id])[document("prices.md").document_id]
    made = publication(row, ["| article | price |\n|---|---|\n| lamp | 12 |", LATER], version="v2")
    fresh = replace(made, chunks=(made.chunks[0], replace(made.chunks[1], context=HEADER)))
    assert not index.publish([fresh])
    assert LATER in found(index, "article")
    beside = next(name for name in index.physical() if name.endswith("-2"))
    assert not index.publish([fresh], into=beside)
    index.swap(beside)
    assert LATER in found(index, "article")


def test_it_is_brought_up_to_date_where_todays_embedder_is_not_to_be_had(tmp_path: Path) -> None:
    """It answers with its own meanwhile; unadapted it lacks tables, and every question would fail."""
    file = tmp_path / "index.sqlite"
    file.write_bytes(gzip.decompress(WRITTEN.read_bytes()))
    with contextlib.closing(SQLiteIndex(file)) as one:
        before = one.live()
        ensure_index(one, PipelineSettings(data_dir=tmp_path, embedder="unheard-of"))
        assert one.live() == before
        assert found(one, "table")
