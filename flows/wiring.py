"""What a worker's flows share, built once per process: the settings, the index, storage, the indexing pipeline."""

from dataclasses import dataclass
from functools import cache

from haystack import Pipeline

from pipelines.convert.guard import Converter
from pipelines.index.protocol import Index
from pipelines.indexing import build_indexing_pipeline, index_spec
from pipelines.installation import Installation
from pipelines.settings import PipelineSettings
from pipelines.storage import Storage


@dataclass(frozen=True, slots=True)
class Workshop:
    """Thread-safe: runs in many threads use it at once."""

    index: Index
    storage: Storage
    pipeline: Pipeline
    converter: Converter

    def close(self) -> None:
        """End the converter's processes and release the index."""
        self.converter.close()
        self.index.close()


def build_workshop(settings: PipelineSettings) -> Workshop:
    """Open index and storage, make sure that the index exists, load the embedder. Raises ``IndexUnavailable``."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    desk = Installation(settings)
    desk.index.ensure(index_spec(settings))
    desk.embedder.for_documents()
    desk.converter.start()
    return Workshop(desk.index, desk.storage, build_indexing_pipeline(desk), desk.converter)


@cache
def workshop() -> Workshop:
    """This process's workshop, from the environment's settings; built at first use."""
    return build_workshop(PipelineSettings())
