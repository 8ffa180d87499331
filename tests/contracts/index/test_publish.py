"""Publishing: chunks, flip and proof in one step; vectors that fit; versions that replace each other."""

from dataclasses import replace

import numpy as np
import pytest

from pipelines.errors import IndexMismatch
from pipelines.index.protocol import Index
from pipelines.types import DocumentError, Fusion, Publication, Scope, Status, Vector
from tests.contracts.index.making import DIMENSIONS, ORG, SCOPE, document, now, publication, seeded, vector


def texts(index: Index, question: str, *, asked: Vector | None = None, k: int = 10) -> list[str]:
    """What a search finds."""
    return [hit.chunk.text for hit in index.search(SCOPE, question, asked, k=k, fusion=Fusion()).hits]


def test_a_published_document_is_found_at_once(index: Index) -> None:
    """By its words and by its vector, without settling."""
    assert not index.publish([publication(document(), ["zebra crossing"], vector(1.0)[np.newaxis])])
    assert texts(index, "zebra") == ["zebra crossing"]
    assert texts(index, "unrelated", asked=vector(1.0)) == ["zebra crossing"]


def test_the_row_says_what_was_published(index: Index) -> None:
    """Version, count, state and time are publish's own; the rest is the publication's."""
    row = document(status=Status.FAILED, error=DocumentError("c", "m", "a"), title="T", page_count=3, bytes=9)
    before = now()
    index.publish([publication(row, ["one", "two"])])
    read = index.get(ORG, [row.document_id])[row.document_id]
    assert (read.live_version, read.chunk_count, read.status, read.error) == ("v1", 2, Status.INDEXED, None)
    assert (read.pending_version, read.lease) == (None, None)
    assert (read.title, read.page_count, read.bytes, read.content_hash) == ("T", 3, 9, "h1")
    assert read.indexed_at is not None
    assert read.indexed_at >= before


def test_a_chunk_comes_back_as_it_was_published(index: Index) -> None:
    """Text, place, heading path, hash and meta, by search and by document."""
    row = document(title="Überschrift")
    text = ' \u00a0Tab\tund "Zitat" \U0001f600 e\u0301 \x00\x01 \r\n\nEnde. '
    item = publication(row, [text, "second"])
    odd = replace(item.chunks[0], heading=("A", 'B "b"', "C"), page=None, meta={"k": [1, None, {"x": "ü"}]})
    item = replace(item, chunks=(odd, item.chunks[1]))
    index.publish([item])
    assert tuple(index.chunks(SCOPE, row.document_id)) == item.chunks
    hits = index.search(SCOPE, "Zitat", None, k=1, fusion=Fusion()).hits
    assert hits[0].chunk == odd
    assert hits[0].document == index.get(ORG, [row.document_id])[row.document_id]


def test_a_new_version_replaces_the_old_one(index: Index) -> None:
    """The old text is not found any more, by words or by vector; the new one is."""
    row = document()
    index.publish([publication(row, ["zebra old", "giraffe old"], np.stack([vector(1), vector(0, 1)]))])
    read = index.get(ORG, [row.document_id])[row.document_id]
    assert not index.publish([publication(read, ["lion new"], vector(0, 0, 1)[np.newaxis], version="v2")])
    assert texts(index, "zebra giraffe") == []
    assert texts(index, "zebra giraffe lion", asked=vector(1)) == ["lion new"]
    assert [chunk.version for chunk in index.chunks(SCOPE, row.document_id)] == ["v2"]


def test_publishing_the_same_version_again_changes_nothing(index: Index) -> None:
    """Each chunk is found once."""
    row = document()
    for _ in range(3):
        read = index.get(ORG, [row.document_id]).get(row.document_id, row)
        assert not index.publish([publication(read, ["zebra one", "zebra two"])])
    assert sorted(texts(index, "zebra", asked=seeded(5))) == ["zebra one", "zebra two"]
    assert index.term_counts(SCOPE, ["zebra"]) == (2, {"zebra": 2})


def test_a_version_cut_otherwise_replaces_its_chunks(index: Index) -> None:
    """The version names the text, not the split: fewer chunks of the same version leave none of the old behind."""
    row = document()
    index.publish([publication(row, ["zebra one", "zebra two", "zebra three"])])
    read = index.get(ORG, [row.document_id])[row.document_id]
    assert not index.publish([publication(read, ["zebra one two three"])])
    assert texts(index, "zebra") == ["zebra one two three"]
    assert [chunk.text for chunk in index.chunks(SCOPE, row.document_id)] == ["zebra one two three"]


