"""What the routes of sources and syncs take and give."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, field_validator, model_validator

from pipelines.runs.sync import SyncCounts, SyncError, SyncPlan
from pipelines.sources.kind import SourceConfig
from pipelines.sources.kinds import KINDS
from webapp.http.shapes import Body, Line, ListOut, Out, Partial
from webapp.prefect.ingestion import Sync
from webapp.sources.schedules import checked_cron, checked_timezone

MINUTE, YEAR = 60, 366 * 86_400

Cron = Annotated[str, StringConstraints(max_length=100), AfterValidator(checked_cron)]
Zone = Annotated[str, StringConstraints(min_length=1, max_length=64), AfterValidator(checked_timezone)]


if TYPE_CHECKING:
    Kind: TypeAlias = str
    Config: TypeAlias = SourceConfig
else:  # what kinds there are, and what there is to configure, is the registry's to say
    Kind, Config = Literal[tuple(KINDS)], reduce(or_, (kind.config for kind in KINDS.values()))


class ScheduleIn(Body):
    """When a source syncs by itself: either ``cron`` (five fields) or ``interval_seconds``, in a time zone."""

    cron: Cron | None = None
    interval_seconds: Annotated[int | None, Field(ge=MINUTE, le=YEAR)] = None
    timezone: Zone = "UTC"
    active: bool = True

    @model_validator(mode="after")
    def _one_of_two(self) -> "ScheduleIn":
        if (self.cron is None) == (self.interval_seconds is None):
            raise ValueError("give either cron or interval_seconds")
        return self


class SourceTestIn(Body):
    """A source that is to be tried."""

    kind: Kind
    config: Config = Field(default_factory=dict, validate_default=True)

    @field_validator("config", mode="before")
    @classmethod
    def _of_its_kind(cls, value: Any, info: ValidationInfo) -> Any:
        kind = KINDS.get(info.data.get("kind", ""))
        return kind.config.model_validate(value, strict=True) if kind else value


class SourceIn(SourceTestIn):
    """A new source."""

    name: Line
    visibility: Literal["citable", "private"] = "citable"
    schedule: ScheduleIn | None = None


class ListedOut(Out):
    """A document that a source would list; `bytes` is 0 where that is not known before it is fetched."""

    uri: str
    title: str
    bytes: int


class SourceTestOut(Out):
    """What a source would list first, or why it cannot."""

    ok: bool
    first: list[ListedOut]
    error: SyncError | None


class SourcePatch(Partial):
    """A change of a source; ``schedule`` null takes its schedule away."""

    may_be_null = frozenset({"schedule"})

    name: Line | None = None
    config: Config | None = None
    visibility: Literal["citable", "private"] | None = None
    schedule: ScheduleIn | None = None


class ScheduleOut(Out):
    """When a source syncs by itself; `next_runs` are three, none while it is not active."""

    cron: str | None
    interval_seconds: int | None
    timezone: str
    active: bool
    next_runs: list[datetime]


class CountsOut(Out):
    """Documents by status."""

    pending: int
    processing: int
    indexed: int
    skipped: int
    failed: int


class SourceOut(Out):
    """A source of knowledge."""

    id: str
    name: str
    kind: Kind
    config: dict[str, Any]
    visibility: Literal["citable", "private"]
    schedule: ScheduleOut | None
    status: Literal["idle", "syncing", "failing", "paused"]
    counts: CountsOut
    last_synced_at: datetime | None


class SourceList(ListOut[SourceOut]):
    """Sources, oldest first."""


class SyncIn(Body):
    """How to sync."""

    dry_run: Annotated[bool, Field(description="stop after the plan, change nothing")] = False
    full: Annotated[bool, Field(description="fetch and index again whatever the hash")] = False


class ProgressOut(Out):
    """Documents done of those to do; ``current`` names one that is being read."""

    done: int
    total: int
    current: str | None = None


class SyncOut(Out):
    """A run of a source."""

    id: str
    dry_run: bool
    full: bool
    status: Literal["queued", "running", "needs_confirmation", "succeeded", "failed", "cancelled"]
    plan: SyncPlan | None
    progress: ProgressOut
    counts: SyncCounts
    error: SyncError | None
    prefect_url: Annotated[str | None, Field(description="the run in Prefect's interface; null but for operators")]
    started_at: datetime | None
    finished_at: datetime | None

    @model_validator(mode="before")
    @classmethod
    def _with_report(cls, value: Any) -> Any:
        if not isinstance(value, Sync):
            return value
        return {
            **{name: getattr(value, name) for name in ("id", "status", "prefect_url", "started_at", "finished_at")},
            **{name: getattr(value.report, name) for name in ("dry_run", "full", "plan", "counts", "error")},
            "progress": value.report.progress,
        }


class SyncEnvelope(Out):
    """A sync."""

    sync: SyncOut


class SyncList(ListOut[SyncOut]):
    """Syncs, newest first."""
