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
from pipelines.index.protocol import Index
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
_Key = tuple[int, str, str, str, str, int, int]
# Where a word or a pair of words is counted.
_Places = Mapping[str | tuple[str, str], Sequence[int]]


class WordScores:
    """Scores of passages by words and pairs of words. Thread-safe; keeps the terms of the latest 2,048 passages."""

    def __init__(self, index: Index, terms: TermWeights) -> None:
        self._index = index
        self._weights = terms
        self._lock = Lock()
        self._kept = LRUCache[_Key, _Terms](ENTRIES)

    def of(self, passages: Sequence[Passage], text: str, scope: Scope, *, analyzer: int) -> Floats | None:
        """BM25 ``[len(passages)]`` ≥ 0 for the question ``text``, pairs a quarter; None where the index's stays.

        Each passage has its words in its own language. ``analyzer``: the revision of the index. Raises what it raises.
        """
        known = analyzer_of(analyzer)
        question = parse(text, known, self._index.spoken(scope))
        asked = (*dict.fromkeys(question.words), *(f"{one} {other}" for one, other in question.phrases))
        if not passages or not 0 < len(asked) <= MOST_TERMS:
            return None
        idf = self._weights.idf(scope, asked)
        held = [self._terms(passage, known) for passage in passages]
        counts = _counts(question, held, [passage.language for passage in passages])
        lengths = np.array([head.count(" ") + body.count(" ") + 2.0 for head, body in held])
        saturated = K1 * (1 - B + B * lengths / _usual(lengths))
        weights = np.array([_weight(idf[one]) for one in asked]) * _shares(question)
        return np.asarray((counts * (K1 + 1) / (counts + saturated[:, None])) @ weights, dtype=np.float64)

    def _terms(self, passage: Passage, analyzer: Analyzer) -> _Terms:
        spot = passage.document_id, passage.version, passage.start, passage.end
        key = analyzer.revision, passage.language, passage.org_id, *spot
        with self._lock:
            if (kept := self._kept.get(key)) is not None:
                return kept
        head, below = "\n".join(dict.fromkeys((passage.title, *passage.heading))), f"{passage.context}\n{passage.text}"
        made = analyzer.terms(head, passage.language), analyzer.terms(below, passage.language)
        with self._lock:
            self._kept[key] = made
        return made


def _usual(lengths: Floats) -> float:
    """The length of the passage that a word stands in, on average.

    The collection's mean length costs a scan. The candidates' own falls with each passage of four words among them,
    which vectors bring by the dozen; they hold few words, so they hardly count here.
    """
    return float(lengths @ lengths / lengths.sum())


def _shares(question: Question) -> Floats:
    """What each word counts, as often as it is asked, then each pair."""
    words = [float(question.words.count(word)) for word in dict.fromkeys(question.words)]
    return np.array([*words, *[PHRASE_WEIGHT] * len(question.phrases)])


def _counts(question: Question, held: Sequence[_Terms], languages: Sequence[str]) -> Floats:
    """How often each passage has each word, then each pair ``[passages, words + pairs]``."""
    wanted = {language: _places(question, language) for language in set(languages)}
    counts = np.zeros((len(held), len(dict.fromkeys(question.words)) + len(question.phrases)))
    for row, (head, body), language in zip(counts, held, languages, strict=True):
        _count(row, head.split(" "), wanted[language], weight=HEAD)
        _count(row, body.split(" "), wanted[language], weight=1.0)
    return counts


def _places(question: Question, language: str) -> _Places:
    """The columns of each term, and of each pair of terms, as texts of a language have them."""
    terms = {word: question.analyzer.term(word, language) for word in question.words}
    pairs = ((terms[one], terms[other]) for one, other in question.phrases if one in terms and other in terms)
    found: dict[str | tuple[str, str], list[int]] = {}
    wanted: list[str | tuple[str, str]] = [*terms.values(), *pairs]
    for at, one in enumerate(wanted):
        found.setdefault(one, []).append(at)
    return found


def _count(row: Floats, terms: Sequence[str], places: _Places, *, weight: float) -> None:
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
