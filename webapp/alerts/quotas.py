"""How much of its plan each organisation has used, for the alert that it is near its end. Free of Flask."""

import time
from collections.abc import Callable, Iterator

from sqlalchemy import select

from pipelines.index.protocol import Index
from webapp.alerts.lookouts import QuotaUse
from webapp.auth.models import Organization
from webapp.limits.models import UsageMonth
from webapp.limits.refusals import month_of
from webapp.plans import Plans
from webapp.sql.database import Database, now

# Documents cost a question to the index for each organisation; they are asked for less often than the rows.
STORED_SECONDS = 300.0


class PlanQuotas:
    """The quotas of all organisations: of the month from the rows, of documents as the index told minutes ago."""

    def __init__(
        self, db: Database, index: Index, plans: Plans, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._db = db
        self._index = index
        self._plans = plans
        self._clock = clock
        self._stored: dict[str, tuple[int, int]] = {}
        self._asked_at = -STORED_SECONDS

    def used(self) -> Iterator[QuotaUse]:
        """Every quota that limits an organisation."""
        with self._db.reading() as session:
            plans = {
                row.id: self._plans.of(row.plan) for row in session.execute(select(Organization.id, Organization.plan))
            }
            this_month = select(UsageMonth).where(
                UsageMonth.holder_id == UsageMonth.org_id, UsageMonth.month == month_of(now())
            )
            months = {row.org_id: row for row in session.scalars(this_month)}
        self._ask([org_id for org_id, plan in plans.items() if plan.documents is not None or plan.storage is not None])
        for org_id, plan in plans.items():
            documents, size = self._stored.get(org_id, (0, 0))
            month = months.get(org_id)
            uses = {
                "documents": (documents, plan.documents),
                "storage": (size, plan.storage),
                "questions": (month.questions if month else 0, plan.quota.questions),
                "tokens": (month.tokens if month else 0, plan.quota.tokens),
                "cost": (month.cost if month else 0, plan.quota.cost),
            }
            for quota, (used, limit) in uses.items():
                if limit is not None:
                    yield QuotaUse(org_id, quota, used, limit)

    def _ask(self, org_ids: list[str]) -> None:
        if self._clock() - self._asked_at < STORED_SECONDS:
            return
        found = {org_id: self._index.stored(org_id) for org_id in org_ids}
        self._stored = {org_id: (stored.documents, stored.bytes) for org_id, stored in found.items()}
        self._asked_at = self._clock()
