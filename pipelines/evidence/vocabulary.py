"""The words that documents are written with, as they are written: what a mistyped word of a question may have meant.

Kept in memory per source, made of the live chunks of that source alone, so that neither another organisation's words
nor those of a source that may not be quoted can show. Nothing is stored for it: only documents whose version is new are
read again.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from sys import intern
from threading import Lock

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from pipelines.index.cursor import pages
from pipelines.index.protocol import Index
from pipelines.text.analyzer import words
from pipelines.types import Document, Scope, Status

# How long a replaced version may go unnoticed. A document more or less is noticed at once.
SECONDS = 60.0
# What one question may spend on reading; the next goes on where it ended.
PATIENCE = 2.0
# Others do with what was known, rather than wait for one that reads.
WAIT = 0.2
SOURCES = 64
PAGE = 500
SHORTEST, LONGEST = 3, 40
_LETTERS = {sign: at for at, sign in enumerate("abcdefghijklmnopqrstuvwxyz0123456789")}
_REST = 64 - len(_LETTERS)


@dataclass(slots=True)
class _Source:
    """What is known of a source: words with the number of documents that hold them, and which documents were read."""

    counts: Counter[str] = field(default_factory=Counter)
    read: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    waiting: dict[str, str] = field(default_factory=dict)
    indexed: int = -1
    checked: float = float("-inf")
    stamp: int = 0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of some sources as arrays: ``masks`` say which letters a word has, ``lengths`` how many."""

    words: tuple[str, ...]
    counts: dict[str, int]
    masks: NDArray[np.uint64]
    lengths: NDArray[np.int16]

    def near(self, word: str, most: int) -> Iterator[str]:
        """Words that may be within so many edits: an edit changes the letters of a word by two at most."""
        other = (self.masks ^ np.uint64(mask(word))).view(np.uint8).reshape(-1, 8)
        differing = np.unpackbits(other, axis=1).sum(axis=1)
        close = (differing <= 2 * most) & (np.abs(self.lengths - len(word)) <= most)
        for at in np.flatnonzero(close):
            yield self.words[at]


_EMPTY = Lexicon((), {}, np.empty(0, np.uint64), np.empty(0, np.int16))


def mask(word: str) -> int:
    """A bit for each letter and digit that a word has; other signs share the rest."""
    bits = 0
    for sign in word:
        at = _LETTERS.get(sign)
        bits |= 1 << (len(_LETTERS) + ord(sign) % _REST if at is None else at)
    return bits


class Vocabulary:
    """Words by organisation and source. Thread-safe: one question at a time looks for new documents."""

    def __init__(self, index: Index, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._index, self._clock = index, clock
        self._reading, self._lock = Lock(), Lock()
        self._sources = LRUCache[tuple[str, str], _Source](SOURCES)
        self._lexicons = LRUCache[tuple[str, frozenset[str]], tuple[int, Lexicon]](SOURCES)

    def of(self, scope: Scope) -> Lexicon:
        """The words of a scope. Raises what the index raises."""
        key = scope.org_id, scope.source_ids
        if not self._reading.acquire(timeout=WAIT):
            with self._lock:
                return self._lexicons.get(key, (0, _EMPTY))[1]
        try:
            sources = {source: self._source(scope.org_id, source) for source in sorted(scope.source_ids)}
            self._refresh(scope, sources)
            stamp = sum(one.stamp for one in sources.values())
            with self._lock:
                kept = self._lexicons.get(key)
            if kept is None or kept[0] != stamp:
                kept = stamp, _lexicon(sources.values())
                with self._lock:
                    self._lexicons[key] = kept
            return kept[1]
        finally:
            self._reading.release()

    def _source(self, org_id: str, source: str) -> _Source:
        known = self._sources.get((org_id, source))
        if known is None:
            known = self._sources[org_id, source] = _Source()
        return known

    def _refresh(self, scope: Scope, sources: dict[str, _Source]) -> None:
        counts = self._index.counts(scope)
        until = self._clock() + PATIENCE
        for source, known in sources.items():
            indexed = counts.get(source, {}).get(Status.INDEXED, 0)
            if indexed != known.indexed or self._clock() - known.checked >= SECONDS:
                self._look(Scope(scope.org_id, frozenset({source})), known)
                known.indexed, known.checked = indexed, self._clock()
            self._read(Scope(scope.org_id, frozenset({source})), known, until)

    def _look(self, scope: Scope, known: _Source) -> None:
        """Which documents are live now: those that are not, or in another version, are forgotten or wait."""
        live = {row.document_id: row.live_version or "" for row in self._rows(scope)}
        for document_id in [name for name, (version, _) in known.read.items() if live.get(name) != version]:
            _, gone = known.read.pop(document_id)
            known.counts.subtract(gone)
            known.stamp += 1
        known.counts = +known.counts
        known.waiting = {name: version for name, version in live.items() if name not in known.read}

    def _rows(self, scope: Scope) -> Iterator[Document]:
        for page in pages(lambda after: self._index.list(scope, status=Status.INDEXED, after=after, limit=PAGE)):
            yield from page.items

    def _read(self, scope: Scope, known: _Source, until: float) -> None:
        for document_id, version in list(known.waiting.items()):
            if self._clock() > until:
                return
            held = {
                intern(word)
                for chunk in self._index.chunks(scope, document_id)
                for word in _written(chunk.title, chunk.text)
            }
            known.read[document_id] = version, tuple(held)
            known.counts.update(held)
            del known.waiting[document_id]
            known.stamp += 1


def _written(*texts: str) -> Iterator[str]:
    for text in texts:
        for word in words(text):
            if SHORTEST <= len(word) <= LONGEST:
                yield word


def _lexicon(sources: Iterable[_Source]) -> Lexicon:
    counts: Counter[str] = Counter()
    for source in sources:
        counts.update(source.counts)
    held = tuple(counts)
    masks = np.fromiter((mask(word) for word in held), dtype=np.uint64, count=len(held))
    lengths = np.fromiter((len(word) for word in held), dtype=np.int16, count=len(held))
    return Lexicon(held, dict(counts), masks, lengths)
