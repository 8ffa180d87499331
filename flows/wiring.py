"""What a worker's flows share, built once per process: the settings, the index, storage, the indexing pipeline."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import structlog

from flows.collecting import Collected
from flows.readings import Readings
from flows.reindexing import Filler
from flows.renewing import Renewing
from pipelines.assembly.installation import Installation
from pipelines.assembly.pipeline import Pipeline
from pipelines.assembly.stores import open_index
from pipelines.convert.guard import Converter
from pipelines.index.protocol import Index
from pipelines.index.rebuilding import Rebuilding
from pipelines.ingest.pipeline import build_indexing_pipeline, ensure_index
from pipelines.runs.secret_files import own_folder
from pipelines.runs.sync import ReportKey, report_key
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Workshop:
    """Thread-safe: runs in many threads use it at once."""

    index: Index
    storage: Storage
    pipeline: Pipeline
    converter: Converter
    report_key: ReportKey
    rebuilding: Rebuilding
    filler: Filler
    data_dir: Path
    collected: Collected = field(default_factory=Collected)
    readings: Readings = field(default_factory=Readings)
    renewing: Renewing = field(default_factory=Renewing)

    def close(self) -> None:
        """End the converter's processes, stop carrying the index over, and release it."""
        self.converter.close()
        self.rebuilding.close()
        self.filler.close()
        self.index.close()


def build_workshop(settings: PipelineSettings) -> Workshop:
    """Open index and storage, make sure that the index exists, load the embedder. Raises ``IndexUnavailable``.

    An index of another fingerprint than today's is carried over in a thread: the worker serves meanwhile. So it does
    where today's settings name an embedder that is not to be had: the index that is there answers with its own.
    """
    own_folder(settings.data_dir)
    key = report_key(settings.data_dir, settings.report_key)
    store = open_index(settings)
    desk = Installation(settings, index=store)
    ensure_index(store, settings)
    desk.embedder.for_documents()
    desk.converter.start()
    rebuilding, filler = Rebuilding(store), Filler(store, desk.storage, settings)
    rebuilding.start()
    filler.start()
    return Workshop(
        store, desk.storage, build_indexing_pipeline(desk), desk.converter, key, rebuilding, filler, settings.data_dir
    )


@cache
def workshop() -> Workshop:
    """This process's workshop, from the environment's settings; built at first use."""
    return build_workshop(PipelineSettings())
