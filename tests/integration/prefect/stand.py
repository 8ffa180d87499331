"""A real Prefect server and workers whose only flow does nothing but wait."""

import subprocess
import uuid
from pathlib import Path
from typing import Any

import pytest

from pipelines.runs.sync import WORK_POOL
from tests.servers.prefect import prefect_client, start
from tests.servers.waiting import PATIENCE, wait_for


class Stand:
    """A server, a worker and a deployment of the flow ``plain``."""

    def __init__(self, url: str, folder: Path) -> None:
        self.api = prefect_client(url)
        self.url, self.folder, self.runs = url, folder, folder / "runs"
        self.worker = self.start_worker()
        self.deployment = self.deploy()

    def start_worker(self, **further: str) -> subprocess.Popen[bytes]:
        """A worker's process, with further settings; the one before must be gone."""
        env = {"PREFECT_API_URL": self.url, "REFDESK_DATA_DIR": str(self.folder), "RUNS": str(self.runs), **further}
        self.worker = start(["-m", "tests.integration.prefect.plain_worker"], env=env, log=self.folder / "worker.log")
        return self.worker

    def deploy(self, **fields: Any) -> str:
        """A deployment of ``plain`` that runs once at a time."""
        template = wait_for(lambda: self.found("/deployments/name/plain/template"))
        body = {
            "name": uuid.uuid4().hex,
            "flow_id": template["flow_id"],
            "work_pool_name": WORK_POOL,
            "concurrency_limit": 1,
            "concurrency_options": {"collision_strategy": "ENQUEUE"},
            "enforce_parameter_schema": False,
        }
        return str(self.api.post("/deployments/", json=body | fields).raise_for_status().json()["id"])

    def found(self, path: str) -> Any:
        """What is there, or None."""
        answer = self.api.get(path)
        return answer.json() if answer.status_code == 200 else None

    def request(self, seconds: float = 0.0, *, deployment: str | None = None) -> str:
        """Request a run that waits so long."""
        body = {"parameters": {"seconds": seconds}, "state": {"type": "SCHEDULED"}}
        path = f"/deployments/{deployment or self.deployment}/create_flow_run"
        return str(self.api.post(path, json=body).raise_for_status().json()["id"])

    def state(self, run: str) -> str:
        """The type of a run's state."""
        return str(self.api.get(f"/flow_runs/{run}").json()["state_type"])

    def ends(self, run: str, wanted: str, *, seconds: float = PATIENCE) -> None:
        """Wait until the run is in that state."""
        try:
            wait_for(lambda: self.state(run) == wanted, seconds=seconds)
        except AssertionError:
            log = (self.folder / "worker.log").read_text()[-3000:]
            pytest.fail(f"{run} is {self.state(run)}, not {wanted}; worker's log:\n{log}")

    def begun(self, run: str) -> list[float]:
        """When the run's first line was reached, once per try."""
        if not self.runs.exists():
            return []
        lines = (line.split() for line in self.runs.read_text().splitlines())
        return [float(at) for name, at, _ in lines if name == run]
