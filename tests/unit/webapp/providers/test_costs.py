"""What calls of models cost: at whose prices, kept with the answer, told by model, and whose quota they count for."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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


def test_a_quota_that_is_used_up_holds_up_no_provider_of_ones_own(owners: Owners) -> None:
    """Tokens and money of the plan are the operator's; questions count whoever answers, and all of it is recorded."""
    plan = {"quota": {"tokens": 100, "questions": 4}}
    owner = owners(plan=plan, answering=Spending(), prices=PRICES, OPENAI_API_KEY="k")
    own = owner.provider(prices={"read": "1", "written": "2", "currency": "EUR"})["id"]
    house, theirs = owner.chatbot(), owner.chatbot(provider_id=own)
    owner.desk.answering.spent = (Spent("", "house", Usage(90, 10)),)
    owner.asked(house)
    refused = owner.asks(house)
    assert (refused.status_code, refused.json["code"], refused.json["limit"]["name"]) == (
        429,
        "quota_exceeded",
        "tokens",
    )
    owner.desk.answering.spent = (Spent(own, "large", Usage(500, 50)),)
    assert [owner.asks(theirs).status_code for _ in range(4)] == [201, 201, 201, 429]
    usage = owner.call("GET", "/api/v1/organization/usage/")
    assert usage["organization"]["tokens"]["used"] == 100
    recorded = models(owner)[0]
    assert (recorded["provider_id"], recorded["calls"], recorded["cost"]) == (own, 3, 0.0018)


def test_answers_of_ones_own_provider_in_the_making_take_no_tokens(owners: Owners) -> None:
    """What the installation's model may still use up is what it is asked, not what others are."""
    owner = owners(plan={"quota": {"tokens": 3_000}}, answering=Spending(), OPENAI_API_KEY="k")
    own = owner.provider()["id"]
    answering = owner.desk.answering
    answering.spent = (Spent(own, "large", Usage(1, 1)),)
    answering.stops_after(2)
    chatbots = owner.chatbot(provider_id=own), owner.chatbot()
    with ThreadPoolExecutor(2) as pool:
        asked = []
        for place, chatbot in enumerate(chatbots):
            asked.append(pool.submit(owner.asks, chatbot))
            while len(answering.asked) == place and not asked[-1].done():
                time.sleep(0.01)
        answering.hold.set()
        assert [one.result().status_code for one in asked] == [201, 201]
