"""What a provider can do wrong × asked as a whole or streamed × one provider or a second behind it.

Each fault is a model's name, so that each has a breaker of its own and all can be asked at once.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from pydantic import SecretStr

from pipelines.answer.answerer import Answerer
from pipelines.endpoints import Endpoint
from pipelines.questions import Answer, AnswerEvent, TokenEvent, Turn
from pipelines.types import document_id_for
from tests.servers.openai_standin import FAULTS, Reply, Standin
from tests.servers.prefect import free_port
from tests.unit.pipelines.answering_desk import ORG, SOURCE, Desk, heard, question

ASKED = "How long are books lent?"
SECOND = "Books are lent for four weeks, says the second [1]."
KEY = SecretStr("sk-secret-of-the-test")

# (mode, degraded, how the model's answer ended) of one provider, and of two.
Seen = tuple[str, tuple[str, ...], str | None]
QUOTED: Seen = ("extractive", ("llm",), "failed")
BY_SECOND: Seen = ("fallback", ("llm",), "complete")
BROKEN: Seen = ("llm", ("llm",), "broken_off")
NEVER = (QUOTED, BY_SECOND)
# Asked as a whole, and streamed.
FAILS = (NEVER, NEVER)
BREAKS = (NEVER, (BROKEN, BROKEN))


def whole(finish: str, mode: str = "llm") -> tuple[tuple[Seen, Seen], tuple[Seen, Seen]]:
    seen: Seen = (mode, (), finish)
    return ((seen, seen), (seen, seen))


MATRIX = {
    "refused": FAILS,
    **dict.fromkeys(("429", "429-long", "500", "401", "400", "404", "413"), FAILS),
    **dict.fromkeys(("html", "malformed", "error-in-200", "empty", "cut-at-once"), FAILS),
    **dict.fromkeys(("huge", "huge-line", "packed", "events", "other-tool"), FAILS),
    "cut": BREAKS,
    # Nothing is left of it, so that nothing is backed.
    "filtered": whole("not_backed", "extractive"),
    "without-end": whole("not_backed", "extractive"),
    "refusal": whole("no_answer"),
    "fine": whole("complete"),
}
# These take the time that they are given.
LATE = {"stall-at-once": FAILS, "stall": BREAKS}


@pytest.fixture
def ask(desk: Desk, standin: Standin) -> Iterator[Callable[..., dict[str, tuple[Answer, str]]]]:
    """Answers to the question by fault, each with the words that a reader has heard of it."""
    opened: list[Answerer] = []

    def second(request: dict[str, object]) -> Reply | None:
        return Reply(text=SECOND) if request["model"] == "second" else None

    def asked(faults: list[str], *, streamed: bool, behind: bool, **settings: object) -> dict[str, tuple[Answer, str]]:
        standin.judge = second
        opened.append(answerer := desk.answerer(outbound_allowed="127.0.0.1", **settings))

        def one(fault: str) -> tuple[Answer, str]:
            model = f"fault:{fault}" if fault in FAULTS else "fine"
            url = f"http://127.0.0.1:{free_port()}/v1" if fault == "refused" else standin.url
            order = [Endpoint("p-1", url, KEY, model)]
            if behind:
                order.append(Endpoint("p-2", standin.url.replace("/v1", "/other/v1"), KEY, "second"))
            said: list[str] = []

            def hear(event: AnswerEvent) -> None:
                said.append(event.text if isinstance(event, TokenEvent) else "")

            put = question(ASKED, endpoints=tuple(order))
            answer = heard(answerer, put, listen=hear) if streamed else answerer.answer(put)
            return answer, "".join(said)

        with ThreadPoolExecutor(12) as pool:
            return dict(zip(faults, pool.map(one, faults), strict=True))

    yield asked
    for answerer in opened:
        answerer.close()


def differences(seen: dict[str, tuple[Answer, str]], expected: dict[str, Seen]) -> dict[str, object]:
    wrong: dict[str, object] = {}
    for fault, (answer, said) in seen.items():
        found: Seen = (answer.mode, answer.degraded, answer.finish)
        wanted = expected[fault]
        whose = {"fallback": "p-2", "llm": "p-1"}.get(answer.mode)
        if found != wanted or (whose and answer.provider_id != whose):
            wrong[fault] = (found, wanted, answer.provider_id)
        elif "says the second" in answer.content and answer.mode != "fallback":
            wrong[fault] = ("mixed", answer.content)
        elif said and answer.finish != "not_backed" and said != answer.content:
            wrong[fault] = ("said otherwise", said)
        elif answer.content.count("four weeks") > 1:
            wrong[fault] = ("twice", answer.content)
    return wrong


@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("behind", [False, True], ids=["alone", "a second behind"])
def test_faults(ask: Callable[..., dict[str, tuple[Answer, str]]], *, streamed: bool, behind: bool) -> None:
    """Whatever a provider does, there is an answer, it says whose it is and what was missing, and nothing twice."""
    seen = ask(list(MATRIX), streamed=streamed, behind=behind, llm_timeout_seconds=30)
    assert differences(seen, {fault: seen[streamed][behind] for fault, seen in MATRIX.items()}) == {}
    for fault, (answer, _) in seen.items():
        paid = {one.provider_id for one in answer.spent}
        assert paid <= {"p-1", "p-2"}, fault
        assert "p-2" in paid or answer.mode != "fallback", fault
        assert KEY.get_secret_value() not in repr(answer), fault


@pytest.mark.alone
@pytest.mark.parametrize("streamed", [False, True], ids=["whole", "streamed"])
@pytest.mark.parametrize("behind", [False, True], ids=["alone", "a second behind"])
def test_late_ones(ask: Callable[..., dict[str, tuple[Answer, str]]], *, streamed: bool, behind: bool) -> None:
    """One that says nothing, or nothing more, leaves time for the second."""
    seen = ask(list(LATE), streamed=streamed, behind=behind, llm_timeout_seconds=2)
    assert differences(seen, {fault: seen[streamed][behind] for fault, seen in LATE.items()}) == {}


def test_an_installation_without_a_model(desk: Desk, standin: Standin) -> None:
    """A question that brings endpoints is answered by them, also where it follows another; others quote.

    What is offered of a document is tried without a model, whoever asks; the provider's summary is its own.
    """
    order = (Endpoint("p-1", standin.url, KEY, "theirs"),)
    answerer = desk.answerer(outbound_allowed="127.0.0.1")
    try:
        assert answerer.answer(question(ASKED)).mode == "extractive"
        row = desk.index.get(ORG, [one := document_id_for(SOURCE, "hours.md")])[one]
        assert answerer.overviews.overview(row, question("", endpoints=order)).questions
        assert not standin.requests
        standin.script(Reply(text="The reading room opens at 9 in the morning [1]."))
        written = answerer.overviews.written(row, question("", endpoints=order))
        assert (written and written.model, len(standin.requests)) == ("theirs", 1)
        history = (Turn("user", "How long are films lent?"), Turn("assistant", "Seven days [1]."))
        standin.script(Reply(text=ASKED), Reply(text="Books are lent for four weeks [1]."))
        answer = heard(answerer, question("And books?", history=history, endpoints=order))
        assert (answer.mode, answer.model, answer.provider_id) == ("llm", "theirs", "p-1")
        assert [(one.provider_id, one.model) for one in answer.spent] == [("p-1", "theirs")] * 2
        assert answer.usage is not None
        assert sum(one.usage.completion_tokens for one in answer.spent) > answer.usage.completion_tokens
        assert {one["model"] for one in standin.requests} == {"theirs"}
    finally:
        answerer.close()


def test_addresses_of_users_are_guarded(desk: Desk, standin: Standin) -> None:
    """One that leads to this machine is not asked unless it is allowed; the installation's own is."""
    answerer = desk.answerer()
    try:
        guarded, own = (Endpoint("p-1", standin.url, KEY, "m", guarded=one) for one in (True, False))
        assert answerer.answer(question(ASKED, endpoints=(guarded,))).degraded == ("llm",)
        assert not standin.requests
        assert answerer.answer(question(ASKED, endpoints=(own,))).degraded == ()
    finally:
        answerer.close()


def test_one_whose_key_cannot_be_read(desk: Desk, standin: Standin) -> None:
    """It is not asked without it, and nobody stands in for it who was not chosen: quotes answer."""
    answerer = desk.answerer(OPENAI_API_KEY="k", OPENAI_BASE_URL=standin.url)
    try:
        unusable = Endpoint("p-1", standin.url, None, "m", usable=False)
        answerer.answer(question(ASKED))
        assert standin.requests
        standin.forget()
        answer = answerer.answer(question(ASKED, endpoints=(unusable,)))
        assert (answer.mode, answer.degraded, standin.requests) == ("extractive", ("llm",), [])
    finally:
        answerer.close()
