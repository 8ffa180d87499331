"""A passage as statements are compared with it: its sentences read, their vectors, and what stands above them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

import numpy as np
from cachetools import LRUCache

from pipelines.embedding.protocol import Embedder
from pipelines.evidence.claims.reading import Reading, read
from pipelines.questions import Passage
from pipelines.text.analyzer import words
from pipelines.text.sentences import sentences
from pipelines.types import Vector

MOST = 400
ENTRIES = 256
_ROW = re.compile(r"\s*\||(?:[^:;]{1,60}: [^;]+; )+[^:;]{1,60}: ")
_RULE = re.compile(r"[\s|:+-]+$")

_Key = tuple[str, str, str, int, int]


@dataclass(frozen=True)
class Source:
    """A passage's sentences: ``spans`` are offsets in the stored text, ``vectors`` unit length ``[n, 256]``."""

    passage: Passage
    spans: tuple[tuple[int, int], ...]
    readings: tuple[Reading, ...]
    rows: tuple[bool, ...]
    above: Reading
    vectors: Vector
    # Of the table that the passage begins in the middle of.
    table: Reading | None = None

    @cached_property
    def all(self) -> frozenset[str]:
        """Every stem of the passage and of what stands above it."""
        return frozenset[str]().union(self.above.stems, *(one.stems for one in self.readings))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every folded word of the passage and of what stands above it, names and codes included."""
        return frozenset((*words(self.passage.text), *words(self.above.text)))

    @cached_property
    def folded(self) -> str:
        """The passage's words, parted by single spaces, with one at both ends: for literal quotations."""
        return f" {' '.join(words(self.passage.text))} "

    def header(self, row: int) -> Reading | None:
        """The first row of the table that a row stands in; None for a sentence and for the first row itself."""
        first = row
        while first > 0 and self.rows[first - 1]:
            first -= 1
        if first == 0 and self.rows[row] and self.table is not None:
            return self.table
        return self.readings[first] if self.rows[row] and first != row else None


class Sources:
    """Sources by passage, the latest 256. Thread-safe; two threads may make the same one twice."""

    def __init__(self, static: Embedder) -> None:
        self._static = static
        self._lock = Lock()
        self._kept = LRUCache[_Key, Source](ENTRIES)

    def of(self, passage: Passage) -> Source:
        """The passage, read."""
        key = (passage.org_id, passage.document_id, passage.version, passage.start, passage.end)
        with self._lock:
            if (kept := self._kept.get(key)) is not None:
                return kept
        made = self._make(passage)
        with self._lock:
            self._kept[key] = made
        return made

    def vectors(self, texts: Sequence[str]) -> Vector:
        """Static vectors ``[n, 256]``."""
        return self._static.embed_documents(list(texts))

    def _make(self, passage: Passage) -> Source:
        inner = [span for span in sentences(passage.text) if not _RULE.match(passage.text[slice(*span)])][:MOST]
        texts = [passage.text[start:end] for start, end in inner]
        return Source(
            passage,
            spans=tuple((passage.start + start, passage.start + end) for start, end in inner),
            readings=tuple(map(read, texts)),
            rows=tuple(_ROW.match(text) is not None for text in texts),
            above=read("\n".join((passage.title, *passage.heading))),
            table=read(passage.context) if passage.context else None,
            vectors=self._static.embed_documents(texts) if texts else np.empty((0, 256), dtype=np.float32),
        )
