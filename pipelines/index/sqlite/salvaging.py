"""A damaged index file: what can be read of its documents, in a file of its own.

Nothing else of it is worth keeping: passages, words and vectors are made of the stored texts and files, and the
documents wait until they are.
"""

from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import apsw

from pipelines.index.sqlite import generations, rows, schema
from pipelines.types import Document, Status

BESIDE = ("-wal", "-shm")
WAITS = frozenset({Status.INDEXED, Status.PROCESSING, Status.PENDING})
# From both ends and by two of its indexes: what one way does not come past another one may.
WAYS = (
    "SELECT id FROM documents NOT INDEXED ORDER BY id",
    "SELECT id FROM documents NOT INDEXED ORDER BY id DESC",
    "SELECT id FROM documents INDEXED BY documents_counts",
    "SELECT id FROM documents INDEXED BY documents_list",
)


def salvaged(path: Path, moment: datetime) -> int:
    """Put a file with the documents that can be read of it in its place. Answers how many these are.

    Nobody else may use the file. It has no physical index: the next start makes one. Raises ``apsw.Error`` or
    ``OSError``; the damaged file is as it was then.
    """
    fresh = path.with_name(f"{path.name}.fresh")
    for one in files_of(fresh):
        one.unlink()
    with closing(apsw.Connection(str(fresh))) as db:
        db.execute("BEGIN IMMEDIATE")
        schema.ensure_manifest(db)
        generations.ensure(db)
        written = sum(rows.write(db, row, moment) for row in _readable(path))
        db.execute("COMMIT")
    for one in files_of(path):
        one.unlink()
    fresh.rename(path)
    return written


def files_of(path: Path) -> list[Path]:
    """The index file with what SQLite keeps beside it, as far as they are there."""
    return [one for one in (path, *(Path(f"{path}{ending}") for ending in BESIDE)) if one.exists()]


def _readable(path: Path) -> Iterator[Document]:
    """The rows that can be read, as they wait to be read again."""
    with suppress(apsw.Error), closing(apsw.Connection(str(path))) as db:
        for number in sorted(_numbers(db)):
            with suppress(apsw.Error, ValueError, KeyError, TypeError):
                for values in db.execute(f"{rows.SELECT} WHERE id = ?", (number,)).fetchall():
                    yield _waiting(rows.document(values))


def _numbers(db: apsw.Connection) -> set[int]:
    found: set[int] = set()
    for way in WAYS:
        with suppress(apsw.Error):
            for (number,) in db.execute(way):
                found.add(number)
    return found


def _waiting(row: Document) -> Document:
    status = Status.PENDING if row.status in WAITS else row.status
    bare = replace(row, rev=None, live_version=None, pending_version=None, lease=None, chunk_count=0, indexed_at=None)
    # Whoever is asked again must not answer that nothing has changed.
    return replace(bare, status=status, etag=None, last_modified=None)
