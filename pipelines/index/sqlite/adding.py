"""Chunks of many documents into a physical index, within one transaction.

The terms of all of them go in by one statement at the end, and so do their vectors before: whatever statement follows
terms makes FTS5 write a segment of what it holds by then (docs/adr/0243-terms-are-written-last.md). Other threads run
while one works.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from pipelines.index.sqlite import rows
from pipelines.index.sqlite.chunks import move_mean, scope_token
from pipelines.index.sqlite.schema import Physical
from pipelines.index.vectors import unit_sum
from pipelines.text.revisions import Analyzer, analyzer_of
from pipelines.text.surrogates import storable
from pipelines.types import Chunk, Vector

_LAST = "SELECT coalesce(max(id), 0) FROM @chunks"
_CHUNK = (
    'INSERT INTO @chunks (id, doc, analyzer, chunk_id, version, ordinal, title, heading, page, "start", "end", '
    "text_hash, meta, context, language, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_LANGUAGE = "INSERT OR IGNORE INTO @languages VALUES (?, ?)"
_TERMS = "INSERT INTO @terms (rowid, heading, body, scope) VALUES (?, ?, ?, ?)"
# Many at once: of a JSON list ``[[number, heading, body, scope], …]``, and of vectors one after another.
_ALL_TERMS = (
    "INSERT INTO @terms (rowid, heading, body, scope) "
    "SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)"
)
_ALL_VECTORS = (
    "INSERT INTO @vectors (id, org, source, embedding) SELECT value, ?1, ?2, substr(?3, 1 + key * ?4, ?4) "
    "FROM json_each(?5)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a chunk is found by: its title and heading path, context, text, and the language of them all."""

    headings: tuple[str, ...]
    context: str
    text: str
    language: str


class Adder:
    """Adds documents to an index; ``finish`` writes what they have in common, before the transaction ends."""

    def __init__(self, physical: Physical) -> None:
        self._physical = physical
        self._analyzer = analyzer_of(physical.spec.analyzer)
        self._terms: list[tuple[int, str, str, str]] = []
        self._vectors: dict[rows.Place, list[tuple[range, Vector]]] = defaultdict(list)
        self._spoken: set[tuple[int, str]] = set()
        self._sums: dict[int, NDArray[np.float64]] = {}
        self._counts: dict[int, int] = defaultdict(int)

    def add(self, doc: int, place: rows.Place, *, chunks: Sequence[Chunk], vectors: Vector) -> int | None:
        """Insert a document's chunks, with their checked vectors at the end. Answers the first one's row number."""
        if not chunks:
            return None
        physical, (org, source) = self._physical, place
        first = physical.run(_LAST)[0][0] + 1
        numbers = range(first, first + len(chunks))
        revision, scope = self._analyzer.revision, scope_token(source)
        told = ((number, doc, revision, *_values(chunk)) for number, chunk in zip(numbers, chunks, strict=True))
        physical.run_each(_CHUNK, told)
        pairs = zip(numbers, chunks, strict=True)
        self._terms += [(number, *_terms(self._analyzer, said_by(chunk)), scope) for number, chunk in pairs]
        self._vectors[place].append((numbers, vectors))
        self._spoken |= {(source, chunk.language) for chunk in chunks}
        total = unit_sum(vectors)
        self._sums[org] = self._sums[org] + total if org in self._sums else total
        self._counts[org] += len(chunks)
        return int(first)

    def finish(self) -> None:
        """Write vectors, languages, means and terms of what was added."""
        for place, added in self._vectors.items():
            numbers = [*chain.from_iterable(numbers for numbers, _ in added)]
            raw = b"".join(vectors.tobytes() for _, vectors in added)
            told = (*place, raw, len(raw) // len(numbers), orjson.dumps(numbers).decode())
            self._physical.run(_ALL_VECTORS, told)
        self._physical.run_each(_LANGUAGE, sorted(self._spoken))
        for org, total in self._sums.items():
            move_mean(self._physical, org, count=self._counts[org], total=total)
        if self._terms:
            self._physical.run(_ALL_TERMS, (orjson.dumps(self._terms).decode(),))


def said_by(chunk: Chunk) -> Said:
    """What a chunk is found by."""
    return Said((chunk.title, *chunk.heading), chunk.context, chunk.text, chunk.language)


def add_terms(physical: Physical, number: int, *, source: int, said: Said) -> None:
    """Make a chunk findable by the words of its text and of title and heading path."""
    made = _terms(analyzer_of(physical.spec.analyzer), said)
    physical.run(_TERMS, (number, *made, scope_token(source)))


def _terms(analyzer: Analyzer, said: Said) -> tuple[str, str]:
    """Of the heading path and of the text. A document's first heading is often its title: it counts once."""
    heading = analyzer.terms("\n".join(dict.fromkeys(said.headings)), said.language)
    return heading, analyzer.terms(f"{said.context}\n{said.text}" if said.context else said.text, said.language)


def _values(chunk: Chunk) -> tuple[Any, ...]:
    return (
        chunk.chunk_id,
        chunk.version,
        chunk.ordinal,
        storable(chunk.title),
        # As ``json.dumps`` writes it.
        f"[{', '.join(map(quoted, chunk.heading))}]",
        chunk.page,
        chunk.start,
        chunk.end,
        chunk.text_hash,
        None if chunk.meta is None else json.dumps(dict(chunk.meta)),
        storable(chunk.context),
        storable(chunk.language),
        storable(chunk.text),
    )
