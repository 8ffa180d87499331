"""Kept searches where a server died between a row and the name of what is found."""

from typing import cast

from pipelines.caching.shelf import Shelf
from pipelines.index.kept import SEARCHES, keep_searches
from pipelines.index.opensearch.store import OpenSearchIndex
from pipelines.index.protocol import Index, Store
from pipelines.types import Fusion
from tests.contracts.index.making import ORG, SCOPE, document, publication, seeded


def asked(index: Index) -> list[str]:
    found = index.search(SCOPE, "zebra", seeded(3), k=10, fusion=Fusion())
    return sorted(hit.chunk.text for hit in found.hits)


def test_a_row_tells_of_its_deletion_by_itself(index: OpenSearchIndex) -> None:
    """The name is still the one before, and what is deleted is not shown; nor does another organisation rename it."""
    index.publish([publication(document("a.md"), ["zebra one"]), publication(document("b.md"), ["zebra two"])])
    kept = keep_searches(cast(Store, index), Shelf(SEARCHES, b"of a test", most=1_000_000))
    assert asked(kept) == asked(kept) == ["zebra one", "zebra two"]
    name, (row,) = index.generation(ORG), index.get(ORG, [document("a.md").document_id]).values()
    index.publish([publication(document("c.md", org_id="org-b", source_id="source-b"), ["zebra three"])])
    index._table.change([(row, {"status": "deleted", "live_version": None})])
    assert index.generation(ORG) == name
    assert asked(kept) == ["zebra two"]
