"""The index file put in step again, in one transaction; what the index cannot know itself is read again."""

import json
from collections.abc import Sequence
from datetime import datetime

import apsw
import numpy as np

from pipelines.index import damage as kinds
from pipelines.index.damage import Damage
from pipelines.index.sqlite import adding, chunks, damage, generations, rows, schema
from pipelines.index.vectors import unit_sum

# Vectors that are summed up at once.
AT_ONCE = 2_000
_AGAIN = (
    "UPDATE documents SET status = 'pending', error = NULL, lease_run = NULL, lease_until = NULL, listed_at = ?1, "
    "etag = NULL, last_modified = NULL, updated_at = ?1, rev = rev + 1, "
    "chunk_count = (SELECT count(*) FROM @chunks c WHERE c.doc = documents.id) WHERE id = ?2"
)
_SAID = (
    "SELECT d.source, c.title, c.heading, c.context, c.language, c.text FROM @chunks c "
    "JOIN documents d ON d.id = c.doc WHERE c.id = ?"
)
_OF_ORG = (
    "SELECT c.id FROM @chunks c JOIN documents d ON d.id = c.doc JOIN sources s ON s.id = d.source WHERE s.org = ?"
)


def mend(db: apsw.Connection, found: Sequence[Damage], moment: datetime) -> None:
    """Mend a file of which something was ``found``, its pages apart. Inside a write transaction.

    Documents that lack something wait again, as after a change: the next sync reads them from what is stored of them.
    """
    damaged = any(one.kind == kinds.WORDS_DAMAGED for one in found)
    for one in damage.broken_words(db, damage.look(db)) if damaged else ():
        one.run("INSERT INTO @terms (@terms) VALUES ('rebuild')")
    _place(db)
    for physical in schema.physicals(db):
        _even(physical)
    live, at = schema.live(db), rows.micros(moment)
    live.run_each(_AGAIN, [(at, doc) for (doc,) in live.run(damage.INCOMPLETE)])
    for (org_id,) in schema.run(db, "SELECT org_id FROM orgs"):
        generations.renew(db, org_id)


def _place(db: apsw.Connection) -> None:
    """Give documents their sources again. What is found of them is removed before: the numbers may be others' now."""
    misplaced = schema.run(db, damage.MISPLACED)
    for physical in schema.physicals(db):
        physical.run_each("DELETE FROM @chunks WHERE doc = ?", [(doc,) for doc, _, _ in misplaced])
    for doc, org_id, source_id in misplaced:
        schema.run(db, "UPDATE documents SET source = ? WHERE id = ?", (rows.place(db, org_id, source_id).source, doc))


def _even(physical: schema.Physical) -> None:
    """Passages, words, vectors and means of one index, each as the passages say."""
    for kind in (kinds.CHUNKS_OF_NOBODY, kinds.VECTORS_MISSING):
        physical.run_each("DELETE FROM @chunks WHERE id = ?", _each(physical, kind))
    physical.run_each("DELETE FROM @vectors WHERE id = ?", _each(physical, kinds.VECTORS_OF_NOBODY))
    physical.run_each("DELETE FROM @terms WHERE rowid = ?", _each(physical, kinds.WORDS_OF_NOBODY))
    for number in damage.numbers(physical, kinds.WORDS_MISSING):
        _add_words(physical, number)
    for org in damage.wrong_means(physical):
        _add_up(physical, org)


def _each(physical: schema.Physical, kind: str) -> list[tuple[int]]:
    return [(number,) for number in damage.numbers(physical, kind)]


def _add_words(physical: schema.Physical, number: int) -> None:
    physical.run("DELETE FROM @terms WHERE rowid = ?", (number,))
    for source, title, heading, context, language, text in physical.run(_SAID, (number,)):
        said = adding.Said((title, *json.loads(heading)), context, text, language)
        adding.add_terms(physical, number, source=source, said=said)


def _add_up(physical: schema.Physical, org: int) -> None:
    physical.run("DELETE FROM @means WHERE org = ?", (org,))
    numbers = [number for (number,) in physical.run(_OF_ORG, (org,))]
    for at in range(0, len(numbers), AT_ONCE):
        vectors = list(chunks.vectors_of(physical, numbers[at : at + AT_ONCE]).values())
        if vectors:
            chunks.move_mean(physical, org, count=len(vectors), total=unit_sum(np.stack(vectors)))
