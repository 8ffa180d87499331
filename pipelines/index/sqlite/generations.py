"""The name of what an organisation's searches find: another one in the very transaction that changes it.

Triggers give it, so that no writer can forget it. Names are random, never counted: a file that was put back from a
copy does not go through the names again that it had before.
"""

import apsw

from pipelines.index.sqlite.schema import live, run

_NAMED = "DELETE FROM generations WHERE org_id = :org; INSERT INTO generations VALUES (:org, randomblob(12));"
# A row that is or was live; not the ``chunk_count`` of all, which a swap sets: the index has a name of its own.
_WHEN = {
    "inserted AFTER INSERT": ("documents", "NEW.org_id", "NEW.live_version IS NOT NULL"),
    "updated AFTER UPDATE OF rev": (
        "documents",
        "NEW.org_id",
        "OLD.live_version IS NOT NULL OR NEW.live_version IS NOT NULL",
    ),
    "removed AFTER DELETE": ("documents", "OLD.org_id", "OLD.live_version IS NOT NULL"),
    # The last chunks of a document went: the mean of the organisation's vectors is another.
    "left AFTER DELETE": ("leaving", "(SELECT org_id FROM documents WHERE id = OLD.doc)", "1"),
}
TABLE = "CREATE TABLE IF NOT EXISTS generations (org_id TEXT PRIMARY KEY, name BLOB NOT NULL) WITHOUT ROWID;"


def ensure(db: apsw.Connection) -> None:
    """Create table and triggers where they are missing. Needs the tables of the manifest."""
    db.execute(TABLE)
    for event, (table, org, when) in _WHEN.items():
        named = _NAMED.replace(":org", org)
        db.execute(f"CREATE TRIGGER IF NOT EXISTS {table}_{event} ON {table} WHEN {when} BEGIN {named} END")


def renew(db: apsw.Connection, org_id: str) -> None:
    """Give another name, for what no trigger sees. Inside a write transaction."""
    db.execute(_NAMED, {"org": org_id})


def of(db: apsw.Connection, org_id: str) -> str | None:
    """The name: of the physical index, of what it holds. None while its words are made anew, step by step."""
    physical = live(db)
    if physical.spec.rebuilding:
        return None
    given = run(db, "SELECT hex(name) FROM generations WHERE org_id = ?", (org_id,))
    return f"{physical.name}:{given[0][0] if given else ''}"
