"""Sheets as tables: what stands above the header are lines of their own, the header names the cells of every row."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipelines.convert.failures import fail
from pipelines.convert.source import Source
from pipelines.convert.table_rows import Row, write_tables
from pipelines.convert.writing import TextWriter

# Cells of one sheet with the empty ones between them; a few far apart must not make millions.
CELLS_AT_MOST = 4_000_000


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
    table = (Row(row.number, [row.cells.get(column, "") for column in columns]) for row in held)
    write_tables(writer, table, numbered=True)
