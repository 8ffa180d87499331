"""How cells of old (XLS) and binary (XLSB) workbooks are shown: their numbers' formats, and which columns are hidden.

Both are runs of records, a kind and a length each. Values are read by calamine, here only the numbers that have a
format, row by row, as far as records are whole and in order.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.convert.grid import Merge
from pipelines.convert.number_formats import BUILT_IN, Shape, shape_of, shown

Record = tuple[int, bytes]
PLAIN = Shape()


@dataclass(slots=True)
class Formats:
    """Shapes by a cell's style, codes of formats by their numbers, and since when days are counted."""

    shapes: list[Shape] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN))
    from_1904: bool = False

    def style(self, form: int) -> None:
        """The next style's number format."""
        self.shapes.append(shape_of(self.codes.get(form, "General")))

    def said(self, value: float, style: int) -> str | None:
        """A number as it is shown; None for one without a format."""
        shape = self.shapes[style] if style < len(self.shapes) else PLAIN
        return None if shape == PLAIN or abs(value) > 1e300 else shown(value, shape, from_1904=self.from_1904)


@dataclass(slots=True)
class Looks:
    """How a sheet is shown; ``cells`` are row, column and words of numbers with a format, in the order of rows."""

    cells: Iterator[tuple[int, int, str]]
    hidden: frozenset[int] = frozenset()
    merges: Sequence[Merge] = ()
    _next: tuple[int, int, str] | None = None

    def row(self, number: int) -> Mapping[int, str]:
        """Words by column of a row, counted from 0; rows are asked for from the first on."""
        found: dict[int, str] = {}
        while True:
            cell, self._next = self._next or next(self.cells, None), None
            if cell is None:
                return found
            if cell[0] > number:
                self._next = cell
                return found
            if cell[0] == number:
                found[cell[1]] = cell[2]


def rk_number(raw: int) -> float:
    """A number in four bytes: the upper half of a float or an integer, perhaps a hundred times too large."""
    if raw & 2:
        value = float((raw >> 2) - (1 << 30 if raw & 0x80000000 else 0))
    else:
        value = float(struct.unpack("<d", struct.pack("<II", 0, raw & 0xFFFFFFFC))[0])
    return value / 100 if raw & 1 else value
