"""The engine: everything between the rows that wait and the index, without Prefect and without HTTP."""

import argparse
import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flows.sync.batches import index_rows
from flows.sync.manifest import unfinished_rows
from flows.sync.plan import Listing, plan
from flows.sync.run import FEW
from flows.sync.streaming import stream_rows
from flows.wiring import Workshop, build_workshop
from pipelines.assembly.installation import Installation
from pipelines.assembly.stores import open_index
from pipelines.embedding.wordllama import WordLlamaEmbedder
from pipelines.index.protocol import Index
from pipelines.ingest.pipeline import Outcome, index_spec
from pipelines.settings import PipelineSettings
from pipelines.sources.kinds import kind_named
from pipelines.storage.blobs import Storage
from pipelines.types import Document, Lease, Scope, Status, document_id_for
from tests.bench.ingest.measured import children_cpu, clock, end

ORG, SOURCE = "org-bench", "source-bench"
SCOPE = Scope(ORG, frozenset({SOURCE}))
AT_ONCE = 500


def settings_for(data: Path, url: str | None, prefix: str = "refdesk") -> PipelineSettings:
    """An installation of its own."""
    return PipelineSettings(data_dir=data, opensearch_url=url, index_prefix=prefix)


def put(index: Index, storage: Storage, files: Sequence[Path]) -> None:
    """Bytes and rows, as uploads leave them."""
    for first in range(0, len(files), AT_ONCE):
        rows = [_kept(storage, path) for path in files[first : first + AT_ONCE]]
        known = index.get(ORG, [row.document_id for row in rows])
        wanted = [row if (old := known.get(row.document_id)) is None else _again(old, row) for row in rows]
        assert not index.put(wanted)
    index.settle()


def load(workshop: Workshop) -> list[Outcome]:
    """What a sync does between its listing and its end."""
    source = kind_named("upload").opened(ORG, SOURCE, config={}, storage=workshop.storage)
    rows = unfinished_rows(workshop.index, org_id=ORG, source_id=SOURCE)
    made = plan(Listing(datetime.now(UTC), source.list(rows)), rows, full=False)
    told: dict[str, Any] = {"source": source, "lease": _lease(uuid.uuid4().hex)}
    if len(made.work) > FEW:
        found = stream_rows(workshop, made.work, **told, stopped=lambda: False)
        ended = [outcome for some in found for outcome in some.outcomes]
    else:
        ended = index_rows(workshop, made.work, **told) if made.work else []
    workshop.index.settle()
    return ended


def _lease(run_id: str) -> Callable[[], Lease]:
    return lambda: Lease(run_id, datetime.now(UTC) + timedelta(seconds=60))


def _kept(storage: Storage, path: Path) -> Document:
    name = document_id_for(SOURCE, path.name)
    with path.open("rb") as stream:
        aside = storage.set_aside(stream)
    storage.place_upload(aside, org_id=ORG, source_id=SOURCE, document_id=name)
    moment = datetime.now(UTC)
    told = {"bytes": aside.bytes, "wanted_hash": aside.sha256, "listed_at": moment}
    return Document(name, ORG, SOURCE, path.name, path.name, **told)  # type: ignore[arg-type]


def _again(old: Document, wanted: Document) -> Document:
    kept = {"bytes": wanted.bytes, "wanted_hash": wanted.wanted_hash, "listed_at": wanted.listed_at}
    return replace(old, status=Status.PENDING, error=None, **kept)  # type: ignore[arg-type]


@contextmanager
def workshop_of(settings: PipelineSettings) -> Iterator[Workshop]:
    """A workshop, its children ended at the end."""
    with closing(build_workshop(settings)) as made:
        yield made


def warm(workshop: Workshop, file: Path) -> None:
    """As a worker is that waits for work; the bare parts are warm too."""
    WordLlamaEmbedder().embed_question("warm")
    workshop.converter.convert(file, file.name)


def prepare(settings: PipelineSettings, files: Sequence[Path]) -> None:
    """An index with the rows of files that wait."""
    with closing(open_index(settings)) as index:
        index.ensure(index_spec(settings))
        put(index, Storage(settings.blobs), files)


def chunk_texts(settings: PipelineSettings, files: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """(uri, text) of every chunk that is live."""
    with closing(Installation(settings)) as desk:
        for path in files:
            for chunk in desk.index.chunks(SCOPE, document_id_for(SOURCE, path.name)):
                yield path.name, chunk.text


def main() -> None:
    """One load; ``--keep-chunks`` writes down what was cut, for the bare parts."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--opensearch")
    parser.add_argument("--index", default="refdesk")
    parser.add_argument("--keep-chunks", type=Path)
    parser.add_argument("--server", type=int, help="OpenSearch's process, whose CPU seconds count")
    given = parser.parse_args()
    files = [Path(line) for line in given.files.read_text().splitlines()]
    settings = settings_for(given.data, given.opensearch, given.index)
    prepare(settings, files)
    with workshop_of(settings) as workshop:
        warm(workshop, files[0])
        with clock(given.server) as taken:
            ended = load(workshop)
        indexed = sum(one.status is Status.INDEXED for one in ended)
        if indexed != len(files):
            raise SystemExit(f"{indexed} of {len(files)} documents are indexed")
        taken.chunks = workshop.index.term_counts(SCOPE, [])[0]
        before = children_cpu()
    if given.keep_chunks:
        with given.keep_chunks.open("w") as lines:
            lines.writelines(json.dumps(pair) + "\n" for pair in chunk_texts(settings, files))
    end(taken, children_cpu() - before)


if __name__ == "__main__":
    main()
