"""The environment's maker, as far as it can be shown without installing anything."""

import json
from pathlib import Path

import pytest

from deployments import bootstrap


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder with locks and an environment that was made for ``up``."""
    for name in (*(lock.name for lock in bootstrap.LOCKS.values()), "pyproject.toml", "uv.lock.txt"):
        (tmp_path / name).write_text(f"# {name}\nuv==1.2.3 \\\n")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "PYTHON", python)
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(bootstrap, "UV_LOCK", tmp_path / "uv.lock.txt")
    locks = {kind: tmp_path / lock.name for kind, lock in bootstrap.LOCKS.items()}
    monkeypatch.setattr(bootstrap, "LOCKS", locks)
    return tmp_path


def stamp(kind: str) -> None:
    """As after a complete installation."""
    bootstrap.STAMP.write_text(json.dumps({"kind": kind, "fingerprint": bootstrap.fingerprint(kind)}))


def test_an_unchanged_lock_costs_nothing(project: Path) -> None:
    """The environment serves as it is; one made for tests serves ``up`` too."""
    stamp("up")
    assert bootstrap.outdated("up") is None
    assert bootstrap.outdated("test") == "test"
    stamp("test")
    assert bootstrap.outdated("up") is None
    assert bootstrap.outdated("test") is None


def test_what_was_added_for_embedders_stays(project: Path) -> None:
    """``up`` after ``models`` takes nothing away, ``test`` after it adds."""
    stamp("models")
    assert bootstrap.outdated("up") is None
    assert bootstrap.outdated("models") is None
    assert bootstrap.outdated("test") == "test"
    (project / "requirements-models.lock").write_text("fastembed==9")
    assert bootstrap.outdated("up") == "models"


@pytest.mark.parametrize("name", ["requirements-dev.lock", "pyproject.toml", "uv.lock.txt"])
def test_a_change_installs_anew_and_keeps_what_tests_need(project: Path, name: str) -> None:
    """``up`` never takes the test tools away."""
    stamp("test")
    (project / name).write_text("uv==1.2.4 \\\n")
    assert bootstrap.outdated("up") == "test"


def test_an_interrupted_installation_is_done_again(project: Path) -> None:
    """Without a stamp, or with half of one, nothing counts as installed."""
    assert bootstrap.outdated("up") == "up"
    bootstrap.STAMP.write_text('{"kind": "u')
    assert bootstrap.outdated("up") == "up"
    stamp("up")
    bootstrap.PYTHON.unlink()
    assert bootstrap.outdated("up") == "up"


def test_a_python_that_does_not_fit_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    """The message names the versions and the variable."""
    monkeypatch.setattr(bootstrap, "WANTED", ((9, 9),))
    assert bootstrap.main(["up"]) == 1
    said = capsys.readouterr().out.strip()
    assert len(said.splitlines()) == 1
    assert "Python 9.9" in said
    assert "PYTHON=" in said


def test_an_index_set_for_pip_is_handed_to_uv(monkeypatch: pytest.MonkeyPatch) -> None:
    """And another environment that happens to be active is not."""
    monkeypatch.setenv("PIP_INDEX_URL", "https://packages.example/simple")
    monkeypatch.delenv("UV_INDEX_URL", raising=False)
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.setenv("VIRTUAL_ENV", "/elsewhere")
    env = bootstrap.uv_environment()
    assert env["UV_DEFAULT_INDEX"] == "https://packages.example/simple"
    assert "VIRTUAL_ENV" not in env


def test_wrong_arguments_are_usage() -> None:
    """Exit status 2."""
    assert bootstrap.main([]) == 2
