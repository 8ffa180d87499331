"""What went wrong on a server behind everybody's back is told and mended: what lacks something waits."""

from pipelines.index import damage as kinds
from pipelines.index.opensearch.store import OpenSearchIndex
from pipelines.index.opensearch.wire import Wire
from pipelines.types import Fusion, Status
from tests.contracts.index.making import ORG, SCOPE, document, publication, vector


def told(index: OpenSearchIndex) -> dict[str, int]:
    return {one.kind: one.rows for one in index.damage()}


def test_passages_and_rows_that_disagree(index: OpenSearchIndex, opensearch_url: str) -> None:
    """A passage that is gone has its document read again; passages of a row that is gone go."""
    index.publish([publication(document(f"{name}.md"), ["zebra one", "zebra two"]) for name in "abc"])
    index.settle()
    assert told(index) == {}
    wire = Wire(opensearch_url)
    lost = {"bool": {"filter": [{"term": {"document_id": document("a.md").document_id}}, {"term": {"ordinal": 1}}]}}
    gone = {"term": {"document_id": document("b.md").document_id}}
    for name, query in ((index.names.chunks, lost), (index.names.documents, gone)):
        params = {"refresh": "true"}
        assert wire.call("POST", f"/{name}/_delete_by_query", body={"query": query}, params=params)["deleted"] == 1
    assert told(index) == {kinds.CHUNKS_OF_NOBODY: 2, kinds.DOCUMENTS_INCOMPLETE: 1}
    assert index.sources() == {(ORG, next(iter(SCOPE.source_ids))): 2}
    index.mend()
    assert told(index) == {}
    (row,) = index.list(SCOPE, status=Status.PENDING).items
    assert row.uri == "a.md"
    assert not index.publish([publication(row, ["zebra one", "zebra two"])])
    index.settle()
    assert told(index) == {}
    hits = index.search(SCOPE, "zebra", vector(1, 1), k=50, fusion=Fusion()).hits
    assert {hit.document.uri for hit in hits} == {"a.md", "c.md"}
