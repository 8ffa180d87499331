"""``docs/reference/metrics.md``: every number that the programs keep."""

from collections.abc import Iterator

from pipelines.metrics.names import METRICS, PREFIX, Kind, Metric

HEAD = """# Metrics

`GET /metrics` tells them as Prometheus text, of all processes of the installation on this machine together. Labels have
the values that stand here, never an id, a name or a text; a counter's series end in `_total`, a histogram's in
`_bucket`, `_sum` and `_count`. Who may read them and what they are good for: [Watching](../guides/watching.md).

| metric | kind | what | labels |
|---|---|---|---|
"""
MOST = 12
ELSEWHERE = {
    "route": "the API's routes, `unmatched`",
    "status": "an HTTP status",
}


def render() -> str:
    """The page's text."""
    return HEAD + "\n".join(_row(name, metric) for name, metric in METRICS.items()) + "\n"


def _row(name: str, metric: Metric) -> str:
    unit = f"{metric.kind}, seconds" if metric.kind is Kind.HISTOGRAM else str(metric.kind)
    return f"| `{PREFIX}{name}` | {unit} | {metric.meaning} | {'; '.join(_labels(metric))} |"


def _labels(metric: Metric) -> Iterator[str]:
    for label, values in metric.labels.items():
        if values is None or len(values) > MOST:
            yield f"`{label}`: {ELSEWHERE.get(label) or ', '.join(f'`{value}`' for value in sorted(values or ()))}"
        else:
            yield f"`{label}`: {', '.join(f'`{value}`' for value in sorted(values))}"
