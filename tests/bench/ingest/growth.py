"""What a document costs while the corpus grows: publishing at 1,000, 10,000 and 50,000 documents, on both stores."""

import contextlib
import os
import uuid
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.index.opensearch.store import OpenSearchIndex
from pipelines.index.protocol import Store
from pipelines.index.sqlite import SQLiteIndex
from pipelines.ingest.pipeline import index_spec
from pipelines.settings import PipelineSettings
from pipelines.types import Chunk, Document, Lease, Publication, Vector, document_id_for
from tests.bench.index.measures import seconds
from tests.bench.ingest.corpus import Writer
from tests.bench.ingest.engine import ORG, SOURCE
from tests.bench.ingest.loads import Bench, remove
from tests.bench.ingest.measured import line

SIZES = (1_000, 10_000, 50_000)
CHUNKS, AT_ONCE, LAST, POOL = 2, 256, 4, 2_000
MOST_RATIO = 1.3


def run(bench: Bench) -> None:
    """Print a document's cost at every size, as milliseconds, against that at the first."""
    sizes = [int(size) for size in (os.environ.get("SIZES") or ",".join(map(str, SIZES))).split(",")]
    settings = PipelineSettings(data_dir=bench.folder / "growth")
    with contextlib.closing(SQLiteIndex(bench.folder / "growth.sqlite")) as index:
        index.ensure(index_spec(settings))
        _grow(index, "sqlite", sizes)
    prefix = f"bench{uuid.uuid4().hex[:8]}"
    try:
        with contextlib.closing(OpenSearchIndex(bench.url, prefix)) as other:
            other.ensure(index_spec(settings))
            _grow(other, "opensearch", sizes)
    finally:
        remove(bench.url, prefix)


def _grow(index: Store, store: str, sizes: Sequence[int]) -> None:
    made, took, first, count = _batches(), [], 0.0, 0
    for size in sizes:
        while count < size:
            items = next(made)
            took.append(seconds(lambda items=items: _publish(index, items)) / len(items))  # type: ignore[misc]
            count += len(items)
        cost = 1000 * float(np.median(took[-LAST:]))
        first = first or cost
        line(f"document_at_{size}", store, cost, unit="ms", ratio=cost / first, goal=MOST_RATIO)


def _publish(index: Store, items: Sequence[Publication]) -> None:
    assert not index.publish(items)


def _batches() -> Iterator[list[Publication]]:
    """Documents of a few chunks without end: texts of a pool, each with a vector near its own."""
    writer, chance = Writer(9), np.random.default_rng(9)
    texts = [writer.paragraph(120) for _ in range(POOL)]
    vectors, number = WordLlamaEmbedder().embed_documents(texts), 0
    while True:
        lease = Lease("bench", datetime.now(UTC) + timedelta(hours=1))
        items = []
        for _ in range(AT_ONCE):
            picked = chance.integers(0, POOL, CHUNKS)
            items.append(
                _publication(number, [texts[at] for at in picked], _near(vectors[picked], chance), lease=lease)
            )
            number += 1
        yield items


def _near(vectors: Vector, chance: np.random.Generator) -> Vector:
    moved = vectors + chance.standard_normal(vectors.shape) * 0.02
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)


def _publication(number: int, texts: Sequence[str], vectors: Vector, *, lease: Lease) -> Publication:
    uri = f"document-{number}.md"
    row = Document(document_id_for(SOURCE, uri), ORG, SOURCE, uri, title=f"Document {number}", wanted_hash="h")
    chunks, start = [], 0
    for ordinal, text in enumerate(texts):
        name = f"{row.document_id}:{ordinal}"
        where = {"title": row.title, "heading": (), "page": None, "start": start, "end": start + len(text)}
        chunks.append(
            Chunk(name, ORG, SOURCE, row.document_id, "v1", ordinal, text, text_hash=f"{number}:{ordinal}", **where)  # type: ignore[arg-type]
        )
        start += len(text) + 1
    return Publication(row, "v1", tuple(chunks), vectors, lease)
