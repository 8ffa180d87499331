"""Where the stack of a data folder listens: ``<data>/run/stack.json``, there as long as its ``refdesk up`` runs."""

import os
from pathlib import Path

from pydantic import BaseModel, ValidationError

from deployments.client.tokens import write_private
from deployments.stack.lock import holder

ADDRESS = Path("run", "stack.json")


class Address(BaseModel):
    """Addresses without a slash at the end, and the ``refdesk up`` that wrote them.

    ``started`` is the clock ticks from this machine's start to the process's (proc(5), field 22): a process id comes
    again, in a container at once, the two together do not.
    """

    pid: int
    started: int | None
    web_url: str
    prefect_url: str


def announce(data_dir: Path, *, web_url: str, prefect_url: str) -> None:
    """Say, as the ``refdesk up`` of this folder, where its stack listens. The file is moved into place whole."""
    said = Address(pid=os.getpid(), started=_started(os.getpid()), web_url=web_url, prefect_url=prefect_url)
    write_private(data_dir / ADDRESS, said.model_dump_json(indent=1))


def withdraw(data_dir: Path) -> None:
    """Take it back; nothing to take back is no error."""
    (data_dir / ADDRESS).unlink(missing_ok=True)


def running(data_dir: Path) -> Address | None:
    """Where the folder's stack listens, or None: nothing runs, it has not said so yet, or a killed one had said it.

    Raises ``PermissionError`` for a folder of somebody else.
    """
    try:
        said = Address.model_validate_json((data_dir / ADDRESS).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        return None
    is_its_own = holder(data_dir) == said.pid and _started(said.pid) == said.started
    return said if is_its_own else None


def _started(pid: int) -> int | None:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    # The second field is the program's name in brackets and may hold anything.
    return int(stat.rpartition(")")[2].split()[19])
