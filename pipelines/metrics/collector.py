"""The collector of this process: ``track_metric`` from anywhere, without a hand on anything but the name."""

from collections.abc import Callable, Collection, Iterator, Mapping
from threading import Lock

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.metrics_core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric as Family

from pipelines.metrics.names import METRICS, PREFIX, Kind, Metric

Take = Callable[[float], None]
Look = Callable[[], float | None]
log = structlog.get_logger()


class UndeclaredMetric(ValueError):
    """A name, a label, or a label's value that ``pipelines.metrics.names`` does not have."""


class Collector:
    """Counts and measures in memory. Thread-safe.

    What is not declared is refused: raised where ``strict`` (in tests), else logged once and not counted, since no
    request may fail for a number.
    """

    def __init__(self, metrics: Mapping[str, Metric] = METRICS, *, strict: bool = False) -> None:
        self.strict = strict
        self.metrics = metrics
        self._registry = CollectorRegistry()
        self._made = {name: _made(name, metric, self._registry) for name, metric in metrics.items()}
        self._declared: dict[tuple[str, str], frozenset[str]] = {}
        self._takes: dict[tuple[str, tuple[tuple[str, str], ...]], Take] = {}
        self._watched: dict[tuple[str, tuple[str, ...]], Look] = {}
        self._complained: set[str] = set()
        self._lock = Lock()

    def track(self, name: str, value: float, labels: Mapping[str, str]) -> None:
        """Add ``value`` to a counter, set a gauge to it, or sort it into a histogram."""
        # Labels as the call site writes them: a site whose labels stand in another order has a place of its own.
        key = (name, tuple(labels.items()))
        take = self._takes.get(key)
        if take is None:
            try:
                take = self._takes[key] = self._checked(name, labels)
            except UndeclaredMetric as undeclared:
                self._complain(undeclared)
                return
        take(value)

    def declare(self, name: str, label: str, values: Collection[str]) -> None:
        """What a label of a metric may say, where ``names`` leaves it to the program. Adds to what was declared."""
        if self.metrics[name].labels[label] is not None:
            raise UndeclaredMetric(f"{name}: what {label!r} may say stands in pipelines.metrics.names.")
        self._declared[name, label] = self._declared.get((name, label), frozenset()) | frozenset(values)

    def watch(self, name: str, look: Look, **labels: str) -> None:
        """Have a gauge asked whenever numbers are read; the last who watches a series is asked; None: not known."""
        self._checked(name, labels)
        with self._lock:
            self._watched[name, tuple(labels[label] for label in self.metrics[name].labels)] = look

    def families(self) -> Iterator[Family]:
        """This process's numbers, in the order of ``metrics``; watched gauges are asked now."""
        with self._lock:
            watched = dict(self._watched)
        for name, metric in self.metrics.items():
            for family in self._made[name].collect():
                family.samples = [sample for sample in family.samples if not sample.name.endswith("_created")]
                yield family
            if seen := {values: look for (of, values), look in watched.items() if of == name}:
                asked = GaugeMetricFamily(PREFIX + name, metric.meaning, labels=list(metric.labels))
                for values, look in seen.items():
                    if (value := look()) is not None:
                        asked.add_metric(values, value)
                yield asked

    def _checked(self, name: str, labels: Mapping[str, str]) -> Take:
        metric = self.metrics.get(name)
        if metric is None:
            raise UndeclaredMetric(f"There is no metric {name!r}.")
        if labels.keys() != metric.labels.keys():
            raise UndeclaredMetric(f"{name} has the labels {sorted(metric.labels)}, not {sorted(labels)}.")
        for label, value in labels.items():
            allowed = metric.labels[label]
            if value not in (self._declared.get((name, label), ()) if allowed is None else allowed):
                raise UndeclaredMetric(f"{name}: {label!r} may not say {value!r}.")
        made = self._made[name]
        child = made.labels(**labels) if labels else made
        match metric.kind:
            case Kind.COUNTER:
                take: Take = child.inc  # type: ignore[union-attr]
            case Kind.GAUGE:
                take = child.set  # type: ignore[union-attr]
            case Kind.HISTOGRAM:
                take = child.observe  # type: ignore[union-attr]
        return take

    def _complain(self, undeclared: UndeclaredMetric) -> None:
        if self.strict:
            raise undeclared
        if len(self._complained) < len(self.metrics) and str(undeclared) not in self._complained:
            self._complained.add(str(undeclared))
            log.error("metric_undeclared", error=str(undeclared))


def _made(name: str, metric: Metric, registry: CollectorRegistry) -> Counter | Gauge | Histogram:
    labels = tuple(metric.labels)
    match metric.kind:
        case Kind.COUNTER:
            return Counter(PREFIX + name, metric.meaning, labels, registry=registry)
        case Kind.GAUGE:
            return Gauge(PREFIX + name, metric.meaning, labels, registry=registry)
        case Kind.HISTOGRAM:
            return Histogram(PREFIX + name, metric.meaning, labels, buckets=metric.buckets, registry=registry)


COLLECTOR = Collector()


def track_metric(name: str, value: float = 1.0, **labels: str) -> None:
    """Count, set or measure a metric of ``pipelines.metrics.names``: ``track_metric("answers", mode=…, outcome=…)``."""
    COLLECTOR.track(name, value, labels)
