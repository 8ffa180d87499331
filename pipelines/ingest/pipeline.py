"""The indexing pipeline: convert → split → reuse or embed → publish, over a batch of documents."""

import hashlib
import traceback
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import orjson
import structlog

from pipelines.assembly.installation import Installation
from pipelines.assembly.pipeline import Pipeline
from pipelines.cutting.splitting import Rules
from pipelines.embedding.factory import configured_embedder
from pipelines.errors import IndexSwapped, IndexTimeout, IndexUnavailable, PipelineError, StorageError
from pipelines.index.protocol import Index
from pipelines.ingest.batch import Batch, Fetched, Outcome, Refused
from pipelines.ingest.chunk_embedder import ChunkEmbedder
from pipelines.ingest.file_converter import FileConverter
from pipelines.ingest.publisher import Publisher, refuse
from pipelines.ingest.structure_splitter import StructureSplitter, splitter_config
from pipelines.settings import PipelineSettings
from pipelines.text import REVISION
from pipelines.types import LAYOUT, DocumentError, IndexSpec, Lease, Status

__all__ = ["Fetched", "Outcome", "build_indexing_pipeline", "ensure_index", "index_batch", "index_spec"]

# What no document can be blamed for: the batch is tried again when the outside is back.
OUTSIDE = (IndexUnavailable, IndexTimeout, StorageError, OSError, MemoryError)
log = structlog.get_logger()


def index_spec(settings: PipelineSettings) -> IndexSpec:
    """What today's settings and program say of the next index; the fingerprint names all that a chunk depends on.

    That is where texts are cut, what embeds them, the analyzer's revision (``pipelines.text.REVISION``) and the
    layout's (``pipelines.types.LAYOUT``).
    """
    splitter, embedder = splitter_config(Rules()), configured_embedder(settings)
    parts = [splitter, dict(embedder.config), REVISION, LAYOUT]
    described = orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)
    return IndexSpec(
        fingerprint=hashlib.blake2b(described, digest_size=6).hexdigest(),
        splitter=splitter,
        embedder=dict(embedder.config),
        dimensions=embedder.dimensions,
        alpha=embedder.alpha,
    )


def ensure_index(index: Index, settings: PipelineSettings) -> None:
    """Create what is missing of the index: one from an earlier release is not read before. Raises what it raises.

    Where today's settings name an embedder that is not to be had, the index that is there goes on with its own.
    """
    try:
        spec = index_spec(settings)
    except PipelineError as error:
        log.warning("next_index_unknown", code=error.code, error=error.message, action=error.action)
        spec = index.live()
    index.ensure(spec)


def build_indexing_pipeline(installation: Installation) -> Pipeline:
    """The pipeline. Input: ``converter.batch``; output: ``publisher.outcomes``."""
    pipeline = Pipeline()
    pipeline.add_component("converter", FileConverter(installation.converter, installation.storage, installation.index))
    pipeline.add_component("splitter", StructureSplitter(installation.index))
    pipeline.add_component("embedder", ChunkEmbedder(installation.index, installation.embedder))
    pipeline.add_component("publisher", Publisher(installation.index))
    pipeline.connect("converter.batch", "splitter.batch")
    pipeline.connect("splitter.batch", "embedder.batch")
    pipeline.connect("embedder.batch", "publisher.batch")
    return pipeline


def index_batch(pipeline: Pipeline, batch: Sequence[Fetched], *, lease: Lease) -> list[Outcome]:
    """Run the pipeline over a batch: one outcome per document. One document's fault is its outcome, never an error.

    What is found in a document is indexed with it and ends by itself; its outcome stands in its row alone.

    A batch that breaks for another reason than the outside's goes document by document, and the one that breaks alone
    ends ``failed``. Raises ``IndexUnavailable``, ``IndexTimeout`` or ``StorageError`` when the outside is away.
    """
    try:
        return _run_for_live(pipeline, batch, lease)
    except OUTSIDE:
        raise
    except Exception as broken:  # noqa: BLE001 - whatever a component raises over one document is that document's end
        if len(batch) > 1:
            return [
                outcome for one in batch for outcome in index_batch(pipeline, [_now(pipeline, one, lease)], lease=lease)
            ]
        return [_failed(pipeline, one, broken, lease=lease) for one in batch]


def _run_for_live(pipeline: Pipeline, batch: Sequence[Fetched], lease: Lease) -> list[Outcome]:
    """Where the live index was swapped meanwhile: once more, for the one that answers now."""
    try:
        return _run(pipeline, batch, lease)
    except IndexSwapped:
        return _run(pipeline, [_now(pipeline, one, lease) for one in batch], lease)


def _run(pipeline: Pipeline, batch: Sequence[Fetched], lease: Lease) -> list[Outcome]:
    result = pipeline.run({"converter": {"batch": Batch(lease, fetched=tuple(batch))}})
    asked = {one.row.document_id for one in batch}
    return [outcome for outcome in result["publisher"]["outcomes"] if outcome.document_id in asked]


def _now(pipeline: Pipeline, fetched: Fetched, lease: Lease) -> Fetched:
    """The document on the revision that this run's own claim left, where the batch got so far."""
    row, index = fetched.row, _index(pipeline)
    held = index.get(row.org_id, [row.document_id]).get(row.document_id)
    if held is None or held.lease is None or held.lease.run_id != lease.run_id:
        return fetched
    return replace(fetched, row=replace(row, rev=held.rev))


def _failed(pipeline: Pipeline, fetched: Fetched, broken: Exception, *, lease: Lease) -> Outcome:
    log.error("document_broke", document_id=fetched.row.document_id, trace="".join(traceback.format_exception(broken)))
    error = DocumentError(
        "document_broke",
        f"Indexing the document ended with an error that nobody expected ({type(broken).__name__}).",
        "Save the file again or in another format and upload it; the worker's log says more.",
    )
    if isinstance(broken, PipelineError):
        error = DocumentError(broken.code, broken.message, broken.action)
    return refuse(_index(pipeline), Refused(_now(pipeline, fetched, lease).row, Status.FAILED, error))


def _index(pipeline: Pipeline) -> Index:
    publisher: Any = pipeline.get_component("publisher")
    index: Index = publisher.index
    return index
