"""Carrying an index over from before there was an analyzer: its words are made anew, beside everything else."""

import threading

import structlog

from pipelines.errors import PipelineError
from pipelines.index.protocol import Index
from pipelines.types import Progress

# Between two steps others get at the index; after a failure it may be back.
PAUSE_SECONDS, AWAY_SECONDS = 0.02, 5.0
log = structlog.get_logger()


def told(progress: Progress) -> str:
    """What ``Health.note`` says of it."""
    return f"Words are made anew after an update ({progress}); until then answers may miss some."


class Rebuilding:
    """Steps of ``Index.rebuild`` in a thread, until none is left. One that is stopped goes on at the next start."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, name="rebuilding", daemon=True)

    def start(self) -> None:
        """Begin. Costs one look at an index that has nothing to make anew."""
        self._thread.start()

    def close(self) -> None:
        """Stop after the step that is being done. The index must still be open."""
        self._stopped.set()
        self._thread.join()

    def _work(self) -> None:
        pause, said = 0.0, False
        while not self._stopped.wait(pause):
            try:
                progress = self._index.rebuild()
            except PipelineError as error:
                log.warning("rebuild_postponed", code=error.code, error=error.message)
                pause = AWAY_SECONDS
                continue
            if progress is None:
                if said:
                    log.info("rebuild_ended")
                return
            if not said:
                log.info("rebuild_begins", passages=progress.total)
            pause, said = PAUSE_SECONDS, True
