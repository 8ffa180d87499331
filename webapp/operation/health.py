"""Whether the installation works: ``/healthz`` (this process), ``/readyz`` (every part), ``/metrics``."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, Literal

import httpx
from apiflask import APIBlueprint
from flask import Response
from pydantic import BaseModel

from pipelines.metrics.shared import Sharing
from pipelines.runs.prefect_key import WRONG_KEY
from pipelines.types import Health
from webapp.http.doors import Insides
from webapp.http.registry import service
from webapp.operation.metrics import MIME
from webapp.prefect.http import without_password
from webapp.settings import WebSettings

SECONDS = 2.0
REMEDY = "Start it (`make up`), then look into its log."


@dataclass(frozen=True)
class Check:
    """A part that must work, or only should. ``consequence`` says what does not work without it."""

    name: str
    probe: Callable[[], Health]
    consequence: str
    needed: bool = True


@dataclass(frozen=True)
class Missing:
    """An optional part that is not configured, what that means, and how to have it."""

    name: str
    consequence: str
    remedy: str


class CheckOut(BaseModel):
    """The state of one part; ``missing`` ones are optional."""

    name: str
    state: Literal["ok", "failing", "missing"]
    consequence: str
    remedy: str


class Readiness(BaseModel):
    """``ready`` when every part that must work does."""

    status: Literal["ready", "not_ready"]
    checks: list[CheckOut]

    def from_outside(self) -> "Readiness":
        """What anybody may know: which parts work, and what does not without the others; remedies name hosts."""
        needed = [check for check in self.checks if check.state != "missing"]
        shown = [
            check.model_copy(update={"remedy": "", **({"consequence": ""} if check.state == "ok" else {})})
            for check in needed
        ]
        return Readiness(status=self.status, checks=shown)


class HealthOut(BaseModel):
    """This process answers."""

    status: Literal["ok"]


class Doctor:
    """Asks all parts at once and answers within two seconds, whatever hangs."""

    def __init__(self, checks: Sequence[Check], missing: Sequence[Missing]) -> None:
        self.checks = checks
        self.missing = missing
        self._pool = ThreadPoolExecutor(max_workers=max(1, len(checks)), thread_name_prefix="health")
        self._asked: dict[str, Future[Health]] = {}

    def readiness(self) -> Readiness:
        """The state of every part now."""
        asked = [(check, self._ask(check)) for check in self.checks]
        wait([future for _, future in asked], timeout=SECONDS)
        shown = [_shown(check, future) for check, future in asked]
        ready = all(item.state == "ok" for check, item in zip(self.checks, shown, strict=True) if check.needed)
        shown += [
            CheckOut(name=part.name, state="missing", consequence=part.consequence, remedy=part.remedy)
            for part in self.missing
        ]
        return Readiness(status="ready" if ready else "not_ready", checks=shown)

    def close(self) -> None:
        """Let go of the threads."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _ask(self, check: Check) -> Future[Health]:
        # A probe that still hangs is not asked again: hanging ones would use up the threads.
        last = self._asked.get(check.name)
        if last is None or last.done():
            last = self._asked[check.name] = self._pool.submit(check.probe)
        return last


def prefect_probe(api: str, auth: str | None = None) -> Callable[[], Health]:
    """Whether the Prefect server answers at this REST API and takes our key: its own ``/health`` asks for none."""
    user, _, password = (auth or "").partition(":")
    shown = without_password(api)

    def probe() -> Health:
        try:
            answer = httpx.get(
                f"{api}/admin/version", auth=(user, password) if auth else None, timeout=SECONDS, trust_env=False
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Health(ok=False, detail=type(error).__name__, remedy=f"No Prefect server at {shown}. {REMEDY}")
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            return Health(ok=False, detail=shown, remedy=f"{WRONG_KEY} (It is at {shown}.)")
        ok = answer.is_success
        return Health(
            ok=ok, detail=shown, remedy="" if ok else f"The Prefect server at {shown} is not healthy. {REMEDY}"
        )

    return probe


def optional_parts(settings: WebSettings) -> list[Missing]:
    """What is not configured, and what that means."""
    parts = []
    if not settings.opensearch_url:
        parts.append(
            Missing("opensearch", "The embedded SQLite index serves: one machine.", "Set REFDESK_OPENSEARCH_URL.")
        )
    if not settings.has_model:
        parts.append(Missing("llm", "Answers are quoted sentences, not written ones.", "Set OPENAI_API_KEY."))
    if not settings.redis_url:
        parts.append(Missing("redis", "Limits and caches are this process's own.", "Set REFDESK_REDIS_URL."))
    if not settings.reranker:
        parts.append(Missing("reranker", "Results keep the order of the index.", "None needed."))
    return parts


Responses = dict[int | str, dict[str, str | dict[str, dict[str, Any]]]]
NOT_READY: Responses = {
    "503": {
        "description": "A part that must work does not",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Readiness"}}},
    }
}
AS_TEXT: Responses = {
    "200": {"description": "Prometheus text", "content": {"text/plain": {"schema": {"type": "string"}}}}
}

blueprint = APIBlueprint("health", __name__, tag="Operation")


@blueprint.get("/healthz")
@blueprint.output(HealthOut)
def healthz() -> Any:
    """Tell that this process answers."""
    return {"status": "ok"}


@blueprint.get("/readyz")
@blueprint.output(Readiness)
@blueprint.doc(responses=NOT_READY)
def readyz() -> Any:
    """Tell whether database, index, Prefect and a live worker are there; watchers and operators also read remedies."""
    readiness = service(Doctor).readiness()
    if not service(Insides).seen():
        readiness = readiness.from_outside()
    return readiness, 200 if readiness.status == "ready" else 503


@blueprint.get("/metrics")
@blueprint.doc(responses=AS_TEXT)
def metrics() -> Response:
    """All processes of the installation in numbers, as Prometheus text. For watchers."""
    return Response(service(Sharing).text(), content_type=MIME)


def _shown(check: Check, future: "Future[Health]") -> CheckOut:
    if not future.done():
        late = f"No answer within {SECONDS:.0f} s. {REMEDY}"
        return CheckOut(name=check.name, state="failing", consequence=check.consequence, remedy=late)
    if error := future.exception():
        return CheckOut(
            name=check.name, state="failing", consequence=check.consequence, remedy=f"{type(error).__name__}. {REMEDY}"
        )
    health = future.result()
    if health.ok:
        # What it is at while it works: its words are being made anew, say.
        return CheckOut(name=check.name, state="ok", consequence=health.note, remedy="")
    remedy = health.remedy or health.detail or REMEDY
    return CheckOut(name=check.name, state="failing", consequence=check.consequence, remedy=remedy)
