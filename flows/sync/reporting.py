"""The report of a sync as a signed Prefect artifact: written at most once a second, and at the end."""

import time
from typing import Any
from uuid import UUID

import httpx
import structlog
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import ArtifactCreate, ArtifactUpdate

from pipelines.runs.sync import ReportKey, SyncReport, artifact_key

EVERY_SECONDS = 1.0
log = structlog.get_logger()


class Reporter:
    """Writes one run's report. Used by one thread."""

    def __init__(self, run_id: str, key: ReportKey) -> None:
        self._run_id = run_id
        self._key = key
        self._artifact: UUID | None = None
        self._written = 0.0

    def progress(self, report: SyncReport) -> None:
        """Write unless it was written within the last second; a report that is lost on the way is no failure."""
        if time.monotonic() - self._written < EVERY_SECONDS:
            return
        try:
            self.write(report)
        except httpx.HTTPError as error:
            log.warning("report_lost", error=type(error).__name__)

    def write(self, report: SyncReport) -> None:
        """Write now. Raises ``httpx.HTTPError`` where Prefect is away for longer than its client's own retries."""
        self._written = time.monotonic()
        data = self._key.sign(report, self._run_id)
        with get_client(sync_client=True) as client:
            if self._artifact is None:
                self._artifact = self._create(client, data)
            else:
                client.update_artifact(self._artifact, ArtifactUpdate(data=data))

    def _create(self, client: SyncPrefectClient, data: Any) -> UUID:
        artifact = ArtifactCreate(
            key=artifact_key(self._run_id),
            type="json",
            description="What this sync found, did and could not do.",
            data=data,
            flow_run_id=UUID(self._run_id),
        )
        return client.create_artifact(artifact).id
