"""Where the time goes: every stage alone over the same files, one after the other, by wall and by CPU."""

import time
import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from flows.sync.manifest import unfinished_rows
from flows.wiring import Workshop
from pipelines.ingest.batch import Batch, Fetched
from pipelines.types import Document, Lease
from tests.bench.ingest.engine import ORG, SOURCE, prepare, settings_for, workshop_of
from tests.bench.ingest.loads import Bench, remove
from tests.bench.ingest.measured import line

STAGES = ("converter", "splitter", "embedder", "publisher")
TOGETHER = 64


def run(bench: Bench) -> None:
    """Print seconds and CPU seconds of each stage, on SQLite and on OpenSearch, reading Markdown and PDFs apart."""
    for store, url in (("sqlite", None), ("opensearch", bench.url)):
        prefix = f"bench{uuid.uuid4().hex[:8]}"
        settings = settings_for(bench.folder / f"stages-{store}", url, prefix)
        try:
            prepare(settings, bench.files)
            with workshop_of(settings) as workshop:
                taken = _Taken(bench.pid if url else None)
                _indexed(workshop, taken)
        finally:
            if url:
                remove(url, prefix)
        for stage, (wall, cpu, server) in taken.seconds.items():
            line(f"stage_{stage}", store, wall, unit="s", cpu_s=cpu, server_cpu_s=server, files=len(bench.files))


def _indexed(workshop: Workshop, taken: "_Taken") -> None:
    rows = sorted(unfinished_rows(workshop.index, org_id=ORG, source_id=SOURCE).values(), key=lambda row: row.uri)
    for kind in (".md", ".pdf"):
        for some in _groups([row for row in rows if row.uri.endswith(kind)]):
            lease = Lease(taken.run_id, datetime.now(UTC) + timedelta(seconds=60))
            batch = Batch(lease, fetched=tuple(_fetched(workshop, row) for row in some))
            for stage in STAGES:
                component = workshop.pipeline.get_component(stage)
                with taken.stage(f"{stage}{kind}" if stage == "converter" else stage):
                    answer = component.run(batch=batch)
                batch = answer.get("batch", batch)
    workshop.index.settle()


def _groups(rows: Sequence[Document]) -> Iterator[Sequence[Document]]:
    for first in range(0, len(rows), TOGETHER):
        yield rows[first : first + TOGETHER]


def _fetched(workshop: Workshop, row: Document) -> Fetched:
    name = {"org_id": ORG, "source_id": SOURCE, "document_id": row.document_id, "sha256": row.wanted_hash or ""}
    return Fetched(row, Path(workshop.storage.upload_path(**name)), row.wanted_hash)


class _Taken:
    """Seconds by stage: wall, CPU of this process with its children, CPU of the server."""

    def __init__(self, server: int | None) -> None:
        self.run_id = uuid.uuid4().hex
        self.seconds: dict[str, tuple[float, float, float]] = defaultdict(lambda: (0.0, 0.0, 0.0))
        self._own = psutil.Process()
        self._server = psutil.Process(server) if server else None

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Adds its block to a stage."""
        wall, cpu, server = time.perf_counter(), self._cpu(), self._of_server()
        yield
        before = self.seconds[name]
        took = time.perf_counter() - wall, self._cpu() - cpu, self._of_server() - server
        self.seconds[name] = (before[0] + took[0], before[1] + took[1], before[2] + took[2])

    def _cpu(self) -> float:
        """Of the process, of its ended and of its living children."""
        children = [child for child in self._own.children(recursive=True) if child != self._server]
        living = [times for child in children if (times := _times(child))]
        own = self._own.cpu_times()
        return float(sum(own[:4])) + float(sum(sum(times[:4]) for times in living))

    def _of_server(self) -> float:
        return float(sum(self._server.cpu_times()[:2])) if self._server else 0.0


def _times(process: psutil.Process) -> tuple[float, ...]:
    try:
        return tuple(process.cpu_times())
    except psutil.NoSuchProcess:
        return ()
