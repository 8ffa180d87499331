"""A full disk: what a sync does until there is room, with the kernel's own error of a device without any."""

import errno
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from flows.sync import room
from flows.sync.room import lacks_room, with_room
from pipelines.errors import IndexFull, IndexUnavailable, StorageError

FULL_DEVICE = Path("/dev/full")


class Run:
    """As much of a run as is looked at: where its data lies, and whether it is to stop."""

    def __init__(self, folder: Path, *, stopped: bool = False) -> None:
        self.workshop = SimpleNamespace(data_dir=folder)
        self.waited: list[float] = []
        self._stop = threading.Event()
        if stopped:
            self._stop.set()

    def wait(self, seconds: float) -> bool:
        self.waited.append(seconds)
        return self._stop.is_set()


def write() -> None:
    with FULL_DEVICE.open("wb", buffering=0) as device:
        device.write(b"x")


def stored() -> None:
    try:
        write()
    except OSError as error:
        raise StorageError("The text was not stored.") from error


@pytest.mark.parametrize("fails", [write, stored, lambda: (_ for _ in ()).throw(IndexFull("full"))])
def test_what_lacked_room_is_done_when_there_is_some(fails: Any, tmp_path: Path) -> None:
    """Whichever part met it; more and more slowly, and never given up."""
    run, tries = Run(tmp_path), iter([fails] * 6)

    @with_room
    def work(_run: Any) -> str:
        if (step := next(tries, None)) is not None:
            step()
        return "done"

    assert work(run) == "done"  # type: ignore[arg-type]
    assert run.waited == [1.0, 2.0, 4.0, 8.0, 15.0, 15.0]


def test_it_does_not_begin_without_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The last megabytes are of those who answer."""
    run, short = Run(tmp_path), iter([True, True, True, False])
    monkeypatch.setattr(room, "is_short", lambda _folder: next(short))
    assert with_room(lambda _run: "done")(run) == "done"  # type: ignore[arg-type]
    assert len(run.waited) == 2


def test_what_fails_for_another_reason_fails_and_who_is_asked_to_stop_stops(tmp_path: Path) -> None:
    """At once, with the error that it met."""
    run = Run(tmp_path)
    with pytest.raises(IndexUnavailable):
        with_room(lambda _run: (_ for _ in ()).throw(IndexUnavailable("away")))(run)  # type: ignore[arg-type]
    assert not run.waited
    with pytest.raises(OSError, match="No space") as met:
        with_room(lambda _run: write())(Run(tmp_path, stopped=True))  # type: ignore[arg-type]
    assert met.value.errno == errno.ENOSPC
    assert lacks_room(met.value)
    assert not lacks_room(OSError(errno.EACCES, "no"))
