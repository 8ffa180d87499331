"""Words made anew: the terms of chunks that another analyzer, or FTS5's own tokenizer, made.

Each step is one write transaction over a few hundred chunks, so others write in between, a killed process leaves
nothing half done, and two processes that do it at once share the work.
"""

import json
from dataclasses import replace

import apsw

from pipelines.index.sqlite import adding, chunks, schema
from pipelines.text import REVISION
from pipelines.types import Progress

STEP = 250


def step(db: apsw.Connection) -> Progress | None:
    """Make the terms of some chunks anew, the live index's first. None when none are left, in any physical index."""
    waiting = [one for one in schema.physicals(db) if one.spec.rebuilding]
    if not waiting:
        return None
    live = schema.live(db).number
    physical = min(waiting, key=lambda one: one.number != live)
    if not _some(physical):
        _finish(physical)
    return progress(physical)


def progress(physical: schema.Physical) -> Progress:
    """How many of a physical index's chunks have terms of today's analyzer."""
    ((total, done),) = physical.run(
        "SELECT (SELECT count(*) FROM @chunks), (SELECT count(*) FROM @chunks WHERE analyzer = ?)", (REVISION,)
    )
    return Progress(done, total)


def _some(physical: schema.Physical) -> int:
    # Two ranges of the index on ``analyzer`` instead of a scan for what differs.
    found = [*_older(physical, "<"), *_older(physical, ">")][:STEP]
    for number, source, title, heading, context, language, text in found:
        physical.run("DELETE FROM @terms WHERE rowid = ?", (number,))
        said = adding.Said((title, *json.loads(heading)), context, text, language)
        adding.add_terms(physical, number, source=source, said=said)
        physical.run("UPDATE @chunks SET text = ?, analyzer = ? WHERE id = ?", (text, REVISION, number))
    return len(found)


def _older(physical: schema.Physical, sign: str) -> list[schema.Row]:
    return physical.run(
        f"SELECT c.id, d.source, c.title, c.heading, c.context, c.language, {chunks.text_of(physical)} "  # noqa: S608 constants
        f"FROM @chunks c JOIN documents d ON d.id = c.doc WHERE c.analyzer {sign} ? LIMIT {STEP}",
        (REVISION,),
    )


def _finish(physical: schema.Physical) -> None:
    if physical.inherited:
        physical.run("DROP TABLE @words")
    schema.keep_spec(physical, replace(physical.spec, analyzer=REVISION))
