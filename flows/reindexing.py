"""The worker fills the next index by itself, in a thread beside everything else."""

import threading
from functools import partial

from pipelines.index.protocol import Store
from pipelines.ingest.pipeline import index_spec
from pipelines.ingest.reindexing import Reindexing
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage


class Filler:
    """Steps of ``Reindexing`` for as long as the process lives; where nothing is to be done it looks now and then."""

    def __init__(self, index: Store, storage: Storage, settings: PipelineSettings) -> None:
        self._work = Reindexing(index, storage, settings, wanted=partial(index_spec, settings))
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reindexing", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """Stop after the step that is being done. The index must still be open."""
        self._stopped.set()
        self._thread.join()
        self._work.close()

    def _run(self) -> None:
        pause = 0.0
        while not self._stopped.wait(pause):
            pause = self._work.step()
