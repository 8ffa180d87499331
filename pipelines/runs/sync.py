"""What web app and flows must agree on: names, tags, parameters and the report of a sync.

A sync is one Prefect flow run of the deployment ``source-<id>``, tagged ``org:<id>`` and ``source:<id>``; its report
is the JSON artifact ``sync-<flow-run id>``, signed: whoever can write into Prefect cannot speak for the worker.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from pipelines.runs.secret_files import WrongKeyFile, made_once

WORK_POOL = "refdesk"
WORKER_TYPE = "refdesk-warm"
SYNC_FLOW = "sync-source"
TEMPLATE_DEPLOYMENT = "template"
NAMES_SHOWN = 100
LEAST_KEY_BYTES = 32


def deployment_name(source_id: str) -> str:
    """The deployment of a source."""
    return f"source-{source_id}"


def run_tags(org_id: str, source_id: str) -> list[str]:
    """The tags of a source's runs; the web app reads ``source_id`` back from them and checks access to it."""
    return [f"org:{org_id}", f"source:{source_id}"]


def artifact_key(flow_run_id: str) -> str:
    """The artifact that holds a sync's report."""
    return f"sync-{flow_run_id}"


class SyncParameters(BaseModel):
    """Everything a sync is told. No content, no secrets."""

    model_config = ConfigDict(extra="forbid")

    org_id: str
    source_id: str
    kind: str = "upload"
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


class ReportNotBelieved(Exception):
    """A report that the installation's worker did not sign for this run, or that was altered."""


class SignedReport(BaseModel):
    """How a report is stored: its JSON as it was signed, and the signature (HMAC-SHA-256, hex)."""

    model_config = ConfigDict(extra="forbid")

    report: str
    mac: str


@dataclass(frozen=True, slots=True)
class ReportKey:
    """What the worker signs reports with and the web app checks them by.

    ``since`` is when the key was made: what Prefect holds unchanged since before then was written unsigned.
    """

    secret: bytes = field(repr=False)
    since: datetime | None = None

    def sign(self, report: SyncReport, run_id: str) -> str:
        """The artifact's data."""
        told = report.model_dump_json()
        return SignedReport(report=told, mac=self._mac(told, run_id)).model_dump_json()

    def read(self, data: Any, run_id: str, *, written: datetime | None) -> SyncReport:
        """The report in an artifact's data, ``written`` when Prefect last stored it. Raises ``ReportNotBelieved``."""
        try:
            signed = SignedReport.model_validate_json(data) if isinstance(data, str) else None
        except ValidationError:
            signed = None
        if signed is None:
            return self._read_unsigned(data, written)
        if not hmac.compare_digest(signed.mac.encode(), self._mac(signed.report, run_id).encode()):
            raise ReportNotBelieved("its signature is not this installation's for this run")
        return SyncReport.model_validate_json(signed.report)

    def _read_unsigned(self, data: Any, written: datetime | None) -> SyncReport:
        if self.since is None or written is None or written >= self.since:
            raise ReportNotBelieved("it is not signed")
        try:
            return SyncReport.model_validate_json(data) if isinstance(data, str) else SyncReport.model_validate(data)
        except ValidationError as error:
            raise ReportNotBelieved("it is no report") from error

    def _mac(self, told: str, run_id: str) -> str:
        return hmac.new(self.secret, f"{run_id}\n{told}".encode(), hashlib.sha256).hexdigest()


def report_key(data_dir: Path, configured: SecretStr | None) -> ReportKey:
    """The configured key, else the one in the data folder, made by whoever of worker and web app starts first."""
    if configured is not None:
        return ReportKey(configured.get_secret_value().encode())
    content = made_once(data_dir / "report-key", lambda: f"{secrets.token_hex(32)} {datetime.now(UTC).isoformat()}")
    try:
        secret, since = content.split()
        key = ReportKey(bytes.fromhex(secret), datetime.fromisoformat(since).astimezone(UTC))
    except ValueError:
        key = ReportKey(b"")
    if len(key.secret) < LEAST_KEY_BYTES:
        raise WrongKeyFile(f"{data_dir / 'report-key'} is damaged: remove it, a fresh key is made.")
    return key
