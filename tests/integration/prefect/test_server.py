"""The pinned Prefect really works: three ways in which other pins look healthy and are not, and the launcher's own."""

import concurrent.futures
import time
import uuid
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.servers.prefect import prefect_client, start, stop


@pytest.fixture
def api(prefect_api_url: str):
    """A client of the server's REST API."""
    with prefect_client(prefect_api_url) as client:
        yield client


def make_deployment(api: httpx.Client, **fields: Any) -> str:
    """A deployment of a flow that nobody runs."""
    flow = api.post("/flows/", json={"name": f"smoke-{uuid.uuid4().hex}"}).raise_for_status().json()
    body = {"name": uuid.uuid4().hex, "flow_id": flow["id"], "enforce_parameter_schema": False, **fields}
    return str(api.post("/deployments/", json=body).raise_for_status().json()["id"])


def test_is_healthy(api: httpx.Client):
    """The server that the launcher starts says that it is healthy."""
    assert api.get("/health").json() is True


def test_takes_null_in_a_body(api: httpx.Client):
    """A JSON null in a body is accepted: with fastapi 0.151 and later it answers 422, and cancelling breaks."""
    assert api.post("/flow_runs/filter", json={"limit": None, "sort": None}).status_code == 200


def test_schedules_runs(api: httpx.Client):
    """A scheduled run appears within 10 s: with SQLAlchemy 2.1 the scheduler never creates one."""
    schedule = {"schedule": {"interval": 3600}, "active": True, "slug": "main"}
    deployment = make_deployment(api, schedules=[schedule])
    deadline = time.monotonic() + 10
    runs: list[Any] = []
    while not runs and time.monotonic() < deadline:
        time.sleep(0.2)
        runs = api.post("/flow_runs/filter", json={"deployments": {"id": {"any_": [deployment]}}}).json()
    assert runs
    assert runs[0]["state_type"] == "SCHEDULED"


def test_concurrent_writes_are_not_refused(api: httpx.Client):
    """Writers wait for each other: 40 runs requested four at a time, no 503 (Prefect's own transactions give many)."""
    deployment = make_deployment(api)

    def request(_: int) -> int:
        body = {"state": {"type": "SCHEDULED"}}
        return api.post(f"/deployments/{deployment}/create_flow_run", json=body).status_code

    with concurrent.futures.ThreadPoolExecutor(4) as threads:
        assert set(threads.map(request, range(40))) == {201}


def test_ui_calls_the_port_it_is_served_on(prefect_api_url: str):
    """The UI talks to the API beside it, not to port 4200, and asks for the key."""
    settings = httpx.get(prefect_api_url.removesuffix("/api") + "/ui-settings").json()
    assert (settings["api_url"], settings["auth"]) == ("/api", "BASIC")


def test_taken_port_is_one_clear_line(prefect_api_url: str, tmp_path: Path):
    """A second server on a taken port ends with one line that names the port and the remedy."""
    port, log = httpx.URL(prefect_api_url).port, tmp_path / "log"
    process = start(
        ["-m", "deployments.prefect_server", "--port", str(port)], env={"REFDESK_DATA_DIR": str(tmp_path)}, log=log
    )
    try:
        assert process.wait(20) == 1
    finally:
        stop(process)
    lines = log.read_text().splitlines()
    assert len(lines) == 1
    assert f"127.0.0.1:{port}" in lines[0]
    assert "REFDESK_PREFECT_PORT" in lines[0]
