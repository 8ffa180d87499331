"""Haystack: its converters, its document splitter, its writer into OpenSearch, as one pipeline."""

from dataclasses import replace
from typing import Any

from haystack import Document, Pipeline, component
from haystack.components.converters import PyPDFToDocument, TextFileToDocument
from haystack.components.joiners import DocumentJoiner
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.routers import FileTypeRouter
from haystack.components.writers import DocumentWriter
from haystack.document_stores.types import DuplicatePolicy
from haystack_integrations.document_stores.opensearch import OpenSearchDocumentStore

from tests.bench.ingest.peers.static import BATCH, DIMENSIONS, Load, Static, run

FILES = 64


@component
class _Embedder:
    def __init__(self, embed: Static) -> None:
        self._embed = embed

    @component.output_types(documents=list[Document])
    def run(self, documents: list[Document]) -> dict[str, Any]:
        vectors = self._embed([one.content or "" for one in documents]) if documents else []
        pairs = zip(documents, vectors, strict=True)
        return {"documents": [replace(one, embedding=vector) for one, vector in pairs]}


def pipeline(store: OpenSearchDocumentStore, embed: Static) -> Pipeline:
    """Files in, chunks of about 1,000 characters in the store."""
    made = Pipeline()
    made.add_component("route", FileTypeRouter(["text/markdown", "application/pdf"]))
    made.add_component("text", TextFileToDocument())
    made.add_component("pdf", PyPDFToDocument())
    made.add_component("join", DocumentJoiner())
    made.add_component("split", DocumentSplitter(split_by="word", split_length=150, split_overlap=0))
    made.add_component("embed", _Embedder(embed))
    made.add_component("write", DocumentWriter(store, policy=DuplicatePolicy.OVERWRITE))
    made.connect("route.text/markdown", "text.sources")
    made.connect("route.application/pdf", "pdf.sources")
    for one in ("text", "pdf"):
        made.connect(one, "join")
    for one, other in (("join", "split"), ("split", "embed"), ("embed", "write")):
        made.connect(one, other)
    return made


def load(what: Load, embed: Static) -> int:
    """Run it over groups of files, then refresh."""
    method = {"name": "hnsw", "engine": "lucene", "space_type": "cosinesimil"}
    store = OpenSearchDocumentStore(
        hosts=what.url, index=what.index, embedding_dim=DIMENSIONS, method=method, max_chunk_bytes=100 * BATCH * 1_000
    )
    work, count = pipeline(store, embed), 0
    for at in range(0, len(what.files), FILES):
        done = work.run({"route": {"sources": what.files[at : at + FILES]}})
        count += done["write"]["documents_written"]
    store.count_documents()
    return count


if __name__ == "__main__":
    run(load)
