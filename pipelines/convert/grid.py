"""Sheets as tables: what stands above the header are lines of their own, the header names the cells of every row."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from pipelines.convert.beside import parts_of
from pipelines.convert.failures import fail
from pipelines.convert.source import Source
from pipelines.convert.table_rows import Row, write_tables
from pipelines.convert.writing import TextWriter

# Cells of one sheet with the empty ones between them; a few far apart must not make millions.
CELLS_AT_MOST = 4_000_000
COLUMNS_AT_MOST = 16_384
MERGES_AT_MOST = 10_000
DOWN_AT_MOST = 1_000


@dataclass(frozen=True, slots=True)
class Sparse:
    """A row by its number, from 1, and its filled cells by their column, from 0."""

    number: int
    cells: Mapping[int, str]


def sparse(rows: Iterable[Row]) -> Iterator[Sparse]:
    """Rows by what is filled of them."""
    return (Sparse(row.number, {at: cell for at, cell in enumerate(row.cells) if cell}) for row in rows)


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that are one: the column of the topmost, the row that it is in and the last that it reaches into."""

    column: int
    first: int
    last: int


def merges_of(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> list[Merge]:
    """Merges of ranges from the topmost cell to the last, row and column counted from 0."""
    return [Merge(column, first + 1, last + 1) for (first, column), (last, _) in ranges]


def reaching_down(rows: Iterable[Sparse], merges: Iterable[Merge]) -> Iterator[Sparse]:
    """Rows in which a cell that reaches down is said in each that says anything."""
    by_row = _by_row(merges)
    reaching: dict[int, tuple[str, int]] = {}
    for row in rows:
        cells = dict(row.cells)
        for column, (words, last) in list(reaching.items()):
            if row.number > last:
                del reaching[column]
            elif cells:
                cells.setdefault(column, words)
        for merge in by_row.get(row.number, ()):
            if merge.column in cells:
                reaching[merge.column] = (cells[merge.column], merge.last)
        yield Sparse(row.number, cells)


def _by_row(merges: Iterable[Merge]) -> Mapping[int, Sequence[Merge]]:
    found: dict[int, list[Merge]] = {}
    for merge in islice(merges, MERGES_AT_MOST):
        if merge.first < merge.last <= merge.first + DOWN_AT_MOST:
            found.setdefault(merge.first, []).append(merge)
    return found


def write_sheet(
    writer: TextWriter, name: str, rows: Iterable[Sparse], *, source: Source, hidden: Collection[int] = ()
) -> None:
    """A sheet under its name: rows that say something, in order, without the columns that are empty in all of them.

    An empty row ends a table where what follows it has a header of its own, an empty column one that stands by itself
    (``parts_of``). The names of ``hidden`` columns say that
    they are. Nothing is written of an empty sheet.
    Raises ``converter_memory``.
    """
    held = [row for row in rows if row.cells]
    if not held:
        return
    columns = sorted({column for row in held for column in row.cells})
    if len(held) * len(columns) > CELLS_AT_MOST:
        fail("converter_memory", source.name, source.limits.memory_mb)
    writer.heading(name, level=1)
    for part in parts_of(held, columns):
        write_tables(
            writer,
            (Row(row.number, [row.cells.get(column, "") for column in part]) for row in held),
            numbered=True,
            hidden=[at for at, column in enumerate(part) if column in hidden],
        )


def hidden_columns(ranges: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Columns from the first to the last of each, as far as a sheet has any."""
    told = bytearray(COLUMNS_AT_MOST)
    for first, last in ranges:
        begins, ends = max(first, 0), min(last + 1, COLUMNS_AT_MOST)
        told[begins:ends] = b"\1" * (ends - begins)
    return frozenset(at for at, one in enumerate(told) if one)
