"""The worker's settings and what Prefect's client finds in its environment."""

import os
from pathlib import Path

import pytest

from flows.settings import FlowSettings
from flows.sync.stopping import Stops


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without our or Prefect's variables."""
    for name in list(os.environ):
        if name.startswith(("PREFECT_", "REFDESK_")):
            monkeypatch.delenv(name)
    return monkeypatch


def test_defaults_point_at_the_local_server(bare: pytest.MonkeyPatch):
    """Without any variable: the local server's port, Prefect's folder in the data folder."""
    settings = FlowSettings()
    assert settings.api_url == "http://127.0.0.1:4200/api"
    assert settings.prefect_environment()["PREFECT_HOME"].endswith("/data/prefect")


def test_empty_is_absent(bare: pytest.MonkeyPatch):
    """An empty PREFECT_API_URL means: the local server, on the port that was set."""
    bare.setenv("PREFECT_API_URL", "")
    bare.setenv("REFDESK_PREFECT_PORT", "4321")
    assert FlowSettings().api_url == "http://127.0.0.1:4321/api"


def test_what_is_set_wins(bare: pytest.MonkeyPatch, tmp_path: Path):
    """A PREFECT_ variable of the user's stays; the others are added."""
    bare.setenv("REFDESK_DATA_DIR", str(tmp_path))
    bare.setenv("PREFECT_WORKER_QUERY_SECONDS", "9")
    for name in (*FlowSettings().prefect_environment(), "PREFECT_API_AUTH_STRING"):
        if name not in os.environ:
            bare.setenv(name, "")
    FlowSettings().apply()
    assert os.environ["PREFECT_WORKER_QUERY_SECONDS"] == "9"
    assert os.environ["DO_NOT_TRACK"] == "1"
    assert os.environ["PREFECT_API_AUTH_STRING"] == (tmp_path / "prefect-key").read_text()


def test_the_key_goes_to_the_own_server_only(bare: pytest.MonkeyPatch, tmp_path: Path):
    """Another server gets the key that was set for it, or none."""
    bare.setenv("REFDESK_DATA_DIR", str(tmp_path))
    for name in (*FlowSettings().prefect_environment(), "PREFECT_API_AUTH_STRING"):
        bare.setenv(name, "")
    bare.setenv("PREFECT_API_URL", "http://prefect.example:4200/api")
    FlowSettings().apply()
    assert os.environ["PREFECT_API_AUTH_STRING"] == ""
    assert not (tmp_path / "prefect-key").exists()


def test_a_stop_may_come_before_its_run():
    """A request is kept for a run that has not begun, and forgotten with it."""
    stops = Stops()
    stops.request("run")
    assert stops.of("run").is_set()
    assert stops.forget("run")
    assert not stops.of("run").is_set()
    assert not stops.forget("run")
