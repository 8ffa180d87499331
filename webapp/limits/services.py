"""What was used, each against its limit; and which plan an organisation has. Free of Flask."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from pipelines.index.protocol import Index
from webapp.auth.models import Organization
from webapp.auth.principal import Principal
from webapp.errors import Invalid
from webapp.limits.access import models_of_month, month_of_holder, months_of_people, organization_named, set_plan
from webapp.limits.models import UsageMonth
from webapp.limits.refusals import month_of, next_month
from webapp.limits.schemas import (
    ModelUsageOut,
    MonthOut,
    OrganizationUsageOut,
    PersonUsageOut,
    PlanOut,
    RateOut,
    UsageReportOut,
    UsedOut,
)
from webapp.plans import GROUPS, Plan, Plans, Quota
from webapp.sql.database import Database, now

MOST_PEOPLE = MOST_MODELS = 100
SEE_PEOPLE = frozenset({"owner", "admin"})


ProviderNames = Callable[[Session, str], Mapping[str, str]]
"""What an organisation's providers are called, by id: ``webapp.providers``, bound in ``wiring``."""


class Usages:
    """What organisations have used."""

    def __init__(
        self, db: Database, index: Index, plans: Plans, *, names: ProviderNames, currency: str, priced: bool
    ) -> None:
        self._db = db
        self._names = names
        self._index = index
        self._plans = plans
        self._currency = currency
        self._priced = priced

    def of(self, principal: Principal) -> UsageReportOut:
        """The asking one's organisation and own month; with its people for those who run it."""
        plan, at = self._plans.of(principal.plan), now()
        month = month_of(at)
        with self._db.reading() as session:
            whole = month_of_holder(session, principal.org_id, month)
            own = month_of_holder(session, principal.user_id, month)
            sees = principal.role in SEE_PEOPLE
            models = self._models(session, principal, month)
            rows = months_of_people(session, principal, month, limit=MOST_PEOPLE) if sees else ()
            people = [
                PersonUsageOut(id=user.id, name=user.full_name, email=user.email, **self._month(row, plan.person_quota))
                for row, user in rows
            ]
        return UsageReportOut(
            plan=self._plans.name(principal.plan),
            month=month,
            resets_at=next_month(at),
            currency=self._currency,
            organization=self._whole(principal.org_id, whole, plan),
            person=MonthOut(**self._month(own, plan.person_quota)),
            people=people if sees else None,
            models=models,
            rates=_rates(plan),
        )

    def _models(self, session: Session, principal: Principal, month: str) -> list[ModelUsageOut]:
        rows = models_of_month(session, principal, month, limit=MOST_MODELS)
        names = self._names(session, principal.org_id)
        return [
            ModelUsageOut(
                provider_id=row.provider_id or None,
                provider=names.get(row.provider_id),
                model=row.model,
                calls=row.calls,
                prompt_tokens=row.prompt_tokens,
                completion_tokens=row.completion_tokens,
                cost=row.cost if row.currency else None,
                currency=row.currency or None,
            )
            for row in rows
        ]

    def _whole(self, org_id: str, row: UsageMonth, plan: Plan) -> OrganizationUsageOut:
        stored = self._index.stored(org_id)
        documents = UsedOut(used=stored.documents, most=plan.documents)
        storage = UsedOut(used=stored.bytes, most=plan.storage)
        return OrganizationUsageOut(documents=documents, storage=storage, **self._month(row, plan.quota))

    def _month(self, row: UsageMonth, quota: Quota) -> dict[str, UsedOut | None]:
        return {
            "questions": UsedOut(used=row.questions, most=quota.questions),
            "tokens": UsedOut(used=row.tokens, most=quota.tokens),
            "cost": UsedOut(used=row.cost, most=quota.cost) if self._priced else None,
        }


class OrganizationPlans:
    """Plans of organisations, for operators."""

    def __init__(self, db: Database, plans: Plans) -> None:
        self._db = db
        self._plans = plans

    def show(self, named: str) -> PlanOut:
        """The plan of an organisation, named by id or slug. Raises ``NotFound``."""
        with self._db.reading() as session:
            return self._shown(organization_named(session, named))

    def choose(self, named: str, plan: str | None) -> PlanOut:
        """Give it another one, from the next request on. Raises ``NotFound`` or ``Invalid``."""
        if plan is not None and plan not in self._plans.names:
            names = ", ".join(self._plans.names)
            raise Invalid.field("plan", f"There is no such plan; there are {names}.", "unknown_plan")
        with self._db.writing() as session:
            organization = organization_named(session, named)
            set_plan(session, organization, plan)
            return self._shown(organization)

    def _shown(self, row: Organization) -> PlanOut:
        plan = self._plans.name(row.plan)
        return PlanOut(
            id=row.id, name=row.name, slug=row.slug, plan=plan, chosen=row.plan, plans=list(self._plans.names)
        )


def _rates(plan: Plan) -> list[RateOut]:
    return [
        RateOut(group=group, organization=plan.rates.of(group), person=plan.person_rates.of(group)) for group in GROUPS
    ]
