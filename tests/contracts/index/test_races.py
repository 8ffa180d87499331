"""What overlapping runs, other processes and kills must not do."""

import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from pipelines.index.protocol import Index
from pipelines.types import Fusion, Status
from tests.contracts.index.child import DOCUMENTS, TURNS
from tests.contracts.index.making import ORG, SCOPE, SOURCE, SPEC, document, lease, publication, seeded, vector
from tests.contracts.index.places import Place

KILLS = 6


def start(task: str, place: Place, name: str) -> subprocess.Popen[str]:
    """Another process on the same place."""
    command = [
        sys.executable,
        "-m",
        "tests.contracts.index.child",
        task,
        place.store,
        place.location,
        place.prefix,
        name,
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def found(index: Index, text: str, k: int = 50) -> list[str]:
    """Texts that words or vector find."""
    return [hit.chunk.text for hit in index.search(SCOPE, text, seeded(1), k=k, fusion=Fusion()).hits]


def test_the_older_of_two_overlapping_syncs_does_not_win(index: Index) -> None:
    """Both read the row; the newer listing publishes first; the older is told so and changes nothing."""
    row = document()
    index.put([row])
    older = newer = index.get(ORG, [row.document_id])[row.document_id]
    assert not index.publish([publication(newer, ["zebra new"], version="v2", claim=lease("newer"))])
    (conflict,) = index.publish([publication(older, ["zebra old"], version="v1", claim=lease("older"))])
    assert conflict.current is not None
    assert (conflict.current.live_version, conflict.current.status) == ("v2", Status.INDEXED)
    assert found(index, "zebra") == ["zebra new"]
    assert index.collect(ORG, SOURCE) == 0
    assert found(index, "zebra") == ["zebra new"]


def test_a_running_sync_does_not_undo_a_deletion(index: Index) -> None:
    """A person deletes while a sync holds the row: neither its publication nor its put brings it back."""
    row = document()
    index.publish([publication(row, ["zebra"])])
    held = index.get(ORG, [row.document_id])[row.document_id]
    index.retire(ORG, [row.document_id], tombstone=True)
    (conflict,) = index.publish([publication(held, ["zebra back"], version="v2")])
    assert conflict.current is not None
    assert (conflict.current.status, conflict.current.tombstone) == (Status.DELETED, True)
    assert index.put([replace(held, status=Status.PROCESSING)])
    assert found(index, "zebra") == []


@pytest.mark.parametrize("seed", range(4))
def test_a_deletion_in_the_middle_of_a_publication_wins(index: Index, seed: int) -> None:
    """Whenever it comes, at the end the document is deleted and not found."""
    row = document()
    index.put([row])
    held = index.get(ORG, [row.document_id])[row.document_id]
    item = publication(held, [f"zebra number{n}" for n in range(200)])
    with ThreadPoolExecutor(1) as pool:
        publishing = pool.submit(index.publish, [item])
        time.sleep(random.Random(seed).uniform(0.0, 0.08))
        index.retire(ORG, [row.document_id], tombstone=True)
        publishing.result()
    assert index.get(ORG, [row.document_id])[row.document_id].status is Status.DELETED
    assert found(index, "zebra") == []
    index.settle()
    index.collect(ORG, SOURCE)
    assert found(index, "zebra") == []
    assert not index.chunks(SCOPE, row.document_id)


def test_a_reader_sees_each_document_whole(index: Index, open_index: Callable[[], Index]) -> None:
    """While versions replace each other, every search finds all chunks of one version: never two, never a part."""
    row, sizes = document(), {f"v{n}": 3 + n % 4 for n in range(12)}
    index.publish([publication(row, ["zebra v0"] * sizes["v0"], version="v0")])
    over, seen, wrong = threading.Event(), set[str](), []

    def read(reader: Index) -> None:
        while not over.is_set():
            hits = reader.search(SCOPE, "zebra", vector(1), k=20, fusion=Fusion()).hits
            versions = {hit.chunk.version for hit in hits}
            seen.update(versions)
            if len(versions) != 1 or len(hits) != sizes[next(iter(versions))]:
                wrong.append([hit.chunk.version for hit in hits])

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read, one) for one in (index, open_index())]
        for version, size in list(sizes.items())[1:]:
            held = index.get(ORG, [row.document_id])[row.document_id]
            assert not index.publish([publication(held, [f"zebra {version}"] * size, version=version)])
            time.sleep(0.01)
        over.set()
        for reader in readers:
            reader.result()
    assert wrong == []
    assert len(seen) > 1


