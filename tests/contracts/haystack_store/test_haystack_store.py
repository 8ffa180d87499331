"""Haystack's own suite on the adapter, over both stores, and what the adapter promises beyond it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from haystack.dataclasses import ByteStream, Document, SparseEmbedding
from haystack.document_stores.errors import DuplicateDocumentError
from haystack.document_stores.types import DuplicatePolicy
from haystack.testing.document_store import DocumentStoreBaseExtendedTests

from pipelines.index.protocol import Index
from pipelines.interop.document_store import ScopedDocumentStore
from pipelines.types import Fusion, IndexSpec, Scope
from tests.contracts.index.making import ORG, SOURCE, document, publication, seeded

DIMENSIONS = 768  # of Haystack's fixtures
SPEC = IndexSpec("hay", {}, {"kind": "test"}, DIMENSIONS)
SCOPE = Scope(ORG, frozenset({SOURCE}))


@pytest.fixture
def index(open_index: Callable[[], Index]) -> Index:
    """An empty index of Haystack's dimensions."""
    one = open_index()
    one.ensure(SPEC)
    return one


@pytest.fixture
def document_store(index: Index) -> ScopedDocumentStore:
    """The adapter on it."""
    return ScopedDocumentStore(index, SCOPE, SOURCE)


class TestHaystacksSuite(DocumentStoreBaseExtendedTests):
    """All of it; the order of documents is the store's own, embeddings keep at least half precision."""

    @pytest.fixture
    def document_store(self, index: Index) -> ScopedDocumentStore:
        """The adapter on an empty index."""
        return ScopedDocumentStore(index, SCOPE, SOURCE)

    @staticmethod
    def assert_documents_are_equal(received: list[Document], expected: list[Document]) -> None:
        """Equal but for order and rounding."""
        received, expected = (sorted(documents, key=lambda one: one.id) for documents in (received, expected))
        assert [replace(one, embedding=None) for one in received] == [replace(one, embedding=None) for one in expected]
        for one, other in zip(received, expected, strict=True):
            assert (one.embedding is None) == (other.embedding is None)
            if one.embedding is not None:
                np.testing.assert_allclose(one.embedding, other.embedding, rtol=1e-3, atol=1e-4)

    def test_write_documents(self, document_store: ScopedDocumentStore) -> None:
        """Without a policy, a duplicate fails."""
        one = Document(content="test doc")
        assert document_store.write_documents([one]) == 1
        with pytest.raises(DuplicateDocumentError):
            document_store.write_documents([one])
        self.assert_documents_are_equal(document_store.filter_documents(), [one])


def test_every_field_survives(document_store: ScopedDocumentStore) -> None:
    """Blob, nested meta, score and sparse embedding included; no content stays no content."""
    full = Document(
        content="text",
        blob=ByteStream(b"\x00\xff", meta={"a": 1}, mime_type="image/png"),
        meta={"nested": {"list": [1, "ü", None]}, "flag": False},
        score=0.5,
        sparse_embedding=SparseEmbedding([1, 5], [0.25, 0.5]),
    )
    bare = Document(blob=ByteStream(b"only bytes"))
    document_store.write_documents([full, bare])
    TestHaystacksSuite.assert_documents_are_equal(document_store.filter_documents(), [full, bare])


def test_a_failing_write_writes_nothing(document_store: ScopedDocumentStore) -> None:
    """One duplicate among many, or twice in one call: none is written."""
    one, two = Document(id="1", content="one"), Document(id="2", content="two")
    document_store.write_documents([one])
    for batch in ([two, one], [two, two]):
        with pytest.raises(DuplicateDocumentError):
            document_store.write_documents(batch, policy=DuplicatePolicy.FAIL)
    assert [found.id for found in document_store.filter_documents()] == ["1"]


def test_a_deleted_document_can_be_written_again(document_store: ScopedDocumentStore) -> None:
    """Also under the policy that refuses duplicates."""
    one = Document(content="one")
    document_store.write_documents([one])
    document_store.delete_documents([one.id])
    assert document_store.write_documents([one], policy=DuplicatePolicy.FAIL) == 1
    assert document_store.count_documents() == 1


def test_the_same_id_in_two_sources_is_two_documents(index: Index) -> None:
    """Stores see their scope and write and delete in their own source only."""
    both = Scope(ORG, frozenset({SOURCE, "source-b"}))
    first, second = ScopedDocumentStore(index, both, SOURCE), ScopedDocumentStore(index, both, "source-b")
    first.write_documents([Document(id="1", content="first")])
    second.write_documents([Document(id="1", content="second")])
    foreign = ScopedDocumentStore(index, Scope("org-b", frozenset({SOURCE})), SOURCE)
    assert foreign.filter_documents() == []
    assert {one.content for one in first.filter_documents()} == {"first", "second"}
    foreign.delete_all_documents()
    first.delete_all_documents(recreate_index=True)
    assert [one.content for one in first.filter_documents()] == ["second"]
    assert second.delete_by_filter({"field": "content", "operator": "==", "value": "second"}) == 1


def test_a_source_outside_the_scope_is_refused(index: Index) -> None:
    """What is written could not be read."""
    with pytest.raises(ValueError, match="not in the scope"):
        ScopedDocumentStore(index, SCOPE, "source-b")


def test_documents_are_found_by_search(index: Index, document_store: ScopedDocumentStore) -> None:
    """What Haystack wrote, the index answers."""
    embedding = seeded(1, dimensions=DIMENSIONS)
    document_store.write_documents([Document(content="zebra crossing", embedding=embedding.tolist())])
    (hit,) = index.search(SCOPE, "zebra", embedding, k=3, fusion=Fusion()).hits
    assert hit.chunk.text == "zebra crossing"
    assert hit.cosine == pytest.approx(1.0, abs=1e-3)


def test_chunks_of_ordinary_documents_are_read_but_not_deleted(
    index: Index, document_store: ScopedDocumentStore
) -> None:
    """They carry their place in meta; a filter of this store deletes only its own."""
    vectors = np.stack([seeded(n, dimensions=DIMENSIONS) for n in range(2)])
    index.publish([publication(document("a.md"), ["one", "two"], vectors)])
    index.settle()
    found = document_store.filter_documents({"field": "meta.uri", "operator": "==", "value": "a.md"})
    assert [one.content for one in found] == ["one", "two"]
    assert [one.meta["start"] for one in found] == [0, 4]
    assert document_store.count_documents() == 2
    assert document_store.delete_by_filter({"field": "meta.uri", "operator": "==", "value": "a.md"}) == 0
    assert document_store.count_documents() == 2


def test_the_scope_survives_a_round_trip(
    document_store: ScopedDocumentStore, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    """to_dict names no place and no secret; from_dict opens the index that the settings name."""
    monkeypatch.setenv("REFDESK_DATA_DIR", str(tmp_path))
    data = document_store.to_dict()
    assert data["init_parameters"] == {"org_id": ORG, "source_ids": [SOURCE], "source_id": SOURCE}
    assert ScopedDocumentStore.from_dict(data).to_dict() == data
