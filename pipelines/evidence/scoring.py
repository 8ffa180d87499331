"""BM25 of what was found, computed here: the same for every store, by how rare words are in what may be searched.

FTS5 and Lucene differ in what a frequent word, a phrase and a length count, and both count the chunks of other
organisations: Cranfield was .5626 on one and .5577 on the other (nDCG@10). Scored here it is .562 on both.
"""

import math
from collections.abc import Mapping, Sequence
from threading import Lock

import numpy as np
from cachetools import LRUCache
from numpy.typing import NDArray

from pipelines.evidence.terms import TermWeights
from pipelines.index.fusion import PHRASE_WEIGHT
from pipelines.index.question import Question, parse
from pipelines.questions import Passage
from pipelines.text.revisions import Analyzer, analyzer_of
from pipelines.types import Scope

# Robertson, Zaragoza 2009; a word of title or heading counts twice; a word of more than half of all chunks nothing.
K1, B, HEAD, LEAST = 1.2, 0.75, 2.0, 1e-6
# A question of more words and pairs stays as the index scored it.
MOST_TERMS = 128
ENTRIES = 2_048

Floats = NDArray[np.float64]
# Terms of title and headings, and of what stands below them.
_Terms = tuple[str, str]
_Key = tuple[int, str, str, str, int, int]


class WordScores:
    """Scores of passages by words and pairs of words. Thread-safe; keeps the terms of the latest 2,048 passages."""

    def __init__(self, terms: TermWeights) -> None:
        self._weights = terms
        self._lock = Lock()
        self._kept = LRUCache[_Key, _Terms](ENTRIES)

    def of(self, passages: Sequence[Passage], text: str, scope: Scope, *, analyzer: int) -> Floats | None:
        """BM25 ``[len(passages)]`` ≥ 0 for the question ``text``, pairs a quarter; None where the index's stays.

        ``analyzer``: the revision of the index. Raises what the index raises.
        """
        known = analyzer_of(analyzer)
        question = parse(text, known)
        asked = (*dict.fromkeys(question.words), *(f"{one} {other}" for one, other in question.phrases))
        if not passages or not 0 < len(asked) <= MOST_TERMS:
            return None
        idf = self._weights.idf(scope, asked)
        held = [self._terms(passage, known) for passage in passages]
        counts = _counts(question, held)
        lengths = np.array([head.count(" ") + body.count(" ") + 2.0 for head, body in held])
        saturated = K1 * (1 - B + B * lengths / lengths.mean())
        weights = np.array([_weight(idf[one]) for one in asked]) * _shares(question)
        return np.asarray((counts * (K1 + 1) / (counts + saturated[:, None])) @ weights, dtype=np.float64)

    def _terms(self, passage: Passage, analyzer: Analyzer) -> _Terms:
        spot = passage.document_id, passage.version, passage.start, passage.end
        key = analyzer.revision, passage.org_id, *spot
        with self._lock:
            if (kept := self._kept.get(key)) is not None:
                return kept
        head = analyzer.terms("\n".join(dict.fromkeys((passage.title, *passage.heading))))
        made = head, analyzer.terms(f"{passage.context}\n{passage.text}")
        with self._lock:
            self._kept[key] = made
        return made


def _shares(question: Question) -> Floats:
    """What each word counts, as often as it is asked, then each pair."""
    words = [float(question.words.count(word)) for word in dict.fromkeys(question.words)]
    return np.array([*words, *[PHRASE_WEIGHT] * len(question.phrases)])


def _counts(question: Question, held: Sequence[_Terms]) -> Floats:
    """How often each passage has each word, then each pair ``[passages, words + pairs]``."""
    term = question.analyzer.term
    words = [term(word) for word in dict.fromkeys(question.words)]
    pairs = [(term(one), term(other)) for one, other in question.phrases]
    places: dict[str | tuple[str, str], list[int]] = {}
    for at, one in enumerate((*words, *pairs)):
        places.setdefault(one, []).append(at)
    counts = np.zeros((len(held), len(words) + len(pairs)))
    for row, (head, body) in zip(counts, held, strict=True):
        _count(row, head.split(" "), places, HEAD)
        _count(row, body.split(" "), places, 1.0)
    return counts


def _count(row: Floats, terms: Sequence[str], places: Mapping[str | tuple[str, str], list[int]], weight: float) -> None:
    before = ""
    for term in terms:
        if term not in places:
            before = ""
            continue
        for at in (*places[term], *(places.get((before, term), ()) if before else ())):
            row[at] += weight
        before = term


def _weight(idf: float) -> float:
    """``log((N - n + .5) / (n + .5))`` of ``log(1 + …)``: words of most chunks tell them apart by nothing."""
    return max(LEAST, math.log(math.expm1(idf)))
