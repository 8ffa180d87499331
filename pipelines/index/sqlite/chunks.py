"""Chunks of a document in a physical index: words, vectors and the organisation's mean vector, kept together."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.index.sqlite import rows
from pipelines.index.sqlite.schema import Physical, run
from pipelines.index.vectors import unit_sum
from pipelines.types import Chunk, Document, Scope, Vector

_SELECT = (
    'SELECT c.id, c.chunk_id, c.version, c.ordinal, %text%, c.title, c.heading, c.page, c."start", c."end", '
    "c.text_hash, c.meta, c.context, c.language, d.* FROM @chunks c JOIN documents d ON d.id = c.doc "
)
_INHERITED_TEXT = "coalesce(c.text, (SELECT body FROM @words WHERE rowid = c.id))"
_CHUNK_COLUMNS = 14
_DOCUMENT_SKIPPED = 3  # id, source, folded


def select(physical: Physical) -> str:
    """The statement that reads chunks with their documents' rows."""
    return _SELECT.replace("%text%", text_of(physical))


def text_of(physical: Physical) -> str:
    """Where the text of a chunk ``c`` is read."""
    return _INHERITED_TEXT if physical.inherited else "c.text"


def scope_token(source: int) -> str:
    """The word that stands for a source in the column ``scope``."""
    return f"s{source}"


def drop(physicals: Iterable[Physical], doc: int, *, keep: str | None, most: int = -1) -> int:
    """Delete a document's chunks of every version but ``keep``, in all these indexes. Answers how many.

    ``most``: the first so many of each, -1 for all.
    """
    return sum(_drop(physical, doc, keep, most=most) for physical in physicals)


def _drop(physical: Physical, doc: int, keep: str | None, *, most: int) -> int:
    wanted = "SELECT id FROM @chunks WHERE doc = ? AND version IS NOT ? ORDER BY ordinal LIMIT ?"
    found = physical.run(wanted, (doc, keep, most))
    if not found:
        return 0
    org = "SELECT s.org FROM documents d JOIN sources s ON s.id = d.source WHERE d.id = ?"
    old = vectors_of(physical, (number for (number,) in found))
    total = unit_sum(np.stack(list(old.values())))
    move_mean(physical, run(physical.db, org, (doc,))[0][0], count=-len(old), total=-total)
    for one in found:
        physical.run("DELETE FROM @vectors WHERE id = ?", one)
        physical.run("DELETE FROM @terms WHERE rowid = ?", one)
        if physical.inherited:
            physical.run("DELETE FROM @words WHERE rowid = ?", one)
        physical.run("DELETE FROM @chunks WHERE id = ?", one)
    return len(found)


def forget_languages(physical: Physical, source: int) -> int:
    """Leave out those that no chunk of a source has any more. Answers how many."""
    gone = 0
    spoken = "SELECT 1 FROM @chunks c JOIN documents d ON d.id = c.doc WHERE d.source = ? AND c.language = ? LIMIT 1"
    for (language,) in physical.run("SELECT language FROM @languages WHERE source = ?", (source,)):
        if not physical.run(spoken, (source, language)):
            physical.run("DELETE FROM @languages WHERE source = ? AND language = ?", (source, language))
            gone += 1
    return gone


def vectors_of(physical: Physical, numbers: Iterable[int]) -> dict[int, Vector]:
    """Vectors by row number; asked one by one, which vec0 answers faster than a list."""
    answer: dict[int, Vector] = {}
    for number in numbers:
        for (raw,) in physical.run("SELECT embedding FROM @vectors WHERE id = ?", (number,)):
            answer[number] = np.frombuffer(raw, dtype=np.float32)
    return answer


def by_hash(physical: Physical, document: tuple[str, str], text_hashes: Iterable[str]) -> dict[str, Vector]:
    """Vectors of a document (organisation's and document's id) by text hash."""
    found = physical.run(
        "SELECT c.text_hash, min(c.id) FROM @chunks c JOIN documents d ON d.id = c.doc "
        "WHERE d.org_id = ? AND d.document_id = ? AND c.text_hash IN (SELECT value FROM json_each(?)) "
        "GROUP BY c.text_hash",
        (*document, rows.ids(text_hashes)),
    )
    vectors = vectors_of(physical, (number for _, number in found))
    return {text_hash: vectors[number] for text_hash, number in found}


