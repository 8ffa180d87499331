"""Pages and tables of hostile structure: twice as much of it takes about twice as long."""

import contextlib
import time

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.errors import PipelineError
from tests.samples.hostile_pages import MARKDOWN, PAGES, TABLES

# Of each format as many as take a while only where they are quadratic.
STEPS = {"html": 1_000, "csv": 1_500, "md": 400}
KINDS = {"html": PAGES, "csv": TABLES, "md": MARKDOWN}
CASES = [(ending, name) for ending, kinds in KINDS.items() for name in kinds]
# Four times as many would take a quadratic reader sixteen times as long; what takes next to nothing is not measured.
AT_MOST, NOTHING = 9.0, 0.2


def seconds(ending: str, name: str, by: int) -> float:
    """The best of two: another process may have had the machine."""
    data = KINDS[ending][name](STEPS[ending] * by).encode()
    taken = []
    for _ in range(2):
        begun = time.process_time()
        with contextlib.suppress(PipelineError):
            convert(Source(data, f"a.{ending}"))
        taken.append(time.process_time() - begun)
    return min(taken)


@pytest.mark.parametrize(("ending", "name"), CASES, ids=[" ".join(case) for case in CASES])
def test_time_grows_with_size(ending: str, name: str) -> None:
    """Whatever nests in what, repeats, or never ends."""
    four = seconds(ending, name, 4)
    assert four < NOTHING or four < AT_MOST * seconds(ending, name, 1)
