"""The door to ingestion: what the web app asks of whoever runs syncs, as a protocol.

``client.PrefectIngestion`` implements it over Prefect's REST API. Flask-free.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from pipelines.runs.sync import SyncReport
from pipelines.types import Health

SyncStatus = Literal["queued", "running", "needs_confirmation", "succeeded", "failed", "cancelled"]


class IngestionUnavailable(Exception):
    """Prefect cannot be reached or refuses; the caller answers 503 ``ingestion_unavailable``."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a source syncs by itself: cron or interval, in a time zone."""

    cron: str | None = None
    interval_seconds: int | None = None
    timezone: str = "UTC"
    active: bool = True


@dataclass(frozen=True, slots=True)
class SourceDefinition:
    """The wanted state of a source, from which its deployment is made or mended."""

    org_id: str
    source_id: str
    name: str
    kind: str
    config: Mapping[str, Any] = field(default_factory=dict)
    schedule: Schedule | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class Sync:
    """A run as Prefect and its artifact tell it. ``source_id`` is read from the run's tags."""

    id: str
    org_id: str
    source_id: str
    status: SyncStatus
    report: SyncReport
    created_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None
    prefect_url: str | None = None
    """The run's page in Prefect's interface, filled in for operators only."""


class Ingestion(Protocol):
    """Every method but ``health`` and ``link`` raises ``IngestionUnavailable``."""

    def put_source(self, definition: SourceDefinition) -> None:
        """Make or mend the source's deployment so that it equals the definition. Idempotent."""
        ...

    def astray(self, definitions: Sequence[SourceDefinition]) -> frozenset[str]:
        """The ids of those whose deployment is gone or differs. One listing for all, whatever their number."""
        ...

    def drop_source(self, source_id: str) -> None:
        """Delete the source's deployment and cancel its runs. Unknown: nothing happens."""
        ...

    def start(self, source_id: str, *, dry_run: bool = False, full: bool = False, key: str | None = None) -> Sync:
        """Request a run. The same idempotency ``key`` again answers the same run."""
        ...

    def get(self, sync_id: str) -> Sync | None:
        """A run with its report, or None."""
        ...

    def known(self, sync_ids: Sequence[str]) -> Sequence[Sync]:
        """Runs by id in one call, without their reports; unknown ones are absent."""
        ...

    def ended_since(self, moment: datetime) -> Sequence[Sync]:
        """Runs of all sources that ended then or later, the oldest first, without their reports: one call per 200."""
        ...

    def list(self, source_id: str, *, after: str | None = None, limit: int = 20) -> tuple[Sequence[Sync], str | None]:
        """Runs of a source, newest first, and the next cursor."""
        ...

    def cancel(self, sync_id: str) -> None:
        """Ask a run to stop; it ends ``cancelled`` between batches. Ended runs stay as they are."""
        ...

    def link(self, sync_id: str) -> str:
        """The run's page in Prefect's interface, for operators: it opens that interface. Asks nobody."""
        ...

    def active(self, source_ids: Sequence[str]) -> frozenset[str]:
        """Which of these sources have a run that has not ended."""
        ...

    def health(self) -> Health:
        """Whether runs can be started and a live worker takes them. Never raises."""
        ...

    def close(self) -> None:
        """Give up connections."""
        ...
