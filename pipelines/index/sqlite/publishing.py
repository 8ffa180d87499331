"""Publishing documents: rows, chunks, probe and ``indexed`` of a few of them in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import apsw

from pipelines.errors import ProbeFailed
from pipelines.index.probe import probe_terms
from pipelines.index.spaces import fits, is_still
from pipelines.index.sqlite import chunks, probing, rows, schema
from pipelines.index.sqlite.adding import Adder
from pipelines.text.revisions import Analyzer, analyzer_of
from pipelines.types import Conflict, Document, Publication, Status


@dataclass(frozen=True, slots=True)
class _Written:
    """A document that was written, where it lies, and the number of its first chunk."""

    item: Publication
    place: rows.Place
    number: int


class _Places:
    """The places of sources, each asked for once in a transaction."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db
        self._known: dict[tuple[str, str], rows.Place] = {}

    def of(self, item: Publication) -> rows.Place:
        key = item.row.org_id, item.row.source_id
        if (place := self._known.get(key)) is None:
            place = self._known[key] = rows.place(self._db, *key)
        return place


def publish(db: apsw.Connection, items: Sequence[Publication], moment: datetime) -> list[Conflict]:
    """Make versions live, their vectors checked before. Inside a write transaction, which an error rolls back.

    Raises ``ProbeFailed`` where a search does not find each of them.
    """
    live, conflicts, written = schema.live(db), [], list[_Written]()
    physicals = schema.physicals(db)
    fits(live.spec, items)
    adder, places = Adder(live), _Places(db)
    for item in items:
        if not rows.write(db, _published(item, moment), moment, source=places.of(item).source):
            # Refused: the row is what it was.
            now = rows.read(db, item.row.org_id, [item.row.document_id]).get(item.row.document_id)
            conflicts.append(Conflict(item.row.document_id, now))
            continue
        doc = rows.number(db, item.row)
        # Also of the same version: it may be cut anew, its language corrected, and is to be filled in anew. Indexes
        # made before the live one keep it: one may swap back to them.
        chunks.drop((one for one in physicals if one.number >= live.number), doc, keep=None)
        chunks.drop((one for one in physicals if one.number < live.number), doc, keep=item.version)
        written += _added(adder, places, item, doc=doc)
    adder.finish()
    _probe_all(live, written)
    return conflicts


def fill(target: schema.Physical, items: Sequence[Publication]) -> list[Conflict]:
    """Write the chunks of live versions into an index beside the live one. Rows are read, not written.

    Raises ``ProbeFailed`` as ``publish`` does.
    """
    conflicts, written = [], list[_Written]()
    adder, places = Adder(target), _Places(target.db)
    # Each once: what was added is removed only after it was written.
    for item in {(one.row.org_id, one.row.document_id): one for one in items}.values():
        if conflict := _moved_on(target, item):
            conflicts.append(conflict)
            continue
        doc = rows.number(target.db, item.row)
        chunks.drop([target], doc, keep=None)
        written += _added(adder, places, item, doc=doc)
    adder.finish()
    _probe_all(target, written)
    return conflicts


def fill_part(target: schema.Physical, item: Publication, part: range) -> Conflict | None:
    """Some chunks of a document that is too long for one transaction: the last ones first, the first ones last."""
    if conflict := _moved_on(target, item):
        return conflict
    doc = rows.number(target.db, item.row)
    if part.stop == len(item.chunks):
        chunks.drop([target], doc, keep=None)
    some, adder = slice(part.start, part.stop), Adder(target)
    shortened = replace(item, chunks=item.chunks[some], vectors=item.vectors[some])
    written = _added(adder, _Places(target.db), shortened, doc=doc)
    adder.finish()
    if part.start == 0:
        _probe_all(target, written)
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
    lacking = probing.unfound(index, [_probe(one, analyzer) for one in written])
    for one in written:
        if one.number in lacking:
            raise ProbeFailed(f"A search did not find '{one.item.row.uri}' right after it was written.")


def _probe(one: _Written, analyzer: Analyzer) -> probing.Probe:
    return probing.Probe(one.number, *one.place, one.item.vectors[0], probe_terms(one.item.chunks[0], analyzer))


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


def _added(adder: Adder, places: _Places, item: Publication, *, doc: int) -> list[_Written]:
    """The document as it was written; none where it has no chunks."""
    place = places.of(item)
    first = adder.add(doc, place, chunks=item.chunks, vectors=item.vectors)
    return [] if first is None else [_Written(item, place, first)]
