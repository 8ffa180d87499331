"""Numbers: declared names and labels only, and the processes of an installation put together."""

import ast
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import structlog

from pipelines.metrics.collector import Collector, UndeclaredMetric
from pipelines.metrics.names import METRICS, PREFIX, Kind, Metric
from pipelines.metrics.shared import STALE_SECONDS, Sharing

ROOT = Path(__file__).parents[3]
PACKAGES = ("pipelines", "flows", "webapp", "deployments")
# What would tell who or what: a label of such a name is no set that anybody can write down.
TELLING = {"id", "name", "text", "email", "address", "user", "org", "source", "document", "chatbot", "question"}


def sources(package: str) -> list[Path]:
    """The programs' files; the interface has none of them, and many others."""
    return [path for path in (ROOT / package).rglob("*.py") if "ui" not in path.relative_to(ROOT).parts]


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call of ``track_metric`` in the programs, with where it stands."""
    for package in PACKAGES:
        for path in sources(package):
            if "track_metric" not in (text := path.read_text()):
                continue
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "track_metric":
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_call_names_a_declared_metric_with_its_labels() -> None:
    """Found in the source, so that a call that no test reaches is seen too; a text that is written out is allowed."""
    found = list(calls())
    wrong = []
    for where, call in found:
        name = call.args[0]
        metric = METRICS.get(name.value) if isinstance(name, ast.Constant) else None
        if metric is None:
            wrong.append(f"{where}: no declared name")
        elif {each.arg for each in call.keywords} != metric.labels.keys():
            wrong.append(f"{where}: the labels of {name.value} are {sorted(metric.labels)}")
        else:
            wrong += [
                f"{where}: {each.arg}={each.value.value!r}"
                for each in call.keywords
                if isinstance(each.value, ast.Constant) and each.value.value not in (metric.labels[each.arg] or ())
            ]
    assert wrong == []
    assert len(found) > 15


def test_every_declared_metric_is_counted_somewhere() -> None:
    """A name that nothing counts would be a promise that nobody keeps."""
    counted = {call.args[0].value for _, call in calls() if isinstance(call.args[0], ast.Constant)}
    for package in PACKAGES:
        for path in sources(package):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "attr", None) in ("watch", "track"):
                    counted |= {one.value for one in node.args[:1] if isinstance(one, ast.Constant)}
    assert METRICS.keys() - counted == set()


@pytest.mark.parametrize("name", METRICS)
def test_labels_tell_nothing_of_anybody(name: str) -> None:
    """Few values that are written down; the one label that a program declares is the route."""
    labels = METRICS[name].labels
    assert [label for label, values in labels.items() if values is None] in ([], ["route"])
    assert [label for label in labels if label in TELLING or label.endswith("_id")] == []
    assert max((len(values) for values in labels.values() if values), default=0) < 80


METERS: Mapping[str, Metric] = {
    "hits": Metric(Kind.COUNTER, "hits", {"of": frozenset({"a", "b"})}),
    "depth": Metric(Kind.GAUGE, "depth"),
    "seconds": Metric(Kind.HISTOGRAM, "seconds", {"route": None}, (0.1, 1.0)),
}


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        ("misses", {}),
        ("hits", {}),
        ("hits", {"of": "c"}),
        ("hits", {"of": "a", "id": "7"}),
        ("seconds", {"route": "/x"}),
    ],
)
def test_what_is_not_declared_is_refused(name: str, labels: dict[str, str]) -> None:
    """Raised in tests; else said once and not counted: no request fails for a number."""
    with pytest.raises(UndeclaredMetric):
        Collector(METERS, strict=True).track(name, 1, labels)
    lenient = Collector(METERS)
    with structlog.testing.capture_logs() as logged:
        lenient.track(name, 1, labels)
        lenient.track(name, 1, labels)
    assert [line["event"] for line in logged] == ["metric_undeclared"]


Opened = Callable[..., tuple[Collector, Sharing]]


@pytest.fixture
def sharing(tmp_path: Path) -> Iterator[Opened]:
    """One process's numbers, each time it is called."""
    opened: list[Sharing] = []

    def opens(folder: Path = tmp_path, program: str = "web") -> tuple[Collector, Sharing]:
        collector = Collector(METERS, strict=True)
        collector.declare("seconds", "route", ["/x"])
        opened.append(Sharing(collector, folder, program=program))
        return collector, opened[-1]

    yield opens
    for one in opened:
        one.close()


