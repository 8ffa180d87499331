"""Sheets as tables: what stands above the header are lines of their own, the header names the cells of every row."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from pipelines.convert.failures import fail
from pipelines.convert.source import Source
from pipelines.convert.writing import TextWriter
from pipelines.structure.tidy import NUMERIC, reads_like_names

BETWEEN = "; "
LOOKED_AT = 30
YEAR = re.compile(r"(?:19|20)\d\d")
NAMED_SHARE = 0.6
# Cells of one sheet with the empty ones between them; a few far apart must not make millions.
CELLS_AT_MOST = 4_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a sheet with its number there, counted from 1."""

    number: int
    cells: Sequence[str]

    @property
    def filled(self) -> int:
        """How many of its cells say something."""
        return sum(map(bool, self.cells))


@dataclass(frozen=True, slots=True)
class Sparse:
    """A row by its number, from 1, and its filled cells by their column, from 0."""

    number: int
    cells: Mapping[int, str]


def sparse(rows: Iterable[Row]) -> Iterator[Sparse]:
    """Rows by what is filled of them."""
    return (Sparse(row.number, {at: cell for at, cell in enumerate(row.cells) if cell}) for row in rows)


def write_sheet(writer: TextWriter, name: str, rows: Iterable[Sparse], *, source: Source) -> None:
    """A sheet under its name: rows that say something, in order, without the columns that are empty in all of them.

    An empty row ends a table where what follows it has a header of its own. Nothing is written of an empty sheet.
    Raises ``converter_memory``.
    """
    held = [row for row in rows if row.cells]
    if not held:
        return
    columns = sorted({column for row in held for column in row.cells})
    if len(held) * len(columns) > CELLS_AT_MOST:
        fail("converter_memory", source.name, source.limits.memory_mb)
    writer.heading(name, level=1)
    _write(writer, (Row(row.number, [row.cells.get(column, "") for column in columns]) for row in held))


def _write(writer: TextWriter, waiting: Iterator[Row]) -> None:
    ahead: list[Row] = []
    labels: list[str] = []
    previous = begun = 0
    while True:
        ahead.extend(islice(waiting, LOOKED_AT - len(ahead)))
        if not ahead:
            return
        fresh = not begun or (ahead[0].number > previous + 1 and _names_others(ahead))
        if fresh:
            header = _header(ahead)
            for title in ahead[: header or 0]:
                writer.paragraph(" ".join(cell for cell in title.cells if cell))
            del ahead[: header or 0]
            writer.table()
            begun = 1
            labels = [f"{name}: " if name else "" for name in ahead[0].cells] if header is not None else []
        row = ahead.pop(0)
        named = fresh and bool(labels)
        writer.row(row.cells, between=BETWEEN, labels=() if named else labels, header=named, number=str(row.number))
        previous = row.number


def _header(rows: Sequence[Row]) -> int | None:
    """Which row names the columns; None where none does. Rows above it have few cells: a title, notes."""
    width = max(row.filled for row in rows)
    for at, row in enumerate(rows):
        if row.filled >= max(NAMED_SHARE * width, 2 if width > 1 else 1):
            return at if _reads_like_names(row) and len(rows) > at + 1 else None
    return None


def _reads_like_names(row: Row) -> bool:
    """Years may name columns beside a name."""
    return reads_like_names([cell if not YEAR.fullmatch(cell) else f"year {cell}" for cell in row.cells]) and not all(
        YEAR.fullmatch(cell) for cell in row.cells if cell
    )


def _names_others(rows: Sequence[Row]) -> bool:
    """Whether after an empty row another table begins: a row of names over one with numbers."""
    at = _header(_until_gap(rows))
    if at is None or at + 1 >= len(rows):
        return False
    names, below = rows[at], rows[at + 1]
    numbers = (cell for cell, name in zip(below.cells, names.cells, strict=False) if name and NUMERIC.fullmatch(cell))
    return names.filled > 1 and next(chain(numbers, ("",))) != ""


def _until_gap(rows: Sequence[Row]) -> Sequence[Row]:
    for at in range(1, len(rows)):
        if rows[at].number > rows[at - 1].number + 1:
            return rows[:at]
    return rows
