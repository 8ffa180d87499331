"""How the index benches measure: repetitions interleaved, medians, one JSON line per figure."""

import json
import statistics
import time
from collections.abc import Callable, Sequence

Timed = Callable[[], object]


def seconds(work: Timed) -> float:
    """How long a call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def interleaved(pairs: Sequence[tuple[Timed, Timed]]) -> tuple[list[float], list[float]]:
    """(first's, second's) seconds of each pair, one after the other, the order turned at every pair."""
    ours, theirs = [], []
    for number, (one, other) in enumerate(pairs):
        if number % 2:
            theirs.append(seconds(other))
            ours.append(seconds(one))
        else:
            ours.append(seconds(one))
            theirs.append(seconds(other))
    return ours, theirs


def report(
    figure: str, store: str, *, value: float, unit: str, ratio: float | None = None, goal: float | None = None
) -> None:
    """Print a figure as one JSON line."""
    line: dict[str, object] = {"figure": figure, "store": store, "value": round(value, 3), "unit": unit}
    if ratio is not None:
        line |= {"ratio": round(ratio, 3), "goal": goal}
    print(json.dumps(line), flush=True)


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)
