"""A table asked in so many words: columns, conditions and one operation by name, as a model's tool asks it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipelines.evidence.tables.cells import Kind, number, value, yes
from pipelines.evidence.tables.evaluate import EXACT, MOST_CELLS, MOST_COLUMNS, Outcome
from pipelines.evidence.tables.matching import Columns
from pipelines.evidence.tables.shapes import MOST_NAMES
from pipelines.evidence.tables.sums import plain_sum
from pipelines.evidence.tables.table import Table
from pipelines.evidence.tables.words import header_stems
from pipelines.questions import Condition

OPERATIONS = ("rows", "count", "max", "min", "sum", "average")
COMPARISONS = ("=", "!=", "<", "<=", ">", ">=", "contains")
MOST_CONDITIONS, LONGEST = 8, 200
# Characters of the names of columns that are told to who named another.
NAMES_SHOWN = 2_000
_ORDERED: Mapping[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


class NotAsked(ValueError):
    """What was asked cannot be asked of this table; the message says why, in words for the asker."""


def queried(table: Table, wish: Mapping[str, Any]) -> Outcome:
    """What rows answer a wish: ``operation``, ``column`` (of max, min, sum, average) and ``where``, a list of
    ``{column, op, value}``. Raises ``NotAsked`` for names and kinds that the table does not have.
    """
    if len(table) * len(table.header) > MOST_CELLS or len(table.header) > MOST_COLUMNS:
        raise NotAsked("The table is too large.")
    columns, operation = Columns(table), str(wish.get("operation") or "rows")
    if operation not in OPERATIONS:
        raise NotAsked(f"operation must be one of {', '.join(OPERATIONS)}.")
    conditions = [_condition(table, one) for one in _listed(wish.get("where"))]
    rows = list(range(len(table)))
    for condition in conditions:
        fits, cells = _fits(columns, condition), table.column(table.header.index(condition.column))
        rows = [row for row in rows if fits(cells[row])]
    said, rows = _computed(columns, rows, operation=operation, column=wish.get("column"))
    return Outcome(operation, said, tuple(rows), tuple(conditions), EXACT, len(conditions))


def column_named(table: Table, name: object) -> int:
    """The column of a name: as it is written, else the one whose words are these. Raises ``NotAsked``."""
    written = str(name or "")[:LONGEST].strip()
    exact = [at for at, header in enumerate(table.header) if header.casefold() == written.casefold()]
    alike = exact or [at for at, header in enumerate(table.header) if header_stems(header) == header_stems(written)]
    if len(alike) != 1:
        raise NotAsked(f"There is no column {written!r}. The columns are: {', '.join(table.header)[:NAMES_SHOWN]}.")
    return alike[0]


def _listed(where: object) -> Sequence[Mapping[str, Any]]:
    if where is None:
        return ()
    if not isinstance(where, list) or not all(isinstance(one, dict) for one in where) or len(where) > MOST_CONDITIONS:
        raise NotAsked(f"where must be a list of at most {MOST_CONDITIONS} objects with column, op and value.")
    return where


def _condition(table: Table, wish: Mapping[str, Any]) -> Condition:
    op = str(wish.get("op") or "=")
    if op not in COMPARISONS:
        raise NotAsked(f"op must be one of {', '.join(COMPARISONS)}.")
    return Condition(table.header[column_named(table, wish.get("column"))], op, str(wish.get("value", ""))[:LONGEST])


def _fits(columns: Columns, condition: Condition) -> Callable[[str], bool]:
    what = columns.kinds[columns.table.header.index(condition.column)]
    wanted = condition.value.strip()
    if condition.op == "contains":
        return lambda cell: wanted.casefold() in cell.casefold()
    if condition.op in _ORDERED:
        edge, compares = _amount(what, wanted), _ORDERED[condition.op]
        if edge is None:
            raise NotAsked(f"{condition.column} is compared with a number or a day, not with {wanted!r}.")
        return lambda cell: (held := _amount(what, cell)) is not None and compares(held, edge)
    equal = _equal(what, wanted)
    return equal if condition.op == "=" else lambda cell: not equal(cell)


def _equal(what: Kind, wanted: str) -> Callable[[str], bool]:
    if what is Kind.YES_NO and yes(wanted) is not None:
        return lambda cell: yes(cell) is yes(wanted)
    edge = None if what is Kind.TEXT else _amount(what, wanted)
    if edge is None:
        return lambda cell: cell.casefold() == wanted.casefold()
    return lambda cell: _amount(what, cell) == edge


def _amount(what: Kind, cell: str) -> float | None:
    held = value(what, cell)
    return number(cell) if held is None else held


def _computed(columns: Columns, rows: list[int], *, operation: str, column: object) -> tuple[str, list[int]]:
    """What is said, and the rows that it rests on."""
    table = columns.table
    if operation in ("rows", "count"):
        names = list(dict.fromkeys(table.row(row).cells[columns.key] for row in rows[: 2 * MOST_NAMES]))[:MOST_NAMES]
        listed = f": {', '.join(names)}" if names and operation == "rows" else ""
        return f"{len(rows)} of {len(table)} rows{listed}", rows
    at = column_named(table, column)
    cells = table.column(at)
    held = {row: amount for row in rows if (amount := _amount(columns.kinds[at], cells[row])) is not None}
    if not held:
        raise NotAsked(f"{table.header[at]} has no numbers in these rows.")
    if operation in ("max", "min"):
        best = (max if operation == "max" else min)(held.values())
        winners = [row for row, amount in held.items() if amount == best]
        winning = ", ".join(table.row(row).cells[columns.key] for row in winners[:MOST_NAMES])
        return f"{winning}: {table.header[at]} {cells[winners[0]]}", winners
    if columns.kinds[at] is Kind.DATE:
        raise NotAsked(f"{table.header[at]} has days, which have no sum.")
    total = sum(held.values()) / (len(held) if operation == "average" else 1)
    return f"{operation} of {table.header[at]} over {len(held)} rows: {plain_sum(total)}", list(held)
