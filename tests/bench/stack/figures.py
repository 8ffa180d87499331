"""How a figure is printed."""

import json
import sys


def print_figure(figure: str, value: float, unit: str, *, store: str, goal: float | None = None) -> None:
    """One JSON line on stdout."""
    line = {"figure": figure, "store": store, "value": round(value, 3), "unit": unit}
    print(json.dumps(line if goal is None else {**line, "goal": goal}), flush=True)


def tell(message: str) -> None:
    """What is going on, on stderr."""
    print(message, file=sys.stderr, flush=True)


def percentile(values: list[float], share: float) -> float:
    """The value below which this share of the values lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
