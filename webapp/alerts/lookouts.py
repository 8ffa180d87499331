"""What is looked after: parts, disk, numbers, sources, quotas. Each lookout finds what holds now. Free of Flask."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import select

from pipelines.metrics.names import PREFIX
from pipelines.metrics.shared import Samples
from webapp.alerts.rules import Finding, Lookout, Unknown
from webapp.operation.health import Readiness
from webapp.sources.models import Source
from webapp.sql.database import Database

PARTS = {"database": "database_away", "index": "index_away", "prefect": "prefect_away", "worker": "no_worker"}
LOW_BYTES = 1_000_000_000
# Of the requests of five minutes: so many at least, and so great a part of them.
WINDOW, FAILED, FAILED_SHARE = 300.0, 10, 0.05
MINUTE, REFUSED, LOCKED_OUT = 60.0, 60, 20
NEAR = 0.8
PROBES = frozenset({"/healthz", "/readyz", "/metrics"})


def parts(readiness: Callable[[], Readiness]) -> Lookout:
    """Whether what must work does."""

    def look() -> Iterator[Finding]:
        failing = {check.name for check in readiness().checks if check.state == "failing"}
        for name, rule in PARTS.items():
            if name in failing:
                yield Finding(rule)
        if "prefect" in failing:
            # Workers are known through Prefect alone.
            raise Unknown({"no_worker"})

    return Lookout(frozenset(PARTS.values()), look)


def disk(free: Callable[[], int], *, floor: int) -> Lookout:
    """Room where the data folder lies, in bytes."""

    def look() -> Iterator[Finding]:
        left = free()
        if left <= floor:
            yield Finding("disk_full", data={"free_mb": left // 1_000_000})
        elif left < LOW_BYTES:
            yield Finding("disk_low", data={"free_mb": left // 1_000_000})

    return Lookout(frozenset({"disk_low", "disk_full"}), look)


def breakers(samples: Callable[[], Samples]) -> Lookout:
    """Providers that are left alone, in any process."""

    def look() -> Iterator[Finding]:
        for (name, labels), value in samples().items():
            if name == f"{PREFIX}breakers_open" and value > 0:
                yield Finding("breaker_open", subject=dict(labels)["kind"], data={"breakers": value})

    return Lookout(frozenset({"breaker_open"}), look)


class Rates:
    """Counts of the last minutes, from what was read each time."""

    def __init__(self, samples: Callable[[], Samples], clock: Callable[[], float] = time.monotonic) -> None:
        self._samples = samples
        self._clock = clock
        self._seen: deque[tuple[float, Mapping[str, float]]] = deque()

    def lookout(self) -> Lookout:
        """Errors of this service, and attacks on it."""
        return Lookout(frozenset({"error_rate", "attack_noticed"}), self._look)

    def _look(self) -> Iterator[Finding]:
        now, counts = self._clock(), _counts(self._samples())
        self._seen.append((now, counts))
        while self._seen[0][0] < now - WINDOW:
            self._seen.popleft()
        requests, failed = (self._since(now - WINDOW, counts, which) for which in ("requests", "failed"))
        if failed >= FAILED and failed >= FAILED_SHARE * requests:
            yield Finding("error_rate", data={"requests": requests, "failed": failed})
        refused, locked_out = (self._since(now - MINUTE, counts, which) for which in ("refused", "locked_out"))
        if refused >= REFUSED or locked_out >= LOCKED_OUT:
            yield Finding("attack_noticed", data={"refused": refused, "locked_out": locked_out})

    def _since(self, moment: float, counts: Mapping[str, float], which: str) -> float:
        before = next(old for at, old in self._seen if at >= moment)
        return max(0.0, counts[which] - before[which])


def _counts(samples: Samples) -> Mapping[str, float]:
    counts = dict.fromkeys(("requests", "failed", "refused", "locked_out"), 0.0)
    for (name, labels), value in samples.items():
        if name == f"{PREFIX}gate_refusals_total":
            counts["refused"] += value
        elif name == f"{PREFIX}lockouts_total":
            counts["locked_out"] += value
        elif name == f"{PREFIX}http_requests_total" and (said := dict(labels))["route"] not in PROBES:
            counts["requests"] += value
            # "Come again" (503) and "no room" (507) are answers on purpose.
            counts["failed"] += value if said["status"] in ("500", "502", "504") else 0.0
    return counts


def syncs(db: Database) -> Lookout:
    """Sources whose last sync failed."""

    def look() -> Iterator[Finding]:
        with db.reading() as session:
            failing = select(Source.org_id, Source.id).where(Source.sync_failed, Source.deleted_at.is_(None))
            rows = session.execute(failing).all()
        for org_id, source_id in rows:
            yield Finding("sync_failed", org_id=org_id, subject=source_id)

    return Lookout(frozenset({"sync_failed"}), look)


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """How much of a quota an organisation has used: ``quota`` is its name in the plan, ``used`` of ``limit``."""

    org_id: str
    quota: str
    used: float
    limit: float


class Quotas(Protocol):
    """Who counts quotas, to the alerts."""

    def used(self) -> Iterable[QuotaUse]:
        """Every quota of every organisation of which at least ``NEAR`` is used; others may be among them."""
        ...


def quotas(counted: Quotas) -> Lookout:
    """Quotas that are nearly used up."""

    def look() -> Iterator[Finding]:
        for one in counted.used():
            if one.limit > 0 and one.used >= NEAR * one.limit:
                yield Finding("quota_near", one.org_id, one.quota, data={"used": one.used, "limit": one.limit})

    return Lookout(frozenset({"quota_near"}), look)
