"""One stack per data folder: a lock that lives as long as any process of the stack."""

import fcntl
import os
import stat
import time
from dataclasses import dataclass
from pathlib import Path

LOCK = "stack.lock"
GRACE_SECONDS = 5.0


class AlreadyRunning(Exception):
    """Another stack uses the data folder; ``pid`` is its ``refdesk up``, where known."""

    def __init__(self, data_dir: Path, pid: int | None) -> None:
        who = f" (process {pid})" if pid else ""
        super().__init__(
            f"A stack already runs on {data_dir}{who}: `make stop` ends it, REFDESK_DATA_DIR chooses another folder."
        )
        self.pid = pid


class FolderOpen(Exception):
    """Everybody can look into the data folder, and it cannot be closed from here."""

    code = "data_folder_open"

    def __init__(self, data_dir: Path) -> None:
        super().__init__(
            f"Everybody on this machine can look into the data folder {data_dir}: run `chmod 700` on it as its owner, "
            "or name another one in REFDESK_DATA_DIR."
        )


@dataclass(frozen=True, slots=True)
class FolderLock:
    """A held lock. ``fd`` is inheritable: the lock ends when the last process that has it ends."""

    fd: int

    def release(self) -> None:
        """Give up this process's share."""
        os.close(self.fd)


def holder(data_dir: Path) -> int | None:
    """The process id of the ``refdesk up`` that runs on this folder, or None when nothing does."""
    try:
        fd = os.open(data_dir / LOCK, os.O_RDWR)
    except FileNotFoundError:
        return None
    try:
        if _try(fd):
            return None
        return _read_pid(fd)
    finally:
        os.close(fd)


def wait_for_end(data_dir: Path, seconds: float) -> bool:
    """Whether every process of the folder's stack ended within the time."""
    deadline = time.monotonic() + seconds
    while holder(data_dir) is not None:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def take(data_dir: Path) -> FolderLock:
    """Take the folder. Raises ``AlreadyRunning`` or ``FolderOpen``.

    When the last ``refdesk up`` is dead but its children have not gone yet, waits a few seconds for them.
    """
    _close_to_others(data_dir)
    fd = os.open(data_dir / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + GRACE_SECONDS
    while not _try(fd):
        pid = _read_pid(fd)
        if (pid and _alive(pid)) or time.monotonic() > deadline:
            os.close(fd)
            raise AlreadyRunning(data_dir, pid)
        time.sleep(0.05)
    os.set_inheritable(fd, True)
    os.ftruncate(fd, 0)
    os.pwrite(fd, str(os.getpid()).encode(), 0)
    return FolderLock(fd)


def _close_to_others(data_dir: Path) -> None:
    """As ``pipelines.runs.secret_files.own_folder``, for a command line that loads no pipelines."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    known = data_dir.stat()
    if known.st_uid == os.geteuid():
        data_dir.chmod(known.st_mode & stat.S_IRWXU)
    elif known.st_mode & stat.S_IRWXO:
        raise FolderOpen(data_dir)


def _try(fd: int) -> bool:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read_pid(fd: int) -> int | None:
    content = os.pread(fd, 32, 0)
    return int(content) if content.isdigit() else None


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
