"""What an answer's calls of models cost, for the month of who asked and for the answer itself. Free of Flask."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from pipelines.questions import Answer, Spent
from webapp.limits.meter import Charge
from webapp.providers.access import providers_by_id


def charges(session: Session, answer: Answer, *, org_id: str, user_id: str | None) -> Sequence[Charge]:
    """One for each call, at the prices of today; of a provider that is gone by now without any."""
    calls = answer.spent or _one(answer)
    own = {call.provider_id for call in calls if call.provider_id}
    prices = {row.id: row.prices for row in providers_by_id(session, org_id, sorted(own)).values()} if own else {}
    return [
        Charge(org_id, user_id, call.model, call.usage, call.provider_id, prices.get(call.provider_id))
        for call in calls
    ]


def _one(answer: Answer) -> tuple[Spent, ...]:
    return () if answer.usage is None else (Spent(answer.provider_id or "", answer.model or "", answer.usage),)
