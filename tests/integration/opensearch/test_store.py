"""Promises that only a server makes: deadlines, one place for errors, vectors in half precision, the mean's floor."""

import contextlib
import socket
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from pipelines.errors import IndexMismatch, IndexTimeout, IndexUnavailable
from pipelines.index.opensearch.store import OpenSearchIndex
from pipelines.index.protocol import Lifecycle
from pipelines.types import Fusion
from tests.contracts.index.making import ORG, SCOPE, SPEC, document, publication, seeded, vector


def test_a_server_that_is_gone_is_unavailable() -> None:
    """The pipelines' own error, at once, and ``health`` says what to do."""
    with contextlib.closing(OpenSearchIndex("http://127.0.0.1:9", "gone")) as index:
        with pytest.raises(IndexUnavailable):
            index.search(SCOPE, "words", seeded(1), k=5, fusion=Fusion())
        health = index.health()
        assert not health.ok
        assert health.remedy


@pytest.mark.alone
def test_a_server_that_stalls_times_out() -> None:
    """Every request has a deadline."""
    with socket.create_server(("127.0.0.1", 0)) as stalled:
        url = f"http://127.0.0.1:{stalled.getsockname()[1]}"
        with contextlib.closing(OpenSearchIndex(url, "stalled", seconds=0.3)) as index:
            started = time.monotonic()
            with pytest.raises(IndexTimeout):
                index.get(ORG, ["x"])
            assert time.monotonic() - started < 3


def test_nothing_is_created_by_mistake(
    open_index: Callable[[], OpenSearchIndex], prefix: str, opensearch_url: str
) -> None:
    """Writing before ``ensure`` is an error and makes no index."""
    index = open_index()
    for write in (
        lambda: index.put([document()]),
        lambda: index.publish([publication(document(), ["words"])]),
        lambda: index.search(SCOPE, "words", None, k=1, fusion=Fusion()),
    ):
        with pytest.raises(IndexUnavailable):
            write()
    assert not index._wire.call("GET", f"/_cat/indices/{prefix}-*", params={"format": "json"})


def test_a_read_only_index_is_not_healthy(index: OpenSearchIndex) -> None:
    """``health`` is about writing too."""
    settings = f"/{index.names.chunks}/_settings"
    index._wire.call("PUT", settings, body={"index.blocks.write": True})
    assert not index.health().ok
    with pytest.raises(IndexUnavailable):
        index.publish([publication(document(), ["words"])])
    index._wire.call("PUT", settings, body={"index.blocks.write": None})
    assert index.health().ok


def test_vectors_are_rounded_once(index: OpenSearchIndex) -> None:
    """What comes back for reuse is exactly the half-precision value, and publishing it again changes nothing."""
    vectors = np.stack([seeded(1), seeded(2)])
    item = publication(document(), ["one", "two"], vectors)
    index.publish([item])
    hashes = [chunk.text_hash for chunk in item.chunks]
    back = index.vectors(ORG, item.row.document_id, hashes)
    halves = vectors.astype(np.float16).astype(np.float32)
    assert all(np.array_equal(back[name], half) for name, half in zip(hashes, halves, strict=True))
    row = index.get(ORG, [item.row.document_id])[item.row.document_id]
    index.publish([publication(row, ["one", "two"], np.stack([back[name] for name in hashes]), version="v2")])
    again = index.vectors(ORG, row.document_id, hashes)
    assert all(np.array_equal(back[name], again[name]) for name in hashes)


def test_what_half_precision_cannot_hold_is_refused(index: OpenSearchIndex) -> None:
    """A vector that would become infinite or zero is a mismatch, not a broken chunk."""
    for factor in (1e6, 1e-9):
        with pytest.raises(IndexMismatch):
            index.publish([publication(document(), ["one"], (seeded(1) * factor)[None].astype(np.float32))])
    assert index.get(ORG, [document().document_id]) == {}


def test_the_floor_is_the_mean_cosine_of_the_organisation(index: OpenSearchIndex) -> None:
    """With the kept mean, the fused score is the measured recipe with ``lo`` = question · mean."""
    texts = [f"word{number}" for number in range(80)]
    vectors = np.stack([seeded(number) + 0.5 * vector(1.0) for number in range(80)]).astype(np.float32)
    index.publish([publication(document(), texts, vectors)])
    assert index.sample_means([ORG]) == 80
    halves = vectors.astype(np.float16).astype(np.float32)
    mean = (halves / np.linalg.norm(halves, axis=1, keepdims=True)).mean(axis=0)
    for _ in range(2):  # the first search learns the mean
        found = index.search(SCOPE, "nothing", vector(1.0), k=10, fusion=Fusion(alpha=1.0)).hits
    lo, most = float(mean[0]), max(hit.cosine or 0 for hit in found)
    for hit in found:
        assert hit.fused == pytest.approx(((hit.cosine or 0) - lo) / (most - lo), abs=1e-3)


def test_texts_with_lone_surrogates_are_stored(index: OpenSearchIndex) -> None:
    """What no UTF-8 can hold becomes U+FFFD, and the rest of the text is found."""
    item = publication(document(), ["broken \ud800 sign"])
    assert index.publish([item]) == []
    assert [hit.chunk.text for hit in index.search(SCOPE, "sign \udfff", None, k=1, fusion=Fusion()).hits] == [
        "broken \ufffd sign"
    ]


def test_physical_indexes_are_swapped_and_rolled_back(index: OpenSearchIndex) -> None:
    """Built beside the live one, swapped by one call, rolled back by another; the live one cannot be dropped."""
    lifecycle: Lifecycle = index
    index.publish([publication(document(), ["words one", "words two"])])
    first = next(iter(lifecycle.physical()))
    spec = replace(SPEC, fingerprint="f2", dimensions=4)
    second = lifecycle.create(spec)
    assert dict(lifecycle.physical()) == {first: SPEC, second: spec}
    assert lifecycle.swap(second) == first
    assert index.live() == spec
    assert index.search(SCOPE, "words", seeded(1, dimensions=4), k=5, fusion=Fusion()).hits == ()
    with pytest.raises(IndexMismatch):
        lifecycle.drop(second)
    with pytest.raises(IndexMismatch):
        index.search(SCOPE, "words", seeded(1), k=5, fusion=Fusion())
    assert lifecycle.swap(first) == second
    assert len(index.search(SCOPE, "words", seeded(1), k=5, fusion=Fusion()).hits) == 2
    assert index.get(ORG, [document().document_id])[document().document_id].chunk_count == 2
    lifecycle.drop(second)
    assert dict(lifecycle.physical()) == {first: SPEC}
    for act in (lifecycle.drop, lifecycle.swap):
        with pytest.raises(IndexMismatch):
            act("no-such-index")


def test_a_fingerprint_can_be_built_twice(index: OpenSearchIndex) -> None:
    """The next number is taken, never an index that is there."""
    names = [index.create(SPEC), index.create(SPEC)]
    assert len({*names, *index.physical()}) == 3
