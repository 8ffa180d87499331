"""What the routes of sources, syncs and documents take and give."""

from datetime import datetime
from typing import Annotated, Any, Literal

from apiflask.fields import UploadFile
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from pipelines.runs.sync import SyncCounts, SyncError, SyncPlan
from webapp.http.shapes import Body, Line, ListOut, Out, PageQuery, Partial
from webapp.prefect.ingestion import Sync
from webapp.sources.schedules import checked_cron, checked_timezone

MINUTE, YEAR = 60, 366 * 86_400
NO_FILES = "Send files as multipart/form-data in the field `files`, each with a name in UTF-8."

Cron = Annotated[str, StringConstraints(max_length=100), AfterValidator(checked_cron)]
Zone = Annotated[str, StringConstraints(min_length=1, max_length=64), AfterValidator(checked_timezone)]
DocumentStatus = Literal["pending", "processing", "indexed", "skipped", "failed", "deleted"]


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


class UploadConfig(Body):
    """An upload source has nothing to configure."""


class SourceIn(Body):
    """A new source."""

    name: Line
    kind: Literal["upload"]
    config: UploadConfig = Field(default_factory=UploadConfig)
    visibility: Literal["citable", "private"] = "citable"
    schedule: ScheduleIn | None = None


class SourcePatch(Partial):
    """A change of a source; ``schedule`` null takes its schedule away."""

    may_be_null = frozenset({"schedule"})

    name: Line | None = None
    config: UploadConfig | None = None
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
    kind: Literal["upload"]
    config: dict[str, Any]
    visibility: Literal["citable", "private"]
    schedule: ScheduleOut | None
    status: Literal["idle", "syncing", "failing", "paused"]
    counts: CountsOut
    last_synced_at: datetime | None


class SourceList(ListOut[SourceOut]):
    """Sources, oldest first."""


def _present(files: Any) -> Any:
    if not isinstance(files, list):
        raise PydanticCustomError("missing", NO_FILES)
    return files


class FilesIn(BaseModel):
    """Files of one upload, each under a name of its own."""

    files: Annotated[list[UploadFile], Field(min_length=1), BeforeValidator(_present)]


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


class DocumentsQuery(PageQuery):
    """Which documents."""

    status: DocumentStatus | None = None
    q: Annotated[str | None, Field(max_length=200, pattern=r"^[^\x00]*$", description="part of uri or title")] = None


class DocumentErrorOut(Out):
    """Why a document ended ``failed`` or ``skipped``, and the one thing to do about it."""

    code: str
    message: str
    action: str


class DocumentOut(Out):
    """A document."""

    id: str
    source_id: str
    uri: str
    title: str
    mime: str
    bytes: int
    status: DocumentStatus
    error: DocumentErrorOut | None
    page_count: int | None
    chunk_count: int
    version: str | None
    indexed_at: datetime | None


class DocumentList(ListOut[DocumentOut]):
    """Documents by name."""


class TextQuery(BaseModel):
    """Which version of a text; the live one by default."""

    version: Annotated[str | None, Field(max_length=200)] = None


class PageSpanOut(Out):
    """A page: ``text[start:end]``, in code points."""

    page: int
    start: int
    end: int


class HeadingOut(Out):
    """A heading of a stored text: level 1 is the outermost, ``text[start:end]`` its line, in code points."""

    level: int
    text: str
    start: int
    end: int


class TextOut(Out):
    """The stored text of a version; ``removed_at`` when its document was deleted since."""

    text: str
    pages: list[PageSpanOut]
    headings: list[HeadingOut]
    version: str
    live_version: str | None
    removed_at: datetime | None


class PageSpanQuery(TextQuery):
    """Which version, and which stretch of its text is to be boxed: both ends or none, in code points."""

    start: Annotated[int | None, Field(ge=0)] = None
    end: Annotated[int | None, Field(ge=1)] = None


class PageImageQuery(TextQuery):
    """Which version, and how wide."""

    width: Annotated[int, Field(ge=200, le=2_400, description="in pixels")] = 1_200


class BoxOut(Out):
    """A rectangle in fractions of the page as it is shown; the origin is its top left corner."""

    x: float
    y: float
    w: float
    h: float


class PageOut(Out):
    """A page: its size in points, its share `text[start:end]` of the stored text, and the boxes, one per line."""

    page: int
    pages: int
    width: float
    height: float
    start: int
    end: int
    boxes: list[BoxOut]


class SuggestionsOut(Out):
    """First questions to ask."""

    items: list[str]
