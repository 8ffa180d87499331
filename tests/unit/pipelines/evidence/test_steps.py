"""How something is done is told by sentences; which month is no year."""

import pytest

from pipelines.evidence.grains import fits_grain
from pipelines.evidence.steps import asks_how, tells_how


@pytest.mark.parametrize(
    "question",
    ["How do I hire a canoe?", "how can visitors park", "What should I do after a wrong click?", "How to renew a loan"],
)
def test_what_asks_for_steps(question: str) -> None:
    """How, with somebody who does it."""
    assert asks_how(question)


@pytest.mark.parametrize(
    "question", ["How much do I pay?", "How many may come?", "How long is it?", "How is it called?", "Who knows how?"]
)
def test_what_asks_for_a_thing(question: str) -> None:
    """An amount, a time, a name."""
    assert not asks_how(question)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Go to the kiosk with your identity card.", True),
        ("1. Turn the selector to manual and wait.", True),
        ("Leave is requested in writing from the team lead.", True),
        ("The lake was always a place of silence.", False),
        ("| Canoe | 8 | 30 | 50 |", None),
    ],
)
def test_what_tells_steps(sentence: str, told: bool | None) -> None:
    """An imperative, or what is done with what; a row of numbers tells nothing."""
    assert tells_how(sentence) is told


@pytest.mark.parametrize(
    ("question", "said", "fits"),
    [
        ("In which months are you open?", "Opened 1974", False),
        ("In which months are you open?", "April to October", True),
        ("What time does it open?", "Monday", False),
        ("What time does it open?", "from 9:30", True),
        ("Which year was it?", "in May", False),
        ("When was it?", "in May", True),
    ],
)
def test_an_hour_a_month_a_year(question: str, said: str, fits: bool) -> None:
    """Only what was asked for by its name is held to it."""
    assert fits_grain(question, said) is fits
