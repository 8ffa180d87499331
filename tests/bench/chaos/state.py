"""All that an index holds of a source, as plain values that two installations can be compared by."""

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from opensearchpy import OpenSearch

from flows.sync.manifest import rows_of
from pipelines.assembly.stores import open_index
from pipelines.index.opensearch.mapping import Names
from pipelines.index.protocol import Store
from pipelines.index.sqlite import schema
from pipelines.index.sqlite.connections import Connections
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage
from pipelines.types import Document, Status
from tests.bench.ingest.engine import ORG, SCOPE, SOURCE

State = Mapping[str, Any]


def state(settings: PipelineSettings) -> State:
    """Rows, chunks and stored texts of the living documents by name; how many chunks lie in the store in all."""
    with contextlib.closing(open_index(settings)) as index:
        index.collect(ORG, SOURCE)
        index.settle()
        storage = Storage(settings.blobs)
        living = [row for row in rows_of(index, org_id=ORG, source_id=SOURCE).values() if row.status != Status.DELETED]
        told: dict[str, Any] = {row.uri: _document(index, storage, row) for row in living}
    return told | {"": {"stored": sorted(_stored(settings)), "living": sum(row.chunk_count for row in living)}}


def differences(ours: State, clean: State) -> list[str]:
    """What is not as it should be, a line each."""
    names = sorted(ours.keys() | clean.keys())
    return [
        f"{name or 'in all'}: {_told(ours, name)}, not {_told(clean, name)}"
        for name in names
        if ours.get(name) != clean.get(name)
    ]


def _document(index: Store, storage: Storage, row: Document) -> State:
    chunks = [
        (one.ordinal, one.version, one.text_hash, one.text, one.heading, one.start, one.end)
        for one in index.chunks(SCOPE, row.document_id)
    ]
    texts = storage.stored_texts(org_id=ORG, document_id=row.document_id)
    held: dict[str, Any] = {"status": row.status.value, "version": row.live_version, "pending": row.pending_version}
    held |= {"wanted": row.wanted_hash, "content": row.content_hash, "bytes": row.bytes, "title": row.title}
    vectors = index.vectors(ORG, row.document_id, [one[2] for one in chunks])
    return held | {
        "count": row.chunk_count,
        "lease": row.lease,
        "error": row.error,
        "chunks": chunks,
        "vectors": {name: [round(float(value), 2) for value in vector[:8]] for name, vector in sorted(vectors.items())},
        "text": row.live_version in texts,
    }


def _stored(settings: PipelineSettings) -> Iterator[int]:
    """How many chunks each table, or the index, holds, of whatever version: all the same number where none is lost."""
    if settings.opensearch_url:
        with contextlib.closing(OpenSearch(settings.opensearch_url, timeout=60)) as client:
            yield int(client.count(index=Names(settings.index_prefix).chunks)["count"])
        return
    pool = Connections(settings.index_path)
    with contextlib.closing(pool), pool.reading() as db:
        live = schema.live(db)
        for table in ("@chunks", "@terms", "@vectors"):
            yield int(live.run(f"SELECT count(*) FROM {table}")[0][0])


def _told(state: State, name: str) -> str:
    return str({key: value for key, value in state.get(name, {}).items() if key not in ("chunks", "vectors")})[:400]
