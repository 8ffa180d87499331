"""What calls of models cost: at whose prices, kept with the answer, told by model, and whose quota they count for."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from pipelines.questions import Answer, AnswerEvent, Question, Spent, Usage
from tests.integration.webapp_conversations.serving import Paced
from tests.unit.webapp.providers.conftest import Owner, Owners
from webapp.conversations.models import Message

PRICES = {"*": {"prompt": 1.0, "completion": 2.0}}


class Spending(Paced):
    """Says what it was told to have spent."""

    def __init__(self) -> None:
        super().__init__()
        self.spent: tuple[Spent, ...] = ()

    def answer(self, question: Question, sink: Callable[[AnswerEvent], None], stop: threading.Event) -> Answer:
        said = super().answer(question, sink, stop)
        last = self.spent[-1]
        made = replace(said, mode="llm", model=last.model, provider_id=last.provider_id, usage=last.usage)
        return replace(made, spent=self.spent)


def spends(owner: Owner, *calls: Spent) -> Message:
    """The row of an answer for which these calls were made."""
    owner.desk.answering.spent = calls
    owner.asked(owner.chatbot())
    with owner.desk.services.db.reading() as session:
        row = session.scalars(select(Message).where(Message.role == "assistant").order_by(Message.id.desc())).first()
    assert row is not None
    return row


def models(owner: Owner) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = owner.call("GET", "/api/v1/organization/usage/")["models"]
    return told


def test_each_call_costs_what_its_provider_says(owners: Owners) -> None:
    """Also one that failed before another answered; what has no price is counted without."""
    owner = owners(answering=Spending(), prices=PRICES, currency="USD")
    dear = owner.provider(name="Dear", prices={"read": "2.5", "written": "10", "currency": "EUR"})["id"]
    free = owner.provider(name="Unpriced")["id"]
    row = spends(owner, Spent(dear, "large", Usage(1_000, 0)), Spent(dear, "large", Usage(1_000, 100)))
    assert (row.provider_id, row.model, row.cost_micros, row.currency) == (dear, "large", 6_000, "EUR")
    row = spends(owner, Spent(free, "m", Usage(50, 5)))
    assert (row.provider_id, row.cost_micros, row.currency) == (free, None, None)
    row = spends(owner, Spent("", "house", Usage(500, 250)))
    assert (row.provider_id, row.cost_micros, row.currency) == ("", 1_000, "USD")
    assert [(one["provider"], one["model"], one["calls"], one["cost"], one["currency"]) for one in models(owner)] == [
        ("Dear", "large", 2, 0.006, "EUR"),
        (None, "house", 1, 0.001, "USD"),
        ("Unpriced", "m", 1, None, None),
    ]
    assert models(owners())[:1] == []


def test_quotas_count_what_the_installation_pays(owners: Owners) -> None:
    """What an organisation's own provider has read is on its own bill; a deleted one leaves its sums."""
    owner = owners(answering=Spending(), prices=PRICES)
    own = owner.provider()["id"]
    spends(owner, Spent(own, "large", Usage(70_000, 7)))
    spends(owner, Spent("", "house", Usage(100, 10)))
    usage = owner.call("GET", "/api/v1/organization/usage/")
    assert usage["organization"]["tokens"]["used"] == usage["person"]["tokens"]["used"] == 110
    owner.call("DELETE", own + "/", status=204)
    assert [(one["provider_id"], one["provider"], one["prompt_tokens"]) for one in models(owner)] == [
        (own, None, 70_000),
        (None, None, 100),
    ]
