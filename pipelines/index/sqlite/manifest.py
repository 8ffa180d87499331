"""Reading and writing the manifest."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import apsw

from pipelines.convert.fingerprint import is_outdated
from pipelines.index import cursor
from pipelines.index.retired import retired
from pipelines.index.sqlite import chunks, generations, leaving, rows, schema
from pipelines.types import Conflict, Document, Page, Scope, Status, Stored


def page(
    db: apsw.Connection,
    scope: Scope,
    *,
    status: Status | None,
    q: str | None,
    endings: Collection[str],
    after: str | None,
    limit: int,
) -> Page[Document]:
    """Rows in the order (uri, id), one page."""
    where = ["org_id = ?", "source_id IN (SELECT value FROM json_each(?))"]
    values: list[Any] = [scope.org_id, rows.ids(scope.source_ids)]
    if status is None:
        where.append("status <> 'deleted'")
    else:
        where.append("status = ?")
        values.append(status.value)
    if q:
        where.append("instr(folded, ?) > 0")
        values.append(rows.fold(q.encode("utf-8", "replace").decode()))
    if endings:
        where.append("EXISTS (SELECT 1 FROM json_each(?) WHERE lower(uri) LIKE '%.' || value)")
        values.append(rows.ids(endings))
    if scope.languages is not None:
        where.append("coalesce(language, '') IN (SELECT value FROM json_each(?))")
        values.append(rows.ids(scope.languages))
    if after is not None:
        where.append("(uri, document_id) > (?, ?)")
        values.extend(cursor.decode(after))
    statement = rows.SELECT + "WHERE " + " AND ".join(where) + " ORDER BY uri, document_id LIMIT ?"
    return cursor.page_of(_documents(db, statement, (*values, limit + 1)), limit)


def counts(db: apsw.Connection, scope: Scope) -> dict[str, dict[Status, int]]:
    """Documents per source and status."""
    answer: dict[str, dict[Status, int]] = {source_id: {} for source_id in scope.source_ids}
    found = schema.run(
        db,
        "SELECT source_id, status, count(*) FROM documents "
        "WHERE org_id = ? AND source_id IN (SELECT value FROM json_each(?)) GROUP BY source_id, status",
        (scope.org_id, rows.ids(scope.source_ids)),
    )
    for source_id, status, count in found:
        answer[source_id][Status(status)] = count
    return answer


def stored(db: apsw.Connection, org_id: str) -> Stored:
    """Documents of an organisation that were not deleted, and their bytes."""
    sums = "SELECT count(*), coalesce(sum(bytes), 0) FROM documents"
    found = next(iter(schema.run(db, f"{sums} WHERE org_id = ? AND status <> 'deleted'", (org_id,))))
    return Stored(*found)


def languages(db: apsw.Connection, scope: Scope | None) -> dict[str, int]:
    """Indexed documents by language."""
    statement = "SELECT coalesce(language, ''), count(*) FROM documents WHERE status = 'indexed'"
    if scope is None:
        return dict(schema.run(db, f"{statement} GROUP BY 1"))
    statement += " AND org_id = ? AND source_id IN (SELECT value FROM json_each(?)) GROUP BY 1"
    return dict(schema.run(db, statement, (scope.org_id, rows.ids(scope.source_ids))))


def put(db: apsw.Connection, row: Document, moment: datetime) -> Conflict | None:
    """Write one row; chunks of a version that it no longer names go with it, most of very many a little later."""
    before = rows.read(db, row.org_id, [row.document_id]).get(row.document_id)
    row = row if row.live_version else replace(row, chunk_count=0)
    if not rows.write(db, row, moment):
        return Conflict(row.document_id, before)
    if before is not None and before.live_version != row.live_version:
        leaving.note(db, [doc := rows.number(db, row)])
        leaving.step(db, [doc])
    return None


def retire(
    db: apsw.Connection, org_id: str, document_ids: Sequence[str], *, tombstone: bool, moment: datetime
) -> dict[str, int]:
    """Delete documents whatever their revision, and what was in them; a tombstone that is there stays.

    Answers their ids and numbers; their chunks are noted as leaving.
    """
    within = [row.document_id for row in rows.children(db, org_id, document_ids)]
    inner = [one for one in within if one not in document_ids]
    gone = retire(db, org_id, inner, tombstone=False, moment=moment) if inner else {}
    for row in rows.read(db, org_id, document_ids).values():
        gone[row.document_id] = rows.number(db, row)
        if row.status is not Status.DELETED or row.tombstone < tombstone:
            rows.write(db, retired(row, tombstone=tombstone, at=moment), moment)
    leaving.note(db, gone.values())
    return gone


def unfinished(db: apsw.Connection, before: datetime, moment: datetime) -> set[tuple[str, str]]:
    """Sources with rows that wait and that nobody works on."""
    found = schema.run(
        db,
        "SELECT DISTINCT org_id, source_id FROM documents WHERE status IN ('pending', 'processing') "
        "AND updated_at < ? AND (lease_until IS NULL OR lease_until <= ?)",
        (rows.micros(before), rows.micros(moment)),
    )
    return {(org_id, source_id) for org_id, source_id in found}


def outdated(db: apsw.Connection, fingerprints: Mapping[str, Sequence[str]], *, limit: int) -> list[Document]:
    """Rows whose live version does not end with the fingerprint of their type."""
    where = (
        "JOIN json_each(?) AS today ON today.key = documents.mime WHERE status = 'indexed' "
        "AND length(live_version) IN (32, 49) AND NOT EXISTS "
        "(SELECT 1 FROM json_each(today.value) AS one WHERE instr(live_version, '-' || one.value)) LIMIT ?"
    )
    found = schema.run(db, rows.SELECT + where, (json.dumps(dict(fingerprints)), limit))
    return [row for one in found if is_outdated((row := rows.document(one)).live_version or "", fingerprints[row.mime])]


def same(db: apsw.Connection, scope: Scope, hashes: Collection[str]) -> dict[str, list[Document]]:
    """The first two rows of each of these bytes: one look by the index for each."""
    where = (
        "WHERE org_id = ? AND wanted_hash = ? AND status <> 'deleted' "
        "AND source_id IN (SELECT value FROM json_each(?)) ORDER BY uri, document_id LIMIT 2"
    )
    found: dict[str, list[Document]] = {}
    for one in dict.fromkeys(hashes):
        values = (scope.org_id, one, rows.ids(scope.source_ids))
        if held := _documents(db, rows.SELECT + where, values):
            found[one] = held
    return found


def refused(db: apsw.Connection, *, after: str | None, limit: int) -> Page[Document]:
    """Rows that ended failed or skipped, in the order (uri, id) of all organisations."""
    behind = cursor.decode(after) if after is not None else ("", "")
    where = "WHERE status IN ('failed', 'skipped') AND (uri, document_id) > (?, ?) ORDER BY uri, document_id LIMIT ?"
    return cursor.page_of(_documents(db, rows.SELECT + where, (*behind, limit + 1)), limit)


def orphans(db: apsw.Connection, scope: Scope) -> list[int]:
    """Numbers of documents with chunks of versions that their row does not name; these are noted as leaving."""
    sources = rows.sources(db, scope)
    numbers = sources.numbers if sources else ()
    found = {doc for one in numbers for physical in schema.physicals(db) for doc, _ in chunks.orphans(physical, one)}
    leaving.note(db, found)
    return sorted(found)


def forget_languages(db: apsw.Connection, scope: Scope) -> None:
    """Leave out those that no chunk of these sources has any more."""
    sources = rows.sources(db, scope)
    numbers = sources.numbers if sources else ()
    if sum(chunks.forget_languages(physical, one) for one in numbers for physical in schema.physicals(db)):
        generations.renew(db, scope.org_id)


def _documents(db: apsw.Connection, statement: str, values: tuple[Any, ...]) -> list[Document]:
    return [rows.document(one) for one in schema.run(db, statement, values)]
