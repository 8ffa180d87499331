"""Filling the next index beside the live one while questions are asked, with kills: ``make bench-reindex``.

``--make`` alone writes the data, with whatever release it runs in; ``--folder`` takes what was written. ``--kinds
release`` carries over what another release wrote; with ``--embedder`` also to another embedder.
"""

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipelines.assembly.stores import open_index
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.index.filling import Phase
from pipelines.index.protocol import Store
from pipelines.ingest.batch import Batch, Prepared
from pipelines.ingest.chunk_embedder import embedding_text
from pipelines.ingest.pipeline import index_spec
from pipelines.ingest.structure_splitter import StructureSplitter
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage
from pipelines.types import Document, Lease, Publication, Scope, Text, document_id_for

ORG, SOURCE = "org-bench", "source-bench"
SCOPE = Scope(ORG, frozenset({SOURCE}))
SENTENCES = 140
KINDS = ("layout", "embedder", "release")


def settings_of(folder: Path, url: str | None, embedder: str | None = None) -> PipelineSettings:
    """Of an installation in that folder."""
    more: dict[str, Any] = {"embedder": embedder} if embedder else {}
    return PipelineSettings(data_dir=folder, OPENAI_API_KEY=None, OPENAI_BASE_URL=None, opensearch_url=url, **more)


def make(settings: PipelineSettings, documents: int) -> int:
    """Index so many documents of about ten passages. Answers how many passages there are."""
    index, storage, embedder = open_index(settings), Storage(settings.blobs), WordLlamaEmbedder()
    index.ensure(index_spec(settings))
    splitter, words, passages = StructureSplitter(index), random.Random(5), 0
    vocabulary = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("nd", "rt", "lm", "st", "x", "ng")]
    lease = Lease("bench", datetime.now(UTC) + timedelta(hours=1))
    for number in range(documents):
        said = [" ".join(words.choices(vocabulary, k=12)).capitalize() + "." for _ in range(SENTENCES)]
        text = Text(
            "\n\n".join(" ".join(said[n : n + 7]) for n in range(0, SENTENCES, 7)) + f"\n\nIts mark is zebra{number}."
        )
        row = Document(document_id_for(SOURCE, f"{number}.md"), ORG, SOURCE, f"{number}.md", f"Document {number}")
        storage.put_text(text, org_id=ORG, document_id=row.document_id, version="v1")
        (done,) = splitter.run(batch=Batch(lease, prepared=(Prepared(row, "v1", text),)))["batch"].prepared
        vectors = embedder.embed_documents([embedding_text(chunk) for chunk in done.chunks])
        assert not index.publish([Publication(row, "v1", done.chunks, vectors, lease)])
        passages += len(done.chunks)
    index.settle()
    index.close()
    return passages


def fill(settings: PipelineSettings, kind: str) -> None:
    """What the worker's thread does, until it is done or killed."""
    from pipelines.ingest.reindexing import Reindexing

    today = index_spec(settings)
    other = {
        "release": today,
        "layout": replace(today, fingerprint="bench-layout", layout=today.layout + 1),
        "embedder": replace(today, fingerprint="bench-embedder", embedder={**today.embedder, "again": 1}),
    }[kind]
    index = open_index(settings)
    index.ensure(today)
    work = Reindexing(index, Storage(settings.blobs), settings, wanted=lambda: other, grace=timedelta(seconds=5))
    while index.live() != other or len(index.physical()) > 1:
        time.sleep(work.step())


