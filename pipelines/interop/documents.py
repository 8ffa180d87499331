"""Haystack's documents as chunks and back: everything but text and vector is opaque JSON in the chunk's meta."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from haystack.dataclasses import ByteStream, Document, SparseEmbedding

from pipelines.text.identify import identify
from pipelines.types import Chunk, Lease, Publication, Vector
from pipelines.types import Document as Row

LEASE = timedelta(seconds=60)


def publication(document: Document, row: Row, *, dimensions: int) -> Publication:
    """A Haystack document as a document of one chunk. Without an embedding it gets a neutral direction."""
    meta = _kept(document)
    text = document.content or ""
    version = _digest(json.dumps(meta, sort_keys=True), text)
    chunk = Chunk(
        chunk_id=_digest(row.document_id, version, "0")[:32],
        org_id=row.org_id,
        source_id=row.source_id,
        document_id=row.document_id,
        version=version,
        ordinal=0,
        text=text,
        title=row.title,
        heading=(),
        page=None,
        start=0,
        end=len(text),
        text_hash=_digest(text),
        meta=meta,
        language=identify(text),
    )
    vector = np.ones(dimensions) / np.sqrt(dimensions) if document.embedding is None else document.embedding
    row = replace(row, wanted_hash=version, content_hash=version, bytes=len(text.encode()))
    lease = Lease("haystack", datetime.now(UTC) + LEASE)
    return Publication(row, version, (chunk,), np.asarray([vector], dtype=np.float32), lease)


def document(chunk: Chunk, row: Row, vector: Vector | None) -> Document:
    """The Haystack document that a chunk holds; of a chunk that came another way, what is known of it."""
    if chunk.meta is None or "haystack" not in chunk.meta:
        meta = {
            "document_id": chunk.document_id,
            "source_id": chunk.source_id,
            "version": chunk.version,
            "uri": row.uri,
            "title": chunk.title,
            "heading": list(chunk.heading),
            "context": chunk.context,
            "page": chunk.page,
            "start": chunk.start,
            "end": chunk.end,
        }
        return Document(id=chunk.chunk_id, content=chunk.text, meta=meta, embedding=_listed(vector))
    kept = chunk.meta["haystack"]
    return Document(
        id=kept["id"],
        content=chunk.text if kept["content"] else None,
        blob=_blob(kept["blob"]),
        meta=dict(kept["meta"]),
        score=kept["score"],
        embedding=_listed(vector) if kept["embedding"] else None,
        sparse_embedding=SparseEmbedding.from_dict(kept["sparse"]) if kept["sparse"] else None,
    )


def is_haystacks(chunk: Chunk) -> bool:
    """Whether the chunk was written as a Haystack document."""
    return chunk.meta is not None and "haystack" in chunk.meta


def _kept(document: Document) -> dict[str, Any]:
    blob = document.blob
    kept = {
        "id": document.id,
        "content": document.content is not None,
        "blob": blob and {"data": base64.b64encode(blob.data).decode(), "meta": blob.meta, "mime": blob.mime_type},
        "meta": document.meta,
        "score": document.score,
        "embedding": document.embedding is not None,
        "sparse": document.sparse_embedding and document.sparse_embedding.to_dict(),
    }
    return {"haystack": kept}


def _blob(kept: Mapping[str, Any] | None) -> ByteStream | None:
    if kept is None:
        return None
    return ByteStream(base64.b64decode(kept["data"]), meta=dict(kept["meta"]), mime_type=kept["mime"])


def _listed(vector: Vector | None) -> list[float] | None:
    return None if vector is None else [float(number) for number in vector]


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
