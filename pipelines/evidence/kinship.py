"""Words that say the same as a question's in other letters: people ask in everyday words, documents are formal.

Two words are kin where a list has them together, or where their static vectors are near. At .48 that holds sick and
ill, children and kids, siblings and brothers, and not small and medium, winter and summer, member and guest. Days,
months, numbers, names and opposites are kin of nothing: that another one stands there is what makes an answer false.
"""

from collections.abc import Iterable, Mapping
from threading import Lock

import numpy as np
from cachetools import LRUCache

from pipelines.embedding.protocol import Embedder
from pipelines.evidence.claims.vocabulary import opposite, same
from pipelines.evidence.everyday import EVERYDAY
from pipelines.evidence.glosses.lexicon import lines_of
from pipelines.text.analyzer import term
from pipelines.types import Vector

NEAR = 0.48
WORDS = 20_000
SHORTEST = 3
_NO_KIN = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december spring summer autumn fall winter one two three four five six seven eight nine ten first second
third north south east west left right red green blue yellow black white
"""
_ALONE = frozenset(_NO_KIN.split())


def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(EVERYDAY.split("|")):
        for word in group.split():
            found.setdefault(term(word), set()).add(number)
    return {one: frozenset(numbers) for one, numbers in found.items()}


_GROUPS = _groups()


class Kinship:
    """Kin among words, by static vectors that are kept. Thread-safe; two threads may embed a word twice."""

    def __init__(self, static: Embedder) -> None:
        self._static = static
        self._lock = Lock()
        self._kept = LRUCache[str, Vector](WORDS)

    def of(self, asked: Mapping[str, str], held: Mapping[str, str]) -> dict[str, frozenset[str]]:
        """The stems of ``held`` that are kin to each stem of ``asked`` that has any. Both are words by stem."""
        wanted = {one: word for one, word in asked.items() if one not in held and _may_have(word)}
        there = {one: word for one, word in held.items() if _may_have(word)}
        if not wanted or not there:
            return {}
        cosines = self._vectors(wanted.values()) @ self._vectors(there.values()).T
        names = list(there)
        found: dict[str, frozenset[str]] = {}
        for at, (one, word) in enumerate(wanted.items()):
            near = {names[n] for n in np.flatnonzero(cosines[at] >= NEAR)}
            kin = near | {other for other, written in there.items() if _listed(word, written)}
            kept = frozenset(other for other in kin if not opposite(term(word), term(there[other])))
            if kept:
                found[one] = kept
        return found

    def _vectors(self, words: Iterable[str]) -> Vector:
        listed = list(words)
        with self._lock:
            known = {word: vector for word in listed if (vector := self._kept.get(word)) is not None}
        missing = [word for word in dict.fromkeys(listed) if word not in known]
        if missing:
            fresh = dict(zip(missing, self._static.embed_documents(missing), strict=True))
            with self._lock:
                self._kept.update(fresh)
            known |= fresh
        return np.stack([known[word] for word in listed])


def _may_have(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha() and word not in _ALONE


def _listed(one: str, other: str) -> bool:
    a, b = term(one), term(other)
    if same(a, b) or _GROUPS.get(a, frozenset()) & _GROUPS.get(b, frozenset()):
        return True
    lines = lines_of(one)
    return bool(lines) and bool(lines & lines_of(other))
