"""Documents that are gone, whose chunks go some at a time: others write in between, and no search finds them.

Whoever removes them may be killed: what is left is noted in the file, and ``Index.sweep`` takes it up.
"""

from collections.abc import Iterable

import apsw

from pipelines.index.sqlite import chunks, schema

# Chunks of one transaction.
AT_ONCE = 100


def note(db: apsw.Connection, docs: Iterable[int]) -> None:
    """These documents, by their numbers, have chunks that are to go."""
    db.executemany("INSERT OR IGNORE INTO leaving VALUES (?)", ((doc,) for doc in docs))


def waiting(db: apsw.Connection) -> list[int]:
    """Numbers of all documents that have such chunks."""
    return [doc for (doc,) in schema.run(db, "SELECT doc FROM leaving ORDER BY doc")]


def step(db: apsw.Connection, docs: Iterable[int]) -> tuple[int, list[int]]:
    """Remove the next few chunks that the documents' rows do not name. Answers how many, and which have more."""
    left, removed = list(docs), 0
    for doc in tuple(left):
        removed += _some(db, doc, AT_ONCE - removed)
        if removed == AT_ONCE:
            break
        schema.run(db, "DELETE FROM leaving WHERE doc = ?", (doc,))
        left.remove(doc)
    return removed, left


def _some(db: apsw.Connection, doc: int, most: int) -> int:
    """The first chunk goes first: a physical index that has lost some of a version is seen not to be whole."""
    removed = 0
    for (live,) in schema.run(db, "SELECT live_version FROM documents WHERE id = ?", (doc,)):
        for physical in schema.physicals(db):
            removed += chunks.drop([physical], doc, keep=live, most=most - removed)
    return removed
