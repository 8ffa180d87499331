"""The indexing pipeline: convert → split → reuse or embed → publish, over a batch of documents."""

import hashlib
from collections.abc import Sequence

import orjson
from haystack import Pipeline
from haystack.core.errors import PipelineRuntimeError

from pipelines.batch import Batch, Fetched, Outcome
from pipelines.components.chunk_embedder import ChunkEmbedder
from pipelines.components.file_converter import FileConverter
from pipelines.components.publisher import Publisher
from pipelines.components.splitter import StructureSplitter, splitter_config
from pipelines.embedding.factory import configured_embedder
from pipelines.errors import PipelineError
from pipelines.installation import Installation
from pipelines.settings import PipelineSettings
from pipelines.splitting import Rules
from pipelines.types import IndexSpec, Lease

__all__ = ["Fetched", "Outcome", "build_indexing_pipeline", "index_batch", "index_spec"]


def index_spec(settings: PipelineSettings) -> IndexSpec:
    """What today's settings say of the next index: splitter, embedder and the fingerprint that names both."""
    splitter, embedder = splitter_config(Rules()), configured_embedder(settings)
    described = orjson.dumps([splitter, dict(embedder.config)], option=orjson.OPT_SORT_KEYS)
    return IndexSpec(
        fingerprint=hashlib.blake2b(described, digest_size=6).hexdigest(),
        splitter=splitter,
        embedder=dict(embedder.config),
        dimensions=embedder.dimensions,
        alpha=embedder.alpha,
    )


def build_indexing_pipeline(installation: Installation) -> Pipeline:
    """The pipeline. Input: ``converter.batch``; output: ``publisher.outcomes``."""
    pipeline = Pipeline()
    pipeline.add_component("converter", FileConverter(installation.converter, installation.storage))
    pipeline.add_component("splitter", StructureSplitter(installation.index))
    pipeline.add_component("embedder", ChunkEmbedder(installation.index, installation.embedder))
    pipeline.add_component("publisher", Publisher(installation.index))
    pipeline.connect("converter.batch", "splitter.batch")
    pipeline.connect("splitter.batch", "embedder.batch")
    pipeline.connect("embedder.batch", "publisher.batch")
    return pipeline


def index_batch(pipeline: Pipeline, batch: Sequence[Fetched], *, lease: Lease) -> list[Outcome]:
    """Run the pipeline over a batch: one outcome per document. One document's fault is its outcome, never an error.

    Raises ``IndexUnavailable``, ``IndexTimeout`` or ``StorageError`` when the batch as a whole could not be written.
    """
    try:
        result = pipeline.run({"converter": {"batch": Batch(lease, fetched=tuple(batch))}})
    except PipelineRuntimeError as failed:
        if isinstance(failed.__cause__, PipelineError):
            raise failed.__cause__ from failed
        raise
    return list(result["publisher"]["outcomes"])
