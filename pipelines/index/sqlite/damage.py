"""What is out of step in the index file: found by comparing its tables, and by SQLite's own look at its pages."""

import time
from collections.abc import Iterator, Mapping
from typing import Final

import apsw

from pipelines.index import damage as kinds
from pipelines.index.damage import Damage
from pipelines.index.sqlite import schema

LOOK_STEPS = 100_000
DETAIL = 200
# Ids of rows that are wrong, by kind, in every physical index. What virtual tables hold their shadows tell; the last
# column of words is the source in which they are found.
WRONG: Final[Mapping[str, str]] = {
    kinds.CHUNKS_OF_NOBODY: "SELECT id FROM @chunks WHERE doc NOT IN (SELECT id FROM documents)",
    kinds.WORDS_OF_NOBODY: "SELECT id FROM @terms_content WHERE id NOT IN (SELECT id FROM @chunks)",
    kinds.VECTORS_OF_NOBODY: "SELECT rowid FROM @vectors_rowids WHERE rowid NOT IN (SELECT id FROM @chunks)",
    kinds.WORDS_MISSING: "SELECT c.id FROM @chunks c JOIN documents d ON d.id = c.doc WHERE NOT EXISTS "
    "(SELECT 1 FROM @terms_content t WHERE t.id = c.id AND t.c2 = 's' || d.source)",
    kinds.VECTORS_MISSING: "SELECT id FROM @chunks WHERE id NOT IN (SELECT rowid FROM @vectors_rowids)",
}
MISPLACED = (
    "SELECT id, org_id, source_id FROM documents "
    "WHERE source NOT IN (SELECT s.id FROM sources s JOIN orgs o ON o.id = s.org)"
)
# Of the live index alone: others are filled, and looked through before they are swapped in.
INCOMPLETE = (
    "SELECT d.id FROM documents d WHERE d.status = 'indexed' AND d.chunk_count <> "
    "(SELECT count(*) FROM @chunks c WHERE c.doc = d.id AND c.version = d.live_version)"
)
_COUNTED = (
    "SELECT s.org, count(*) FROM @chunks c JOIN documents d ON d.id = c.doc "
    "JOIN sources s ON s.id = d.source GROUP BY s.org"
)


def found(db: apsw.Connection, *, seconds: float | None = None) -> list[Damage]:
    """All of it, in one snapshot. ``seconds``: the pages of a large file are looked at no longer than that."""
    if not _is_made(db):
        return []
    pages = list(_of_pages(db, seconds))
    # What cannot be read cannot be compared.
    return pages if any(one.kind == kinds.FILE for one in pages) else [*pages, *_of_tables(db)]


def _is_made(db: apsw.Connection) -> bool:
    """Whether there is an index that answers: before the first start, or after one was replaced, there is none."""
    tables = schema.run(db, "SELECT 1 FROM sqlite_master WHERE name = 'physical'")
    return bool(tables and schema.run(db, "SELECT 1 FROM physical WHERE live = 1"))


def sources(db: apsw.Connection) -> dict[tuple[str, str], int]:
    """Documents that are not deleted, by organisation and source; none in a file without tables."""
    if not schema.run(db, "SELECT 1 FROM sqlite_master WHERE name = 'documents'"):
        return {}
    living = "SELECT org_id, source_id, count(*) FROM documents WHERE status <> 'deleted' GROUP BY org_id, source_id"
    return {(org_id, source_id): many for org_id, source_id, many in schema.run(db, living)}


def numbers(physical: schema.Physical, kind: str) -> list[int]:
    """Ids of the rows of an index that are wrong in this way."""
    if kind == kinds.WORDS_MISSING and physical.spec.rebuilding:
        return []  # they are on their way
    return [number for (number,) in physical.run(WRONG[kind])]


def wrong_means(physical: schema.Physical) -> set[int]:
    """Organisations, by number, whose mean is of another number of passages than they have."""
    kept = set(map(tuple, physical.run("SELECT org, count FROM @means")))
    return {org for org, _ in kept ^ set(map(tuple, physical.run(_COUNTED)))}


def broken_words(db: apsw.Connection, said: list[str]) -> list[schema.Physical]:
    """The indexes of whose words SQLite says something; it names the table in each of its sentences about one."""
    return [one for one in schema.physicals(db) if any(f"p{one.number}_terms" in line for line in said)]


def look(db: apsw.Connection, seconds: float | None = None) -> list[str]:
    """What SQLite says of the file's pages and of its index of words; nothing where all is well, or time ran out."""
    until = time.monotonic() + (seconds or 0)
    db.set_progress_handler((lambda: time.monotonic() > until) if seconds else None, LOOK_STEPS)
    try:
        return [line for (line,) in schema.run(db, "PRAGMA quick_check(20)") if line != "ok"]
    except apsw.InterruptError:
        return []
    finally:
        db.set_progress_handler(None)


def _of_pages(db: apsw.Connection, seconds: float | None) -> Iterator[Damage]:
    said = look(db, seconds)
    words = broken_words(db, said)
    others = [line for line in said if not any(f"p{one.number}_terms" in line for one in words)]
    if others:
        yield Damage(kinds.FILE, len(others), others[0][:DETAIL])
    if words:
        yield Damage(kinds.WORDS_DAMAGED, len(words))


def _of_tables(db: apsw.Connection) -> Iterator[Damage]:
    physicals, live = schema.physicals(db), schema.live(db)
    counts = {kinds.DOCUMENTS_MISPLACED: len(schema.run(db, MISPLACED))}
    counts |= {kind: sum(len(numbers(one, kind)) for one in physicals) for kind in WRONG}
    counts[kinds.DOCUMENTS_INCOMPLETE] = len(live.run(INCOMPLETE))
    counts[kinds.MEANS_WRONG] = sum(len(wrong_means(one)) for one in physicals)
    yield from (Damage(kind, rows) for kind, rows in counts.items() if rows)
