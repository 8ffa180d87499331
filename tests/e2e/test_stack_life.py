"""The life of the local stack: refusals, crashes, kills, and its end."""

import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from deployments.stack.address import ADDRESS
from tests.servers.prefect import put_database
from tests.servers.stack import Stack, account, alive, new_stack

GONE_SECONDS, BACK_SECONDS, END_SECONDS = 5.0, 90.0, 15.0


@pytest.fixture(scope="module")
def mortal(prefect_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A stack that these tests may harm; ready at the start of each test that says so itself."""
    made = new_stack(tmp_path_factory.mktemp("mortal"))
    put_database(prefect_database, made.data_dir)
    made.start()
    try:
        made.wait_ready()
        yield made
    finally:
        made.stop()


def gone(processes: list[psutil.Process], seconds: float = GONE_SECONDS) -> list[psutil.Process]:
    """The processes that still run after the time."""
    deadline = time.monotonic() + seconds
    while (left := [one for one in processes if alive(one)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def test_a_second_start_on_the_data_folder_is_refused(mortal: Stack) -> None:
    """With a clear message, at once, and without harm to the first."""
    ran = mortal.refdesk("up", seconds=30)
    assert ran.code == 1
    assert "already runs" in ran.err
    assert "make stop" in ran.err
    assert mortal.is_ready()


def test_each_command_finds_the_stack_of_its_data_folder(mortal: Stack, stack: Stack) -> None:
    """Two stacks beside each other; a login at one is none at the other."""
    mortal.wait_ready()
    with account(stack) as person:
        login = ("login", "--email", person.email, "--password-stdin")
        assert stack.refdesk(*login, typed=person.password + "\n").code == 0
        assert mortal.refdesk(*login, typed=person.password + "\n").code == 1
    for one in (mortal, stack):
        assert one.refdesk("where").out == one.url + "\n"
        told = one.refdesk("check", "--json").json
        assert (told["url"], str(one.data_dir) in told["url_from"]) == (one.url, True)
        assert f"{one.url}, from the stack that runs in {one.data_dir}" in one.refdesk("check").out
    assert mortal.refdesk("where", env={"REFDESK_URL": stack.url}).out == stack.url + "\n"


def test_a_taken_port_is_told_before_anything_starts(mortal: Stack, tmp_path: Path) -> None:
    """The port, who has it, and the variable that changes it."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = str(other.getsockname()[1])
        other_folder = {"REFDESK_DATA_DIR": str(tmp_path / "other"), "REFDESK_PORT": taken}
        ran = mortal.refdesk("up", seconds=30, env=other_folder)
    assert ran.code == 1
    assert f"Port {taken}" in ran.err
    assert "REFDESK_PORT" in ran.err
    assert not (tmp_path / "other" / "logs").exists()


@pytest.mark.parametrize("words", ["deployments.prefect_server", "flows.worker", "-m webapp", "supervisor_program.py"])
def test_a_killed_process_is_restarted(mortal: Stack, words: str) -> None:
    """And the stack is ready again, without an orphan of the old one."""
    mortal.wait_ready()
    victim = mortal.find(words)
    below = victim.children(recursive=True)
    victim.kill()
    assert gone([victim, *below]) == []
    deadline = time.monotonic() + BACK_SECONDS
    while not (mortal.is_ready() and mortal.finds(words)):
        assert time.monotonic() < deadline, mortal.output[-2000:]
        time.sleep(0.2)
    assert mortal.find(words).pid != victim.pid


def test_a_kill_of_everything_leaves_nothing_and_the_next_start_is_fine(mortal: Stack) -> None:
    """No orphan, no stale lock, no stale socket."""
    mortal.wait_ready()
    assert gone(mortal.kill_all()) == []
    assert (mortal.data_dir / ADDRESS).exists()
    lost = mortal.refdesk("where")
    assert (lost.code, lost.out) == (4, "")
    assert "No stack runs in" in lost.err
    mortal.start()
    mortal.wait_ready()


def test_a_kill_of_the_command_takes_everything_along(mortal: Stack) -> None:
    """`refdesk up` is the root of all; another start follows at once."""
    mortal.wait_ready()
    every = mortal.processes()
    every[0].kill()
    assert mortal.process is not None
    mortal.process.wait(10)
    mortal.start()
    assert gone(every) == []
    mortal.wait_ready()


@pytest.mark.alone
def test_ctrl_c_ends_every_child_in_time(mortal: Stack) -> None:
    """SIGINT: everything has ended within 15 s, with exit code 0."""
    mortal.wait_ready()
    every = mortal.processes()
    assert mortal.stop(signal.SIGINT) < END_SECONDS
    assert gone(every, 0.2) == []
    assert mortal.process is not None
    assert mortal.process.returncode == 0
    mortal.start()
    mortal.wait_ready()


@pytest.mark.alone
def test_stop_ends_a_stack_from_elsewhere(mortal: Stack) -> None:
    """`make stop` in another terminal sends SIGTERM: the same; a second one has nothing to do and says so."""
    mortal.wait_ready()
    every, began = mortal.processes(), time.monotonic()
    ran = mortal.refdesk("stop", seconds=30)
    assert ran.code == 0, ran.err
    assert mortal.process is not None
    assert mortal.process.wait(END_SECONDS) == 0
    assert time.monotonic() - began < END_SECONDS
    assert gone(every, 0.2) == []
    assert not (mortal.data_dir / ADDRESS).exists()
    again = mortal.refdesk("stop")
    assert again.code == 0
    assert "Nothing runs" in again.out
    assert mortal.refdesk("check").code == 4
