"""Whether runs of a flow would be run: Prefect answers, a worker has registered the flow, and one is alive."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from pipelines.runs.sync import TEMPLATE_DEPLOYMENT, WORK_POOL
from pipelines.types import Health
from webapp.prefect.http import PrefectApi
from webapp.prefect.ingestion import IngestionUnavailable

HEARTBEAT_SECONDS = 35
REMEDY = "Start it with `make up`, or by itself with `python -m flows.worker`; its log says why it ended."


def workers_health(api: PrefectApi, flow: str) -> Health:
    """Whether runs of the flow can be started and a live worker takes them. Never raises."""
    try:
        workers = api.post(f"/work_pools/{WORK_POOL}/workers/filter", {})
        registered = workers is not None and api.deployment(flow, TEMPLATE_DEPLOYMENT) is not None
    except IngestionUnavailable as error:
        return Health(ok=False, detail=str(error))
    if not registered:
        return Health(ok=False, detail="No worker has registered with Prefect yet.", remedy=REMEDY)
    if not any(_lives(worker) for worker in workers or []):
        return Health(ok=False, detail="No worker is alive: runs would wait.", remedy=REMEDY)
    return Health(ok=True, detail="Prefect and a worker are alive.")


def _lives(worker: Mapping[str, Any]) -> bool:
    heard = worker.get("last_heartbeat_time")
    if worker.get("status") != "ONLINE" or not heard:
        return False
    return datetime.now(UTC) - datetime.fromisoformat(heard) < timedelta(seconds=HEARTBEAT_SECONDS)
