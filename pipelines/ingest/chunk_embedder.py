"""Chunks to vectors; a text that stood in the previous version is not embedded again."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from haystack import component

from pipelines.assembly.parts import WithParts
from pipelines.embedding.live import LiveEmbedder
from pipelines.embedding.openai import OpenAIEmbedder
from pipelines.embedding.protocol import Embedder
from pipelines.embedding.requests import Answer
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.errors import EmbedderUnavailable
from pipelines.index.protocol import Index
from pipelines.ingest.batch import Batch, Prepared, Refused
from pipelines.types import Chunk, DocumentError, Status, Vector


@component
class ChunkEmbedder(WithParts):
    """Embeds with the live index's embedder: static vectors of all documents in one call; at a provider the documents
    share requests, and what it does not embed fails its documents only; with a local model one document at a time.
    """

    PARTS = ("index", "embedder")

    def __init__(self, index: Index, embedder: LiveEmbedder) -> None:
        self.index = index
        self.embedder = embedder

    @component.output_types(batch=Batch)
    def run(self, batch: Batch) -> dict[str, Batch]:
        """``batch`` with the vectors ``[chunks, dimensions]`` of every prepared document."""
        embedder = self.embedder.for_documents() if batch.prepared else None
        if isinstance(embedder, WordLlamaEmbedder):
            return {"batch": replace(batch, prepared=tuple(self._together(batch.prepared, embedder)))}
        if isinstance(embedder, OpenAIEmbedder):
            done = list(self._shared(batch.prepared, embedder))
        else:
            done = [self._embedded(document) for document in batch.prepared]
        prepared = tuple(item for item in done if isinstance(item, Prepared))
        refused = tuple(item for item in done if isinstance(item, Refused))
        return {"batch": replace(batch, prepared=prepared, refused=batch.refused + refused)}

    def _together(self, documents: Sequence[Prepared], embedder: Embedder) -> Iterator[Prepared]:
        known = {key: vector for one in documents for key, vector in self._known(one).items()}
        vectors = embedded([chunk for one in documents for chunk in one.chunks], embedder, known)
        end = 0
        for one in documents:
            start, end = end, end + len(one.chunks)
            yield replace(one, vectors=vectors[start:end])

    def _shared(self, documents: Sequence[Prepared], embedder: OpenAIEmbedder) -> Iterator[Prepared | Refused]:
        known: dict[str, Answer] = {key: vector for one in documents for key, vector in self._known(one).items()}
        missing = _missing([chunk for one in documents for chunk in one.chunks], known)
        known |= zip(missing, embedder.embed_each(list(missing.values())), strict=True)
        for one in documents:
            answers = [known[chunk.text_hash] for chunk in one.chunks]
            failed = next((answer for answer in answers if isinstance(answer, EmbedderUnavailable)), None)
            if failed is not None:
                yield _refused(one, failed)
            else:
                yield replace(one, vectors=np.asarray(answers, dtype=np.float32).reshape(-1, embedder.dimensions))

    def _embedded(self, document: Prepared) -> Prepared | Refused:
        try:
            return replace(document, vectors=self._vectors(document))
        except EmbedderUnavailable as failed:
            return _refused(document, failed)

    def _vectors(self, document: Prepared) -> Vector:
        return embedded(document.chunks, self.embedder.for_documents(), self._known(document))

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


def _refused(document: Prepared, failed: EmbedderUnavailable) -> Refused:
    return Refused(document.row, Status.FAILED, DocumentError(failed.code, failed.message, failed.action))
