"""What happens between the steps of a publication, made to happen exactly there."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from pipelines.index.opensearch import publishing as opensearch_publish
from pipelines.index.opensearch import searching as opensearch_search
from pipelines.index.opensearch.publishing import Publisher
from pipelines.index.opensearch.store import OpenSearchIndex
from pipelines.index.opensearch.table import address
from pipelines.types import Conflict, Document, Fusion, Status
from tests.contracts.index.making import (
    ORG,
    SCOPE,
    SOURCE,
    SPEC,
    document,
    lease,
    publication,
    seeded,
    vector,
)

Stored = Callable[[], dict[str, int]]
Open = Callable[[], OpenSearchIndex]
STEPS = ("claim", "write", "confirm", "flip")


def _row(index: OpenSearchIndex, name: str = "a.md") -> Document:
    document_id = document(name).document_id
    return index.get(ORG, [document_id])[document_id]


def _after(monkeypatch: pytest.MonkeyPatch, step: str, act: Callable[[], object]) -> None:
    """Do something once, right after the next publication's step."""
    original, waiting = getattr(Publisher, step), [act]

    def stepped(self: Publisher, *arguments: object) -> object:
        answer = original(self, *arguments)
        if waiting:
            waiting.pop()()
        return answer

    monkeypatch.setattr(Publisher, step, stepped)


