"""Answers of a chat model over HTTP: cited, streamed as said, and served whatever the provider does."""

import threading
import time

import pytest

from pipelines.questions import Answer, AnswerEvent, Turn
from tests.integration.answering.conftest import MakeAnswerer
from tests.servers.openai_standin import Reply, Standin
from tests.unit.pipelines.answering_desk import ORG, Desk, heard, question

LENT = question("How long are books lent?")
LOST = "fault:hallucinated"
FAILING = ["429", "500", "html", "malformed", "error-in-200", "empty", "cut-at-once", "401", "400", "429-long"]


def proven(desk: Desk, answer: Answer) -> None:
    for citation in (*answer.citations, *answer.nearest):
        stored = desk.storage.get_text(org_id=ORG, document_id=citation.document_id, version=citation.version)
        assert stored.text[citation.start : citation.end] == citation.quote


def test_a_model_answers_with_proven_citations(desk: Desk, modelled: MakeAnswerer, standin: Standin) -> None:
    """The marks are the passages' numbers; each becomes a citation of the sentence that supports the statement."""
    standin.script(Reply(text="Books are lent for four weeks [1]. Late books cost 20 cents per day [1]."))
    answer = modelled().answer(LENT)
    proven(desk, answer)
    assert (answer.mode, answer.answered, answer.degraded) == ("llm", True, ())
    assert answer.content == "Books are lent for four weeks [1]. Late books cost 20 cents per day [2]."
    assert answer.citations[0].quote == "Books are lent for four weeks."
    assert answer.citations[1].quote.startswith("The fee for a late book is 20 cents per day")
    assert answer.usage is not None
    assert answer.usage.completion_tokens > 0


def test_a_trace_holds_the_prompt_without_the_passages(modelled: MakeAnswerer, standin: Standin) -> None:
    """It tells what the model was given by place, so that a purge of the texts is one of the trace too."""
    standin.script(Reply(text="Books are lent for four weeks [1]."))
    trace = modelled().answer(LENT).trace
    assert trace is not None
    system, asked = trace.prompt
    assert system.content is not None
    assert system.content.startswith("You answer questions")
    assert asked.content is not None
    assert "⟨passage 1⟩" in asked.content
    assert "four weeks" not in asked.content
    assert asked.length > len(asked.content)
    assert trace.passages[0].fate == "cited"
    assert trace.given[0][:2] == (trace.passages[0].document_id, trace.passages[0].version)
    assert (trace.model, trace.band) == ("first", "answer")
    names = [step.name for step in trace.steps]
    assert names.index("retriever") < names.index("generator")


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_streamed_and_whole_say_the_same(modelled: MakeAnswerer, standin: Standin, size: int) -> None:
    """However the provider cuts its tokens, the stream's content and citations are those of the whole answer."""
    text = (
        "Books are lent for four weeks [1, 9]. ![x](http://evil.example/?q=1)Films are lent for seven days 【1】, "
        "says [the desk](http://evil.example). <img src='http://evil.example'>Nonsense about Mars [2]."
    )
    standin.script(Reply(text=text, size=size), Reply(text=text, size=size))
    answerer = modelled()
    streamed = heard(answerer, LENT)
    assert streamed == answerer.answer(LENT)
    assert "evil" not in streamed.content
    assert [citation.quote for citation in streamed.citations] == [
        "Books are lent for four weeks.", "Films are lent for seven days.",
    ]  # fmt: skip
    assert streamed.content.endswith("Nonsense about Mars.")


def test_tokens_arrive_while_the_model_speaks(modelled: MakeAnswerer, standin: Standin) -> None:
    """The first token is there long before the last; text outside brackets is not held back."""
    standin.script(Reply(text="Books are lent for four weeks [1].", size=6, pause=0.1))
    times: list[float] = []
    assert heard(modelled(), LENT, listen=lambda _event: times.append(time.monotonic())).answered
    assert times[-1] - times[0] > 0.2, "said at once, although the model took half a second for it"


@pytest.mark.parametrize("fault", FAILING)
@pytest.mark.parametrize("streamed", [True, False])
def test_a_failing_provider_leaves_a_quoted_answer(modelled: MakeAnswerer, fault: str, streamed: bool) -> None:
    """Whatever the provider answers, the extractive answer is served, labelled with what was missing."""
    answerer, asked = modelled(), question(LENT.text, model=f"fault:{fault}")
    answer = heard(answerer, asked) if streamed else answerer.answer(asked)
    assert (answer.mode, answer.answered, answer.degraded) == ("extractive", True, ("llm",))
    assert "“Books are lent for four weeks.” [1]" in answer.content


