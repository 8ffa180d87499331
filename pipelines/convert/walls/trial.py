"""Which walls are in force on this machine: a process raises them and tries to get out. Run as a module, it tells."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import orjson

import pipelines
from pipelines.convert.walls.raising import Walls

SECONDS = 30


def in_force() -> dict[str, bool]:
    """Of ``files``, ``network``, ``programs`` and ``processes``, which a converter's child is kept from.

    It takes a fifth of a second. None of them where the trial itself cannot be made.
    """
    with suppress(subprocess.SubprocessError, OSError, orjson.JSONDecodeError):
        done = subprocess.run(  # noqa: S603 - this very module
            [sys.executable, "-m", __spec__.name],
            cwd=Path(pipelines.__file__).parent.parent,
            env={"LANG": "C.UTF-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
        )
        told: dict[str, bool] = orjson.loads(done.stdout)
        return told
    return dict.fromkeys(_TRIES, False)


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
