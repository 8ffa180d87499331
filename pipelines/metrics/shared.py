"""Numbers of all processes of an installation on one machine, read by any (docs/adr/0108-numbers-and-alerts.md).

Each process writes what it counted into a file of its own and goes on from what lies there: counts survive a restart,
and a process that is killed loses a few seconds of them. Nobody waits for a file while something is counted.
"""

import fcntl
import json
import os
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import structlog
from prometheus_client import generate_latest
from prometheus_client.metrics_core import Metric as Family

from pipelines.metrics.collector import Collector
from pipelines.metrics.names import PREFIX, Kind

SECONDS = 5.0
# A gauge tells of now: of a process that has not written for so long it tells nothing.
STALE_SECONDS = 4 * SECONDS
PLACES = 64

# (name of the sample, its labels in order of their names) → value
Series = tuple[str, tuple[tuple[str, str], ...]]
Samples = dict[Series, float]
log = structlog.get_logger()


class Sharing:
    """This process's numbers among those of the others. Thread-safe. Without a folder to write to: its own alone."""

    def __init__(self, collector: Collector, folder: Path, *, program: str) -> None:
        self._collector = collector
        self._folder = folder
        self._program = program
        self._path: Path | None = None
        self._held: IO[str] | None = None
        self._before: Samples = {}
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self._closed = False
        self._said = ""

    def start(self) -> None:
        """Write every few seconds, for programs without passes of their own."""
        threading.Thread(target=self._write_for_ever, name="metrics", daemon=True).start()

    def close(self) -> None:
        """Write once more and give the place up. Never raises."""
        self._ended.set()
        with self._lock:
            took, self._closed = self._path is not None, True
        if took:
            self.write()
        with self._lock:
            self._path = None
            if self._held is not None:
                self._held.close()
                self._held = None

    def write(self) -> None:
        """Keep this process's numbers: in the place that it takes at the first time, after the counts that lie there.

        On a full disk the last ones stay. Never raises for it.
        """
        with self._lock:
            if self._path is None and not self._closed:
                self._take_place()
            if self._path is None:
                return
            samples = [[name, labels, value] for (name, labels), value in self._own().items()]
            fresh = self._path.with_suffix(".new")
            try:
                fresh.write_text(json.dumps(samples))
                fresh.replace(self._path)
            except OSError as error:
                self._complain(error)

    def samples(self) -> Samples:
        """Every series of all processes, put together: counts and gauges summed. A process's own are those of now."""
        with self._lock:
            found, mine = self._own(), self._path
        for path in sorted(self._folder.glob("*.json")):
            if path != mine:
                for series, value in self._of(path).items():
                    found[series] = found.get(series, 0.0) + value
        return found

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(_Families(self._collector, self.samples()))

    def _own(self) -> Samples:
        found = dict(self._before)
        for family in self._collector.families():
            for sample in family.samples:
                series = (sample.name, tuple(sorted(sample.labels.items())))
                found[series] = found.get(series, 0.0) + sample.value
        return found

    def _of(self, path: Path) -> Samples:
        try:
            fresh = time.time() - path.stat().st_mtime < STALE_SECONDS
            found = _parsed(path.read_text())
        except (OSError, ValueError, TypeError):
            return {}  # taken away, or never finished
        return found if fresh else self._counts(found)

    def _counts(self, samples: Samples) -> Samples:
        gauges = {PREFIX + name for name, metric in self._collector.metrics.items() if metric.kind is Kind.GAUGE}
        return {series: value for series, value in samples.items() if series[0] not in gauges}

    def _take_place(self) -> None:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for number in range(PLACES):
                held = (self._folder / f"{self._program}-{number}.lock").open("w")
                try:
                    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    held.close()
                    continue
                self._held, self._path = held, self._folder / f"{self._program}-{number}.json"
                self._before = self._counts(self._of(self._path))
                return
        except OSError as error:
            self._complain(error)

    def _write_for_ever(self) -> None:
        while not self._ended.wait(SECONDS):
            try:
                self.write()
            except Exception:  # the thread's edge: a gauge that cannot be asked must not end it
                log.exception("metrics_not_written")

    def _complain(self, error: OSError) -> None:
        if self._said != (said := os.strerror(error.errno or 0)):
            self._said = said
            log.warning("metrics_not_shared", error=said)


class _Families:
    """Samples as a registry gives them."""

    def __init__(self, collector: Collector, samples: Mapping[Series, float]) -> None:
        self._collector, self._samples = collector, samples

    def collect(self) -> Iterator[Family]:
        """Families in the order of the declared metrics; the buckets of a histogram in theirs."""
        owners = {ending: name for name in self._collector.metrics for ending in _endings(name)}
        by_name: dict[str, list[tuple[Series, float]]] = {}
        for series, value in self._samples.items():
            if owner := owners.get(series[0]):
                by_name.setdefault(owner, []).append((series, value))
        for name, metric in self._collector.metrics.items():
            family = Family(PREFIX + name, metric.meaning, metric.kind.value)
            for (sample, labels), value in sorted(by_name.get(name, ()), key=_order):
                family.add_sample(sample, dict(labels), value)
            yield family


def _endings(name: str) -> Iterator[str]:
    return (f"{PREFIX}{name}{ending}" for ending in ("", "_total", "_bucket", "_sum", "_count"))


def _order(item: tuple[Series, float]) -> tuple[Any, ...]:
    (name, labels), _ = item
    others = tuple(pair for pair in labels if pair[0] != "le")
    return others, name, float(dict(labels).get("le", "inf"))


def _parsed(text: str) -> Samples:
    return {
        (str(name), tuple((str(label), str(said)) for label, said in labels)): float(value)
        for name, labels, value in json.loads(text)
    }