def test_a_document_without_chunks_may_be_published(index: Index) -> None:
    """It takes the place of what was there."""
    row = document()
    index.publish([publication(row, ["zebra"])])
    read = index.get(ORG, [row.document_id])[row.document_id]
    assert not index.publish([publication(read, [], version="v2")])
    assert index.get(ORG, [row.document_id])[row.document_id].chunk_count == 0
    assert texts(index, "zebra", asked=seeded(1)) == []


def test_texts_without_a_word_are_found_by_their_vector(index: Index) -> None:
    """Signs, emoji and scripts that no analyzer knows are published all the same."""
    odd = ["!!! --- ???", "\U0001f600\U0001f600", "\U0001e900\U0001e901", "文書の検索", "a"]
    assert not index.publish([publication(document(), odd)])
    assert sorted(texts(index, "", asked=seeded(1))) == sorted(odd)


def test_a_conflicting_publication_leaves_no_trace(index: Index) -> None:
    """The row stays as it is and no chunk is left behind; the others of the call are published."""
    row = document()
    index.publish([publication(row, ["zebra first"])])
    before = index.get(ORG, [row.document_id])[row.document_id]
    (conflict,) = index.publish(
        [publication(row, ["zebra stale"], version="v0"), publication(document("b.md"), ["lion"])]
    )
    assert conflict.current == before
    assert index.get(ORG, [row.document_id])[row.document_id] == before
    assert texts(index, "zebra stale", asked=seeded(2))[0] == "zebra first"
    assert "zebra stale" not in texts(index, "zebra stale", asked=seeded(2))
    assert texts(index, "lion") == ["lion"]
    assert index.collect(ORG, row.source_id) == 0


@pytest.mark.parametrize(
    "bad",
    [
        np.full((1, DIMENSIONS), np.nan, np.float32),
        np.array([[1, np.inf, 0, 0, 0, 0, 0, 0]], np.float32),
        np.zeros((1, DIMENSIONS), np.float32),
        np.full((1, DIMENSIONS), 1e-30, np.float32),
        np.ones((1, DIMENSIONS + 1), np.float32),
        np.ones((2, DIMENSIONS), np.float32),
        np.ones((0, DIMENSIONS), np.float32),
        np.ones(DIMENSIONS, np.float32),
    ],
    ids=["nan", "infinite", "zero", "vanishing", "too wide", "too many", "too few", "flat"],
)
def test_vectors_that_do_not_fit_are_refused(index: Index, bad: Vector) -> None:
    """Nothing of the call is written."""
    good, row = document("good.md"), document("bad.md")
    with pytest.raises(IndexMismatch):
        index.publish([publication(good, ["zebra"]), publication(row, ["zebra"], bad)])
    assert index.get(ORG, [good.document_id, row.document_id]) == {}
    assert texts(index, "zebra") == []


@pytest.mark.parametrize("bad", [np.full(DIMENSIONS, np.nan), np.zeros(DIMENSIONS), np.ones(DIMENSIONS - 1)])
def test_a_question_vector_that_does_not_fit_is_refused(index: Index, bad: Vector) -> None:
    """Instead of an arbitrary answer."""
    index.publish([publication(document(), ["zebra"])])
    with pytest.raises(IndexMismatch):
        index.search(SCOPE, "zebra", bad.astype(np.float32), k=3, fusion=Fusion())


def test_vectors_are_given_back_for_reuse(index: Index) -> None:
    """By text hash, as they were up to half precision; unknown hashes are absent."""
    row = document()
    item = publication(row, ["one", "two", "one"])
    index.publish([item])
    hashes = [chunk.text_hash for chunk in item.chunks]
    found = index.vectors(ORG, row.document_id, [*hashes, "unknown"])
    assert found.keys() == set(hashes)
    for text_hash, expected in zip(hashes, item.vectors, strict=True):
        assert found[text_hash].dtype == np.float32
        np.testing.assert_allclose(found[text_hash], expected, atol=1e-3)


def test_a_reused_vector_is_exactly_the_old_one(index: Index) -> None:
    """Publishing what was given back gives back the same bits."""
    row = document()
    item = publication(row, ["one"])
    text_hash = item.chunks[0].text_hash
    index.publish([item])
    first = index.vectors(ORG, row.document_id, [text_hash])[text_hash]
    read = index.get(ORG, [row.document_id])[row.document_id]
    index.publish([publication(read, ["one"], first[np.newaxis], version="v2")])
    assert index.vectors(ORG, row.document_id, [text_hash])[text_hash].tobytes() == first.tobytes()


