"""In a conversation as in its first question: what the documents do not hold is not answered."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.answer.answerer import Answerer
from pipelines.questions import Turn
from tests.unit.pipelines.answering_desk import Desk, question

SMALL = {
    "elevators.md": (
        "Elevators\n\nThe elevator inspection happens every 14 months by the Nordwall company. "
        "The lobby is painted green."
    ),
    "parking.md": "Parking\n\nVisitors park behind the mill. The barrier opens at seven.",
}
HISTORY = (
    Turn("user", "How often does the elevator inspection happen?"),
    Turn("assistant", "The elevator inspection happens every 14 months by the Nordwall company. [1]"),
)


@pytest.fixture
def answerer(tmp_path: Path) -> Iterator[Answerer]:
    desk = Desk(tmp_path)
    desk.publish(SMALL)
    made = desk.answerer()
    yield made
    made.close()
    desk.index.close()


@pytest.mark.parametrize(
    "text", ["How tall is Everest?", "Who invented the telephone?", "What is the capital of Mongolia?", "And the Moon?"]
)
def test_another_subject_is_not_vouched_for_by_the_question_before(answerer: Answerer, text: str) -> None:
    """Words borrowed from the conversation never make an answer of something else."""
    assert not answerer.answer(replace(question(text), history=HISTORY)).answered


def test_a_follow_up_is_answered(answerer: Answerer) -> None:
    """What points back finds what the question before was about."""
    answer = answerer.answer(replace(question("Which company does it?"), history=HISTORY))
    assert answer.answered
    assert "Nordwall" in answer.content


@pytest.mark.parametrize("text", ["Why?", "How?", "When?", "Who is it?"])
def test_a_question_without_a_word_of_its_own_is_not_answered(answerer: Answerer, text: str) -> None:
    """Question words are in every document and evidence of nothing."""
    answer = answerer.answer(question(text))
    assert not answer.answered
    assert answer.confidence == 0


def test_a_heading_is_not_an_answer(answerer: Answerer) -> None:
    """Sentences are quoted, not the headings above them."""
    answer = answerer.answer(question("How often does the elevator inspection happen?"))
    assert [
        citation.quote for citation in answer.citations if citation.quote.strip("# ") in ("Elevators", "Parking")
    ] == []
