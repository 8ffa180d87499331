"""The index is there before somebody asks it: created at start, and tried again while its server is away."""

import structlog

from pipelines.errors import PipelineError
from pipelines.index.protocol import Index
from pipelines.settings import PipelineSettings

log = structlog.get_logger()


class IndexStart:
    """Creates what is missing of the index, once. An index that exists keeps its own configuration."""

    def __init__(self, settings: PipelineSettings, index: Index) -> None:
        self._settings = settings
        self._index = index
        self._there = False

    def run(self) -> None:
        """Create it unless this process knows that it is there. Where it is away: logged, and the next call tries."""
        if self._there:
            return
        from pipelines.ingest.pipeline import ensure_index

        try:
            ensure_index(self._index, self._settings)
            self._there = True
        except PipelineError as error:
            log.warning("index_postponed", code=error.code, error=str(error))
