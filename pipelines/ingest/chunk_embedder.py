"""Chunks to vectors; a text that stood in the previous version is not embedded again."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from haystack import component

from pipelines.assembly.parts import WithParts
from pipelines.embedding.live import LiveEmbedder
from pipelines.embedding.protocol import Answer, Embedder
from pipelines.errors import EmbedderUnavailable
from pipelines.index.protocol import Index
from pipelines.ingest.batch import Batch, Prepared, Refused
from pipelines.types import Chunk, DocumentError, Status, Vector


@component
class ChunkEmbedder(WithParts):
    """Embeds with the live index's embedder, which knows best what documents may share (``Embedder.embed_each``); what
    it does not embed fails its documents only.
    """

    PARTS = ("index", "embedder")

    def __init__(self, index: Index, embedder: LiveEmbedder) -> None:
        self.index = index
        self.embedder = embedder

    @component.output_types(batch=Batch)
    def run(self, batch: Batch) -> dict[str, Batch]:
        """``batch`` with the vectors ``[chunks, dimensions]`` of every prepared document."""
        done = list(self._embedded(batch.prepared, self.embedder.for_documents())) if batch.prepared else []
        prepared = tuple(item for item in done if isinstance(item, Prepared))
        refused = tuple(item for item in done if isinstance(item, Refused))
        return {"batch": replace(batch, prepared=prepared, refused=batch.refused + refused)}

    def _embedded(self, documents: Sequence[Prepared], embedder: Embedder) -> Iterator[Prepared | Refused]:
        known: dict[str, Answer] = {key: vector for one in documents for key, vector in self._known(one).items()}
        # What stands in several documents is the first one's to embed.
        seen, missing = set(known), list[dict[str, str]]()
        for one in documents:
            missing.append(_missing(one.chunks, seen))
            seen |= missing[-1].keys()
        for texts, answers in zip(missing, embedder.embed_each([[*one.values()] for one in missing]), strict=True):
            known |= zip(texts, answers, strict=True)
        for one in documents:
            yield _ended(one, [known[chunk.text_hash] for chunk in one.chunks], embedder.dimensions)

    def _known(self, document: Prepared) -> Mapping[str, Vector]:
        row = document.row
        if row.live_version is None:
            return {}
        return self.index.vectors(row.org_id, row.document_id, {chunk.text_hash for chunk in document.chunks})


def embedded(chunks: Sequence[Chunk], embedder: Embedder, known: Mapping[str, Vector]) -> Vector:
    """The vectors ``[chunks, dimensions]``; those known by text hash are not made again."""
    missing = _missing(chunks, known)
    fresh = dict(zip(missing, embedder.embed_documents(list(missing.values())), strict=True))
    vectors = np.empty((len(chunks), embedder.dimensions), dtype=np.float32)
    for n, chunk in enumerate(chunks):
        vectors[n] = known[chunk.text_hash] if chunk.text_hash in known else fresh[chunk.text_hash]
    return vectors


def embedding_text(chunk: Chunk) -> str:
    """What is embedded for a chunk: its title, its context and its text."""
    return f"{chunk.title}. {chunk.context}\n{chunk.text}" if chunk.context else f"{chunk.title}. {chunk.text}"


def _missing(chunks: Sequence[Chunk], known: Container[str]) -> dict[str, str]:
    """What is to be embedded, by text hash: what stands in several chunks only once."""
    return {chunk.text_hash: embedding_text(chunk) for chunk in chunks if chunk.text_hash not in known}


def _ended(document: Prepared, answers: Sequence[Answer], dimensions: int) -> Prepared | Refused:
    for answer in answers:
        if isinstance(answer, EmbedderUnavailable):
            return Refused(document.row, Status.FAILED, DocumentError(answer.code, answer.message, answer.action))
    return replace(document, vectors=np.asarray(answers, dtype=np.float32).reshape(-1, dimensions))
