"""A collection's documents through the ordinary indexing pipeline, as files of a person would come."""

import html
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from pipelines.assembly.installation import Installation
from pipelines.index.protocol import Index
from pipelines.ingest.batch import Fetched
from pipelines.ingest.pipeline import build_indexing_pipeline, index_batch, index_spec
from pipelines.settings import PipelineSettings
from pipelines.types import Document, Lease, Scope, Status, document_id_for
from tests.bench.quality.collections import Passage

ORG, SOURCE = "org-quality", "source-quality"
SCOPE = Scope(ORG, frozenset({SOURCE}))
BATCH = 50


def load(index: Index, settings: PipelineSettings, passages: Sequence[Passage]) -> dict[str, str]:
    """Index the passages that have any text. Answers the passages' names by document id."""
    index.ensure(index_spec(settings))
    pipeline = build_indexing_pipeline(Installation(settings, index=index))
    folder = settings.data_dir / "files"
    folder.mkdir(parents=True)
    names: dict[str, str] = {}
    waiting = iter([passage for passage in passages if passage.title or passage.text])
    while batch := list(islice(waiting, BATCH)):
        fetched = [_fetched(folder, passage) for passage in batch]
        names |= {one.row.document_id: passage.name for one, passage in zip(fetched, batch, strict=True)}
        lease = Lease("quality", datetime.now(UTC) + timedelta(hours=1))
        for outcome in index_batch(pipeline, fetched, lease=lease):
            if outcome.status is not Status.INDEXED:
                raise RuntimeError(f"{names[outcome.document_id]} ended {outcome.status}: {outcome.error}")
    index.settle()
    return names


def _fetched(folder: Path, passage: Passage) -> Fetched:
    # HTML keeps the title apart from the text; without a title the file is plain text.
    safe = passage.name.replace("/", "_")
    uri = f"{safe}.html" if passage.title else f"{safe}.txt"
    path = folder / uri
    path.write_text(_html(passage) if passage.title else passage.text, encoding="utf-8")
    return Fetched(Document(document_id_for(SOURCE, uri), ORG, SOURCE, uri, title=uri), path)


def _html(passage: Passage) -> str:
    title, text = html.escape(passage.title), html.escape(passage.text or passage.title)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><main><article><p>{text}</p></article></main></body></html>"
    )
