"""Programs that the tests need: made ready before a run (``python -m tests.servers``), or when a test asks."""

import fcntl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """One process of the machine at a time: a second apt-get would be refused, not wait."""
    with (Path(tempfile.gettempdir()) / "refdesk-tests-installing").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
