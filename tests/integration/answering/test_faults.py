"""What a provider can do wrong × asked as a whole or streamed × one provider or a second behind it.

Each fault is a model's name, so that each has a breaker of its own and all can be asked at once.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from pydantic import SecretStr

from pipelines.answer.answerer import Answerer
from pipelines.endpoints import Endpoint
from pipelines.questions import Answer, AnswerEvent, TokenEvent
from tests.servers.openai_standin import FAULTS, Reply, Standin
from tests.servers.prefect import free_port
from tests.unit.pipelines.answering_desk import Desk, heard, question

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
