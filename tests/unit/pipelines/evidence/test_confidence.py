"""Confidence comes from absolute evidence, in three bands."""

import math

import pytest

from pipelines.evidence.confidence import band, confidence
from pipelines.evidence.kinds import offers
from pipelines.evidence.values import Band, Sentence
from pipelines.questions import Passage

PASSAGE = Passage("d", "v", "s", "o", "t", "u", (), None, 0, 5, "Words", 1.0, None, None)


def sentence(*, cosine: float, coverage: float, pairs: float) -> Sentence:
    return Sentence(PASSAGE, 0, 5, "Words", score=1.0, coverage=coverage, pairs=pairs, cosine=cosine)


def test_the_measured_formula() -> None:
    """The logistic of the measured recipe, to the last coefficient; no sentence, no confidence."""
    expected = 1 / (1 + math.exp(-(3.1 * 0.6 + 3.85 * 0.8 + 2.75 * 0.5 - 4.85)))
    assert confidence([sentence(cosine=0.6, coverage=0.8, pairs=0.5)]) == pytest.approx(expected)
    assert confidence([]) == 0.0


@pytest.mark.parametrize(
    ("probability", "minimum", "expected"),
    [
        (0.5, 0.5, Band.ANSWER), (0.49, 0.5, Band.CLOSEST), (0.2, 0.5, Band.CLOSEST), (0.19, 0.5, Band.NOTHING),
        (0.0, 0.0, Band.NOTHING), (0.01, 0.0, Band.ANSWER), (0.99, 1.0, Band.CLOSEST),
    ],
)  # fmt: skip
def test_three_bands(probability: float, minimum: float, expected: Band) -> None:
    """Answer from the minimum on, closest passages from 0.4 times it, else nothing."""
    assert band(probability, minimum) is expected


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("When does it close?", "It closes in March.", "It closes."),
        ("How many books?", "At most twelve books.", "As many as you like."),
        ("Who is the director?", "The desk is led by Marta Lindqvist.", "The director leads."),
        ("Where are the lockers?", "They stand in Room 4.", "They are grey."),
        ("Why is there a fee?", "There is one because late books block others.", "There is one."),
    ],
)
def test_the_kind_of_answer(question: str, right: str, wrong: str) -> None:
    """Dates and numbers for when and how many, a new name for who, a place for where, a cause for why."""
    assert offers(question, right)
    assert not offers(question, wrong)
