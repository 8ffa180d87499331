"""Several workers on one Prefect server, on one machine that looks like several."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.runs.sync import WORK_POOL
from tests.integration.prefect.stand import Stand
from tests.servers.prefect import start, stop
from tests.servers.waiting import wait_for

LIMIT, SECONDS = "refdesk-reconcile", 20
# Silence is noticed after so many seconds, two heartbeats, by whoever has listened as long.
SILENT_SECONDS, NOTICED_SECONDS = 20, 80

# Eight workers of one host that come to the same runs in the same moment.
AT_ONCE = """
import asyncio
from datetime import timedelta
from flows.settings import FlowSettings
FlowSettings().apply()
from prefect.client.orchestration import get_client
from flows.reconcile.places import Host
from flows.reconcile.reconciler import Reconciler

async def come() -> None:
    host = Host("host-a")
    reconciler = Reconciler(host, host.place(), running=frozenset, listening=timedelta)
    async with get_client() as client:
        await reconciler.round(client)

async def main() -> None:
    await asyncio.gather(*(come() for _ in range(8)))

asyncio.run(main())
"""


class Stands(Stand):
    """Workers with a host of their own each; they set right what they find every second."""

    def __init__(self, url: str, folder: Path) -> None:
        self.workers: dict[str, subprocess.Popen[bytes]] = {}
        super().__init__(url, folder)

    def start_worker(self, **_: str) -> "subprocess.Popen[bytes]":
        """The first of them."""
        return self.begin("a")

    def begin(self, name: str, *, host: str | None = None) -> "subprocess.Popen[bytes]":
        """A worker on a host, of its own unless one is named; it is there when this returns."""
        env = {
            "PREFECT_API_URL": self.url,
            "REFDESK_DATA_DIR": str(self.folder),
            "RUNS": str(self.runs),
            "WORKER": name,
            "REFDESK_WORKER_HOST": host or f"host-{name}",
            "REFDESK_TEND_SECONDS": "1",
            "SILENT_SECONDS": str(SILENT_SECONDS),
        }
        log = self.folder / "worker.log"
        began = log.stat().st_size if log.exists() else 0
        made = start(["-m", "tests.integration.prefect.plain_worker"], env=env, log=log)
        self.workers[name] = made
        wait_for(lambda: "worker_started" in log.read_text()[began:], seconds=90)
        return made

    def kill(self, name: str) -> float:
        """SIGKILL, and when."""
        worker = self.workers.pop(name)
        worker.kill()
        worker.wait()
        return time.monotonic()

    def by(self, run: str) -> list[str]:
        """Which workers began the run, in order."""
        lines = (line.split() for line in self.runs.read_text().splitlines()) if self.runs.exists() else ()
        return [worker for name, _, worker in lines if name == run]

    def lock(self) -> int:
        """Take the workers' lock, as one of them would, and keep it. Answers the status."""
        body = {"names": [LIMIT], "slots": SECONDS, "mode": "concurrency"}
        if not self.found(f"/v2/concurrency_limits/{LIMIT}"):
            made = {"name": LIMIT, "limit": SECONDS, "slot_decay_per_second": 1.0}
            self.api.post("/v2/concurrency_limits/", json=made).raise_for_status()
        return self.api.post("/v2/concurrency_limits/increment", json=body).status_code

    def listed(self) -> list[str]:
        """The hosts of these workers that Prefect lists."""
        workers = self.api.post(f"/work_pools/{WORK_POOL}/workers/filter", json={}).json()
        hosts = (worker["name"].split(":")[0] for worker in workers)
        return sorted(host for host in hosts if host.startswith("host-"))

    def in_hand(self, worker: str, number: int) -> list[str]:
        """Long runs that this worker has begun; it is the only one there."""
        runs = [self.request(120, deployment=self.deploy()) for _ in range(number)]
        wait_for(lambda: all(self.by(run) == [worker] for run in runs))
        return runs

    def states(self, run: str) -> Any:
        """Every state that a run has had."""
        return self.api.get("/flow_run_states/", params={"flow_run_id": run}).json()

    def stop_waiting(self) -> None:
        """Let every run end at once."""
        (self.folder / "runs.go").touch()