def test_a_short_pause_is_waited_for(modelled: MakeAnswerer, standin: Standin) -> None:
    """After a 429 with a short Retry-After the same model answers; nothing was degraded."""
    standin.script("429", Reply(text="Books are lent for four weeks [1]."))
    answer = modelled().answer(LENT)
    assert (answer.mode, answer.answered, answer.degraded) == ("llm", True, ())
    assert len(standin.requests) == 2


def test_what_a_model_refuses_is_left_out(modelled: MakeAnswerer, standin: Standin) -> None:
    """A model that takes no temperature is asked again without one, and not bothered with it any more."""
    standin.script("no-temperature")
    answerer = modelled()
    assert answerer.answer(LENT).mode == "llm"
    assert answerer.answer(LENT).mode == "llm"
    assert ["temperature" in request for request in standin.requests] == [True, False, False]


def test_the_fallback_model_answers(modelled: MakeAnswerer, standin: Standin) -> None:
    """When the chatbot's model fails the fallback model answers, and the answer says so."""
    answerer = modelled(fallback_model="second")
    for ask in (answerer.answer, lambda q: heard(answerer, q)):
        answer = ask(question(LENT.text, model="fault:401"))
        assert (answer.mode, answer.answered, answer.degraded) == ("fallback", True, ("llm",))
    assert [request["model"] for request in standin.requests] == ["fault:401", "second"] * 2


def test_the_breaker_leaves_a_dead_provider_alone(modelled: MakeAnswerer, standin: Standin) -> None:
    """After three failures in a row questions are answered without asking it."""
    answerer, asked = modelled(), question(LENT.text, model="fault:401")
    for _ in range(6):
        assert answerer.answer(asked).mode == "extractive"
    assert len(standin.requests) == 3


def test_a_break_after_the_first_words_ends_the_answer_there(modelled: MakeAnswerer, standin: Standin) -> None:
    """What was said stays, no second answer is mixed in, and the answer is labelled; asked as a whole, it is quoted."""
    standin.script(Reply(text="Books are lent for four weeks [1]. Then more", size=6, cut_after=7))
    answer = heard(modelled(fallback_model="second"), LENT)
    assert answer.content.startswith("Books are lent for four weeks [1]")
    assert answer.content.endswith("is not complete.)")
    assert "“" not in answer.content
    assert (answer.mode, answer.answered, answer.degraded, answer.stopped) == ("llm", True, ("llm",), False)
    assert len(standin.requests) == 1
    standin.script("cut", "cut")
    assert modelled().answer(LENT).mode == "extractive"


@pytest.mark.alone
def test_a_stall_ends_with_the_deadline(modelled: MakeAnswerer, standin: Standin) -> None:
    """The deadline covers everything: a provider that says nothing is replaced by quoted sentences in time."""
    for begins in ("stall-at-once", "stall"):
        started = time.monotonic()
        answer = modelled(llm_timeout_seconds=0.8).answer(question(LENT.text, model=f"fault:{begins}"))
        assert (answer.mode, answer.degraded) == ("extractive", ("llm",))
        assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("reply", "finish"),
    [
        (Reply(text="Books are lent for four weeks [1]. " + "And so on. " * 500, size=9, pause=0.02), "broken_off"),
        (Reply(text="Books", stall_after=0, chatter=20), "failed"),
    ],
    ids=["words without end", "signs of life without words"],
)
@pytest.mark.alone
def test_a_dribble_ends_with_the_deadline(
    modelled: MakeAnswerer, standin: Standin, *, reply: Reply, finish: str
) -> None:
    """However long a provider goes on, in words or without any: the answer ends in time, says so, and lets it go."""
    standin.script(reply)
    started = time.monotonic()
    answer = heard(modelled(llm_timeout_seconds=0.8), LENT)
    assert (answer.finish, answer.degraded) == (finish, ("llm",))
    assert time.monotonic() - started < 3
    for worker in [thread for thread in threading.enumerate() if thread.name == "provider"]:
        worker.join(5)
        assert not worker.is_alive()


@pytest.mark.parametrize("reply", [Reply(text="word " * 500, pause=0.02), Reply(text="Books are lent", stall_after=3)])
@pytest.mark.alone
def test_stop_ends_at_once(modelled: MakeAnswerer, standin: Standin, reply: Reply) -> None:
    """After Stop nothing more comes but the end, also while the provider is silent; what was said stays."""
    standin.script(reply)
    stop = threading.Event()
    heard_at: list[float] = []

    def first(_event: AnswerEvent) -> None:
        heard_at.append(time.monotonic())
        stop.set()

    answer = heard(modelled(), LENT, listen=first, stop=stop)
    assert time.monotonic() - heard_at[0] < 0.5
    assert answer.stopped
    assert len(heard_at) == 1
    assert answer.content


