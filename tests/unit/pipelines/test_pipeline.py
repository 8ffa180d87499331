"""A pipeline that fails says why, and nothing else: no copies, no warnings, no folder in anybody's home."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import apsw
import pytest
from haystack import component

from pipelines.assembly.installation import Installation
from pipelines.assembly.pipeline import COMPUTING, Pipeline, computing_for
from pipelines.convert.guard import Converter
from pipelines.errors import IndexTimeout
from pipelines.index.sqlite.store import SQLiteIndex
from pipelines.ingest.pipeline import Fetched, build_indexing_pipeline, index_batch, index_spec
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage
from pipelines.types import Document, Lease


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[Path]:
    """An empty home and an empty current folder, which stay so; and Haystack warns of nothing."""
    home, here = tmp_path / "home", tmp_path / "here"
    for folder in (home, here):
        folder.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TMPDIR", str(here))
    monkeypatch.chdir(here)
    caplog.set_level(logging.WARNING)
    yield tmp_path
    assert [*home.iterdir(), *here.iterdir()] == []
    assert [record.getMessage() for record in caplog.records if record.name.startswith("haystack")] == []


def test_a_failed_batch_leaves_nothing_behind(outside: Path) -> None:
    """Its error is the index's own and names the component."""
    settings = PipelineSettings(data_dir=outside / "data")
    settings.data_dir.mkdir()
    index = SQLiteIndex(settings.data_dir / "index.sqlite", seconds=0.2)
    index.ensure(index_spec(settings))
    index.put([Document("d", "org", "source", "note.txt", "note.txt")])
    (outside / "note.txt").write_text("The heron stands in the pond.")
    fetched = Fetched(index.get("org", ["d"])["d"], outside / "note.txt")
    writer = apsw.Connection(str(settings.data_dir / "index.sqlite"))
    with Converter(settings) as converter:
        storage = Storage(settings.blobs)
        desk = Installation(settings, index=index, storage=storage, converter=converter)
        pipeline = build_indexing_pipeline(desk)
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(IndexTimeout) as failed:
            index_batch(pipeline, [fetched], lease=Lease("run", datetime.now(UTC) + timedelta(seconds=60)))
        writer.close()
    index.close()
    assert "publisher" in "".join(failed.value.__notes__)


@component
class Wrong:
    """Answers something that is no mapping."""

    @component.output_types(value=int)
    def run(self, value: int) -> int:
        return value


def test_a_component_that_answers_wrongly_is_named(outside: Path) -> None:
    """Where there is no other error, Haystack's words stay."""
    pipeline = Pipeline()
    pipeline.add_component("wrong", Wrong())
    with pytest.raises(RuntimeError, match="wrong"):
        pipeline.run({"wrong": {"value": 1}})


@component
class Adder:
    """Counts how many of its kind run at once, and in which order organisations came."""

    computes = True

    def __init__(self) -> None:
        self.running: Counter[bool] = Counter()
        self.most = 0
        self.begun = threading.Event()
        self.hold = threading.Event()

    @component.output_types(value=int)
    def run(self, value: int) -> dict[str, int]:
        self.running[True] += 1
        self.most = max(self.most, self.running[True])
        if self.most == COMPUTING - 1:
            self.begun.set()
        self.hold.wait(10)
        self.running[True] -= 1
        return {"value": value + 1}


def test_who_computes_for_one_organisation_leaves_a_turn_to_others() -> None:
    """However many run for it; and outside of ``computing_for`` nobody waits."""
    adder, pipeline = Adder(), Pipeline()
    pipeline.add_component("adder", adder)

    def computed(org_id: str) -> int:
        with computing_for(org_id):
            return int(pipeline.run({"adder": {"value": 1}})["adder"]["value"])

    with ThreadPoolExecutor(12) as threads:
        crowd = [threads.submit(computed, "crowd") for _ in range(10)]
        assert adder.begun.wait(10)
        other, nobodys = threads.submit(computed, "other"), threads.submit(pipeline.run, {"adder": {"value": 1}})
        until(lambda: adder.running[True] == COMPUTING + 1)
        adder.hold.set()
        assert [one.result(10) for one in (*crowd, other)] == [2] * 11
        assert nobodys.result(10) == {"adder": {"value": 2}}
    assert adder.most <= COMPUTING + 1


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.005)
