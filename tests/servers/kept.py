"""An OpenSearch that several processes use: started by the first, ended by its keeper once nobody uses it any more.

Who uses it holds a shared lock on ``users``, which the kernel takes back however that process ends. The keeper,
``python -m tests.servers.kept FOLDER``, waits for the whole lock and then ends the server.
"""

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from deployments.opensearch_local import OpenSearchLocalError, cache_dir, fetch, install_programs, opensearch
from tests.servers.installing import one_at_a_time

ROOT = Path(__file__).parents[2]


@contextmanager
def kept_opensearch(folder: Path) -> Iterator[str]:
    """The URL of the folder's OpenSearch, which runs at least until the end of the block.

    Raises ``OpenSearchLocalError`` with the remedy where none can be had.
    """
    with (folder / "users").open("a") as users:
        with (folder / "starting").open("a") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            fcntl.flock(users, fcntl.LOCK_SH)
            url = (_said(folder, "url") if _is_kept(folder) else "") or _start(folder)
        yield url


def wait_for_its_end(folder: Path) -> None:
    """Until the keeper, if there is one, has ended the server."""
    with (folder / "keeper").open("a") as keeper:
        fcntl.flock(keeper, fcntl.LOCK_EX)


def _start(folder: Path) -> str:
    for name in ("url", "refused"):
        (folder / name).unlink(missing_ok=True)
    with (folder / "keeper.log").open("ab") as log:
        command = [sys.executable, "-m", "tests.servers.kept", str(folder)]
        subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=True)
    while True:
        kept = _is_kept(folder)
        if url := _said(folder, "url"):
            return url
        if not kept:
            raise OpenSearchLocalError(_said(folder, "refused") or f"It ended: {_said(folder, 'keeper.log')[-1_000:]}")
        time.sleep(0.1)


def _is_kept(folder: Path) -> bool:
    with (folder / "keeper").open("a") as keeper:
        try:
            fcntl.flock(keeper, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _said(folder: Path, name: str) -> str:
    with suppress(FileNotFoundError):
        return (folder / name).read_text()
    return ""


def _say(folder: Path, name: str, text: str) -> None:
    aside = folder / f"{name}.aside"
    aside.write_text(text)
    aside.rename(folder / name)


def keep(folder: Path) -> None:
    """Start the server, say where it is, and end it once nobody uses it."""
    with (folder / "users").open("a") as users:
        try:
            with one_at_a_time():
                install_programs()
                fetch(cache_dir())
            with opensearch(folder) as running:
                _say(folder, "url", running.url)
                fcntl.flock(users, fcntl.LOCK_EX)
                (folder / "url").unlink()
        except OpenSearchLocalError as refused:
            _say(folder, "refused", str(refused))


def main(folder: Path) -> None:
    """Become the keeper in a process of its own; returns in the caller's once it is there."""
    with (folder / "keeper").open("a") as life:
        fcntl.flock(life, fcntl.LOCK_EX)
        # The lock goes along: it is free again when the keeper has ended.
        if os.fork() == 0:
            keep(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
