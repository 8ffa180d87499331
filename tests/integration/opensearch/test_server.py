"""Promises of the launcher, kept on a real OpenSearch."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from deployments import opensearch_local


def _cluster(url: str) -> dict[str, object]:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return dict(json.load(answer))


def test_the_fixture_serves_a_cluster_with_knn(opensearch_url: str) -> None:
    """A test that asks for OpenSearch gets a real one."""
    assert _cluster(opensearch_url)["version"]["number"].startswith("2.")  # type: ignore[index]


def test_a_taken_port_is_stepped_over_and_the_true_one_found(tmp_path: Path) -> None:
    """The URL is the one of the cluster that was started, whatever else listens where it would have."""
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", 9251))
        taken.listen()
        with opensearch_local.opensearch(tmp_path, port=9250, heap="512m") as running:
            assert not running.url.endswith(":9251")
            assert _cluster(running.url)["cluster_name"] == running.cluster


def test_opensearch_dies_with_its_parent(tmp_path: Path) -> None:
    """A SIGKILL of the program that started it leaves no orphan."""
    parent = subprocess.Popen(
        [sys.executable, "-m", "deployments.opensearch_local", "--data", str(tmp_path), "--port", "9260"],
        stdout=subprocess.PIPE, text=True, cwd=Path(opensearch_local.__file__).parent.parent,
    )  # fmt: skip
    assert parent.stdout is not None
    url = parent.stdout.readline().strip().partition("=")[2]
    assert _cluster(url)["cluster_name"]
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        try:
            _cluster(url)
        except OSError:
            return
        time.sleep(0.1)
    pytest.fail("OpenSearch outlived its parent")


def test_without_java_one_line_names_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may not install gets the command to run, not a stack trace from deep inside."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(opensearch_local.OpenSearchLocalError) as raised:
        opensearch_local.install_programs()
    assert "apt-get install" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_root_installs_what_is_absent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may install gets a JRE and Maven from apt-get, without a question asked."""
    apt = tmp_path / "apt-get"
    apt.write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n'
        f'for name in java mvn; do printf "" > {tmp_path}/$name; /bin/chmod +x {tmp_path}/$name; done\n'
    )
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    opensearch_local.install_programs()
    assert opensearch_local.missing_programs() == []
    assert "default-jre-headless maven" in (tmp_path / "asked").read_text()
