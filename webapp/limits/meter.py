"""Quotas of a month: taken before the work, in the transaction that stores it; what it cost is added at its end.

Free of Flask.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from pipelines.endpoints import Endpoint, Prices
from pipelines.questions import Usage
from webapp.auth.principal import Principal
from webapp.limits.access import Used, count, count_models
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
    """What a call of a model has used, and who had asked; nobody of those that are left where ``user_id`` is None.

    ``provider_id`` is the organisation's own provider, with its ``prices``; empty: the installation's, at the prices of
    the settings. Quotas are the operator's: they count what the installation's models have used.
    """

    org_id: str
    user_id: str | None
    model: str | None
    usage: Usage
    provider_id: str = ""
    prices: Prices | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """Millionths of a currency."""

    micros: int
    currency: str


class Meter:
    """Counts what organisations and people use up."""

    def __init__(self, plans: Plans, prices: Mapping[str, Price], *, currency: str, with_model: bool) -> None:
        self._plans = plans
        self._currency = currency
        self._prices = prices
        # Without a model nothing is used up but questions.
        self._with_model = with_model
        self._dearest = max((max(price.prompt, price.completion) for price in prices.values()), default=0.0) / 1e6

    def take_question(
        self, session: Session, principal: Principal, running: Running, *, whose: Sequence[Endpoint] = ()
    ) -> None:
        """Count a question of this transaction. Raises ``QuotaExceeded``: nothing of the transaction may stay then.

        ``whose``: models of the organisation's own that answer it, none: the installation's. What those use up is not
        the operator's: quotas of tokens and cost do not hold it up. ``running`` counts those of the installation only.
        Two at once wait for each other here, so one of them finds the last place taken.
        """
        plan, at = self._plans.of(principal.plan), now()
        used = {holder: {"questions": 1} for holder in (principal.org_id, principal.user_id)}
        rows = count(session, month_of(at), used, org_id=principal.org_id)
        uses = self._with_model and not whose
        for holder, of, quota in (
            (principal.org_id, ORGANIZATION, plan.quota),
            (principal.user_id, PERSON, plan.person_quota),
        ):
            self._refuse_questions(rows[holder], of, quota, at=at)
            if uses:
                self._refuse_tokens(rows[holder], of, quota, at=at, running=running)

    def charge(self, session: Session, charges: Iterable[Charge]) -> None:
        """Add what answers have used to the month in which they ended."""
        charges = list(charges)
        models: dict[str, dict[Used, dict[str, int]]] = {}
        for charge in charges:
            cost = self._cost(charge)
            used = Used(charge.provider_id, charge.model or "", cost.currency if cost else "")
            more = {"calls": 1, **_tokens(charge), "cost_micros": cost.micros if cost else 0}
            sums = models.setdefault(charge.org_id, {}).setdefault(used, dict.fromkeys(more, 0))
            sums.update({name: sums[name] + value for name, value in more.items()})
        self._charge_months(session, [charge for charge in charges if not charge.provider_id])
        for org_id, used_models in sorted(models.items()):
            count_models(session, org_id, month_of(now()), used=used_models)

    def cost(self, charges: Sequence[Charge]) -> Cost | None:
        """What they cost together; None where a price is not known, or they are in several currencies."""
        costs = [self._cost(charge) for charge in charges]
        known = [cost for cost in costs if cost is not None]
        if not known or len(known) < len(costs) or len({cost.currency for cost in known}) > 1:
            return None
        return Cost(sum(cost.micros for cost in known), known[0].currency)

    def _charge_months(self, session: Session, charges: Iterable[Charge]) -> None:
        added: dict[tuple[bool, str], tuple[str, dict[str, int]]] = {}
        for charge in charges:
            used = {**_tokens(charge), "cost_micros": self._micros(charge)}
            for key in ((False, charge.org_id), (True, charge.user_id)):
                if key[1] is not None:
                    before = added.get((key[0], key[1]), (charge.org_id, {}))[1]
                    sums = {name: before.get(name, 0) + value for name, value in used.items()}
                    added[key[0], key[1]] = (charge.org_id, sums)
        # Always in this order: two processes that record at once would wait for each other for ever otherwise.
        for (_, holder), (org_id, sums) in sorted(added.items()):
            count(session, month_of(now()), {holder: sums}, org_id=org_id)

    @staticmethod
    def _refuse_questions(row: UsageMonth, of: str, quota: Quota, *, at: datetime) -> None:
        if quota.questions is not None and row.questions > quota.questions:
            raise exceeded(Reached("questions", of, quota.questions, row.questions - 1, next_month(at)), at)

    def _refuse_tokens(self, row: UsageMonth, of: str, quota: Quota, *, at: datetime, running: Running) -> None:
        if quota.tokens is None and quota.cost is None:
            return
        # Those that are being made may use up what is left: a question that comes meanwhile waits for their end.
        coming = TOKENS_AT_ONCE * running(row.holder_id)
        if quota.tokens is not None and row.tokens + coming >= quota.tokens:
            raise exceeded(Reached("tokens", of, quota.tokens, row.tokens, next_month(at)), at)
        if quota.cost is not None and self._prices and row.cost + coming * self._dearest >= quota.cost:
            raise exceeded(Reached("cost", of, quota.cost, row.cost, next_month(at)), at)

    def _cost(self, charge: Charge) -> Cost | None:
        if charge.provider_id:
            return None if charge.prices is None else Cost(_at(charge.prices, charge.usage), charge.prices.currency)
        known = charge.model in self._prices or ANY in self._prices
        return Cost(self._micros(charge), self._currency) if known else None

    def _micros(self, charge: Charge) -> int:
        price = self._prices.get(charge.model or "", self._prices.get(ANY, Price()))
        return round(charge.usage.prompt_tokens * price.prompt + charge.usage.completion_tokens * price.completion)


def _tokens(charge: Charge) -> dict[str, int]:
    return {"prompt_tokens": charge.usage.prompt_tokens, "completion_tokens": charge.usage.completion_tokens}


def _at(prices: Prices, usage: Usage) -> int:
    return round(prices.cost(usage.prompt_tokens, usage.completion_tokens) * 1_000_000)
