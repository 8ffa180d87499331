"""Processes that make answers: known to be gone the moment they are, and never before."""

import subprocess
import sys
from pathlib import Path

import pytest

from webapp.conversations.processes import FOLDER, AnsweringProcesses

PROGRAM = (
    "import sys; from pathlib import Path; from webapp.conversations.processes import AnsweringProcesses; "
    "print(AnsweringProcesses(Path(sys.argv[1])).name, flush=True); sys.stdin.read()"
)


@pytest.fixture
def processes(tmp_path: Path):
    """The test's own process."""
    made = AnsweringProcesses(tmp_path)
    yield made
    made.close()


def test_a_killed_process_is_gone_at_once(tmp_path: Path, processes: AnsweringProcesses) -> None:
    """While it lives it is not; after SIGKILL it is, until it is forgotten."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        assert not processes.is_gone(name)
        assert processes.gone() == frozenset()
        process.kill()
    assert processes.is_gone(name)
    assert processes.gone() == {name}
    processes.forget(processes.gone())
    assert not processes.is_gone(name)


def test_who_is_alive_is_never_gone(tmp_path: Path, processes: AnsweringProcesses) -> None:
    """Oneself, another one on the same folder, and whoever is not known here."""
    other = AnsweringProcesses(tmp_path)
    try:
        assert not any(processes.is_gone(name) for name in (processes.name, other.name, "elsewhere", None))
        assert not other.is_gone(processes.name)
        assert len(list((tmp_path / FOLDER).iterdir())) == 3
    finally:
        other.close()