@pytest.fixture
def stand(prefect_api_url: str, tmp_path: Path) -> Iterator[Stands]:
    """One worker, ``a``, to begin with."""
    stand = Stands(prefect_api_url, tmp_path)
    yield stand
    for worker in stand.workers.values():
        stop(worker)
    stand.api.close()


def test_runs_of_a_worker_killed_on_another_host_go_on_and_none_twice(stand: Stands) -> None:
    """SIGKILL on its own host: another host's worker goes on with its runs when it has been silent, each once.

    Also where it was killed with the workers' lock in hand.
    """
    theirs = stand.in_hand("a", 3)
    stand.begin("b")
    assert stand.lock() == 200
    killed = stand.kill("a")
    assert stand.lock() == 423
    time.sleep(SILENT_SECONDS / 4)
    assert all(stand.by(run) == ["a"] for run in theirs)  # nobody is hasty
    wait_for(lambda: all(len(stand.by(run)) == 2 for run in theirs), seconds=NOTICED_SECONDS)
    print("taken up after", time.monotonic() - killed)
    wait_for(lambda: stand.listed() == ["host-b"])
    stand.stop_waiting()
    for run in theirs:
        stand.ends(run, "COMPLETED")
        assert stand.by(run) == ["a", "b"]


def test_runs_of_a_worker_killed_on_the_same_host_go_on_at_once_and_none_twice(stand: Stands) -> None:
    """Its process is gone, which its neighbour sees: nobody waits for a heartbeat."""
    theirs = stand.in_hand("a", 3)
    stand.begin("b", host="host-a")
    killed = stand.kill("a")
    wait_for(lambda: all(len(stand.by(run)) == 2 for run in theirs), seconds=20)
    print("taken up after", time.monotonic() - killed)
    stand.stop_waiting()
    for run in theirs:
        stand.ends(run, "COMPLETED")
        assert stand.by(run) == ["a", "b"]
    assert stand.listed() == ["host-a"]


def test_of_workers_that_come_at_once_one_sets_a_run_right(stand: Stands) -> None:
    """Eight find the same orphans and read the same state of them: each run is handed on once."""
    orphans = stand.in_hand("a", 3)
    stand.kill("a")
    env = {"PREFECT_API_URL": stand.url, "REFDESK_DATA_DIR": str(stand.folder)}
    come = start(["-c", AT_ONCE], env=env, log=stand.folder / "come.log")
    assert come.wait(120) == 0, (stand.folder / "come.log").read_text()
    for run in orphans:
        assert [state["name"] for state in stand.states(run)].count("AwaitingRetry") == 1
    stand.stop_waiting()
    stand.begin("b")
    for run in orphans:
        stand.ends(run, "COMPLETED")


def test_two_workers_never_take_one_run(stand: Stands) -> None:
    """Sixteen requests that both hear of at the same moment, some waiting for the one before: each is begun once."""
    stand.begin("b")
    deployments = [stand.deploy() for _ in range(8)]
    runs = [stand.request(deployment=deployment) for _ in range(2) for deployment in deployments]
    for run in runs:
        stand.ends(run, "COMPLETED", seconds=120)
    assert all(len(stand.by(run)) == 1 for run in runs)
    assert {worker for run in runs for worker in stand.by(run)} == {"a", "b"}


def test_a_run_that_waits_for_another_workers_is_not_called_up_meanwhile(stand: Stands) -> None:
    """The one whose run it waits for wakes it, once: the others let it wait."""
    stand.begin("b")
    deployment = stand.deploy()
    first = stand.request(4, deployment=deployment)
    wait_for(lambda: stand.begun(first))
    second = stand.request(deployment=deployment)
    stand.ends(second, "COMPLETED", seconds=30)
    assert [state["name"] for state in stand.states(second)].count("AwaitingConcurrencySlot") <= 3
    assert (len(stand.by(first)), len(stand.by(second))) == (1, 1)
