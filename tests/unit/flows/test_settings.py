"""The worker's settings and what Prefect's client finds in its environment."""

import os

import pytest

from flows.settings import FlowSettings
from flows.stopping import Stops


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


def test_what_is_set_wins(bare: pytest.MonkeyPatch):
    """A PREFECT_ variable of the user's stays; the others are added."""
    bare.setenv("PREFECT_WORKER_QUERY_SECONDS", "9")
    for name in FlowSettings().prefect_environment():
        if name not in os.environ:
            bare.setenv(name, "")
    FlowSettings().apply()
    assert os.environ["PREFECT_WORKER_QUERY_SECONDS"] == "9"
    assert os.environ["DO_NOT_TRACK"] == "1"


def test_a_stop_may_come_before_its_run():
    """A request is kept for a run that has not begun, and forgotten with it."""
    stops = Stops()
    stops.request("run")
    assert stops.of("run").is_set()
    assert stops.forget("run")
    assert not stops.of("run").is_set()
    assert not stops.forget("run")