def test_vectors_are_only_the_documents_own(index: Index) -> None:
    """Neither another organisation's nor another document's, though the text is the same."""
    row, other = document("a.md"), document("b.md")
    item = publication(row, ["one"])
    index.publish([item])
    hashes = [item.chunks[0].text_hash]
    assert index.vectors("org-b", row.document_id, hashes) == {}
    assert index.vectors(ORG, other.document_id, hashes) == {}
    assert index.vectors(ORG, row.document_id, []) == {}


def test_the_same_text_in_two_documents_is_found_in_both(index: Index) -> None:
    """Two citations, not one."""
    same = vector(1)[np.newaxis]
    index.publish([publication(document(name), ["zebra crossing"], same) for name in ("a.md", "b.md")])
    for asked in (None, vector(1)):
        hits = index.search(SCOPE, "zebra", asked, k=5, fusion=Fusion()).hits
        assert sorted(hit.document.uri for hit in hits) == ["a.md", "b.md"]


def test_many_documents_in_one_call(index: Index) -> None:
    """Each is published, with its own chunks."""
    items = [publication(document(f"{n:03d}.md"), [f"zebra number{n}", f"lion number{n}"]) for n in range(60)]
    assert not index.publish(items)
    index.settle()
    assert index.counts(SCOPE) == {SCOPE_SOURCE: {Status.INDEXED: 60}}
    assert texts(index, "number42", k=2) == ["zebra number42", "lion number42"] or texts(index, "number42", k=2) == [
        "lion number42",
        "zebra number42",
    ]


def test_a_row_that_no_longer_names_a_version_takes_its_chunks_along(index: Index) -> None:
    """Live means: of the version that the manifest row names."""
    row = document()
    index.publish([publication(row, ["zebra"])])
    read = index.get(ORG, [row.document_id])[row.document_id]
    assert not index.put([replace(read, live_version=None, status=Status.SKIPPED)])
    assert texts(index, "zebra", asked=seeded(1)) == []
    assert not index.chunks(SCOPE, row.document_id)
    index.settle()
    assert not index.collect(ORG, SCOPE_SOURCE), "nothing is left for a later clean-up"


def test_a_failed_update_keeps_the_live_version_answering(index: Index) -> None:
    """A row that only changes its state keeps its chunks."""
    row = document()
    index.publish([publication(row, ["zebra"])])
    read = index.get(ORG, [row.document_id])[row.document_id]
    index.put([replace(read, status=Status.FAILED, error=DocumentError("c", "m", "a"))])
    assert texts(index, "zebra") == ["zebra"]


def test_chunks_keep_to_the_scope(index: Index) -> None:
    """Of the document's own source and organisation only."""
    row = document()
    index.publish([publication(row, ["zebra"])])
    assert len(index.chunks(SCOPE, row.document_id)) == 1
    assert not index.chunks(Scope(ORG, frozenset({"source-b"})), row.document_id)
    assert not index.chunks(Scope("org-b", SCOPE.source_ids), row.document_id)
    assert not index.chunks(Scope(ORG, frozenset()), row.document_id)


def test_collect_finds_nothing_to_do_after_clean_work(index: Index) -> None:
    """Publishing, replacing and deleting leave no orphan."""
    row = document()
    index.publish([publication(row, ["zebra", "lion"])])
    read = index.get(ORG, [row.document_id])[row.document_id]
    index.publish([publication(read, ["giraffe"], version="v2")])
    index.publish([publication(document("b.md"), ["b"])])
    index.retire(ORG, [document("b.md").document_id], tombstone=False)
    index.settle()
    assert index.collect(ORG, row.source_id) == 0
    assert texts(index, "giraffe") == ["giraffe"]


def test_a_publication_cannot_write_into_another_organisation(index: Index) -> None:
    """Chunks belong to the row's organisation and source, whatever they say."""
    row = document()
    item = publication(row, ["zebra"])
    foreign = tuple(replace(chunk, org_id="org-b", source_id="source-b") for chunk in item.chunks)
    _try(index, replace(item, chunks=foreign))
    other = Scope("org-b", frozenset({"source-b"}))
    assert index.search(other, "zebra", seeded(1), k=5, fusion=Fusion()).hits == ()


def _try(index: Index, item: Publication) -> None:
    # A store may refuse such a publication or write it under the row's own names.
    try:
        index.publish([item])
    except ValueError:
        return


SCOPE_SOURCE = next(iter(SCOPE.source_ids))
