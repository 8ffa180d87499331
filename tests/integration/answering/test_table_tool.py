"""A model may have a table asked: it says what it wants, the program computes, and at most two calls are made."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.answer.answerer import Answerer
from pipelines.questions import Turn
from tests.servers.openai_standin import Reply, Standin
from tests.unit.pipelines.answering_desk import Desk, heard, question

ROWS = "\n".join(f"| Boat {name} | {kind} | {fee} |" for name, kind, fee in [
    ("Alder", "canoe", 12), ("Birch", "raft", 30), ("Cedar", "canoe", 9), ("Elder", "skiff", 25),
])  # fmt: skip
LET = {
    "boats.md": f"# Boats for hire\n\n| Boat | Type | Fee (EUR) |\n|---|---|---|\n{ROWS}\n\nBoats are let from May on."
}
# Nothing that the evaluator reads by itself: the model has to say what is meant.
ASKED = "Roughly what would all the canoes together set me back?"
SUM = json.dumps(
    {
        "passage": 1,
        "operation": "sum",
        "column": "Fee (EUR)",
        "where": [{"column": "Type", "op": "=", "value": "canoe"}],
    }
)
CALL = Reply(calls=(("query_table", SUM),))


@pytest.fixture(scope="module")
def boats(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = Desk(Path(tmp_path_factory.mktemp("boats")))
    made.publish(LET)
    yield made
    made.index.close()


@pytest.fixture
def answerer(boats: Desk, standin: Standin) -> Iterator[Answerer]:
    made = boats.answerer(OPENAI_API_KEY="test-key", OPENAI_BASE_URL=standin.url, model="first")
    yield made
    made.close()


def test_what_was_computed_reaches_the_model_with_its_rows(answerer: Answerer, standin: Standin) -> None:
    """The rows are passages of their own, which it can cite; the stream and the whole say the same."""
    said = Reply(text="Boat Alder is a canoe with a fee of 12 [2].")
    standin.script(CALL, said, CALL, said)
    streamed = heard(answerer, question(ASKED))
    assert streamed == answerer.answer(question(ASKED))
    assert (streamed.mode, streamed.answered, streamed.coverage and streamed.coverage.backed) == ("llm", True, 1)
    assert [citation.quote for citation in streamed.citations] == ["| Boat Alder | canoe | 12 |"]
    first, second = standin.requests[:2]
    assert first["tools"][0]["function"]["name"] == "query_table"
    assert "Boat" not in json.dumps(first["tools"]), "what stands in documents is no instruction"
    told = second["messages"][-1]
    assert (told["role"], second["tool_choice"]) == ("tool", "none")
    assert "sum of Fee (EUR) over 2 rows: 21" in told["content"]
    assert '<passage number="2">\n| Boat Alder | canoe | 12 |' in told["content"]
    assert (streamed.usage and streamed.usage.prompt_tokens, len(standin.requests)) == (200, 4)


@pytest.mark.parametrize("streaming", [False, True])
def test_what_nobody_backs_is_told_by_the_program(answerer: Answerer, standin: Standin, *, streaming: bool) -> None:
    """The computed value and its rows, with the columns and conditions that it understood."""
    standin.script(CALL, Reply(text="Altogether about forty dragons [2]."))
    answer = heard(answerer, question(ASKED)) if streaming else answerer.answer(question(ASKED))
    assert (answer.mode, answer.answered, len(answer.citations)) == ("table", True, 2)
    assert answer.content.startswith("sum of Fee (EUR) over 2 rows: 21")
    assert answer.table is not None
    assert [(one.column, one.op, one.value) for one in answer.table.conditions] == [("Type", "=", "canoe")]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ({"passage": 9, "operation": "count"}, "passage must be one of 1"),
        ({"passage": 1, "operation": "max", "column": "Weight"}, "There is no column 'Weight'"),
        ({"passage": 1, "operation": "drop"}, "operation must be one of"),
        ({"passage": 1, "operation": "rows", "where": "x"}, "where must be a list"),
        (
            {"passage": 1, "operation": "rows", "where": [{"column": "Type", "op": "<", "value": "z"}]},
            "is compared with",
        ),
    ],
)
def test_what_cannot_be_computed_is_said(answerer: Answerer, standin: Standin, *, arguments: object, why: str) -> None:
    """In words to the model, which then answers from the passages or not at all."""
    standin.script(Reply(calls=(("query_table", json.dumps(arguments)),)), "refusal")
    assert not answerer.answer(question(ASKED)).answered
    assert why in standin.requests[1]["messages"][-1]["content"]


def test_a_question_costs_two_calls_at_most(answerer: Answerer, standin: Standin) -> None:
    """After a look into a table nothing is searched again; a follow-up, whose first call is spent, is offered none."""
    standin.script(CALL, Reply(text="NO_ANSWER: canoe prices"))
    assert not answerer.answer(question(ASKED)).answered
    assert len(standin.requests) == 2
    standin.forget()
    standin.script(Reply(text=ASKED), Reply(text="Boats are let from May on [1]."))
    history = (Turn("user", "Which boats are there?"), Turn("assistant", "Four."))
    answerer.answer(question("And all the canoes together?", history=history))
    assert [("tools" in request) for request in standin.requests] == [False, False]


@pytest.mark.parametrize("status", [400, 422])
def test_a_provider_without_tools_answers_without(answerer: Answerer, standin: Standin, status: int) -> None:
    """It is asked once more without them, and from then on so at once."""
    refusing = Reply(status=status, body=b'{"error": {"message": "first does not support tools", "type": "x"}}')
    plain = Reply(text="Boats are let from May on [1].")
    standin.script(refusing, plain, plain)
    assert answerer.answer(question(ASKED)).answered
    assert answerer.answer(question(ASKED)).answered
    assert [("tools" in request) for request in standin.requests] == [True, False, False]


def test_an_exact_answer_needs_no_model(answerer: Answerer, standin: Standin) -> None:
    """It comes before one, as without."""
    answer = answerer.answer(question("What is the fee of Boat Cedar?"))
    assert (answer.mode, len(standin.requests)) == ("table", 0)
