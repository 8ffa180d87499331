"""The bench's goals, on the half to build with and on the one that is held back."""

from types import ModuleType

import pytest

from tests.bench.personal import abroad, built, held
from tests.bench.personal.__main__ import LEAST_FOUND, MOST_ALARMS
from tests.bench.personal.item import Tally, tallied


@pytest.mark.parametrize("half", [built, held], ids=["built", "held"])
@pytest.mark.slow
def test_enough_is_found_and_little_is_taken_for_it(half: ModuleType) -> None:
    """More than 400 items of ten kinds and 400 look-alikes."""
    sums = tallied([*half.personal(), *half.lookalikes()])
    found = [tally for (personal, _), tally in sums.items() if personal]
    others = [tally for (personal, _), tally in sums.items() if not personal]
    assert len(found) >= 10
    assert sum(one.total for one in found) >= 400
    assert sum(one.total for one in others) >= 400
    _good_enough(found, others)


def test_so_it_is_in_countries_that_neither_half_has() -> None:
    """200 items of ten kinds in 25 countries and languages, and 200 look-alikes."""
    sums = tallied([*abroad.personal(), *abroad.lookalikes()])
    found = [tally for (personal, _), tally in sums.items() if personal]
    others = [tally for (personal, _), tally in sums.items() if not personal]
    assert [one.total for one in found] == [20] * 10
    assert sum(one.total for one in others) == 200
    _good_enough(found, others)


def _good_enough(found: list[Tally], others: list[Tally]) -> None:
    assert sum(one.covered for one in found) >= LEAST_FOUND * sum(one.total for one in found)
    assert sum(one.touched for one in others) <= MOST_ALARMS * sum(one.total for one in others)
