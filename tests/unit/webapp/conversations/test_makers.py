"""Processes that make answers: known to be gone the moment they are, and never before."""

import subprocess
import sys
from pathlib import Path

import pytest

from webapp.conversations.processes import FOLDER, Makers

PROGRAM = (
    "import sys; from pathlib import Path; from webapp.conversations.processes import Makers; "
    "print(Makers(Path(sys.argv[1])).name, flush=True); sys.stdin.read()"
)


@pytest.fixture
def makers(tmp_path: Path):
    """The test's own process."""
    made = Makers(tmp_path)
    yield made
    made.close()


def test_a_killed_process_is_gone_at_once(tmp_path: Path, makers: Makers) -> None:
    """While it lives it is not; after SIGKILL it is, until it is forgotten."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        assert not makers.is_gone(name)
        assert makers.gone() == frozenset()
        process.kill()
    assert makers.is_gone(name)
    assert makers.gone() == {name}
    makers.forget(makers.gone())
    assert not makers.is_gone(name)


def test_who_is_alive_is_never_gone(tmp_path: Path, makers: Makers) -> None:
    """Oneself, another one on the same folder, and whoever is not known here."""
    other = Makers(tmp_path)
    try:
        assert not any(makers.is_gone(name) for name in (makers.name, other.name, "elsewhere", None))
        assert not other.is_gone(makers.name)
        assert len(list((tmp_path / FOLDER).iterdir())) == 3
    finally:
        other.close()
