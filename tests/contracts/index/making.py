"""Documents, chunks and vectors of the contract suite: 8 dimensions, small texts, ids that read well."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from pipelines.types import Chunk, Document, IndexSpec, Lease, Publication, Scope, Vector, document_id_for

DIMENSIONS = 8
SPEC = IndexSpec(fingerprint="f1", splitter={"tokens": 250}, embedder={"kind": "test"}, dimensions=DIMENSIONS)
ORG, SOURCE = "org-a", "source-a"
SCOPE = Scope(ORG, frozenset({SOURCE}))


def now() -> datetime:
    """Aware, UTC, whole milliseconds, which every store can keep."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def lease(run_id: str = "run-1", *, seconds: float = 60.0) -> Lease:
    """A lease that ends in so many seconds; negative: it has run out."""
    return Lease(run_id, now() + timedelta(seconds=seconds))


def vector(*parts: float) -> Vector:
    """A unit vector of 8 dimensions from its first parts."""
    raw = np.zeros(DIMENSIONS, dtype=np.float32)
    raw[: len(parts)] = parts
    return np.asarray(raw / np.linalg.norm(raw), dtype=np.float32)


def seeded(seed: int, *, dimensions: int = DIMENSIONS) -> Vector:
    """A random unit vector, the same for the same seed."""
    raw = np.random.default_rng(seed).standard_normal(dimensions)
    return np.asarray(raw / np.linalg.norm(raw), dtype=np.float32)


def document(uri: str = "a.md", *, org_id: str = ORG, source_id: str = SOURCE, **fields: object) -> Document:
    """A row that does not exist yet."""
    row = Document(document_id_for(source_id, uri), org_id, source_id, uri, title=uri, wanted_hash="h1")
    return replace(row, **fields)  # type: ignore[arg-type]


def chunk(row: Document, text: str, *, version: str = "v1", ordinal: int = 0, start: int = 0) -> Chunk:
    """One chunk of a row."""
    name = hashlib.sha256(f"{row.document_id}:{version}:{ordinal}".encode()).hexdigest()[:32]
    text_hash = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Chunk(
        name,
        row.org_id,
        row.source_id,
        row.document_id,
        version,
        ordinal,
        text,
        title=row.title,
        heading=("Part",),
        page=1,
        start=start,
        end=start + len(text),
        text_hash=text_hash,
    )


def publication(
    row: Document,
    texts: Sequence[str],
    vectors: Vector | None = None,
    *,
    version: str = "v1",
    claim: Lease | None = None,
) -> Publication:
    """A version with one chunk per text; vectors by default random, seeded by the text."""
    chunks, start = [], 0
    for ordinal, text in enumerate(texts):
        chunks.append(chunk(row, text, version=version, ordinal=ordinal, start=start))
        start += len(text) + 1
    if vectors is None:
        seeds = [int(one.text_hash[:8], 16) for one in chunks]
        vectors = np.stack([seeded(seed) for seed in seeds]) if seeds else np.zeros((0, DIMENSIONS), np.float32)
    row = replace(row, content_hash=row.wanted_hash)
    return Publication(row, version, tuple(chunks), vectors, claim or lease())
