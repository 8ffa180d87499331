"""The mechanics of the local stack, with tiny real programs under a real supervisor."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deployments.stack.lock import holder, take

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a tiny stack with the given moods; ends what is left at the end."""
    began: list[subprocess.Popen[str]] = []

    def begin(*moods: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.integration.stack.tiny_stack", str(tmp_path), *moods]
        began.append(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True))
        return began[-1]

    yield begin
    for process in began:
        process.kill()
        process.communicate()


def pids(folder: Path, name: str) -> list[int]:
    """Every process id that a program had."""
    path = folder / f"{name}.pids"
    return list(map(int, path.read_text().split())) if path.exists() else []


def alive(pid: int) -> bool:
    """Whether a process exists and is no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def eventually(what: Callable[[], object], seconds: float = 15.0) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def parent(pid: int) -> int:
    """The parent's process id."""
    return int(Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


def running(folder: Path) -> tuple[int, int]:
    """The first two programs' present process ids, once both run."""
    eventually(lambda: pids(folder, "p0") and pids(folder, "p1"))
    return pids(folder, "p0")[-1], pids(folder, "p1")[-1]


@pytest.mark.alone
def test_sigterm_ends_every_child_and_the_data_folder_is_free_again(start: Start, tmp_path: Path) -> None:
    """SIGTERM ends all within the promise and leaves nothing behind."""
    stack = start("sleeping", "sleeping")
    children = running(tmp_path)
    assert holder(tmp_path / "data") == stack.pid
    stack.terminate()
    assert stack.wait(15) == 0
    assert not any(map(alive, children))
    assert holder(tmp_path / "data") is None


@pytest.mark.alone
def test_logs_on_a_full_disk_end_nobody(start: Start, tmp_path: Path) -> None:
    """Every write to them fails with ENOSPC: supervisor and programs live, and a killed program is started again."""
    logs = tmp_path / "data" / "logs"
    logs.mkdir(parents=True)
    for name in ("supervisor", "supervisor.out", "p0", "p1"):
        (logs / f"{name}.log").symlink_to("/dev/full")
    stack = start("sleeping", "sleeping")
    first, second = running(tmp_path)
    supervisor = parent(first)
    os.kill(first, signal.SIGKILL)
    eventually(lambda: len(pids(tmp_path, "p0")) == 2)
    assert alive(supervisor)
    assert alive(second)
    assert stack.poll() is None


@pytest.mark.alone
def test_stubborn_children_are_killed_in_time(start: Start, tmp_path: Path) -> None:
    """Programs that ignore SIGTERM do not hold the end up beyond 15 s."""
    stack = start("stubborn", "stubborn", "stubborn")
    children = running(tmp_path)
    time.sleep(0.5)
    began = time.monotonic()
    stack.send_signal(signal.SIGINT)
    assert stack.wait(20) == 0
    assert time.monotonic() - began < 15
    assert not any(map(alive, children))


@pytest.mark.parametrize("victim", ["stack", "supervisor"])
def test_no_orphan_is_left_by_a_kill(start: Start, tmp_path: Path, victim: str) -> None:
    """SIGKILL of the command or of supervisor takes the programs along; a new stack starts."""
    stack = start("sleeping", "sleeping")
    children = running(tmp_path)
    os.kill(stack.pid if victim == "stack" else parent(children[0]), signal.SIGKILL)
    eventually(lambda: not any(map(alive, children)))
    if victim == "stack":
        start("sleeping", "sleeping")
    eventually(lambda: len(pids(tmp_path, "p0")) == 2 and len(pids(tmp_path, "p1")) == 2)


def test_a_killed_program_is_restarted(start: Start, tmp_path: Path) -> None:
    """The others keep running."""
    start("sleeping", "sleeping")
    first, second = running(tmp_path)
    time.sleep(2.5)  # past supervisor's startsecs: it counts as running
    os.kill(first, signal.SIGKILL)
    eventually(lambda: len(pids(tmp_path, "p0")) == 2)
    assert pids(tmp_path, "p1") == [second]
    assert alive(second)


def test_a_program_that_keeps_crashing_ends_the_stack_with_its_last_lines(start: Start, tmp_path: Path) -> None:
    """The reason is on the screen, not only in a file."""
    stack = start("sleeping", "crashing")
    said, _ = stack.communicate(timeout=60)
    assert stack.returncode == 4
    assert "no luck today" in said
    assert not any(map(alive, pids(tmp_path, "p0")))


def test_a_second_stack_on_the_folder_is_refused(start: Start, tmp_path: Path) -> None:
    """It says who has the folder and what to do, and harms nothing."""
    stack = start("sleeping", "sleeping")
    children = running(tmp_path)
    second = start("sleeping", "sleeping")
    said, _ = second.communicate(timeout=15)
    assert second.returncode == 3
    assert f"process {stack.pid}" in said
    assert "make stop" in said
    assert all(map(alive, children))


def test_the_lock_lives_as_long_as_any_child(start: Start, tmp_path: Path) -> None:
    """Every program holds the folder's lock: no second stack can start beside a survivor."""
    start("sleeping", "sleeping")
    for pid in running(tmp_path):
        held = {str(fd.resolve()) for fd in Path(f"/proc/{pid}/fd").iterdir()}
        assert str(tmp_path / "data" / "stack.lock") in held


def test_logs_are_one_file_per_program(start: Start, tmp_path: Path) -> None:
    """What a program prints is in its own file under the data folder."""
    start("sleeping", "sleeping")
    running(tmp_path)
    logs = tmp_path / "data" / "logs"
    eventually(lambda: (logs / "p0.log").exists() and "hello from p0" in (logs / "p0.log").read_text())
    eventually(lambda: (logs / "p1.log").exists() and "hello from p1" in (logs / "p1.log").read_text())


def test_taking_a_folder_writes_who_has_it(tmp_path: Path) -> None:
    """The lock names its holder, and gives the folder back."""
    lock = take(tmp_path / "data")
    assert holder(tmp_path / "data") == os.getpid()
    lock.release()
    assert holder(tmp_path / "data") is None


def test_a_very_long_data_folder_works(tmp_path: Path) -> None:
    """supervisor's socket has no limit on the folder's path."""
    deep = tmp_path / ("x" * 100) / ("y with space % and ' " * 5)
    deep.mkdir(parents=True)
    command = [sys.executable, "-m", "tests.integration.stack.tiny_stack", str(deep), "sleeping", "sleeping"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as stack:
        try:
            first, _ = running(deep)
            time.sleep(2.5)
            os.kill(first, signal.SIGKILL)
            eventually(lambda: len(pids(deep, "p0")) == 2)
        finally:
            stack.terminate()