def test_collecting_spares_what_a_running_lease_covers(index: Index) -> None:
    """One run's collection, going on all the time, takes nothing from what another publishes."""
    over = threading.Event()

    def collect() -> None:
        while not over.is_set():
            index.collect(ORG, SOURCE)

    with ThreadPoolExecutor(1) as pool:
        collecting = pool.submit(collect)
        for turn in range(10):
            rows = [document(f"{n}.md") for n in range(3)]
            known = index.get(ORG, [row.document_id for row in rows])
            texts = [f"zebra number{n}" for n in range(20)]
            items = [publication(known.get(row.document_id, row), texts, version=f"v{turn}") for row in rows]
            assert not index.publish(items)
        over.set()
        collecting.result()
    for row in rows:
        assert len(index.chunks(SCOPE, row.document_id)) == 20
    assert len(found(index, "zebra", k=100)) == 60


def test_two_processes_write_without_losing_anything(index: Index, place: Place) -> None:
    """Counting up by compare-and-set from two processes loses no step, and all their documents are found."""
    index.put([document("shared.md", title="0")])
    children = [start("count_up", place, name) for name in ("first", "second")]
    for child in children:
        _, errors = child.communicate(timeout=240)
        assert child.returncode == 0, errors
    shared = document("shared.md").document_id
    assert index.get(ORG, [shared])[shared].title == str(2 * TURNS)
    index.settle()
    assert index.counts(SCOPE)[SOURCE][Status.INDEXED] == 2 * TURNS
    for name in ("first", "second"):
        assert len(found(index, name, k=100)) >= TURNS


def test_threads_share_one_instance(index: Index) -> None:
    """Reading and writing from many threads at once is safe, and every write is there."""

    def work(n: int) -> int:
        index.publish([publication(document(f"{n}.md"), [f"zebra number{n}"])])
        return len(index.search(SCOPE, f"number{n}", seeded(n), k=3, fusion=Fusion()).hits)

    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(work, range(48)))
    index.settle()
    assert index.counts(SCOPE)[SOURCE] == {Status.INDEXED: 48}


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_whole_documents(index: Index, place: Place) -> None:
    """After each SIGKILL readers see one whole version of each document; the next run ends clean."""
    for kill in range(KILLS):
        child = start("publish_for_ever", place, f"run{kill}")
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n", child.communicate()
        time.sleep(random.Random(kill).uniform(0.05, 0.5))
        child.kill()
        child.communicate()
        assert_whole(index)
    time.sleep(0.1)  # the last lease runs out
    rows = index.get(ORG, [document(f"{n}.md").document_id for n in range(DOCUMENTS)])
    again = [rows.get(document(f"{n}.md").document_id, document(f"{n}.md")) for n in range(DOCUMENTS)]
    assert not index.publish([publication(row, [f"zebra last {row.uri}"], version="last") for row in again])
    index.settle()
    index.collect(ORG, SOURCE)
    index.settle()
    assert sorted(found(index, "zebra", k=100)) == [f"zebra last {n}.md" for n in range(DOCUMENTS)]
    assert index.term_counts(SCOPE, ["zebra"]) == (DOCUMENTS, {"zebra": DOCUMENTS})


def assert_whole(index: Index) -> None:
    """Each document's chunks are all of its live version, and a search finds just them."""
    rows = index.get(ORG, [document(f"{n}.md").document_id for n in range(DOCUMENTS)])
    expected: list[str] = []
    for row in rows.values():
        chunks = index.chunks(SCOPE, row.document_id)
        assert {chunk.version for chunk in chunks} <= {row.live_version}
        if row.live_version is not None:
            assert [chunk.ordinal for chunk in chunks] == list(range(3 + int(row.live_version.split("-")[1]) % 3))
        expected += [chunk.text for chunk in chunks]
    index.settle()
    assert sorted(found(index, "zebra", k=100)) == sorted(expected)


def test_vectors_of_every_reader_agree(index: Index, open_index: Callable[[], Index]) -> None:
    """What one instance published another reads at once."""
    row = document()
    item = publication(row, ["zebra"])
    index.publish([item])
    found_vectors = open_index().vectors(ORG, row.document_id, [item.chunks[0].text_hash])
    np.testing.assert_allclose(found_vectors[item.chunks[0].text_hash], item.vectors[0], atol=1e-3)


def test_many_may_create_it_at_once(open_index: Callable[[], Index]) -> None:
    """Every program ensures at its start: all of them find the same one index."""
    opened = [open_index() for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: one.ensure(SPEC), opened))
    assert not opened[0].publish([publication(document(), ["zebra"])])
    assert [found(one, "zebra") for one in opened] == [["zebra"]] * 6
