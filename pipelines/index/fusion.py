"""How the words branch and the vector branch become one list: pure functions on plain numbers.

The default recipe is the convex combination of Bruch, Gai, Ingber, "An Analysis of Fusion Functions for Hybrid
Retrieval" (ACM TOIS 2023) with the question's mean cosine as floor; the alternative is reciprocal rank fusion of
Cormack, Clarke, Büttcher (SIGIR 2009).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pipelines.types import Fusion

PHRASE_WEIGHT = 0.25
RRF_K = 60

Key = TypeVar("Key", bound=int | str)


@dataclass(frozen=True, slots=True)
class Branches(Generic[Key]):
    """What the branches found, by chunk id (or the store's own row number).

    ``words``: BM25 ≥ 0 of the words branch, phrases included. ``cosine``: of every candidate of either branch, in
    [-1, 1]; empty without a question vector. ``dense``: the ids that the vector branch returned itself. ``by_words``:
    those in a language that the embedder does not know, whose cosine says nothing.
    """

    words: Mapping[Key, float]
    cosine: Mapping[Key, float] = field(default_factory=dict)
    dense: frozenset[Key] = frozenset()
    by_words: frozenset[Key] = frozenset()


def words_and_phrases(words: Mapping[Key, float], phrases: Mapping[Key, float]) -> dict[Key, float]:
    """BM25 of the words plus a quarter of the phrases' (Metzler, Croft 2005: sequential dependence)."""
    return {
        key: max(0.0, words.get(key, 0.0)) + PHRASE_WEIGHT * max(0.0, phrases.get(key, 0.0))
        for key in words.keys() | phrases.keys()
    }


def fuse(branches: Branches[Key], fusion: Fusion, *, alpha: float, lo: float) -> list[tuple[Key, float]]:
    """(chunk id, fused score), best first; equal scores by cosine, then BM25, then id, so the order is stable.

    ``alpha`` is the share of the vector branch where ``fusion`` names none; ``lo`` the cosine that counts as nothing:
    the question's mean cosine with the organisation's chunks.
    """
    share = alpha if fusion.alpha is None else fusion.alpha
    if fusion.method == "convex":
        scores = convex(branches, alpha=share, lo=lo)
    elif fusion.method == "rrf":
        scores = reciprocal_rank(branches)
    elif fusion.method == "bm25":
        scores = dict(branches.words)
    else:
        scores = {key: branches.cosine[key] for key in branches.dense}
    return sorted(
        scores.items(),
        key=lambda pair: (-pair[1], -branches.cosine.get(pair[0], -1.0), -branches.words.get(pair[0], 0.0), pair[0]),
    )


def convex(branches: Branches[Key], *, alpha: float, lo: float) -> dict[Key, float]:
    """``(1 - alpha) * B/Bmax + alpha * max(0, (C - lo)/(Cmax - lo))`` over the union of both branches.

    Of what is found by its words, these stand for the vectors too, ``B/Bmax``: the best of either kind score alike.
    """
    most = max(branches.words.values(), default=0.0)
    near = {key: cosine for key, cosine in branches.cosine.items() if key not in branches.by_words}
    span = max(near.values(), default=lo) - lo

    def score(key: Key) -> float:
        found = branches.words.get(key, 0.0) / most if most > 0 else 0.0
        if key in branches.by_words:
            return found
        return (1 - alpha) * found + alpha * (max(0.0, (near.get(key, lo) - lo) / span) if span > 0 else 0.0)

    return {key: score(key) for key in branches.words.keys() | branches.cosine.keys()}


def reciprocal_rank(branches: Branches[Key]) -> dict[Key, float]:
    """Sum of ``1 / (60 + rank)`` over the branches' own lists, ranks from 1; of what is found by its words, twice the
    rank among these.
    """
    scores: dict[Key, float] = {}
    by_words = branches.by_words
    for rank, key in enumerate(_ranking(branches.words, branches.words), start=1):
        scores[key] = (2 if key in by_words else 1) / (RRF_K + rank)
    for rank, key in enumerate(_ranking(branches.dense - by_words, branches.cosine), start=1):
        scores[key] = scores.get(key, 0.0) + 1 / (RRF_K + rank)
    return scores


def _ranking(keys: Iterable[Key], scores: Mapping[Key, float]) -> list[Key]:
    return sorted(keys, key=lambda key: (-scores.get(key, -1.0), key))
