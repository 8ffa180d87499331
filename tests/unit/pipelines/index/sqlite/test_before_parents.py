"""An index from before documents could hold others gets the column for it in place, and loses nothing.

``data/before-parents.sqlite.gz`` was written by the commit before: two documents that are indexed, one that waits.
"""

import contextlib
import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.index.sqlite import SQLiteIndex
from pipelines.types import Fusion, Status
from tests.contracts.index.making import ORG, SCOPE, SPEC, document, publication

WRITTEN = Path(__file__).parent / "data" / "before-parents.sqlite.gz"


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SQLiteIndex]:
    """A copy of that index, opened by today's program; twice, as two processes do."""
    file = tmp_path / "index.sqlite"
    file.write_bytes(gzip.decompress(WRITTEN.read_bytes()))
    with contextlib.closing(SQLiteIndex(file)) as one, contextlib.closing(SQLiteIndex(file)) as other:
        one.ensure(SPEC)
        other.ensure(SPEC)
        yield one


def test_its_documents_are_as_they_were(index: SQLiteIndex) -> None:
    """Rows, passages, and whoever waits."""
    rows = {row.uri: row for row in index.list(SCOPE).items}
    assert {uri: row.status for uri, row in rows.items()} == {
        "late.md": Status.PENDING,
        "loans.md": Status.INDEXED,
        "rooms.md": Status.INDEXED,
    }
    assert {(row.parent_id, row.encoding, row.about) for row in rows.values()} == {(None, None, None)}
    assert not index.put([replace(rows["late.md"], about={"author": "Ann"})])
    assert index.get(ORG, [rows["late.md"].document_id])[rows["late.md"].document_id].about == {"author": "Ann"}
    found = index.search(SCOPE, "lent", None, k=5, fusion=Fusion()).hits
    assert [hit.chunk.text for hit in found] == ["Books are lent for four weeks."]


def test_its_documents_may_hold_others(index: SQLiteIndex) -> None:
    """A document that is deleted takes along what was in it."""
    parent = document("loans.md")
    child = document("loans.md!/a.md", parent_id=parent.document_id, encoding="windows-1252")
    assert not index.publish([publication(child, ["zebra"])])
    inner = index.children(ORG, [parent.document_id])
    assert [(row.uri, row.encoding) for row in inner] == [("loans.md!/a.md", "windows-1252")]
    index.retire(ORG, [parent.document_id], tombstone=True)
    assert [row.uri for row in index.list(SCOPE).items] == ["late.md", "rooms.md"]