def test_numbers_of_several_processes_are_one(sharing: Opened) -> None:
    """Counts, gauges and buckets of two processes in one answer; each reads the other's within seconds."""
    (web, of_web), (worker, of_worker) = sharing(), sharing(program="worker")
    web.track("hits", 2, {"of": "a"})
    web.track("depth", 3, {})
    worker.track("hits", 5, {"of": "a"})
    worker.watch("depth", lambda: 4.0)
    worker.track("seconds", 0.5, {"route": "/x"})
    of_worker.write()
    text = of_web.text().decode()
    assert 'refdesk_hits_total{of="a"} 7.0' in text
    assert "refdesk_depth 7.0" in text
    assert 'refdesk_seconds_bucket{le="1.0",route="/x"} 1.0' in text
    assert text.count("# TYPE refdesk_depth gauge") == 1


def test_counts_outlive_their_process(tmp_path: Path, sharing: Opened) -> None:
    """A process that is started again goes on from its count; what a gauge said ends with its process."""
    first, shared = sharing()
    first.track("hits", 2, {"of": "a"})
    first.track("depth", 9, {})
    shared.close()
    shared.write()
    assert list(tmp_path.glob("*.json")) == []  # closed before it ever wrote: no place was taken
    first, shared = sharing()
    first.track("hits", 2, {"of": "a"})
    first.track("depth", 9, {})
    shared.write()
    shared.close()
    second, again = sharing()
    second.track("hits", 1, {"of": "a"})
    again.write()
    assert [path.name for path in tmp_path.glob("*.json")] == ["web-0.json"]
    assert again.samples()[PREFIX + "hits_total", (("of", "a"),)] == 3
    assert again.samples()[PREFIX + "depth", ()] == 0


def test_two_processes_of_a_program_have_a_place_each(tmp_path: Path, sharing: Opened) -> None:
    """Whoever holds a place is left alone; a gauge that is not written any more is not believed."""
    (one, of_one), (other, of_other) = sharing(), sharing()
    one.track("hits", 1, {"of": "a"})
    one.track("depth", 5, {})
    of_one.write()
    other.track("hits", 1, {"of": "b"})
    of_other.write()
    assert sorted(path.name for path in tmp_path.glob("*.json")) == ["web-0.json", "web-1.json"]
    long_ago = time.time() - STALE_SECONDS - 1
    assert of_other.samples()[PREFIX + "depth", ()] == 5
    os.utime(tmp_path / "web-0.json", (long_ago, long_ago))
    assert of_other.samples()[PREFIX + "depth", ()] == 0
    assert of_other.samples()[PREFIX + "hits_total", (("of", "a"),)] == 1


@pytest.mark.parametrize("broken", ["", "{", "[[1]]", '{"a": 1}', '[["x", [["l"]], 1]]', "null", "[1]"])
def test_a_broken_file_costs_nobody_his_numbers(tmp_path: Path, sharing: Opened, broken: str) -> None:
    """What is not what was written there is as if it were not."""
    (tmp_path / "worker-0.json").write_text(broken)
    web, shared = sharing()
    web.track("hits", 2, {"of": "a"})
    assert shared.samples()[PREFIX + "hits_total", (("of", "a"),)] == 2


def test_a_folder_that_cannot_be_written_is_said_once(tmp_path: Path, sharing: Opened) -> None:
    """On a full disk, or in a place that is no folder, a process has its own numbers all the same."""
    (tmp_path / "file").write_text("")
    web, shared = sharing(tmp_path / "file" / "numbers")
    web.track("hits", 2, {"of": "a"})
    with structlog.testing.capture_logs() as logged:
        shared.write()
        shared.write()
    assert [line["event"] for line in logged] == ["metrics_not_shared"]
    assert 'refdesk_hits_total{of="a"} 2.0' in shared.text().decode()
