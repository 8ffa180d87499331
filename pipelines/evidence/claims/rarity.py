"""How much a word says, without a collection to count in: a tokenizer's vocabulary is in the order of frequency.

Sentence-piece vocabularies are built by merging the most frequent pairs first (Sennrich, Haddow, Birch 2016), so the
number of a word's token is its rank, and a word that is no token of its own is rare. ``log(rank)`` stands in for IDF:
the verdict on a statement then depends on nothing but the statement and the passage.
"""

import math
from collections.abc import Callable
from functools import lru_cache

# A word that is no token of its own.
RARE = 6.0
_LEAST, _SHIFT = 1.0, 5.0

Rank = Callable[[str], int | None]


class Rarity:
    """Weights of words in [1, 6]; ``rank(word)`` is its place in the vocabulary, None where it has none."""

    def __init__(self, rank: Rank) -> None:
        self._weight = lru_cache(65_536)(lambda word: _weight(rank(word)))

    def of(self, word: str) -> float:
        """The weight of a folded word."""
        return self._weight(word)


def _weight(rank: int | None) -> float:
    return RARE if rank is None else max(_LEAST, math.log(max(rank, 1)) - _SHIFT)
