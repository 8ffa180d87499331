"""Sums of token vectors, remembered by piece: most words of a collection have been summed before.

No token of the model spans an inner space or a newline, so a text's tokens are those of the pieces that it is cut into
there, and so is their sum.
"""

import re
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipelines.embedding.weights import MappedWeights
from pipelines.types import Vector

ROWS = 40_000
# A longer piece is hardly met again.
LONGEST = 40
# Pieces of one step, which others' few texts wait for.
AT_ONCE = 8_192
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
        self._places = _Places(rows // 2)
        self._at_once = min(AT_ONCE, rows // 2)
        # Of the system, page by page, as rows are written.
        self._sums = np.empty((2 * (rows // 2), weights.shape[1]), dtype=np.float32)
        self._taken = np.empty((self._at_once, weights.shape[1]), dtype=np.float32)
        self._lock = threading.Lock()

    def sums(self, texts: Sequence[str]) -> Vector:
        """The sums ``[n, dimensions]`` of texts; zero for one without a token."""
        sums = np.zeros((len(texts), self._sums.shape[1]), dtype=np.float32)
        for step in self._steps(texts):
            with self._lock:
                places, first = self._found([*chain.from_iterable(pieces for _, pieces in step)]), 0
                passing = self._places.passing()
                for number, pieces in step:
                    sums[number] += self._sum(places[first : first + len(pieces)], passing)
                    first += len(pieces)
        return sums

    def _steps(self, texts: Sequence[str]) -> Iterator[list[tuple[int, list[str]]]]:
        """Numbers of texts and their pieces, so many at once; those of a long text come in parts."""
        step, size = list[tuple[int, list[str]]](), 0
        for number, text in enumerate(texts):
            pieces = pieces_of(text)
            for start in range(0, len(pieces), self._at_once):
                part = pieces[start : start + self._at_once]
                if size + len(part) > self._at_once:
                    yield step
                    step, size = [], 0
                step.append((number, part))
                size += len(part)
        if step:
            yield step

    def _sum(self, places: NDArray[np.intp], passing: Sequence[int]) -> Vector:
        if passing and (apart := np.isin(places, passing)).any():
            return self._sum(places[apart], ()) + self._sum(places[~apart], ())
        # All of them are within: with "clip" numpy writes where it is told to, without a copy that it checks first.
        rows = self._sums.take(places, axis=0, out=self._taken[: len(places)], mode="clip")
        total: Vector = np.add.reduce(rows, axis=0)
        return total

    def _found(self, pieces: Sequence[str]) -> NDArray[np.intp]:
        """Where their sums lie, those included that were not met before."""
        try:
            return self._filled(pieces)
        except _FullError:
            self._places.turn()
            return self._filled(pieces)

    def _filled(self, pieces: Sequence[str]) -> NDArray[np.intp]:
        self._places.begin()
        try:
            # Asked by ``map``: a line of Python for each piece is what all this costs.
            places = np.fromiter(map(self._places.__getitem__, pieces), np.intp, len(pieces))
            if fresh := self._places.fresh():
                first = self._places[fresh[0]]
                self._sums[first : first + len(fresh)] = self._summed(fresh)
        except BaseException:
            self._places.take_back()
            raise
        return places

    def _summed(self, pieces: Sequence[str]) -> Vector:
        """Every piece has a token: of what the vocabulary lacks its bytes are tokens."""
        # One by one: a batch is handed to threads, which costs more than so short texts do.
        encode = partial(self._tokenizer.encode, add_special_tokens=False)
        encoded = [encode(piece.replace(" ", SPACE)).ids for piece in pieces]
        starts = np.cumsum([0, *map(len, encoded[:-1])])
        tokens = np.fromiter(chain.from_iterable(encoded), np.int32)
        np.clip(tokens, 0, self._weights.shape[0] - 1, out=tokens)
        sums: Vector = np.add.reduceat(self._weights[tokens], starts, axis=0)
        return sums


class _FullError(Exception):
    """There is no place left in this half."""


class _Places(dict[str, int]):
    """The place of each piece's sum. One that has none gets the next of the young half, to be filled by who asked."""

    def __init__(self, half: int) -> None:
        super().__init__()
        self._half = half
        self._names: tuple[list[str], list[str]] = ([], [])
        self._young = self._begun = 0

    def __missing__(self, piece: str) -> int:
        names = self._names[self._young]
        if len(names) == self._half:
            raise _FullError
        place = self[piece] = self._young * self._half + len(names)
        names.append(piece)
        return place

    def begin(self) -> None:
        """What gets a place from here on is fresh."""
        self._begun = len(self._names[self._young])

    def fresh(self) -> list[str]:
        """In the order of their places, which follow each other."""
        return self._names[self._young][self._begun :]

    def passing(self) -> list[int]:
        """The places of fresh pieces that are too long to be remembered; they are forgotten."""
        names, places = self._names[self._young], list[int]()
        for at in range(self._begun, len(names)):
            if len(names[at]) > LONGEST:
                places.append(self.pop(names[at]))
                names[at] = ""
        return places

    def take_back(self) -> None:
        """Nothing was written at the fresh places."""
        for piece in self.fresh():
            self.pop(piece, None)
        del self._names[self._young][self._begun :]

    def turn(self) -> None:
        """Forget the older half: it is the young one now."""
        self._young = 1 - self._young
        for piece in self._names[self._young]:
            self.pop(piece, None)
        self._names[self._young].clear()
