"""A physical index that is filled beside the live one: what it lacks, whether it is whole, and the one row about it."""

import json
from collections.abc import Collection

import apsw

from pipelines.index import cursor
from pipelines.index.filling import Filling, as_json, of_json
from pipelines.index.sqlite import chunks, lifecycle, rows, schema
from pipelines.types import Document, Page, Progress

# A document's first chunk is written last.
_WHOLE = (
    "EXISTS (SELECT 1 FROM @chunks c WHERE c.doc = documents.id AND c.ordinal = 0 "
    "AND c.version = documents.live_version)"
)
# Tables of a physical index that are large, and how many of their rows take about a hundredth of a second.
_BULK = {
    "chunks": 2_000,
    "vectors_vector_chunks00": 50,
    "vectors_rowids": 5_000,
    "terms_content": 2_000,
    "terms_data": 500,
    "terms_docsize": 5_000,
    "words_content": 2_000,
    "words_data": 500,
    "words_docsize": 5_000,
}


def missing(target: schema.Physical, *, after: str | None, limit: int) -> Page[Document]:
    """Rows whose live version is not whole in it, one page."""
    where = f"WHERE live_version IS NOT NULL AND (org_id, document_id) > (?, ?) AND NOT {_WHOLE} "
    place = cursor.decode(after) if after is not None else ("", "")
    statement = rows.SELECT + where + "ORDER BY org_id, document_id LIMIT ?"
    items = tuple(rows.document(one) for one in target.run(statement, (*place, limit)))
    full = len(items) == limit
    return Page(items, cursor.encode(items[-1].org_id, items[-1].document_id) if full else None)


def filled(target: schema.Physical) -> Progress:
    """Documents that are whole in it, of all that have a live version."""
    statement = f"SELECT count(*), coalesce(sum({_WHOLE}), 0) FROM documents WHERE live_version IS NOT NULL"  # noqa: S608
    ((total, done),) = target.run(statement)
    return Progress(done, total)


def swap_whole(target: schema.Physical, *, empty: Collection[str]) -> str | None:
    """Swap where the manifest agrees: documents, their versions, and every chunk of them."""
    lacking = missing(target, after=None, limit=len(empty) + 1).items
    if any(f"{row.document_id}:{row.live_version}" not in empty for row in lacking):
        return None
    for doc, version in _foreign(target):
        chunks.drop([target], doc, keep=version)
    if broken := target.run("SELECT doc FROM @chunks GROUP BY doc HAVING count(*) <> max(ordinal) + 1"):
        for (doc,) in broken:
            chunks.drop([target], doc, keep=None)
        return None
    return lifecycle.swap(target.db, target.name)


def drop_some(physical: schema.Physical) -> bool:
    """Remove some rows of an index that is to be dropped. Whether there are more: each turn lets others write.

    Of the virtual tables the rows that they keep, since removing what they hold one by one takes minutes; chunks first,
    for who publishes meanwhile removes those that it finds.
    """
    for table, at_once in _BULK.items():
        name = f"@{table}"
        if not physical.run(f"SELECT 1 FROM sqlite_master WHERE name = '{name}'"):  # noqa: S608 constants
            continue
        physical.run(f"DELETE FROM {name} WHERE rowid IN (SELECT rowid FROM {name} LIMIT {at_once})")  # noqa: S608 constants
        if physical.db.changes():
            return True
    return False


def organisations(db: apsw.Connection) -> list[str]:
    """All of them."""
    return [org_id for (org_id,) in schema.run(db, "SELECT org_id FROM orgs ORDER BY org_id")]


def read(db: apsw.Connection) -> Filling | None:
    """The row; None where there is none."""
    for rev, state in schema.run(db, "SELECT rev, state FROM filling"):
        return of_json(json.loads(state), str(rev))
    return None


def keep(db: apsw.Connection, filling: Filling) -> bool:
    """Write the row over its revision."""
    state = json.dumps(as_json(filling))
    if filling.rev is None:
        db.execute("INSERT INTO filling (id, rev, state) VALUES (1, 1, ?) ON CONFLICT DO NOTHING", (state,))
    else:
        db.execute("UPDATE filling SET rev = rev + 1, state = ? WHERE rev = ?", (state, int(filling.rev)))
    return db.changes() == 1


def _foreign(target: schema.Physical) -> list[tuple[int, str | None]]:
    found = target.run(
        "SELECT DISTINCT d.id, d.live_version FROM documents d JOIN @chunks c ON c.doc = d.id "
        "WHERE c.version IS NOT d.live_version"
    )
    return [(doc, version) for doc, version in found]
