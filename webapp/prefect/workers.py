"""Whether runs of a flow would be run: Prefect answers, a worker has registered the flow, and one is alive."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from pipelines.runs.sync import TEMPLATE_DEPLOYMENT, WORK_POOL
from pipelines.types import Health
from webapp.prefect.http import PrefectApi
from webapp.prefect.ingestion import IngestionUnavailable

HEARTBEAT_SECONDS = 35
REGISTERED_SECONDS = 30.0
REMEDY = "Start it with `make up`, or by itself with `python -m flows.worker`; its log says why it ended."


class Workers:
    """The workers of a flow's runs, asked before every upload. Thread-safe."""

    def __init__(self, api: PrefectApi, flow: str) -> None:
        self._api, self._flow = api, flow
        self._registered_until = 0.0

    def health(self) -> Health:
        """Whether runs of the flow can be started and a live worker takes them. Never raises."""
        try:
            workers = self._api.post(f"/work_pools/{WORK_POOL}/workers/filter", {})
            registered = workers is not None and self._is_registered()
        except IngestionUnavailable as error:
            return Health(ok=False, detail=str(error))
        if not registered:
            return Health(ok=False, detail="No worker has registered with Prefect yet.", remedy=REMEDY)
        if not any(_lives(worker) for worker in workers or []):
            return Health(ok=False, detail="No worker is alive: runs would wait.", remedy=REMEDY)
        return Health(ok=True, detail="Prefect and a worker are alive.")

    def _is_registered(self) -> bool:
        # What was registered a moment ago still is, and a call less before each upload.
        if time.monotonic() < self._registered_until:
            return True
        found = self._api.deployment(self._flow, TEMPLATE_DEPLOYMENT) is not None
        if found:
            self._registered_until = time.monotonic() + REGISTERED_SECONDS
        return found


def _lives(worker: Mapping[str, Any]) -> bool:
    heard = worker.get("last_heartbeat_time")
    if worker.get("status") != "ONLINE" or not heard:
        return False
    return datetime.now(UTC) - datetime.fromisoformat(heard) < timedelta(seconds=HEARTBEAT_SECONDS)
