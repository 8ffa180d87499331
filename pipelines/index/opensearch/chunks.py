"""Chunks and their vectors as OpenSearch keeps them."""

import base64
from binascii import a2b_base64
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from pipelines.errors import IndexMismatch
from pipelines.index.opensearch.wire import encode
from pipelines.index.vectors import checked
from pipelines.text.revisions import TODAY, Analyzer
from pipelines.types import Chunk, Publication, Vector

# Of an embedding's numbers, as they are sent.
LARGEST = 8_000

Json = dict[str, Any]
Halves = NDArray[np.float16]


def key_of(document_id: str, version: str) -> str:
    """Names the text of a version, as ``Chunk.text_key`` does."""
    return f"{document_id}:{version}"


def physical_id(row: tuple[str, str], version: str, at: int) -> str:
    """The ``_id`` of a row's (organisation's and document's id) n-th chunk of a version.

    Computable from the row, so that a version is removed without a search; two organisations may use one document id.
    """
    return f"{row[0]}:{key_of(row[1], version)}:{at}"


def position_of(physical: str) -> int:
    """The n of an ``_id``."""
    return int(physical.rpartition(":")[2])


def rounded(item: Publication, dimensions: int) -> Halves:
    """The vectors in float16, rounded once for both copies. Raises ``IndexMismatch``."""
    plain = checked(item.vectors, count=len(item.chunks), dimensions=dimensions)
    with np.errstate(over="ignore", under="ignore"):
        halves = plain.astype(np.float16)
    if not np.isfinite(halves).all() or not halves.any(axis=1).all():
        raise IndexMismatch(f"Document {item.row.document_id}: a vector is too large or too small for float16.")
    return halves


def bulk_lines(item: Publication, ordinals: Iterable[int], halves: Halves, *, analyzer: Analyzer) -> bytes:
    """The bulk lines of some of an item's chunks. ``ordinals`` are positions in ``item.chunks``."""
    whole = integers(halves)
    parts: list[bytes] = []
    row = item.row
    for at in ordinals:
        name = physical_id((row.org_id, row.document_id), item.version, at)
        action = {"index": {"_id": name, "routing": row.org_id}}
        source = {**_source(item, at, half=halves[at], whole=whole[at]), **findable(item.chunks[at], analyzer)}
        parts += (encode(action), encode(source))
    parts.append(b"")
    return b"\n".join(parts)


def integers(halves: Halves) -> NDArray[np.int16]:
    """Vectors of the same directions, whose largest values are ± 8,000: cosines differ by less than float16 rounds.

    A server reads integers in half the time, and a third less of them.
    """
    wide = halves.astype(np.float32)
    whole: NDArray[np.int16] = np.rint(wide * (LARGEST / np.abs(wide).max(axis=1, keepdims=True))).astype(np.int16)
    return whole


def findable(chunk: Chunk, analyzer: Analyzer = TODAY) -> Json:
    """The fields that words find a chunk by: terms of title and heading path twice, of context and text once.

    A document's first heading is often its title: it counts once.
    """
    terms, spoken = analyzer.terms, chunk.language
    above = [terms(one, spoken) for one in dict.fromkeys((chunk.title, *chunk.heading))]
    below = [*filter(None, [terms(chunk.context, spoken)]), terms(chunk.text, spoken)]
    return {"head": [*above, *above, *below], "analyzer": analyzer.revision}


def _source(item: Publication, at: int, *, half: Halves, whole: NDArray[np.int16]) -> Json:
    # Whose it is, the row says, not the chunk.
    chunk, row = item.chunks[at], item.row
    return {
        "chunk_id": chunk.chunk_id,
        "org_id": row.org_id,
        "source_id": row.source_id,
        "document_id": row.document_id,
        "version": item.version,
        "text_key": key_of(row.document_id, item.version),
        "ordinal": chunk.ordinal,
        "text": chunk.text,
        "title": chunk.title,
        "heading": chunk.heading,
        # An index that lacks the field is not refused what lacks it too.
        **({"context": chunk.context} if chunk.context else {}),
        **({"language": chunk.language} if chunk.language else {}),
        "page": chunk.page,
        "start": chunk.start,
        "end": chunk.end,
        "text_hash": chunk.text_hash,
        "meta": None if chunk.meta is None else orjson.dumps(dict(chunk.meta)).decode(),
        "vector": base64.b64encode(half.tobytes()).decode(),
        "embedding": whole,
    }


def chunk_of(source: Mapping[str, Any]) -> Chunk:
    """A chunk from ``_source``."""
    meta = source.get("meta")
    return Chunk(
        chunk_id=source["chunk_id"],
        org_id=source["org_id"],
        source_id=source["source_id"],
        document_id=source["document_id"],
        version=source["version"],
        ordinal=source["ordinal"],
        text=source["text"],
        title=source["title"],
        heading=tuple(source["heading"]),
        page=source.get("page"),
        start=source["start"],
        end=source["end"],
        text_hash=source["text_hash"],
        meta=None if meta is None else orjson.loads(meta),
        context=source.get("context") or "",
        language=source.get("language") or "",
    )


def vectors_of(encoded: Sequence[str]) -> Vector:
    """Vectors ``float32[n, dimensions]`` from their base64 copies."""
    raw = b"".join(map(a2b_base64, encoded))
    return np.frombuffer(raw, dtype=np.float16).reshape(len(encoded), -1).astype(np.float32)


def cosines(matrix: Vector, vector: Vector) -> Vector:
    """Cosine of each row with the vector."""
    lengths = np.linalg.norm(matrix, axis=1) * np.linalg.norm(vector)
    return np.asarray((matrix @ vector) / lengths, dtype=np.float32)
