"""Quotas: counted in the transaction that stores the question, so that the last place is given once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from pipelines.questions import Answer, AnswerEvent, Question, Usage
from tests.integration.webapp_conversations.serving import Paced
from tests.unit.webapp.limits.conftest import Opened
from webapp.limits.refusals import next_month


class Dear(Paced):
    """Each answer takes 1,000 tokens of a model."""

    def answer(self, question: Question, sink: Callable[[AnswerEvent], None], stop: threading.Event) -> Answer:
        said = super().answer(question, sink, stop)
        return Answer(said.content, "llm", answered=True, confidence=0.9, usage=Usage(900, 100), model="m")


def usage(person: Any) -> Any:
    return person.call("GET", "/api/v1/organization/usage/").json


def test_the_last_question_is_answered_once(opened: Opened) -> None:
    """Eight at once for three places: three are stored and counted, the others are told when more come."""
    desk = opened({"quota": {"questions": 3}})
    anna = desk.person()
    talks = [anna.talk() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(anna.ask, talks))
    assert sorted(one.status_code for one in answers) == [201] * 3 + [429] * 5
    refused = next(one for one in answers if one.status_code == 429)
    assert (refused.json["code"], refused.json["limit"]["name"]) == ("quota_exceeded", "questions")
    assert (refused.json["limit"]["of"], refused.json["limit"]["used"]) == ("organization", 3)
    assert datetime.fromisoformat(refused.json["limit"]["resets_at"]) == next_month(datetime.now(UTC))
    assert int(refused.headers["Retry-After"]) > 0
    assert refused.headers["RateLimit-Policy"].startswith('"questions-organization";q=3;w=')
    assert usage(anna)["organization"]["questions"] == {"used": 3, "most": 3}
    stored = [anna.call("GET", f"/api/v1/conversations/{talk}/messages/").json["items"] for talk in talks]
    assert sorted(map(len, stored)) == [0] * 5 + [2] * 3


def test_a_person_has_a_quota_of_their_own(opened: Opened) -> None:
    """And the same question sent again under its key is not counted twice; made anew, it is."""
    desk = opened({"person_quota": {"questions": 2}})
    anna = desk.person()
    talk = anna.talk()
    path, body = f"/api/v1/conversations/{talk}/messages/", {"content": "what?"}
    headers = {"Authorization": f"Bearer {anna.token}", "Idempotency-Key": "k"}
    sent = [anna.client.post(path, json=body, headers=headers) for _ in range(2)]
    assert [one.status_code for one in sent] == [201, 201]
    assert usage(anna)["person"]["questions"] == {"used": 1, "most": 2}
    message = sent[0].json["message"]["id"]
    assert anna.call("POST", f"/api/v1/messages/{message}/replay/").status_code == 200
    refused = anna.call("POST", f"/api/v1/messages/{message}/regenerate/")
    assert (refused.status_code, refused.json["limit"]["of"]) == (429, "person")
    assert anna.call("GET", f"/api/v1/conversations/{talk}/messages/").json["items"][-1]["id"] == message


@pytest.mark.parametrize(("quota", "name"), [({"tokens": 2_000}, "tokens"), ({"cost": 0.002}, "cost")])
def test_tokens_and_money_end_it(opened: Opened, quota: dict[str, float], name: str) -> None:
    """Counted when an answer is stored, at the price of its model; then nothing more is asked of the model."""
    prices = {"m": {"prompt": 1.0, "completion": 1.0}, "*": {"prompt": 50.0}}
    desk = opened({"quota": quota}, Dear(), prices=prices, OPENAI_API_KEY="k", currency="EUR")
    anna = desk.person()
    talk = anna.talk()
    assert [anna.ask(talk).status_code for _ in range(3)] == [201, 201, 429]
    refused = anna.ask(talk)
    assert (refused.json["code"], refused.json["limit"]["name"]) == ("quota_exceeded", name)
    told = usage(anna)
    assert (told["currency"], told["organization"]["tokens"]["used"]) == ("EUR", 2_000)
    assert told["organization"]["cost"]["used"] == pytest.approx(0.002)
    assert [one["tokens"]["used"] for one in told["people"]] == [2_000]
    assert len(desk.answering.asked) == 2


def test_answers_in_the_making_count_before_they_end(opened: Opened) -> None:
    """Two at once never both get the last tokens: what is being answered may use them up."""
    desk = opened({"quota": {"tokens": 3_000}}, Dear(), OPENAI_API_KEY="k")
    anna = desk.person()
    talks = [anna.talk(), anna.talk()]
    desk.answering.stops_after(2)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(anna.ask, talks[0])
        while not desk.answering.asked:
            pass
        assert anna.ask(talks[1]).status_code == 429
        desk.answering.hold.set()
        assert first.result().status_code == 201
    assert anna.ask(talks[1]).status_code == 201


def test_without_a_model_tokens_end_nothing(opened: Opened) -> None:
    """Quoted answers use none."""
    desk = opened({"quota": {"tokens": 0, "cost": 0}})
    anna = desk.person()
    assert anna.ask(anna.talk()).status_code == 201
    assert usage(anna)["organization"]["cost"] is None
