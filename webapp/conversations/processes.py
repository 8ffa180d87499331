"""Which processes make answers, and which of them are gone: each holds a lock as long as it lives. Free of Flask."""

import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FOLDER = "answering"


class AnsweringProcesses:
    """The processes that make answers on one data folder, this one among them. Thread-safe.

    A process holds ``flock`` on a file named like it: the kernel lets go the moment it dies, however it dies, so that
    the next one knows at once what was its predecessor's. Of processes with another data folder nothing is known here;
    their heartbeat tells.
    """

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER
        self._folder.mkdir(parents=True, exist_ok=True)
        self.name = uuid.uuid4().hex
        with self._alone():
            self._held: int | None = _take(self._folder / self.name, create=True)

    def is_gone(self, name: str | None) -> bool:
        """Whether that process is known to have ended."""
        return name is not None and name != self.name and self._unheld(name)

    def gone(self) -> frozenset[str]:
        """Every process that ended and was not forgotten yet."""
        names = (path.name for path in self._folder.iterdir() if not path.name.startswith("."))
        return frozenset(name for name in names if self.is_gone(name))

    def forget(self, names: frozenset[str]) -> None:
        """Nothing of these is left to be ended."""
        for name in names:
            (self._folder / name).unlink(missing_ok=True)

    def close(self) -> None:
        """This process makes no answers any more."""
        held, self._held = self._held, None
        if held is not None:
            os.close(held)

    def _unheld(self, name: str) -> bool:
        with self._alone(), suppress(OSError):
            os.close(_take(self._folder / name))
            return True
        return False

    @contextmanager
    def _alone(self) -> Iterator[None]:
        # A file that was made and is not locked yet would look like that of a dead process.
        handle = os.open(self._folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _take(path: Path, *, create: bool = False) -> int:
    """A descriptor that holds the file's lock. Raises ``OSError`` where another one does, or there is no such file."""
    handle = os.open(path, os.O_RDWR | (os.O_CREAT if create else 0), 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle
