"""Indexing many rows in overlapping stages, with the real parts and the embedded index."""

import threading
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from flows.sync.batches import index_rows
from flows.sync.streaming import spread, stream_rows
from flows.wiring import Workshop, build_workshop
from pipelines.errors import IndexUnavailable
from pipelines.ingest.batch import Batch
from pipelines.ingest.belt import Belt
from pipelines.settings import PipelineSettings
from pipelines.sources.upload import UPLOAD
from pipelines.types import Document, Fusion, Lease, Scope, Status, document_id_for

ORG = "org"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """Index, storage and pipeline of a folder of its own."""
    made = build_workshop(PipelineSettings(data_dir=tmp_path_factory.mktemp("workshop")))
    yield made
    made.close()


class Source:
    """An upload source of a test's own."""

    def __init__(self, workshop: Workshop, name: str, *, org_id: str = ORG) -> None:
        self.workshop, self.name, self.org_id = workshop, name, org_id
        self.rows: list[Document] = []

    def put(self, uri: str, content: bytes) -> Document:
        """An upload as the web app leaves it: bytes stored, row pending."""
        document_id = document_id_for(self.name, uri)
        aside = self.workshop.storage.set_aside(BytesIO(content))
        self.workshop.storage.place_upload(aside, org_id=self.org_id, source_id=self.name, document_id=document_id)
        wanted = Document(
            document_id, self.org_id, self.name, uri, uri, bytes=len(content), wanted_hash=aside.sha256,
            listed_at=datetime.now(UTC),
        )  # fmt: skip
        assert not self.workshop.index.put([wanted])
        self.rows.append(self.row(uri))
        return self.rows[-1]

    def row(self, uri: str) -> Document:
        """The row now."""
        document_id = document_id_for(self.name, uri)
        return self.workshop.index.get(self.org_id, [document_id])[document_id]

    def how(self) -> dict[str, Any]:
        """What indexing is told."""
        opened = UPLOAD.opened(self.org_id, self.name, config={}, storage=self.workshop.storage)
        return {"source": opened, "lease": lambda: Lease("run", datetime.now(UTC) + timedelta(minutes=1))}

    def streamed(self, rows: Sequence[Document] | None = None) -> dict[str, Status | None]:
        """Index all; how each ended, None for those left to others. No document ends twice."""
        ended: dict[str, Status | None] = {}
        uris = {row.document_id: row.uri for row in self.rows}
        for one in stream_rows(self.workshop, rows or self.rows, **self.how(), stopped=lambda: False):
            assert not set(one.document_ids) & {document_id_for(self.name, uri) for uri in ended}
            ended |= {uris[key]: None for key in one.document_ids}
            ended |= {uris[outcome.document_id]: outcome.status for outcome in one.outcomes}
        return ended

    def found(self, words: str) -> Counter[str]:
        """How often a search finds each document."""
        scope = Scope(self.org_id, frozenset({self.name}))
        hits = self.workshop.index.search(scope, words, None, k=100, fusion=Fusion()).hits
        return Counter(hit.document.uri for hit in hits)


def note(number: int) -> bytes:
    """A short document of its own words."""
    return f"# Note {number}\n\nThe okapi number{number} eats leaves.\n".encode()


def test_every_document_ends_once(workshop: Workshop) -> None:
    """Good, broken, empty, lost, deleted meanwhile and packed ones, side by side."""
    source = Source(workshop, "mixed")
    for number in range(60):
        source.put(f"{number}.md", note(number))
    source.put("broken.pdf", b"%PDF-1.7 nothing else")
    source.put("empty.txt", b"  ")
    lost, gone = source.put("lost.md", b"Lost."), source.put("gone.md", b"Gone.")
    name = {"org_id": ORG, "source_id": "mixed", "document_id": lost.document_id}
    Path(workshop.storage.upload_path(**name, sha256=lost.wanted_hash or "")).unlink()
    workshop.index.retire(ORG, [gone.document_id], tombstone=True)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("inner.md", "# Inner\n\nThe giraffe stands by.")
    source.put("packed.zip", packed.getvalue())
    ended = source.streamed()
    assert Counter(ended.values()) == {Status.INDEXED: 61, Status.FAILED: 2, Status.SKIPPED: 1, None: 1}
    assert (ended["gone.md"], source.row("gone.md").status) == (None, Status.DELETED)
    assert {uri: ended[uri] for uri in ("broken.pdf", "lost.md", "empty.txt")} == {
        "broken.pdf": Status.FAILED, "lost.md": Status.FAILED, "empty.txt": Status.SKIPPED,
    }  # fmt: skip
    assert all(source.found(f"number{number}") == {f"{number}.md": 1} for number in (0, 7, 59))
    assert source.found("giraffe") == {"packed.zip!/inner.md": 1}
    assert source.row("packed.zip!/inner.md").status is Status.INDEXED


