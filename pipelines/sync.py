"""What web app and flows must agree on: names, tags, parameters and the report of a sync.

A sync is one Prefect flow run of the deployment ``source-<id>``, tagged ``org:<id>`` and ``source:<id>``; its report
is the JSON artifact ``sync-<flow-run id>``.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

WORK_POOL = "refdesk"
WORKER_TYPE = "refdesk-warm"
SYNC_FLOW = "sync-source"
TEMPLATE_DEPLOYMENT = "template"
NAMES_SHOWN = 100


def deployment_name(source_id: str) -> str:
    """The deployment of a source."""
    return f"source-{source_id}"


def run_tags(org_id: str, source_id: str) -> list[str]:
    """The tags of a source's runs; the web app reads ``source_id`` back from them and checks access to it."""
    return [f"org:{org_id}", f"source:{source_id}"]


def artifact_key(flow_run_id: str) -> str:
    """The artifact that holds a sync's report."""
    return f"sync-{flow_run_id}"


def secret_block(source_id: str, field: str) -> str:
    """The Prefect ``Secret`` block of a source's secret field (block names refuse underscores)."""
    return f"source-{source_id}-{field.replace('_', '-')}"


class SyncParameters(BaseModel):
    """Everything a sync is told. No content, no secrets."""

    model_config = ConfigDict(extra="forbid")

    org_id: str
    source_id: str
    kind: Literal["upload"] = "upload"
    config: dict[str, Any] = Field(default_factory=dict)
    dry_run: bool = Field(False, description="stop after the plan, change nothing")
    full: bool = Field(False, description="fetch and index again whatever the hash")


class Names(BaseModel):
    """How many, and the first 100 names; none of unchanged documents that nobody had to read."""

    count: int = 0
    names: list[str] = Field(default_factory=list)


class SyncPlan(BaseModel):
    """What a listing found against the manifest."""

    new: Names = Field(default_factory=Names)
    changed: Names = Field(default_factory=Names)
    unchanged: Names = Field(default_factory=Names)
    deleted: Names = Field(default_factory=Names)


class Progress(BaseModel):
    """Documents done of those to do; ``current`` is a name."""

    done: int = 0
    total: int = 0
    current: str | None = None


class SyncCounts(BaseModel):
    """How the documents of a sync ended."""

    indexed: int = 0
    skipped: int = 0
    failed: int = 0
    deleted: int = 0
    unchanged: int = 0


class SyncError(BaseModel):
    """Why a sync as a whole failed."""

    code: str
    message: str
    action: str


class SyncReport(BaseModel):
    """The artifact ``sync-<flow-run id>``: updated at most once a second and once at the end."""

    dry_run: bool = False
    full: bool = False
    plan: SyncPlan | None = None
    progress: Progress = Field(default_factory=Progress)
    counts: SyncCounts = Field(default_factory=SyncCounts)
    error: SyncError | None = None
