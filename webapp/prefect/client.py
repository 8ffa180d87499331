"""``Ingestion`` over Prefect's REST API (docs/adr/0212-prefect-over-rest.md). Flask-free.

Put together of runs of any flow (``flow_runs``), deployments of sources, signed reports and the health of workers.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from pipelines.runs.prefect_key import ENTRANCE, ticket
from pipelines.runs.sync import SYNC_FLOW, ReportKey, SyncReport, artifact_key, deployment_name
from pipelines.types import Health
from webapp.prefect.flow_runs import FlowRuns
from webapp.prefect.http import PAGE, PrefectApi
from webapp.prefect.ingestion import IngestionUnavailable, SourceDefinition, Sync
from webapp.prefect.reports import Reports
from webapp.prefect.runs import Run
from webapp.prefect.source_deployments import SourceDeployments
from webapp.prefect.syncs import sync_of
from webapp.prefect.workers import Workers


class PrefectIngestion:
    """Runs syncs as Prefect flow runs. Thread-safe.

    ``auth`` is what the server asks for; ``entrance``, at the installation's own server, what opens its interface.
    """

    def __init__(
        self, api_url: str, *, report_key: ReportKey, auth: str | None = None, entrance: str | None = None
    ) -> None:
        self._api = PrefectApi(api_url, auth=auth)
        self._runs = FlowRuns(self._api)
        self._deployments = SourceDeployments(self._api, self._runs)
        self._reports = Reports(report_key)
        self._workers = Workers(self._api, SYNC_FLOW)
        self._entrance = entrance
        self._ui = self._api.url.removesuffix("/api")

    def put_source(self, definition: SourceDefinition) -> None:
        """Make or mend the source's deployment so that it equals the definition. Idempotent."""
        self._deployments.put(definition)

    def astray(self, definitions: Sequence[SourceDefinition]) -> frozenset[str]:
        """The ids of those whose deployment is gone or differs. One listing for all, whatever their number."""
        return self._deployments.astray(definitions)

    def drop_source(self, source_id: str) -> None:
        """Cancel the source's runs and delete its deployment. Unknown: nothing happens."""
        self._deployments.drop(source_id)

    def start(self, source_id: str, *, dry_run: bool = False, full: bool = False, key: str | None = None) -> Sync:
        """Request a run. The same idempotency ``key`` again answers the same run."""
        told = {"dry_run": dry_run, "full": full}
        run = self._runs.start(SYNC_FLOW, deployment_name(source_id), parameters=told, key=key)
        if run is None:
            raise IngestionUnavailable("Prefect does not know this source (any more); it is told again by itself.")
        sync = sync_of(run, None)
        if sync is None:
            raise IngestionUnavailable("The source's deployment has lost its tags; it is told again by itself.")
        return sync

    def get(self, sync_id: str) -> Sync | None:
        """A run with its report, or None."""
        run = self._runs.get(sync_id)
        if run is None:
            return None
        artifact = self._api.get(f"/artifacts/{artifact_key(sync_id)}/latest")
        return sync_of(run, self._reports.believed(sync_id, artifact))

    def known(self, sync_ids: Sequence[str]) -> Sequence[Sync]:
        """Runs by id in one call, without their reports; unknown ones are absent."""
        return _syncs(self._runs.known(sync_ids))

    def ended_since(self, moment: datetime) -> Sequence[Sync]:
        """Runs of all sources that ended then or later, the oldest first, without their reports: one call per 200."""
        return _syncs(self._runs.ended_since(moment))

    def list(self, source_id: str, *, after: str | None = None, limit: int = 20) -> tuple[Sequence[Sync], str | None]:
        """Runs of a source, newest first, and the next cursor. A bad cursor raises ValueError."""
        runs, cursor = self._runs.page(f"source:{source_id}", after=after, limit=limit)
        reports = self._believed([run.id for run in runs])
        return [sync for run in runs if (sync := sync_of(run, reports.get(run.id)))], cursor

    def cancel(self, sync_id: str) -> None:
        """Ask a run to stop; it ends ``cancelled`` between batches. Ended runs stay as they are."""
        run = self._runs.get(sync_id)
        if run is not None:
            self._runs.cancel(run)

    def link(self, sync_id: str) -> str:
        """The run's page in Prefect's interface; at the own server by way of its entrance, with a ticket."""
        page = f"/v2/runs/flow-run/{sync_id}"
        if self._entrance is None:
            return f"{self._ui}{page}"
        return f"{self._ui}{ENTRANCE}#ticket={ticket(self._entrance, at=datetime.now(UTC))}&to={page}"

    def active(self, source_ids: Sequence[str]) -> frozenset[str]:
        """Which of these sources have a run that has not ended."""
        syncs = _syncs(self._runs.unended([f"source:{source_id}" for source_id in source_ids]))
        return frozenset(sync.source_id for sync in syncs) & frozenset(source_ids)

    def health(self) -> Health:
        """Whether runs can be started and a live worker takes them. Never raises."""
        return self._workers.health()

    def close(self) -> None:
        """Give up connections."""
        self._api.close()

    def _believed(self, run_ids: Sequence[str]) -> dict[str, SyncReport | None]:
        if not run_ids:
            return {}
        keys = {artifact_key(run_id): run_id for run_id in run_ids}
        body = {"artifacts": {"key": {"any_": [*keys]}}, "limit": PAGE}
        latest = self._api.post("/artifacts/latest/filter", body) or []
        named = {keys[artifact["key"]]: artifact for artifact in latest}
        return {run_id: self._reports.believed(run_id, artifact) for run_id, artifact in named.items()}


def _syncs(runs: Sequence[Run]) -> Sequence[Sync]:
    return tuple(sync for run in runs if (sync := sync_of(run, None)))
