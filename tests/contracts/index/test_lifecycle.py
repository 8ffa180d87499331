"""Physical indexes beside each other: the live one answers, the next is built, swapped in, rolled back, dropped."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import numpy as np
import pytest

from pipelines.errors import IndexMismatch
from pipelines.index import protocol
from pipelines.types import Fusion, Status
from tests.contracts.index.making import ORG, SCOPE, SPEC, document, publication, seeded

NEXT = replace(SPEC, fingerprint="f2", dimensions=16, alpha=0.4, embedder={"kind": "other"})


class Both(protocol.Index, protocol.Lifecycle, Protocol):
    """An index that also swaps."""


def found(index: protocol.Index) -> list[str]:
    """What words find."""
    return [hit.chunk.text for hit in index.search(SCOPE, "zebra", None, k=10, fusion=Fusion()).hits]


def wide(text: str) -> np.ndarray:
    """A vector of the next index."""
    return np.stack([seeded(len(text), dimensions=16)])


def test_the_next_index_is_built_beside_the_live_one(index: Both) -> None:
    """Creating it changes nothing that is answered; each knows its own spec."""
    index.publish([publication(document(), ["zebra"])])
    (old,) = index.physical()
    name = index.create(NEXT)
    assert index.physical() == {old: SPEC, name: NEXT}
    assert index.live() == SPEC
    assert found(index) == ["zebra"]


def test_swapping_and_rolling_back(index: Both, open_index: Callable[[], protocol.Index]) -> None:
    """Swap answers the name to swap back to; every reader sees the other index at once."""
    index.publish([publication(document(), ["zebra old"])])
    old = index.swap(index.create(NEXT))
    other = open_index()
    assert (index.live(), other.live()) == (NEXT, NEXT)
    row = index.get(ORG, [document().document_id])[document().document_id]
    assert (row.status, row.chunk_count) == (Status.INDEXED, 0)
    assert found(index) == []
    assert not index.publish([publication(row, ["zebra new"], wide("new"))])
    assert found(other) == ["zebra new"]
    new = index.swap(old)
    assert index.live() == SPEC
    assert found(other) == ["zebra old"]
    index.drop(new)
    assert list(index.physical()) == [old]
    assert found(index) == ["zebra old"]


def test_a_deletion_holds_in_every_physical_index(index: Both) -> None:
    """What was deleted after a swap does not come back with a roll-back; nor does a version that was replaced."""
    first, second = document("a.md"), document("b.md")
    index.publish([publication(first, ["zebra a"]), publication(second, ["zebra b"])])
    old = index.swap(index.create(NEXT))
    index.retire(ORG, [first.document_id], tombstone=True)
    row = index.get(ORG, [second.document_id])[second.document_id]
    assert not index.publish([publication(row, ["lion b"], wide("b"), version="v2")])
    index.swap(old)
    assert found(index) == []


def test_the_live_index_is_not_dropped(index: Both) -> None:
    """Nor one that does not exist, and neither is swapped in."""
    (live,) = index.physical()
    for wrong in (live, "chunks-unknown-9"):
        with pytest.raises(IndexMismatch):
            index.drop(wrong)
    with pytest.raises(IndexMismatch):
        index.swap("chunks-unknown-9")
    assert list(index.physical()) == [live]


def test_swapping_to_the_live_index_changes_nothing(index: Both) -> None:
    """Doing it twice is as good as once."""
    (live,) = index.physical()
    assert index.swap(live) == live
    assert index.live() == SPEC


def test_two_indexes_of_one_fingerprint_have_two_names(index: Both) -> None:
    """A rebuild with the same configuration stands beside the old one."""
    assert len({index.create(SPEC), index.create(SPEC), *index.physical()}) == 3


def test_the_next_index_is_filled_while_the_live_one_answers(index: Both) -> None:
    """Live versions go into it; rows and answers stay as they are until the swap, which counts its chunks."""
    names = [document(f"{letter}.md") for letter in "abc"]
    index.publish([publication(row, [f"zebra {row.uri}"]) for row in names])
    name = index.create(NEXT)
    rows = index.get(ORG, [row.document_id for row in names])
    items = [publication(row, ["lion one", "lion two"], np.stack([*wide("x"), *wide("yy")])) for row in rows.values()]
    assert index.publish(items, into=name) == []
    assert index.get(ORG, list(rows)) == rows
    assert len(found(index)) == 3
    index.swap(name)
    assert found(index) == []
    hits = index.search(SCOPE, "lion", None, k=10, fusion=Fusion()).hits
    assert sorted(hit.chunk.text for hit in hits) == ["lion one"] * 3 + ["lion two"] * 3
    assert {row.chunk_count for row in index.get(ORG, list(rows)).values()} == {2}


def test_filling_does_not_bring_back_what_moved_on(index: Both) -> None:
    """A version that is no longer live, a deleted document, an unknown one: conflicts, and no chunk of them."""
    kept, changed, deleted = (document(f"{letter}.md") for letter in "abc")
    index.publish([publication(row, ["zebra"]) for row in (kept, changed, deleted)])
    rows = index.get(ORG, [row.document_id for row in (kept, changed, deleted)])
    assert not index.publish([publication(rows[changed.document_id], ["zebra again"], version="v2")])
    index.retire(ORG, [deleted.document_id], tombstone=True)
    name = index.create(NEXT)
    items = [publication(row, ["lion"], wide("x")) for row in (*rows.values(), document("d.md"))]
    lost = {conflict.document_id for conflict in index.publish(items, into=name)}
    assert lost == {changed.document_id, deleted.document_id, document("d.md").document_id}
    index.swap(name)
    hits = index.search(SCOPE, "lion", None, k=10, fusion=Fusion()).hits
    assert [hit.chunk.document_id for hit in hits] == [kept.document_id]


def test_the_live_index_is_not_filled(index: Both) -> None:
    """Nor an unknown one; nor with vectors of another one's dimensions."""
    index.publish([publication(document(), ["zebra"])])
    (live,) = index.physical()
    row = index.get(ORG, [document().document_id])[document().document_id]
    for wrong in (live, "chunks-unknown-9", index.create(NEXT)):
        with pytest.raises(IndexMismatch):
            index.publish([publication(row, ["zebra"])], into=wrong)
    assert found(index) == ["zebra"]
