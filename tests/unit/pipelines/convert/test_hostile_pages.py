"""Pages and tables of hostile structure: twice as much of it takes about twice as long."""

import contextlib
import time

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.errors import PipelineError
from tests.samples.hostile_pages import MARKDOWN, PAGES, TABLES

# Of each format as many as take a while only where they are quadratic.
STEPS = {"html": 600, "csv": 900, "md": 240}
KINDS = {"html": PAGES, "csv": TABLES, "md": MARKDOWN}
CASES = [(ending, name) for ending, kinds in KINDS.items() for name in kinds]
# Four times as many would take a quadratic reader sixteen times as long; what takes next to nothing is not measured.
AT_MOST, NOTHING = 11.0, 0.07
# A busy machine makes some measurements longer, none shorter: the best of so many at the most.
TRIES = 6


def seconds(ending: str, name: str, by: int) -> float:
    """Of the processor, for that many times as much."""
    data = KINDS[ending][name](STEPS[ending] * by).encode()
    begun = time.process_time()
    with contextlib.suppress(PipelineError):
        convert(Source(data, f"a.{ending}"))
    return time.process_time() - begun


@pytest.mark.parametrize(("ending", "name"), CASES, ids=[" ".join(case) for case in CASES])
def test_time_grows_with_size(ending: str, name: str) -> None:
    """Whatever nests in what, repeats, or never ends."""
    one = four = float("inf")
    for _ in range(TRIES):
        four = min(four, seconds(ending, name, 4))
        if four < NOTHING:
            return
        one = min(one, seconds(ending, name, 1))
        if four < AT_MOST * one:
            return
    assert four < AT_MOST * one
