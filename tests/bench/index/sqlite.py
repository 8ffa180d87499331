"""``SQLiteIndex``: absolute values."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from pipelines.index.sqlite import SQLiteIndex
from pipelines.types import Fusion, Publication
from tests.bench.index.corpus import SCOPE, SPEC, Question
from tests.bench.index.measures import median, report, seconds

REPETITIONS, K = 3, 10


def run(folder: Path, items: Sequence[Publication], asked: Sequence[Question]) -> None:
    """Print ``index_write`` and ``index_search``."""
    writes = []
    for number in range(REPETITIONS):
        with contextlib.closing(SQLiteIndex(folder / f"{number}.sqlite")) as index:
            index.ensure(SPEC)
            writes.append(seconds(lambda index=index: index.publish(items)))  # type: ignore[misc]
            searches = [
                seconds(lambda one=one, index=index: index.search(SCOPE, one.text, one.vector, k=K, fusion=Fusion()))  # type: ignore[misc]
                for one in asked
            ]
    report("index_write", "sqlite", value=median(writes), unit="s")
    report("index_search", "sqlite", value=1000 * median(searches), unit="ms")