@dataclass
class Asking:
    """Questions one after another, and what became of them."""

    settings: PipelineSettings
    documents: int
    milliseconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        from pipelines.answer.question_embedder import QuestionEmbedder
        from pipelines.answer.retriever import Retriever
        from pipelines.assembly.installation import Installation

        desk = Installation(self.settings)
        self.index = desk.index
        self.embedder, self.retriever = (
            QuestionEmbedder(desk.embedder),
            Retriever(desk.index, desk.units, embedder=desk.embedder, scores=desk.scores),
        )

    def ask(self) -> None:
        """One: it must find the document that the word stands in, and nothing may be missing."""
        from pipelines.questions import Question
        from pipelines.types import Visibility

        number, began = random.randrange(self.documents), time.monotonic()
        text = f"Where is the mark zebra{number}?"
        asked = Question(text, SCOPE, {SOURCE: Visibility.CITABLE}, top_k=8, alpha=None)
        try:
            passages = self.retriever.run(question=asked, text=text, **self.embedder.run(text))["passages"]
        except Exception as error:  # noqa: BLE001 - counted
            self.failed.append(repr(error))
            return
        self.milliseconds.append(1000 * (time.monotonic() - began))
        if passages.degraded or passages.items[0].uri != f"{number}.md":
            self.failed.append(f"{passages.degraded} {[one.uri for one in passages.items][:2]} for {number}")


def carry(settings: PipelineSettings, documents: int, *, kind: str, kills: int) -> None:
    """Fill and swap in another process, which is killed so often, and ask meanwhile."""
    asking, watched = Asking(settings, documents), open_index(settings)
    asking.index.ensure(index_spec(settings))
    for _ in range(50):
        asking.ask()
    alone, asking.milliseconds = statistics.median(asking.milliseconds), []
    arguments = [
        sys.executable,
        "-m",
        "tests.bench.index.reindexing",
        "--fill",
        kind,
        "--folder",
        str(settings.data_dir),
    ]
    arguments += ["--url", settings.opensearch_url] if settings.opensearch_url else []
    arguments += ["--embedder", settings.embedder]
    child, began, killed = subprocess.Popen(arguments), time.monotonic(), 0
    due = [documents * (n + random.random()) / kills for n in range(kills)]
    while child.poll() is None:
        asking.ask()
        time.sleep(0.01)
        if killed < kills and _done(watched) > due[killed]:
            child.send_signal(signal.SIGKILL)
            child.wait()
            killed += 1
            child = subprocess.Popen(arguments)
    assert child.returncode == 0
    seconds = time.monotonic() - began
    for number in range(0, documents, max(1, documents // 50)):
        row_id = document_id_for(SOURCE, f"{number}.md")
        row = asking.index.get(ORG, [row_id])[row_id]
        assert row.chunk_count == len(asking.index.chunks(SCOPE, row_id)) > 0
    late = sorted(asking.milliseconds)[int(0.99 * len(asking.milliseconds))]
    print(
        f"{kind}: {seconds:.0f} s with {killed} kills; {len(asking.milliseconds)} questions meanwhile,"
        f" {len(asking.failed)} failed; median {statistics.median(asking.milliseconds):.0f} ms (alone {alone:.0f}),"
        f" 99th percentile {late:.0f} ms",
        flush=True,
    )
    print("\n".join(asking.failed[:5]))


def _done(index: Store) -> int:
    """Documents that are carried over: kills are due by them, however slow the machine is."""
    filling = index.filling()
    return filling.done if filling is not None and filling.phase is Phase.FILLING else 0


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1_700)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--url", default=os.environ.get("REFDESK_TEST_OPENSEARCH_URL") or None)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--make", action="store_true")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS[:2])
    parser.add_argument("--embedder", help="of the index that is filled")
    parser.add_argument("--fill", choices=KINDS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        settings = settings_of(given.folder or Path(scratch), given.url, given.embedder)
        if given.fill:
            fill(settings, given.fill)
            return
        if given.make or given.folder is None:
            began = time.monotonic()
            print(f"{make(settings, given.documents):,} passages, indexed in {time.monotonic() - began:.0f} s")
        if not given.make:
            for kind in given.kinds:
                carry(settings, given.documents, kind=kind, kills=given.kills)


if __name__ == "__main__":
    main()
