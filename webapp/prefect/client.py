"""``Ingestion`` over Prefect's REST API (docs/adr/0212-prefect-over-rest.md). Flask-free."""

import re
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog

from pipelines.runs.prefect_key import ENTRANCE, ticket
from pipelines.runs.sync import (
    SYNC_FLOW,
    TEMPLATE_DEPLOYMENT,
    WORK_POOL,
    ReportKey,
    SyncReport,
    artifact_key,
    deployment_name,
)
from pipelines.types import Health
from webapp.prefect.deployments import changes, creation, surplus
from webapp.prefect.http import PrefectApi
from webapp.prefect.ingestion import IngestionUnavailable, SourceDefinition, Sync
from webapp.prefect.reports import Reports
from webapp.prefect.runs import ENDED, UNENDED, cursor_after, ended, read_cursor, sync_of

# Runs that a schedule has planned further ahead are no syncs yet; one that waits for its slot is 5 s ahead.
SOON = timedelta(seconds=10)
HEARTBEAT_SECONDS = 35
STOP_SECONDS = 5.0
LOOK_SECONDS = 0.1
PAGE = 200
TAGGABLE = re.compile(r"[0-9A-Za-z._-]{1,64}")


class PrefectIngestion:
    """Runs syncs as Prefect flow runs. Thread-safe.

    ``auth`` is what the server asks for; ``entrance``, at the installation's own server, what opens its interface.
    """

    def __init__(
        self, api_url: str, *, report_key: ReportKey, auth: str | None = None, entrance: str | None = None
    ) -> None:
        self._api = PrefectApi(api_url, auth=auth)
        self._reports = Reports(report_key)
        self._entrance = entrance
        self._known: dict[str, str] = {}
        self._ui = self._api.url.removesuffix("/api")

    def put_source(self, definition: SourceDefinition) -> None:
        """Make or mend the source's deployment so that it equals the definition. Idempotent."""
        current = self._deployment(deployment_name(definition.source_id))
        if current is None:
            self._api.post("/deployments/", creation(definition, self._template()))
            return
        if changed := changes(definition, current):
            self._api.patch(f"/deployments/{current['id']}", changed)
        for schedule_id in surplus(definition, current):
            self._api.delete(f"/deployments/{current['id']}/schedules/{schedule_id}")

    def astray(self, definitions: Sequence[SourceDefinition]) -> frozenset[str]:
        """The ids of those whose deployment is gone or differs. One listing for all, whatever their number."""
        if not definitions:
            return frozenset()
        found = {each["name"]: each for each in self._paged("deployments", {"flows": {"name": {"any_": [SYNC_FLOW]}}})}

        def is_astray(one: SourceDefinition) -> bool:
            current = found.get(deployment_name(one.source_id))
            return current is None or bool(changes(one, current) or surplus(one, current))

        return frozenset(one.source_id for one in definitions if is_astray(one))

    def drop_source(self, source_id: str) -> None:
        """Cancel the source's runs and delete its deployment. Unknown: nothing happens.

        A run that does not stop within seconds (a long batch, a worker that is away) is ``IngestionUnavailable``:
        asked to stop it is, and planned is nothing any more, but Prefect cannot end a run without its deployment.
        """
        current = self._deployment(deployment_name(source_id))
        if current:
            self._api.patch(f"/deployments/{current['id']}", {"paused": True})
        deadline = time.monotonic() + STOP_SECONDS
        while running := self._runs({"tags": {"all_": [f"source:{source_id}"]}, "state": _state(*UNENDED)}):
            for run in running:
                self._cancel(run)
            if time.monotonic() > deadline:
                raise IngestionUnavailable("A sync of the source is still stopping; its removal is tried again.")
            time.sleep(LOOK_SECONDS)
        if current:
            self._api.delete(f"/deployments/{current['id']}")

    def start(self, source_id: str, *, dry_run: bool = False, full: bool = False, key: str | None = None) -> Sync:
        """Request a run. The same idempotency ``key`` again answers the same run."""
        body: dict[str, Any] = {
            "state": {"type": "SCHEDULED"},
            "parameters": {"dry_run": dry_run, "full": full},
            "tags": _request_tag(),  # joined with the deployment's own
        }
        if key is not None:
            body["idempotency_key"] = key
        sync = sync_of(self._request(source_id, body), None)
        if sync is None:
            raise IngestionUnavailable("The source's deployment has lost its tags; it is told again by itself.")
        return sync

    def get(self, sync_id: str) -> Sync | None:
        """A run with its report, or None."""
        run = self._api.get(f"/flow_runs/{sync_id}")
        if run is None:
            return None
        artifact = self._api.get(f"/artifacts/{artifact_key(sync_id)}/latest")
        return sync_of(run, self._reports.believed(sync_id, artifact))

    def known(self, sync_ids: Sequence[str]) -> Sequence[Sync]:
        """Runs by id in one call, without their reports; unknown ones are absent."""
        return self._syncs({"id": {"any_": list(sync_ids)}}) if sync_ids else ()

    def ended_since(self, moment: datetime) -> Sequence[Sync]:
        """Runs of all sources that ended then or later, the oldest first, without their reports: one call per 200."""
        wanted = {"end_time": {"after_": moment.isoformat()}, "state": _state(*ENDED)}
        # Newest first: what ends while pages are read moves runs into the next page, never out of it.
        return tuple(reversed(self._syncs(wanted, sort="END_TIME_DESC", work_pools={"name": {"any_": [WORK_POOL]}})))

    def list(self, source_id: str, *, after: str | None = None, limit: int = 20) -> tuple[Sequence[Sync], str | None]:
        """Runs of a source, newest first, and the next cursor. A bad cursor raises ValueError."""
        before, shown = read_cursor(after) if after is not None else (_soon(), [])
        wanted: dict[str, Any] = {
            "tags": {"all_": [f"source:{source_id}"]},
            "expected_start_time": {"before_": before},
        }
        if shown:
            wanted["id"] = {"not_any_": shown}
        body = {"flow_runs": wanted, "sort": "EXPECTED_START_TIME_DESC", "limit": limit + 1}
        runs = self._api.post("/flow_runs/filter", body) or []
        reports = self._believed([run["id"] for run in runs[:limit]])
        syncs = [sync for run in runs[:limit] if (sync := sync_of(run, reports.get(run["id"])))]
        return syncs, _next(runs, limit, before=before, shown=shown)

    def cancel(self, sync_id: str) -> None:
        """Ask a run to stop; it ends ``cancelled`` between batches. Ended runs stay as they are."""
        run = self._api.get(f"/flow_runs/{sync_id}")
        if run is not None:
            self._cancel(run)

    def link(self, sync_id: str) -> str:
        """The run's page in Prefect's interface; at the own server by way of its entrance, with a ticket."""
        page = f"/v2/runs/flow-run/{sync_id}"
        if self._entrance is None:
            return f"{self._ui}{page}"
        return f"{self._ui}{ENTRANCE}#ticket={ticket(self._entrance, at=datetime.now(UTC))}&to={page}"

    def active(self, source_ids: Sequence[str]) -> frozenset[str]:
        """Which of these sources have a run that has not ended."""
        if not source_ids:
            return frozenset()
        syncs = self._syncs(
            {
                "tags": {"any_": [f"source:{source_id}" for source_id in source_ids]},
                "state": _state(*UNENDED),
                "expected_start_time": {"before_": _soon()},
            }
        )
        return frozenset(sync.source_id for sync in syncs) & frozenset(source_ids)

    def health(self) -> Health:
        """Whether runs can be started and a live worker takes them. Never raises."""
        try:
            workers = self._api.post(f"/work_pools/{WORK_POOL}/workers/filter", {})
            registered = workers is not None and self._deployment(TEMPLATE_DEPLOYMENT) is not None
        except IngestionUnavailable as error:
            return Health(ok=False, detail=str(error))
        remedy = "Start it with `make up`, or by itself with `python -m flows.worker`; its log says why it ended."
        if not registered:
            return Health(ok=False, detail="No worker has registered with Prefect yet.", remedy=remedy)
        if not any(_lives(worker) for worker in workers or []):
            return Health(ok=False, detail="No worker is alive: runs would wait.", remedy=remedy)
        return Health(ok=True, detail="Prefect and a worker are alive.")

    def close(self) -> None:
        """Give up connections."""
        self._api.close()

    def _deployment(self, name: str) -> Any | None:
        return self._api.get(f"/deployments/name/{SYNC_FLOW}/{name}")

    def _request(self, source_id: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        # A deployment's id is remembered; one that was made anew since is found by the second try.
        for deployment_id in (self._known.get(source_id), None):
            found = deployment_id or (self._deployment(deployment_name(source_id)) or {}).get("id")
            run = self._api.post(f"/deployments/{found}/create_flow_run", body) if found else None
            if run is not None:
                self._known[source_id] = str(found)
                return dict(run)
        self._known.pop(source_id, None)
        raise IngestionUnavailable("Prefect does not know this source (any more); it is told again by itself.")

    def _template(self) -> Mapping[str, Any]:
        template = self._deployment(TEMPLATE_DEPLOYMENT)
        if template is None:
            raise IngestionUnavailable("No worker has registered with Prefect yet; start `python -m flows.worker`.")
        return dict(template)

    def _cancel(self, run: Mapping[str, Any]) -> None:
        if not ended(run) and run["state_type"] != "CANCELLING":
            # A run that has not begun is Cancelled at once, one that has ended meanwhile stays: both answer 200 or 201.
            body = {"state": {"type": "CANCELLING", "name": "Cancelling"}}
            self._api.post(f"/flow_runs/{run['id']}/set_state", body)

    def _syncs(self, wanted: Mapping[str, Any], **more: Any) -> Sequence[Sync]:
        runs = {run["id"]: run for run in self._runs(wanted, **more)}
        return tuple(sync for run in runs.values() if (sync := sync_of(run, None)))

    def _runs(self, wanted: Mapping[str, Any], **more: Any) -> Sequence[Any]:
        return self._paged("flow_runs", {"flow_runs": wanted, "sort": "ID_DESC", **more})

    def _paged(self, what: str, wanted: Mapping[str, Any]) -> Sequence[Any]:
        found: Sequence[Any] = ()
        while True:
            page = self._api.post(f"/{what}/filter", {**wanted, "limit": PAGE, "offset": len(found)}) or []
            found = [*found, *page]
            if len(page) < PAGE:
                return found

    def _believed(self, run_ids: Sequence[str]) -> dict[str, SyncReport | None]:
        if not run_ids:
            return {}
        keys = {artifact_key(run_id): run_id for run_id in run_ids}
        body = {"artifacts": {"key": {"any_": list(keys)}}, "limit": PAGE}
        latest = self._api.post("/artifacts/latest/filter", body) or []
        named = {keys[artifact["key"]]: artifact for artifact in latest}
        return {run_id: self._reports.believed(run_id, artifact) for run_id, artifact in named.items()}


def _state(*types: str) -> dict[str, Any]:
    return {"type": {"any_": list(types)}}


def _soon() -> str:
    return (datetime.now(UTC) + SOON).isoformat()


def _next(runs: Sequence[Any], limit: int, *, before: str, shown: Sequence[str]) -> str | None:
    if len(runs) <= limit:
        return None
    page = runs[:limit]
    # A whole page of one moment: those of it that earlier pages showed stay out as well.
    kept = [{"id": one, "expected_start_time": before} for one in shown]
    return cursor_after([*kept, *page])


def _request_tag() -> Sequence[str]:
    # The request's id goes along, so that the flow's log lines can be found by it.
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    return [f"request:{request_id}"] if request_id and TAGGABLE.fullmatch(request_id) else []


def _lives(worker: Mapping[str, Any]) -> bool:
    heard = worker.get("last_heartbeat_time")
    if worker.get("status") != "ONLINE" or not heard:
        return False
    return datetime.now(UTC) - datetime.fromisoformat(heard) < timedelta(seconds=HEARTBEAT_SECONDS)
