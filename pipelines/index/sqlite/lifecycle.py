"""Physical indexes beside each other in the one file."""

import apsw

from pipelines.errors import IndexMismatch
from pipelines.index.sqlite import schema


def named(db: apsw.Connection, name: str) -> schema.Physical:
    """The physical index of that name. Raises ``IndexMismatch`` where there is none."""
    for one in schema.physicals(db):
        if one.name == name:
            return one
    raise IndexMismatch(f"There is no physical index {name!r}.")


def beside(db: apsw.Connection, name: str) -> schema.Physical:
    """One that is not live. Raises ``IndexMismatch``."""
    one = named(db, name)
    if one.number == schema.live(db).number:
        raise IndexMismatch(f"{name!r} is live: it is written by publishing, not filled.")
    return one


def swap(db: apsw.Connection, name: str) -> str:
    """Make it live. Answers the name of the one that was."""
    before, after = schema.live(db), named(db, name)
    if before.number == after.number:
        return before.name
    db.execute("UPDATE physical SET live = 0 WHERE live = 1")
    db.execute("UPDATE physical SET live = 1 WHERE number = ?", (after.number,))
    after.run("UPDATE documents SET chunk_count = (SELECT count(*) FROM @chunks WHERE doc = documents.id)")
    return before.name


def dropped(db: apsw.Connection, name: str) -> schema.Physical:
    """One that may be dropped: the live one is refused."""
    one = named(db, name)
    if one.number == schema.live(db).number:
        raise IndexMismatch(f"{name!r} is live and cannot be dropped.")
    return one


def drop(db: apsw.Connection, name: str) -> None:
    """Remove it with its chunks. The live one is refused."""
    one = dropped(db, name)
    one.run(schema.DROP)
    db.execute("DELETE FROM physical WHERE number = ?", (one.number,))
