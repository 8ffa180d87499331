"""Publishing documents: rows, chunks, probe and ``indexed`` of a few of them in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import apsw

from pipelines.errors import ProbeFailed
from pipelines.index.probe import probe_terms
from pipelines.index.spaces import fits, is_still
from pipelines.index.sqlite import chunks, probing, rows, schema
from pipelines.text.revisions import Analyzer, analyzer_of
from pipelines.types import Conflict, Document, Publication, Status


@dataclass(frozen=True, slots=True)
class _Written:
    """A document that was written, and the number of its first chunk."""

    item: Publication
    number: int


def publish(db: apsw.Connection, items: Sequence[Publication], moment: datetime) -> list[Conflict]:
    """Make versions live, their vectors checked before. Inside a write transaction, which an error rolls back.

    Raises ``ProbeFailed`` where a search does not find each of them.
    """
    live, conflicts, written = schema.live(db), [], []
    fits(live.spec, items)
    for item in items:
        before = rows.read(db, item.row.org_id, [item.row.document_id]).get(item.row.document_id)
        if not rows.write(db, _published(item, moment), moment):
            conflicts.append(Conflict(item.row.document_id, before))
        elif added := _replaced(live, item):
            written.append(_Written(item, added[0]))
    _probe_all(live, written)
    return conflicts


def fill(target: schema.Physical, items: Sequence[Publication]) -> list[Conflict]:
    """Write the chunks of live versions into an index beside the live one. Rows are read, not written.

    Raises ``ProbeFailed`` as ``publish`` does.
    """
    conflicts, written = [], []
    for item in items:
        if conflict := _moved_on(target, item):
            conflicts.append(conflict)
            continue
        chunks.drop([target], rows.number(target.db, item.row), keep=None)
        if added := chunks.add(target, item.row, zip(item.chunks, item.vectors, strict=True)):
            written.append(_Written(item, added[0]))
    _probe_all(target, written)
    return conflicts


def fill_part(target: schema.Physical, item: Publication, part: range) -> Conflict | None:
    """Some chunks of a document that is too long for one transaction: the last ones first, the first ones last."""
    if conflict := _moved_on(target, item):
        return conflict
    if part.stop == len(item.chunks):
        chunks.drop([target], rows.number(target.db, item.row), keep=None)
    some = slice(part.start, part.stop)
    added = chunks.add(target, item.row, zip(item.chunks[some], item.vectors[some], strict=True))
    if part.start == 0:
        _probe_all(target, [_Written(item, added[0])])
    return None


def _moved_on(target: schema.Physical, item: Publication) -> Conflict | None:
    now = rows.read(target.db, item.row.org_id, [item.row.document_id]).get(item.row.document_id)
    if now is not None and is_still(item, now):
        return None
    if now is not None:
        chunks.drop([target], rows.number(target.db, item.row), keep=_other(now.live_version, item.version))
    return Conflict(item.row.document_id, now)


def _other(live: str | None, than: str) -> str | None:
    return live if live != than else None


def _probe_all(index: schema.Physical, written: Sequence[_Written]) -> None:
    """Each document's first chunk is found by its vector and by each of its first words."""
    analyzer = analyzer_of(index.spec.analyzer)
    lacking = probing.unfound(index, [_probe(index, one, analyzer) for one in written])
    for one in written:
        if one.number in lacking:
            raise ProbeFailed(f"A search did not find '{one.item.row.uri}' right after it was written.")


def _probe(index: schema.Physical, one: _Written, analyzer: Analyzer) -> probing.Probe:
    row, first = one.item.row, one.item.chunks[0]
    org, source = rows.org(index.db, row.org_id), rows.source(index.db, row.org_id, row.source_id)
    return probing.Probe(one.number, org, source, one.item.vectors[0], probe_terms(first, analyzer))


def _published(item: Publication, moment: datetime) -> Document:
    return replace(
        item.row,
        live_version=item.version,
        pending_version=None,
        lease=None,
        chunk_count=len(item.chunks),
        status=Status.INDEXED,
        error=None,
        indexed_at=moment,
        deleted_at=None,
        tombstone=False,
    )


def _replaced(live: schema.Physical, item: Publication) -> list[int]:
    db = live.db
    doc = rows.number(db, item.row)
    # Also of the same version: it may be cut anew, its language corrected, and is to be filled in anew.
    chunks.drop(schema.physicals(db), doc, keep=None)
    return chunks.add(live, item.row, zip(item.chunks, item.vectors, strict=True))
