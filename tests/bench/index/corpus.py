"""What the index benches write and ask: 100 documents of 50 chunks, 384 dimensions, Zipf-like words. Seeded."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from pipelines.types import Chunk, Document, IndexSpec, Lease, Publication, Scope, Vector, document_id_for

DOCUMENTS, CHUNKS, DIMENSIONS, TOKENS, VOCABULARY = 100, 50, 384, 120, 20_000
ORG, SOURCE = "org-bench", "source-bench"
SCOPE = Scope(ORG, frozenset({SOURCE}))
SPEC = IndexSpec("bench", {"tokens": 250}, {"kind": "bench"}, DIMENSIONS)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its vector."""

    text: str
    vector: Vector


def publications() -> list[Publication]:
    """The documents, not yet in any index."""
    random = np.random.default_rng(7)
    until = datetime.now(UTC) + timedelta(hours=1)
    return [_publication(number, random, Lease("bench", until)) for number in range(DOCUMENTS)]


def questions(count: int) -> list[Question]:
    """Questions of six words that are no stop words (the commonest twenty), with vectors of their own."""
    random = np.random.default_rng(11)
    return [Question(" ".join(_words(random, 6, least=20)), _units(random, 1)[0]) for _ in range(count)]


def _publication(number: int, random: np.random.Generator, lease: Lease) -> Publication:
    uri = f"document-{number}.md"
    row = Document(document_id_for(SOURCE, uri), ORG, SOURCE, uri, title=f"Document {number}", wanted_hash="h")
    chunks, start = [], 0
    for ordinal in range(CHUNKS):
        text = " ".join(_words(random, TOKENS))
        chunks.append(_chunk(row, text, ordinal=ordinal, start=start))
        start += len(text) + 1
    return Publication(row, "v1", tuple(chunks), _units(random, CHUNKS), lease)


def _chunk(row: Document, text: str, *, ordinal: int, start: int) -> Chunk:
    name = hashlib.sha256(f"{row.document_id}:v1:{ordinal}".encode()).hexdigest()
    text_hash = hashlib.sha256(text.encode()).hexdigest()
    where = {"title": row.title, "heading": ("Part",), "page": 1, "start": start, "end": start + len(text)}
    return Chunk(name, row.org_id, row.source_id, row.document_id, "v1", ordinal, text, text_hash=text_hash, **where)  # type: ignore[arg-type]


def _words(random: np.random.Generator, count: int, *, least: int = 1) -> list[str]:
    ranks: NDArray[np.int64] = random.zipf(1.3, size=20 * count)
    return [f"word{rank}" for rank in ranks[(ranks >= least) & (ranks < VOCABULARY)][:count]]


def _units(random: np.random.Generator, count: int) -> Vector:
    raw = random.standard_normal((count, DIMENSIONS))
    return np.asarray(raw / np.linalg.norm(raw, axis=1, keepdims=True), dtype=np.float32)
