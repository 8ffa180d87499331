"""Patterns of kinds read hostile sentences in time that grows with their length."""

import time

import pytest

from pipelines.evidence import kinds

LENGTHS = 5_000, 40_000


@pytest.mark.parametrize("unit", ["1", "1,", "a ", "Ab ", " ", "1 a ", "-1"])
def test_eight_times_the_text_takes_no_sixty_times_the_time(unit: str) -> None:
    """Squared growth would take 64 times as long: the best of three of each is compared, far from both."""
    short, long = (min(seconds(unit * (length // len(unit))) for _ in range(3)) for length in LENGTHS)
    assert long < 30 * short + 0.05


def seconds(text: str) -> float:
    """Processor time: other programs of the machine hardly count."""
    began = time.process_time()
    for pattern in (kinds.DURATION, kinds.DATE, kinds.PLACE):
        list(pattern.finditer(text))
    return time.process_time() - began
