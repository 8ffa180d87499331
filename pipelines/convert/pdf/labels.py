"""Puts what is filled into a form behind its label, and the sign of a box that is ticked or not before its own."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import itemgetter

from pipelines.convert.layout import NOWHERE
from pipelines.convert.pdf.forms import Field
from pipelines.convert.pdf.lines import Drawn, Line, in_frame

TICKED, OPEN = "\u2612", "\u2610"
# Points, and sizes of letters.
ROUND = 3.0
ROW = 0.7
ABOVE = 2.2
NEAR = 5.0
LOOKED_AT = 60

Span = tuple[float, float, float, float]


class Labels:
    """The lines of a page with a form. Of an angle, that of the page's lines."""

    def __init__(self, drawn: Sequence[Drawn], angle: int) -> None:
        self._drawn, self._angle = drawn, angle
        self._lines: list[Line | None] = []
        self._sources: list[int] = []
        self._firsts: list[int] = []
        self._changed: set[int] = set()
        self._taken: set[int] = set()
        for number, one in enumerate(drawn):
            self._firsts.append(len(self._lines))
            self._lines += one.pieces
            self._sources += [number] * len(one.pieces)
        upright = ((line.baseline, at) for at, line in enumerate(self._lines) if line and line.angle == angle)
        self._heights = sorted(upright)

    def filled(self, fields: Sequence[Field]) -> list[Drawn]:
        """The page's lines with the fields' values at their labels."""
        spans = [in_frame(field.box, self._angle) for field in fields]
        values = {at for span in spans for at in self._within(span)}
        for field, span in zip(fields, spans, strict=True):
            if field.ticked is None:
                self._fill(self._chosen(self._within(span), field), span, values)
            else:
                self._tick(span, TICKED if field.ticked else OPEN, values)
        return list(self._result())

    def _result(self) -> Iterator[Drawn]:
        """Lines as they were, and in place of those changed what is left of their pieces."""
        for number, one in enumerate(self._drawn):
            if number not in self._changed:
                yield one
            else:
                pieces = self._lines[self._firsts[number] : self._firsts[number] + len(one.pieces)]
                yield from (Drawn(piece, (piece,)) for piece in pieces if piece)

    def _set(self, at: int, line: Line | None) -> None:
        self._lines[at] = line
        self._changed.add(self._sources[at])

    def _near(self, top: float, bottom: float) -> Iterator[int]:
        """Lines with their baseline in between, no more of them than are worth looking at."""
        low = bisect_left(self._heights, top, key=itemgetter(0))
        for height, at in self._heights[low : low + LOOKED_AT]:
            if height > bottom:
                return
            if self._lines[at] is not None:
                yield at

    def _within(self, span: Span) -> list[int]:
        left, right, top, bottom = span
        return [
            at
            for at in self._near(top - ROUND, bottom + ROUND)
            if (line := self._lines[at]) and line.left >= left - ROUND and line.right <= right + ROUND
        ]

    def _chosen(self, places: list[int], field: Field) -> list[int]:
        """Of a list that shows all of its options, those taken."""
        if not field.chosen:
            return places
        kept = []
        for at in places:
            line = self._lines[at]
            if line and line.words in field.chosen:
                kept.append(at)
            else:
                self._set(at, None)
        return kept

    def _fill(self, places: list[int], span: Span, values: set[int]) -> None:
        """Behind the label to the left, or above; else where it was drawn."""
        if not places:
            return
        first = self._lines[places[0]]
        label = self._label(span, first, values) if first else None
        into = places[0] if label is None else label
        self._taken.add(into)
        for at in places:
            line, before = self._lines[at], self._lines[into]
            if line and before and at != into:
                self._set(into, behind(before, line))
                self._set(at, None)

    def _label(self, span: Span, value: Line, values: set[int]) -> int | None:
        left, right, top, _ = span
        beside: list[tuple[float, int]] = []
        for at in self._near(min(top, value.baseline - ROW * value.size), value.baseline + ROW * value.size):
            line = self._lines[at]
            if line and at not in values and line.right <= left + ROUND:
                beside.append((left - line.right, at))
        if beside:
            return min(beside)[1]
        above = [
            (-line.baseline, at)
            for at in self._near(top - ABOVE * value.size, top + ROUND)
            if (line := self._lines[at])
            and at not in values
            and at not in self._taken
            and line.left < right
            and line.right > left
        ]
        return min(above)[1] if above else None

    def _tick(self, span: Span, sign: str, values: set[int]) -> None:
        """Before the words to its right, else behind those to its left."""
        left, right, top, bottom = span
        after: list[tuple[float, int]] = []
        before: list[tuple[float, int]] = []
        for at in self._near(top - ROUND, bottom + ROUND):
            line = self._lines[at]
            if line is None or at in values:
                continue
            if line.left >= right - ROUND and line.left - right < NEAR * line.size:
                after.append((line.left - right, at))
            elif line.right <= left + ROUND:
                before.append((left - line.right, at))
        found = min(after)[1] if after else min(before)[1] if before else None
        line = None if found is None else self._lines[found]
        if found is not None and line is not None:
            text, chars = (sign + " ", (NOWHERE, NOWHERE)), tuple(line.places)
            if after:
                line = replace(line, text=text[0] + line.text, chars=(*text[1], *chars), left=left)
            else:
                line = replace(line, text=line.text + " " + sign, chars=(*chars, *text[1]), right=right)
            self._set(found, line)
            self._taken.add(found)


def behind(line: Line, after: Line) -> Line:
    """Two lines as one."""
    return replace(
        line,
        end=after.end,
        text=f"{line.text.rstrip()} {after.text.strip()}",
        hyphen=after.hyphen,
        right=max(line.right, after.right),
        chars=(*_stripped(line), NOWHERE, *_stripped(after, lead=True)),
    )


def _stripped(line: Line, *, lead: bool = False) -> tuple[int, ...]:
    first = len(line.text) - len(line.text.lstrip()) if lead else 0
    return tuple(line.places[first : len(line.text.rstrip())])
