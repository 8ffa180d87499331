"""Whether a crash may be the disk's fault: programs that cannot write end, and are started again when there is room."""

import shutil
import time
from pathlib import Path

FULL_BYTES = 4_000_000
# Programs that a full disk ended are found out later than it had room again.
AFTERMATH_SECONDS = 120.0


class Room:
    """The disk of the data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._full_at: float | None = None
        self.is_full = False

    def look(self) -> str | None:
        """What is to be told, at the change only."""
        was, self.is_full = self.is_full, shutil.disk_usage(self._folder).free < FULL_BYTES
        if self.is_full:
            self._full_at = time.monotonic()
        if self.is_full == was:
            return None
        if self.is_full:
            return f"The disk is full: nothing new is taken until space is freed where {self._folder} lies"
        return "There is room on the disk again"

    @property
    def is_to_blame(self) -> bool:
        """Whether it is full, or was a moment ago."""
        return self._full_at is not None and time.monotonic() - self._full_at < AFTERMATH_SECONDS
