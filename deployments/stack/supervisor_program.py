"""supervisord with logs that a full disk does not end: ``python -P supervisor_program.py -c CONFIGURATION``.

supervisor's own handler buffers what it writes: what the disk did not take is raised again at every later write, and at
the rollover, where it ends supervisord and with it every program. Here each line is written at once, or is lost.
"""

import contextlib
import sys
from io import FileIO
from typing import Any

from supervisor import loggers, supervisord


class PatientLog(loggers.RotatingFileHandler):  # type: ignore[misc]
    """A log file. What cannot be written is lost in silence: there is no other place to say so."""

    def __init__(self, *where: Any, **how: Any) -> None:
        super().__init__(*where, **how)
        self._at_once()

    def reopen(self) -> None:
        """Open the file anew, as log rotators ask for."""
        super().reopen()
        self._at_once()

    def doRollover(self) -> None:  # noqa: N802 - supervisor's name
        """Begin a new file, or go on with this one."""
        try:
            super().doRollover()
        except (OSError, ValueError):
            self._at_once()
        else:
            if not self._is_raw():
                self._at_once()

    def handleError(self) -> None:  # noqa: N802 - supervisor's name
        """Nothing: its own writes to standard error, which is on the same disk."""

    def _is_raw(self) -> bool:
        return not hasattr(self.stream, "raw")

    def _at_once(self) -> None:
        stream: Any = getattr(self, "stream")  # noqa: B009 - untyped there
        with contextlib.suppress(OSError):
            stream.close()
        self.stream = _unbuffered(self.baseFilename)


def _unbuffered(name: str) -> FileIO:
    try:
        return FileIO(name, "ab")
    except OSError:
        return FileIO("/dev/null", "ab")


loggers.RotatingFileHandler = PatientLog

if __name__ == "__main__":
    supervisord.main(sys.argv[1:])
