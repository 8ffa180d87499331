"""A full disk ends no sync: it waits for room, and goes on where it stopped."""

import errno
import shutil
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TypeVar

import structlog

from flows.sync.run import SyncRun
from pipelines.errors import IndexFull

R = TypeVar("R")
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
# Less than this is left to those who answer: they write a few rows at a time.
FLOOR_BYTES = 4_000_000
LOOK_SECONDS, MOST_SECONDS = 1.0, 15.0
log = structlog.get_logger()


def with_room(work: Callable[[SyncRun], R]) -> Callable[[SyncRun], R]:
    """The work of a run, begun when there is room, and again when room was all that it lacked.

    Raises what it raises for other reasons, and the last error where the run is asked to stop.
    """

    @wraps(work)
    def patient(run: SyncRun) -> R:
        seconds = LOOK_SECONDS
        while True:
            wait_for_room(run)
            try:
                return work(run)
            except Exception as error:
                short = lacks_room(error) or is_short(run.workshop.data_dir)
                if not short or run.wait(seconds):
                    raise
                log.warning("sync_waits_for_room", error=type(error).__name__)
                # What needs more than there is would be tried again for nothing.
                seconds = min(2 * seconds, MOST_SECONDS)

    return patient


def wait_for_room(run: SyncRun) -> None:
    """Until there is some, or the run is asked to stop."""
    if is_short(run.workshop.data_dir):
        log.warning("sync_waits_for_room")
        while is_short(run.workshop.data_dir) and not run.wait(LOOK_SECONDS):
            pass


def is_short(folder: Path) -> bool:
    """Whether less than the floor is free where a folder lies."""
    return shutil.disk_usage(folder).free < FLOOR_BYTES


def lacks_room(error: BaseException | None) -> bool:
    """Whether an error says that there is no room, at any place of its chain."""
    while error is not None:
        if isinstance(error, IndexFull) or (isinstance(error, OSError) and error.errno in FULL):
            return True
        error = error.__cause__ or error.__context__
    return False
