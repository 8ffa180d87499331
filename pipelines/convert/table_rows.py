"""Rows of a file of tables, of CSV or of a sheet: where each table begins, what names its columns, what is no row.

A table ends at an empty row where what follows has a header of its own. What stands above a header, comments, and
sentences of one cell below a table are lines of their own.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipelines.convert.table_shape import Shape, begins_anew, commented, is_comment, shape_of, shape_of_first
from pipelines.convert.writing import TextWriter

BETWEEN = "; "
# Rows that tell the shape of a table.
LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number, counted from 1; an empty one is left out, or has no filled cell."""

    number: int
    cells: Sequence[str]


def write_tables(writer: TextWriter, rows: Iterator[Row], *, numbered: bool, hidden: Collection[int] = ()) -> None:
    """The tables in rows; ``numbered`` where rows say which they are; names of ``hidden`` columns say so.

    One pass, with the rows ahead in memory.
    """
    writing, filled = _Tables(writer, hidden, numbered=numbered), (row for row in rows if any(row.cells))
    ahead: list[Row] = list(islice(filled, LOOKED_AT))
    while ahead:
        del ahead[: writing.write(ahead)]
        ahead.extend(islice(filled, LOOKED_AT - len(ahead)))


class _Tables:
    """Writes what is ahead, a row or the beginning of a table at a time."""

    def __init__(self, writer: TextWriter, hidden: Collection[int], *, numbered: bool) -> None:
        self._writer = writer
        self._numbered = numbered
        self._hidden = frozenset(hidden)
        self._names: Sequence[str] = ()
        self._labels: Sequence[str] = ()
        self._begun = False
        # How many columns the names of the present table reach, and the row before.
        self._previous = 0

    def write(self, ahead: Sequence[Row]) -> int:
        """Write the first of the rows ahead, or all up to a header; how many."""
        gap = ahead[0].number > self._previous + 1
        apart = _until_gap(ahead) if gap and self._begun else ()
        if not self._begun:
            written = self._begin(ahead, shape_of_first([row.cells for row in ahead], _gaps(ahead)))
        elif apart and begins_anew([row.cells for row in apart], self._names):
            written = self._begin(apart, shape_of([commented(row.cells) for row in apart]))
        elif apart and self._is_note(apart):
            for row in apart:
                self._above(row)
            written = len(apart)
        elif is_comment(ahead[0].cells, self._names):
            self._above(ahead[0])
            written = 1
        else:
            self._row(ahead[0])
            written = 1
        self._previous = ahead[written - 1].number
        return written

    def _begin(self, rows: Sequence[Row], shape: Shape) -> int:
        """Begin a table; all rows up to its header, or to its first row without one."""
        self._begun = True
        names = _grouped(rows, shape)
        for row in rows[: shape.header - bool(names)]:
            self._above(row)
        self._writer.table()
        self._names = names or rows[shape.header].cells
        if names:
            shape = replace(shape, labels=tuple(f"{name}: " if name else "" for name in names))
        self._labels = [self._said(at, label, ": ") for at, label in enumerate(shape.labels)]
        named = [self._said(at, name) if shape.named else name for at, name in enumerate(self._names)]
        self._row(Row(rows[shape.header].number, named), header=shape.named)
        return shape.header + 1

    def _said(self, column: int, name: str, colon: str = "") -> str:
        """A column's name, which tells where nobody sees it."""
        return f"{name.removesuffix(colon)} (hidden column){colon}" if name and column in self._hidden else name

    def _row(self, row: Row, *, header: bool = False) -> None:
        number = str(row.number) if self._numbered else None
        labels = () if header else self._labels
        self._writer.row(row.cells, between=BETWEEN, labels=labels, header=header, number=number)

    def _above(self, row: Row) -> None:
        """A title, or something that is said of the table: ``Exported: 3 May``."""
        filled = [cell for cell in row.cells if cell]
        lead = filled[0] + (" " if filled[0].endswith(":") else ": ") if len(filled) > 1 else ""
        self._writer.paragraph(lead + BETWEEN.join(filled[1:]) if lead else "".join(filled), "caption")

    def _is_note(self, rows: Sequence[Row]) -> bool:
        """Whether rows behind an empty one are said of the table: sentences, of one cell where it has several."""
        several = sum(map(bool, self._names)) > 1
        return several and all(" " in row.cells[0] and not any(row.cells[1:]) for row in rows if row.cells)


def _grouped(rows: Sequence[Row], shape: Shape) -> Sequence[str]:
    """The names of columns where several have the same, each with the group that the row above puts it in."""
    names = rows[shape.header].cells
    above = rows[shape.header - 1].cells if shape.named and shape.header else ()
    counts = Counter(name for name in names if name)
    if max(counts.values(), default=1) == 1 or not 1 < sum(map(bool, above)) < counts.total():
        return ()
    grouped, group = [], ""
    for cell, name in zip(above, names, strict=False):
        group = cell or group
        grouped.append(f"{group} {name}" if counts[name] > 1 and group else name)
    return grouped


def _until_gap(rows: Sequence[Row]) -> Sequence[Row]:
    return rows[: next(_gaps(rows), len(rows))]


def _gaps(rows: Sequence[Row]) -> Iterator[int]:
    """Where rows begin that are behind an empty one."""
    return (at for at in range(1, len(rows)) if rows[at].number > rows[at - 1].number + 1)
