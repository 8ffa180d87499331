"""Tests that measure time run while no other process of the run has a test in hand (``@pytest.mark.alone``)."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.running.sharing import shared_folder


@contextmanager
def turn(folder: Path, *, alone: bool) -> Iterator[None]:
    """Beside others, or alone. Who waits to be alone holds the door: nobody new comes in before."""
    with (folder / "door").open("a") as door, (folder / "room").open("a") as room:
        fcntl.flock(door, fcntl.LOCK_EX)
        fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(door, fcntl.LOCK_UN)
        yield


# Outside of everything else: waiting is no part of a test's own time limit.
@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    folder = shared_folder(item.config)
    if folder is None:
        return (yield)
    with turn(folder, alone=item.get_closest_marker("alone") is not None):
        return (yield)