def test_what_breaks_a_stage_fails_alone(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """One document that the splitter, one that the embedder and one that the publisher breaks on."""
    source = Source(workshop, "breaking")
    for number in range(30):
        source.put(f"{number}.md", note(number))
    for word in ("splitter", "embedder", "publisher"):
        source.put(f"{word}.md", f"Breaks the {word}.".encode())
        component: Any = workshop.pipeline.get_component(word)
        real = component.run

        def run(batch: Batch, word: str = word, real: Any = real) -> Any:
            if any(f"Breaks the {word}" in one.text.text for one in batch.prepared):
                raise ValueError(word)
            return real(batch=batch)

        monkeypatch.setattr(component, "run", run)
    ended = source.streamed()
    assert {uri for uri, status in ended.items() if status is Status.FAILED} == {
        "splitter.md", "embedder.md", "publisher.md",
    }  # fmt: skip
    assert Counter(ended.values()) == {Status.INDEXED: 30, Status.FAILED: 3}
    assert (error := source.row("embedder.md").error) is not None
    assert error.code == "document_broke"


def test_it_stops_soon(workshop: Workshop) -> None:
    """What is being published ends, the rest is pending; another call finishes."""
    source = Source(workshop, "stopped")
    for number in range(300):
        source.put(f"{number}.md", note(number))
    stopped, done = threading.Event(), 0
    for ended in stream_rows(workshop, source.rows, **source.how(), stopped=stopped.is_set):
        stopped.set()
        done += len(ended.document_ids)
    now = workshop.index.get(ORG, [row.document_id for row in source.rows]).values()
    statuses = Counter(row.status for row in now)
    assert 0 < done < 300
    assert statuses == {Status.INDEXED: done, Status.PENDING: 300 - done}
    assert Counter(source.streamed().values()) == {Status.INDEXED: 300}
    assert source.found("number7") == {"7.md": 1}


def test_the_outside_ends_it_and_another_call_goes_on(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index that is away for a moment is no document's fault."""
    source = Source(workshop, "outside")
    for number in range(120):
        source.put(f"{number}.md", note(number))
    component: Any = workshop.pipeline.get_component("publisher")
    real, calls = component.run, []

    def away(batch: Batch) -> Any:
        calls.append(batch)
        if len(calls) == 2:
            raise IndexUnavailable("away")
        return real(batch=batch)

    monkeypatch.setattr(component, "run", away)
    with pytest.raises(IndexUnavailable):
        source.streamed()
    assert Counter(source.streamed().values()) == {Status.INDEXED: 120}


def test_another_organisation_need_not_wait(workshop: Workshop) -> None:
    """A small upload of another organisation is over long before a large one that began first."""
    large, small = Source(workshop, "large"), Source(workshop, "small", org_id="other")
    for number in range(400):
        large.put(f"{number}.md", note(number))
    small.put("one.md", b"# One\n\nThe heron waits.\n")
    begun, order = threading.Event(), []

    def load() -> None:
        for _ in stream_rows(workshop, large.rows, **large.how(), stopped=lambda: False):
            begun.set()
        order.append("large")

    thread = threading.Thread(target=load)
    thread.start()
    begun.wait(60)
    index_rows(workshop, small.rows, **small.how())
    order.append("small")
    thread.join()
    assert order == ["small", "large"]
    assert small.found("heron") == {"one.md": 1}


def test_slow_kinds_are_spread_among_the_others() -> None:
    """Every row once, each kind in its order, none of them at the end alone."""
    rows = [Document(str(at), ORG, "s", f"{at}.{'pdf' if at >= 90 else 'md'}", "t") for at in range(100)]
    made = spread(rows)
    assert sorted(row.document_id for row in made) == sorted(row.document_id for row in rows)
    assert [row for row in made if row.uri.endswith("md")] == rows[:90]
    places = [at for at, row in enumerate(made) if row.uri.endswith("pdf")]
    assert all(8 <= later - earlier <= 12 for earlier, later in pairwise(places))


def test_a_belt_is_bounded_and_ends() -> None:
    """Who gives waits for room, what is too heavy goes alone, and who takes learns of the end."""
    belt: Belt[int] = Belt(10, givers=2)
    taken: list[int | None] = []
    assert belt.put(1, 50)
    threading.Timer(0.05, lambda: taken.append(belt.get())).start()
    assert belt.put(2, 5)
    assert taken == [1]
    assert belt.put(3, 5)
    taken += [belt.get(), *belt.more(5)]
    assert taken == [1, 2, 3]
    belt.end()
    assert belt.get(0.01) is None
    assert not belt.over
    belt.end()
    assert belt.get() is None
    assert belt.over


def test_nobody_waits_at_a_stopped_belt() -> None:
    """Who gives is told that nobody takes it, and who takes gets nothing."""
    belt: Belt[int] = Belt(1)
    belt.put(1)
    threading.Timer(0.05, belt.stop).start()
    assert (belt.put(2), belt.get(), belt.over) == (False, None, True)
