"""What lies in the data folder is nobody else's to read."""

import os
from pathlib import Path

import pytest

from pipelines.runs.secret_files import DataFolderOpen, made_once, own_folder

NOBODY = 65_534


def mode(path: Path) -> int:
    """Its permissions."""
    return path.stat().st_mode & 0o777


def test_a_new_folder_is_closed(tmp_path: Path) -> None:
    """With the folders that it lies in as they are made by everybody."""
    own_folder(tmp_path / "a" / "data")
    assert mode(tmp_path / "a" / "data") == 0o700


@pytest.mark.parametrize("before", [0o755, 0o777, 0o711, 0o750, 0o704])
def test_an_open_one_is_closed(tmp_path: Path, before: int) -> None:
    """Whoever could read or enter it, cannot any more."""
    data = tmp_path / "data"
    data.mkdir()
    data.chmod(before)
    own_folder(data)
    assert mode(data) == 0o700


def test_somebody_elses_is_refused() -> None:
    """It cannot be closed by who is not its owner: said, with what to do."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        with pytest.raises(DataFolderOpen) as refused:
            own_folder(Path("/usr"))
    finally:
        if root:
            os.seteuid(0)
    assert (refused.value.code, "chmod 700" in refused.value.action) == ("data_folder_open", True)


def test_files_with_secrets_are_closed(tmp_path: Path) -> None:
    """Fresh ones, and such as were copied without their mode."""
    path = tmp_path / "secret"
    assert made_once(path, lambda: "a") == "a"
    assert mode(path) == 0o600
    path.chmod(0o644)
    assert made_once(path, lambda: "b") == "a"
    assert mode(path) == 0o600
