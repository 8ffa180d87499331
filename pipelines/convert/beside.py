"""Tables beside each other on a sheet: parted by an empty column, each with names and keys of its own.

A column that is empty in the middle of one table parts nothing: what stands right of it says nothing by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from pipelines.structure.tidy import NUMERIC, reads_like_names

FEWEST = 2
# So many rows of each part are looked at for what they are.
LOOKED_AT = 200


class Filled(Protocol):
    """A row by its number and its filled cells by their column."""

    @property
    def number(self) -> int: ...

    @property
    def cells(self) -> Mapping[int, str]: ...


def parts_of(rows: Sequence[Filled], columns: Sequence[int]) -> list[list[int]]:
    """The columns of each table of a sheet, from the left; all of them where it is one."""
    parts = list(_parted(columns))
    if len(parts) < FEWEST or any(len(part) < FEWEST for part in parts):
        return [list(columns)]
    tables = [_table(rows, part) for part in parts]
    extents = {(table[0].number, table[-1].number) for table in tables if table}
    if not all(_stands_alone(table, part) for table, part in zip(tables, parts, strict=True)):
        return [list(columns)]
    firsts = {table[0].cells[part[0]] for table, part in zip(tables, parts, strict=True)}
    return parts if len(firsts) == 1 or len(extents) > 1 else [list(columns)]


def _parted(columns: Sequence[int]) -> Iterator[list[int]]:
    part: list[int] = []
    for column in columns:
        if part and column > part[-1] + 1:
            yield part
            part = []
        part.append(column)
    yield part


def _table(rows: Sequence[Filled], part: Sequence[int]) -> list[Filled]:
    """The rows that have several cells there."""
    return [row for row in rows if sum(column in row.cells for column in part) >= FEWEST]


def _stands_alone(table: Sequence[Filled], part: Sequence[int]) -> bool:
    """Whether it has names, a key in each row, and no row is missing."""
    if len(table) < FEWEST or table[-1].number - table[0].number != len(table) - 1:
        return False
    head, *body = table[:LOOKED_AT]
    keys = [row.cells.get(part[0], "") for row in body]
    return reads_like_names([head.cells.get(column, "") for column in part]) and all(
        key and not NUMERIC.fullmatch(key) for key in keys
    )