def by_number(physical: Physical, numbers: Iterable[int]) -> dict[int, tuple[Chunk, Document]]:
    """Chunks and their documents' rows by row number."""
    where = "WHERE c.id IN (SELECT value FROM json_each(?))"
    return {values[0]: _chunk(values) for values in physical.run(select(physical) + where, (rows.ids(numbers),))}


def numbers_of(physical: Physical, sources: rows.Sources, scope: Scope) -> list[int] | None:
    """Row numbers of the chunks in these sources that a scope is narrowed to; None: to none in particular.

    While chunks of a retired document are being removed it is narrowed to those that are live.
    """
    left = _has_leaving(physical, sources)
    if scope.documents is None and scope.languages is None and not left:
        return None
    where, values = ["d.source IN (SELECT value FROM json_each(?))"], [rows.ids(sources.numbers)]
    if left:
        where.append("c.version = d.live_version")
    if scope.documents is not None:
        where.append("d.document_id IN (SELECT value FROM json_each(?))")
        values.append(rows.ids(scope.documents))
    if scope.languages is not None:
        where.append("c.language IN (SELECT value FROM json_each(?))")
        values.append(rows.ids(scope.languages))
    statement = "SELECT c.id FROM @chunks c JOIN documents d ON d.id = c.doc WHERE "
    return [number for (number,) in physical.run(statement + " AND ".join(where), values)]


def _has_leaving(physical: Physical, sources: rows.Sources) -> bool:
    found = "SELECT 1 FROM leaving JOIN documents d ON d.id = doc WHERE d.source IN (SELECT value FROM json_each(?))"
    return bool(physical.run(f"{found} LIMIT 1", (rows.ids(sources.numbers),)))


def of_document(physical: Physical, row: Document) -> list[Chunk]:
    """All chunks of a document, in order."""
    where = "WHERE d.org_id = ? AND d.document_id = ? AND c.version = d.live_version ORDER BY c.ordinal"
    return [_chunk(values)[0] for values in physical.run(select(physical) + where, (row.org_id, row.document_id))]


def orphans(physical: Physical, source: int) -> list[tuple[int, str | None]]:
    """(document's number, live version) of rows of a source that have chunks of another version."""
    found = physical.run(
        "SELECT DISTINCT d.id, d.live_version FROM documents d JOIN @chunks c ON c.doc = d.id "
        "WHERE d.source = ? AND c.version IS NOT d.live_version",
        (source,),
    )
    return [(doc, version) for doc, version in found]


def mean(physical: Physical, org: int) -> NDArray[np.float64] | None:
    """The mean of the organisation's vectors, each of length 1."""
    for count, total in physical.run("SELECT count, total FROM @means WHERE org = ?", (org,)):
        return np.asarray(np.frombuffer(total, dtype=np.float64) / count)
    return None


def move_mean(physical: Physical, org: int, *, count: int, total: NDArray[np.float64]) -> None:
    """Add vectors to the organisation's mean: how many, and the sum of those of length 1. Less than 0 takes away."""
    for old_count, old_total in physical.run("SELECT count, total FROM @means WHERE org = ?", (org,)):
        count, total = count + old_count, total + np.frombuffer(old_total, dtype=np.float64)
    physical.run("DELETE FROM @means WHERE org = ?", (org,))
    if count > 0:
        physical.run("INSERT INTO @means VALUES (?, ?, ?)", (org, count, total.tobytes()))


def _chunk(values: Sequence[Any]) -> tuple[Chunk, Document]:
    row = rows.document(values[_CHUNK_COLUMNS + _DOCUMENT_SKIPPED :])
    own = values[1:_CHUNK_COLUMNS]
    chunk_id, version, ordinal, text, title, heading, page, start, end, text_hash, meta, context, language = own
    chunk = Chunk(
        chunk_id,
        row.org_id,
        row.source_id,
        row.document_id,
        version,
        ordinal,
        text,
        title,
        tuple(json.loads(heading)),
        page,
        start,
        end,
        text_hash,
        None if meta is None else json.loads(meta),
        context,
        language,
    )
    return chunk, row
