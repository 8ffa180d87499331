"""Which walls are in force on this machine: a process raises them and tries to get out. Run as a module."""

import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import orjson

from pipelines.convert.walls.raising import Walls


def main() -> None:
    """Raise the walls, try, say it as JSON."""
    Walls().raise_them(programs=False)
    sys.stdout.write(orjson.dumps({name: _refused(try_it) for name, try_it in _TRIES.items()}).decode())


def _refused(try_it: Callable[[], object]) -> bool:
    try:
        try_it()
    except PermissionError:
        return True
    return False


def _start_something() -> None:
    if not os.fork():
        os._exit(0)


_TRIES: dict[str, Callable[[], object]] = {
    "files": lambda: list(Path("/").iterdir()),
    "network": lambda: socket.socket().close(),
    "programs": _start_something,
    "processes": lambda: os.kill(os.getppid(), 0),
}

if __name__ == "__main__":
    main()
