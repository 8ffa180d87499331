"""Cost follows change: nothing changed in many documents, one paragraph in 300 pages."""

import os
import random
import statistics
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.sync.manifest import rows_of, settled_count, unfinished_rows
from flows.sync.plan import Listing, plan
from flows.wiring import Workshop
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.sources.kinds import kind_named
from pipelines.types import Vector
from tests.bench.index.measures import seconds
from tests.bench.ingest.corpus import Writer, markdown
from tests.bench.ingest.engine import ORG, SOURCE, load, prepare, put, settings_for, workshop_of
from tests.bench.ingest.loads import Bench, remove
from tests.bench.ingest.measured import line

DOCUMENTS, PAGES, CHANGES = 10_000, 300, 11
RESYNC_GOAL, MEDIAN_GOAL, MOST_GOAL = 0.007, 1, 6


def run(bench: Bench) -> None:
    """Print both figures, the first on either store."""
    documents = int(os.environ.get("DOCUMENTS") or DOCUMENTS)
    writer, folder = Writer(21), bench.folder / "small"
    folder.mkdir()
    files = [folder / f"small-{number:05}.md" for number in range(documents)]
    for number, path in enumerate(files):
        path.write_text(markdown(writer, number, sections=2))
    for store, url in (("sqlite", None), ("opensearch", bench.url)):
        prefix = f"bench{uuid.uuid4().hex[:8]}"
        try:
            _resync(bench.folder / f"resync-{store}", url, prefix=prefix, files=files)
        finally:
            if url:
                remove(url, prefix)
    _one_paragraph(bench.folder / "changed", writer)


def _resync(data: Path, url: str | None, *, prefix: str, files: Sequence[Path]) -> None:
    settings, store = settings_for(data, url, prefix), "opensearch" if url else "sqlite"
    prepare(settings, files)
    with workshop_of(settings) as workshop:
        first = seconds(lambda: load(workshop))
        usual = statistics.median(seconds(lambda: _looked(workshop, whole=False)) for _ in range(5))
        whole = statistics.median(seconds(lambda: _looked(workshop, whole=True)) for _ in range(5))
    told: dict[str, float] = {"documents": len(files), "first_load_s": first, "goal": RESYNC_GOAL}
    line("resync_unchanged", store, 1000 * usual, unit="ms", ratio=usual / first, **told)
    line("resync_unchanged_all_rows", store, 1000 * whole, unit="ms", ratio=whole / first, **told)


def _looked(workshop: Workshop, *, whole: bool) -> None:
    """What a sync does where nothing changed; ``whole``: it reads every row, as one that a person asks for."""
    source = kind_named("upload").opened(ORG, SOURCE, config={}, storage=workshop.storage)
    rows = (rows_of if whole else unfinished_rows)(workshop.index, org_id=ORG, source_id=SOURCE)
    made = plan(Listing(datetime.now(UTC), source.list(rows)), rows, full=False)
    assert not made.work
    assert whole or settled_count(workshop.index, org_id=ORG, source_id=SOURCE)


def _one_paragraph(data: Path, writer: Writer) -> None:
    chance, counted = random.Random(4), []
    settings, path = settings_for(data / "index", None), data / "manual.md"
    data.mkdir()
    paragraphs = [writer.paragraph(writer.between((60, 110))) for _ in range(PAGES * 5)]
    path.write_text(_manual(paragraphs, writer))
    prepare(settings, [path])
    with workshop_of(settings) as workshop, _counting() as embedded:
        load(workshop)
        whole = sum(embedded)
        for _ in range(CHANGES):
            at = chance.randrange(len(paragraphs))
            path.write_text(path.read_text().replace(paragraphs[at], changed := writer.paragraph(80)))
            paragraphs[at] = changed
            embedded.clear()
            put(workshop.index, workshop.storage, [path])
            load(workshop)
            counted.append(sum(embedded))
    middle = statistics.median(counted)
    line("one_paragraph_changed_median", "sqlite", middle, unit="chunks", goal=MEDIAN_GOAL, of=whole)
    line("one_paragraph_changed_most", "sqlite", max(counted), unit="chunks", goal=MOST_GOAL, of=whole)


def _manual(paragraphs: Sequence[str], writer: Writer) -> str:
    parts = ["# A manual of 300 pages"]
    for number, paragraph in enumerate(paragraphs):
        if number % 10 == 0:
            parts.append(f"## {number // 10 + 1} {' '.join(writer.words(4)).capitalize()}")
        parts.append(paragraph)
    return "\n\n".join(parts) + "\n"


@contextmanager
def _counting() -> Iterator[list[int]]:
    """How many texts the embedder is given, call by call."""
    counts: list[int] = []
    real: Any = WordLlamaEmbedder.embed_documents

    def counted(self: WordLlamaEmbedder, texts: Sequence[str]) -> Vector:
        counts.append(len(texts))
        vectors: Vector = real(self, texts)
        return vectors

    WordLlamaEmbedder.embed_documents = counted  # type: ignore[method-assign]
    try:
        yield counts
    finally:
        WordLlamaEmbedder.embed_documents = real  # type: ignore[method-assign]