def test_stop_ends_the_request(modelled: MakeAnswerer, standin: Standin) -> None:
    """Nothing is generated any more for a reader who wants no more."""
    standin.script(Reply(text="word " * 2000, pause=0.01))
    stop = threading.Event()
    heard(modelled(), LENT, listen=lambda _event: stop.set(), stop=stop)
    for worker in [thread for thread in threading.enumerate() if thread.name == "provider"]:
        worker.join(5)
        assert not worker.is_alive()


def test_hallucinated_marks_are_dropped(modelled: MakeAnswerer, standin: Standin) -> None:
    """Numbers without a passage leave no trace; where nothing is backed, quoted sentences answer instead."""
    answer = heard(modelled(), question(LENT.text, model="fault:hallucinated"))
    assert "It is so" not in answer.content
    assert (answer.mode, answer.answered, answer.finish, answer.model) == ("extractive", True, "not_backed", LOST)
    shown = heard(modelled(), question(LENT.text, model="fault:hallucinated", claims="off"))
    assert shown.content == "It is so. Also that and more."
    assert (shown.answered, shown.citations, shown.claims) == (False, (), ())
    assert shown.nearest
    assert shown.gap is not None


def test_a_wrong_quotation_is_not_cited(modelled: MakeAnswerer, standin: Standin) -> None:
    """A literal quotation that is not in the passage takes its mark away; one that is keeps it."""
    standin.script(
        Reply(text="It says “books are lent for nine long years” [1]. It says “Books are lent for four weeks” [1].")
    )
    answer = modelled().answer(LENT)
    assert (
        answer.content == "It says “books are lent for nine long years”. It says “Books are lent for four weeks” [1]."
    )


def test_a_refusal_becomes_the_closest_passages(modelled: MakeAnswerer, standin: Standin) -> None:
    """A model that finds no answer in the passages gives none: the agreed word is never shown."""
    standin.script(Reply(text="NO_ANSWER", size=2), Reply(text="NO_ANSWER."))
    answerer = modelled()
    for answer in (heard(answerer, LENT), answerer.answer(LENT)):
        assert "NO_" not in answer.content
        assert (answer.answered, answer.citations, answer.mode) == (False, (), "llm")
        assert answer.nearest
        assert answer.gap is not None
        assert answer.gap.question == LENT.text


def test_the_model_decides_about_a_question_far_from_the_sources(modelled: MakeAnswerer, standin: Standin) -> None:
    """However unsure the evidence is, what was found goes to the model; its "no answer" is the no-answer."""
    standin.script(Reply(text="NO_ANSWER"))
    answer = modelled().answer(question("Which vitamins does a kiwi contain?", min_confidence=1.0))
    assert (answer.answered, answer.finish, answer.confidence) == (False, "no_answer", 0.0)
    assert len(standin.requests) == 1


def test_a_follow_up_is_rewritten_by_the_model(modelled: MakeAnswerer, standin: Standin) -> None:
    """With history one short call makes the question stand alone; without a usable rewrite words are added."""
    history = (Turn("user", "How long are books lent?"), Turn("assistant", "Four weeks [1]."))
    asked = question("And films?", history=history)
    standin.script(Reply(text="How long are films lent?"), Reply(text="Films are lent for seven days [1]."))
    answerer = modelled()
    assert answerer.answer(asked).citations[0].quote == "Films are lent for seven days."
    assert len(standin.requests) == 2
    assert not standin.requests[0].get("stream")
    assert "[1]" not in str(standin.requests[1]["messages"][2]["content"])
    standin.forget()
    standin.script("500", Reply(text="Films are lent for seven days [1]."))
    assert answerer.answer(asked).answered


def test_a_hundred_streams_at_once(modelled: MakeAnswerer, standin: Standin) -> None:
    """A hundred readers of one answerer each get their own whole answer."""
    answerer = modelled()
    answers: dict[int, Answer] = {}
    asked = [(LENT, "loans.md"), (question("What does a page in colour cost?"), "printing.md")]

    def read(n: int) -> None:
        answers[n] = heard(answerer, asked[n % 2][0])

    threads = [threading.Thread(target=read, args=(n,)) for n in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(answers) == 100
    assert {answer.mode for answer in answers.values()} == {"llm"}
    assert all(answer.citations[0].uri == asked[n % 2][1] for n, answer in answers.items())
