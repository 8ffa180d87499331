"""Quotas of a month: taken before the work, in the transaction that stores it; what it cost is added at its end.

Free of Flask.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from pipelines.questions import Usage
from webapp.auth.principal import Principal
from webapp.limits.access import count
from webapp.limits.models import UsageMonth
from webapp.limits.refusals import Reached, exceeded, month_of, next_month
from webapp.plans import Plans, Price, Quota
from webapp.sql.database import now

ORGANIZATION, PERSON = "organization", "person"
# What an answer in the making may still use up: its passages, the talk before it and what it says.
TOKENS_AT_ONCE = 4_000
ANY = "*"

Running = Callable[[str], int]
"""How many answers of a holder are being made, the asked one not among them."""


@dataclass(frozen=True, slots=True)
class Charge:
    """What an answer has used, and who had asked; nobody of those that are left where ``user_id`` is None."""

    org_id: str
    user_id: str | None
    model: str | None
    usage: Usage


class Meter:
    """Counts what organisations and people use up."""

    def __init__(self, plans: Plans, prices: Mapping[str, Price], *, with_model: bool) -> None:
        self._plans = plans
        self._prices = prices
        # Without a model nothing is used up but questions.
        self._at_once = TOKENS_AT_ONCE if with_model else 0
        self._dearest = max((max(price.prompt, price.completion) for price in prices.values()), default=0.0) / 1e6

    def take_question(self, session: Session, principal: Principal, running: Running) -> None:
        """Count a question of this transaction. Raises ``QuotaExceeded``: nothing of the transaction may stay then.

        Two at once wait for each other here, so one of them finds the last place taken.
        """
        plan, at = self._plans.of(principal.plan), now()
        used = {holder: {"questions": 1} for holder in (principal.org_id, principal.user_id)}
        rows = count(session, month_of(at), used, org_id=principal.org_id)
        self._refuse(rows[principal.org_id], ORGANIZATION, plan.quota, at=at, running=running)
        self._refuse(rows[principal.user_id], PERSON, plan.person_quota, at=at, running=running)

    def charge(self, session: Session, charges: Iterable[Charge]) -> None:
        """Add what answers have used to the month in which they ended."""
        added: dict[tuple[bool, str], tuple[str, dict[str, int]]] = {}
        for charge in charges:
            used = {
                "prompt_tokens": charge.usage.prompt_tokens,
                "completion_tokens": charge.usage.completion_tokens,
                "cost_micros": self._micros(charge),
            }
            for key in ((False, charge.org_id), (True, charge.user_id)):
                if key[1] is not None:
                    before = added.get((key[0], key[1]), (charge.org_id, {}))[1]
                    sums = {name: before.get(name, 0) + value for name, value in used.items()}
                    added[key[0], key[1]] = (charge.org_id, sums)
        # Always in this order: two processes that record at once would wait for each other for ever otherwise.
        for (_, holder), (org_id, sums) in sorted(added.items()):
            count(session, month_of(now()), {holder: sums}, org_id=org_id)

    def _refuse(self, row: UsageMonth, of: str, quota: Quota, *, at: datetime, running: Running) -> None:
        if quota.questions is not None and row.questions > quota.questions:
            raise exceeded(Reached("questions", of, quota.questions, row.questions - 1, next_month(at)), at)
        if not self._at_once or (quota.tokens is None and quota.cost is None):
            return
        # Those that are being made may use up what is left: a question that comes meanwhile waits for their end.
        coming = self._at_once * running(row.holder_id)
        if quota.tokens is not None and row.tokens + coming >= quota.tokens:
            raise exceeded(Reached("tokens", of, quota.tokens, row.tokens, next_month(at)), at)
        if quota.cost is not None and self._prices and row.cost + coming * self._dearest >= quota.cost:
            raise exceeded(Reached("cost", of, quota.cost, row.cost, next_month(at)), at)

    def _micros(self, charge: Charge) -> int:
        price = self._prices.get(charge.model or "", self._prices.get(ANY, Price()))
        return round(charge.usage.prompt_tokens * price.prompt + charge.usage.completion_tokens * price.completion)
