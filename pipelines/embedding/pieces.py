"""Sums of token vectors, remembered by piece: most words of a collection have been summed before.

No token of the model spans an inner space or a newline, so a text's tokens are those of the pieces that it is cut into
there, and so is their sum.
"""

import re
import threading
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.embedding.weights import MappedWeights
from pipelines.types import Vector

ROWS = 40_000
# A longer piece is hardly met again.
LONGEST = 40
TEXTS_AT_ONCE = 64
PIECES_AT_ONCE = 8_192
SPACE = "▁"
PIECE = re.compile(rf"[ {SPACE}]+[^ {SPACE}\n]*|\n+[^ {SPACE}\n]*|[^ {SPACE}\n]+")
# What the tokenizer takes out of a text before it is read: what is between them begins anew.
MARKS = re.compile("(<unk>|<s>|</s>)")


def pieces_of(text: str) -> list[str]:
    """A text's pieces. A space in one is what the tokenizer's normalizer writes as ``SPACE``."""
    # Mostly there are none, and looking for one sign is much faster.
    if "<" not in text:
        return PIECE.findall(f" {text}") if text else []
    pieces: list[str] = []
    for number, part in enumerate(MARKS.split(text)):
        if number % 2:
            pieces.append(part)
        elif part:
            pieces += PIECE.findall(f" {part}")
    return pieces


class PieceSums:
    """Sums of the token vectors of texts. Thread-safe; at most ``rows`` pieces are remembered, about 1 kB each.

    ``tokenizer`` is used without a normalizer and without padding. Pieces are remembered in two halves: when both are
    full, the older one is forgotten whole.
    """

    def __init__(self, tokenizer: Any, weights: MappedWeights, *, rows: int = ROWS) -> None:
        self._tokenizer = tokenizer
        self._weights = weights
        self._half = rows // 2
        # Of the system, page by page, as rows are written.
        self._sums = np.empty((2 * self._half, weights.shape[1]), dtype=np.float32)
        self._places: dict[str, int] = {}
        self._names: tuple[list[str], list[str]] = ([], [])
        self._young = 0
        self._lock = threading.Lock()

    def sums(self, texts: Sequence[str]) -> Vector:
        """The sums ``[n, dimensions]`` of texts; zero for one without a token."""
        sums = np.zeros((len(texts), self._sums.shape[1]), dtype=np.float32)
        for start in range(0, len(texts), TEXTS_AT_ONCE):
            cut = [pieces_of(text) for text in texts[start : start + TEXTS_AT_ONCE]]
            # Others' few texts need not wait for all of these.
            with self._lock:
                others = self._learn(set[str]().union(*cut))
                if others or max(map(len, cut)) > PIECES_AT_ONCE:
                    for number, pieces in enumerate(cut, start):
                        sums[number] = self._sum(pieces, others)
                else:
                    self._sum_known(cut, sums[start : start + len(cut)])
        return sums

    def _sum_known(self, cut: Sequence[Sequence[str]], sums: Vector) -> None:
        """The sums of texts all of whose pieces are remembered, as nearly all are."""
        places, first = self._places_of([*chain.from_iterable(cut)]), 0
        for pieces, total in zip(cut, sums, strict=True):
            np.add.reduce(self._sums.take(places[first : first + len(pieces)], axis=0), axis=0, out=total)
            first += len(pieces)

    def _sum(self, pieces: Sequence[str], others: Mapping[str, Vector]) -> Vector:
        total: Vector = np.zeros(self._sums.shape[1], dtype=np.float32)
        for start in range(0, len(pieces), PIECES_AT_ONCE):
            some = pieces[start : start + PIECES_AT_ONCE]
            if others:
                total += sum(others[piece] for piece in some if piece in others)
                some = [piece for piece in some if piece not in others]
            total += self._sums.take(self._places_of(some), axis=0).sum(axis=0)
        return total

    def _places_of(self, pieces: Sequence[str]) -> NDArray[np.intp]:
        # Asked by ``map``: a line of Python for each piece is what all this costs.
        return np.fromiter(map(self._places.__getitem__, pieces), np.intp, len(pieces))

    def _learn(self, pieces: set[str]) -> dict[str, Vector]:
        """Remember pieces; answers the sums of those that are not."""
        missing = [*pieces.difference(self._places)]
        if len(missing) > self._half - len(self._names[self._young]):
            self._turn()
            missing = [*pieces.difference(self._places)]
        if not missing:
            return {}
        sums = self._summed(missing)
        names, first = self._names[self._young], self._young * self._half
        others: dict[str, Vector] = {}
        for piece, total in zip(missing, sums, strict=True):
            if len(piece) > LONGEST or len(names) == self._half:
                others[piece] = total
            else:
                place = self._places[piece] = first + len(names)
                self._sums[place] = total
                names.append(piece)
        return others

    def _turn(self) -> None:
        self._young = 1 - self._young
        for piece in self._names[self._young]:
            del self._places[piece]
        self._names[self._young].clear()

    def _summed(self, pieces: list[str]) -> Vector:
        """Every piece has a token: of what the vocabulary lacks its bytes are tokens."""
        written = [piece.replace(" ", SPACE) for piece in pieces]
        encoded = [one.ids for one in self._tokenizer.encode_batch(written, add_special_tokens=False)]
        starts = np.cumsum([0, *map(len, encoded[:-1])])
        tokens = np.array([token for ids in encoded for token in ids], dtype=np.int32)
        np.clip(tokens, 0, self._weights.shape[0] - 1, out=tokens)
        sums: Vector = np.add.reduceat(self._weights[tokens], starts, axis=0)
        return sums