@pytest.mark.parametrize("step", STEPS)
def test_a_tombstone_wins_at_any_step(
    index: OpenSearchIndex, open_index: Open, stored: Stored, *, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """A document deleted in the middle of a publication stays deleted, finds nothing and leaves no chunk."""
    index.publish([publication(document(), ["old words"])])
    other, row = open_index(), _row(index)
    _after(monkeypatch, step, lambda: other.retire(ORG, [row.document_id], tombstone=True))
    conflicts = index.publish([publication(row, ["new words"], version="v2")])
    if step != "flip":  # after that step it was published, then deleted
        assert [(one.document_id, one.current and one.current.tombstone) for one in conflicts] == [
            (row.document_id, True)
        ]
    row = _row(index)
    assert (row.status, row.tombstone, row.live_version, row.pending_version) == (Status.DELETED, True, None, None)
    assert index.search(SCOPE, "words", None, k=5, fusion=Fusion()).hits == ()
    assert stored() == {}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("version", ["v2", "v3"])
def test_of_two_publications_one_wins_whole(
    index: OpenSearchIndex,
    open_index: Open,
    stored: Stored,
    *,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    version: str,
) -> None:
    """A publication overtaken by another, of the same version or not, takes nothing of the winner's away."""
    index.publish([publication(document(), ["old words"])])
    other, row = open_index(), _row(index)
    texts = ["new words", "more words"]
    won: list[Conflict] = []

    def overtake() -> None:
        won.extend(other.publish([publication(_row(other), texts, version=version, claim=lease("other"))]))

    _after(monkeypatch, step, overtake)
    index.publish([publication(row, texts, version="v2")])
    assert won == []
    row = _row(index)
    assert (row.status, row.live_version) == (Status.INDEXED, version)
    found = index.search(SCOPE, "words", None, k=5, fusion=Fusion()).hits
    assert {(hit.chunk.version, hit.chunk.text) for hit in found} == {(version, text) for text in texts}
    assert stored() == {version: 2}


def test_a_reader_never_sees_two_versions_or_none(index: OpenSearchIndex, open_index: Open) -> None:
    """While versions follow each other, every search finds the document once, whole, in one version."""
    texts = ["common one", "common two", "common three"]
    index.publish([publication(document(), texts, version="v0")])
    for number in range(40):  # others, which fill the places that a version between two lives leaves
        index.publish([publication(document(f"other{number}.md"), ["common other"])]) if number % 20 == 0 else None
    reader, ended, seen = open_index(), threading.Event(), []

    def read() -> None:
        while not ended.is_set():
            hits = reader.search(SCOPE, "common", seeded(3), k=10, fusion=Fusion()).hits
            mine = [hit.chunk for hit in hits if hit.chunk.document_id == document().document_id]
            seen.append((len(mine), len({chunk.version for chunk in mine})))

    with ThreadPoolExecutor(2) as pool:
        reading = [pool.submit(read) for _ in range(2)]
        for number in range(1, 8):
            assert index.publish([publication(_row(index), texts, version=f"v{number}")]) == []
        ended.set()
        for one in reading:
            one.result()
    assert set(seen) == {(3, 1)}


def _pending(index: OpenSearchIndex, rows: list[Document], texts: list[str]) -> None:
    """Chunks that are written and will never be live."""
    count = len(texts)
    near = np.tile(vector(1.0), (count, 1))
    items = [(publication(row, texts, near), near.astype(np.float16)) for row in rows]
    publisher = index._publisher
    assert publisher.write(publisher.claim(items, []), [])


@pytest.mark.parametrize(("documents", "chunks"), [(1, 1_000), (1_000, 1)])
def test_a_thousand_better_dead_chunks_hide_nothing(index: OpenSearchIndex, documents: int, chunks: int) -> None:
    """The live ones are found behind any number of dead ones that score better in both branches."""
    live = [
        publication(document(f"live{n}.md"), [f"alpha among other words {n}"], vector(0.1, 1.0)[None])
        for n in range(12)
    ]
    assert index.publish(live) == []
    _pending(index, [document(f"dead{number}.md") for number in range(documents)], ["alpha"] * chunks)
    found = index.search(SCOPE, "alpha", vector(1.0), k=10, fusion=Fusion())
    assert {hit.document.uri[:4] for hit in found.hits} == {"live"}
    assert (len(found.hits), found.degraded) == (10, ())


def test_when_the_rounds_are_used_up_the_answer_says_so(
    index: OpenSearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer that may lack live chunks is served and labelled."""
    monkeypatch.setattr(opensearch_search, "ROUNDS", 1)
    index.publish([publication(document(), ["alpha among other words"], vector(0.1, 1.0)[None])])
    _pending(index, [document("dead.md")], ["alpha"] * 100)
    assert index.search(SCOPE, "alpha", vector(1.0), k=5, fusion=Fusion()).degraded == ("index",)


def test_a_lease_is_renewed_while_writing_takes_long(
    index: OpenSearchIndex, open_index: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody collects what a slow publication has written: its lease outlives every wait."""
    monkeypatch.setattr(opensearch_publish, "BATCH", 2)
    original, leases, other = Publisher._send, [], open_index()

    def slow(self: Publisher, encode: Callable[[], bytes]) -> None:
        original(self, encode)
        time.sleep(0.25)
        assert other.collect(ORG, SOURCE) == 0
        leases.append(_row(other).lease)

    monkeypatch.setattr(Publisher, "_send", slow)
    texts = [f"words {number}" for number in range(20)]
    assert index.publish([publication(document(), texts, claim=lease("slow", seconds=0.9))]) == []
    untils = {one.until for one in leases if one is not None}
    assert len(untils) > 1
    assert {one.run_id for one in leases if one is not None} == {"slow"}
    assert _row(index).chunk_count == len(index.chunks(SCOPE, document().document_id)) == 20


def test_ensuring_at_once_makes_one_index(open_index: Open) -> None:
    """Programs that start together on an empty server share one manifest and one physical index."""
    indexes = [open_index() for _ in range(6)]
    specs = [replace(SPEC, fingerprint=f"f{number % 2}") for number in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda pair: pair[0].ensure(pair[1]), zip(indexes, specs, strict=True)))
    assert len(indexes[0].physical()) == 1
    assert len({one.live().fingerprint for one in indexes}) == 1
    assert indexes[1].publish([publication(document(), ["words"])]) == []


def test_a_lost_row_makes_no_live_chunk(index: OpenSearchIndex, stored: Stored) -> None:
    """Chunks without any row are never found, and ``collect`` removes them."""
    row = document()
    _pending(index, [row], ["alpha"] * 3)
    lies = address(ORG, row.document_id)
    index._wire.call("DELETE", f"/{index.names.documents}/_doc/{lies['_id']}", params={"routing": lies["routing"]})
    assert index.search(SCOPE, "alpha", vector(1.0), k=5, fusion=Fusion()).hits == ()
    assert (index.collect(ORG, SOURCE), stored()) == (3, {})


def test_a_publication_in_between_survives_a_collection(index: OpenSearchIndex, stored: Stored) -> None:
    """``collect`` that saw a version as orphaned does not remove it once somebody claims and writes it again."""
    texts = ["alpha", "beta"]
    near = np.stack([seeded(1), seeded(2)])
    item = publication(document(), texts, near, claim=lease("gone", seconds=-1))
    index._publisher.write(index._publisher.claim([(item, near.astype(np.float16))], []), [])
    upkeep = index._upkeep
    original = upkeep._chunks

    def claimed(*arguments: object) -> object:
        pages = list(original(*arguments))  # type: ignore[arg-type]
        assert index.publish([publication(_row(index), texts, near)]) == []
        return pages

    upkeep._chunks = claimed  # type: ignore[method-assign, assignment]
    assert index.collect(ORG, SOURCE) == 0
    assert stored() == {"v1": 2}
