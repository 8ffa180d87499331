"""Sums of a column of numbers: "how many seats are there in all"."""

import math
import re
from collections.abc import Sequence

from pipelines.evidence.tables.cells import Kind, empty, number
from pipelines.evidence.tables.question import Reading
from pipelines.evidence.tables.shapes import Shape, condition_words

_TOTAL = re.compile(r"^\W*(?:grand |sub)?(?:totals?|sum|gesamt|summe|insgesamt|total général|all)\W*$", re.IGNORECASE)
_DECIMALS = 6


def summable(reading: Reading, counting: re.Match[str]) -> tuple[int, frozenset[int]] | None:
    """The column of numbers that is named, as a whole, right behind "how many", and the words that name it."""
    numbers = [at for at in reading.columns.of(Kind.NUMBER) if at not in reading.columns.keys]
    behind = [at for at, word in enumerate(reading.words) if word.start >= counting.end() and not word.stop]
    for header in reading.headers():
        if header.column in numbers and header.direct and not header.missing and set(behind[:1]) <= header.words:
            return header.column, header.words
    return None


def summed(reading: Reading, column: int, words: frozenset[int]) -> Shape | None:
    """The sum over the rows that fit. None where a cell is no number, where one row is named, or it is a sum itself."""
    if not adds_up(reading) or not reading.table.whole:
        return None
    cells = reading.table.column(column)
    filled = {row: number(cells[row]) for row in reading.rows if not empty(cells[row])}
    values = [held for held in filled.values() if held is not None]
    if not values or len(values) < len(filled) or not math.isfinite(sum(values)):
        return None
    missing = len(reading.rows) - len(filled)
    said = f"{reading.table.header[column]}: {_written(sum(values), [cells[row] for row in filled])} in all"
    said += f" ({missing} of {len(reading.rows)} rows say nothing)" if missing else ""
    return Shape("sum", said, list(filled), words | condition_words(reading))


def adds_up(reading: Reading) -> bool:
    """Whether rows may be added up: none is named by its key, none is a total of others."""
    named = any(at in reading.named for at in reading.columns.keys)
    keys = reading.table.column(0), reading.table.column(reading.columns.key)
    return not named and not any(_TOTAL.match(cell) for column in keys for cell in column)


def plain_sum(total: float) -> str:
    """A sum with all the digits that it has, as far as floating point tells them."""
    if not math.isfinite(total):
        return "too large to be told"
    return f"{round(total, _DECIMALS):.15g}" if abs(total) < 1e15 else f"{total:.0f}"


def _written(total: float, cells: Sequence[str]) -> str:
    """As the cells write numbers."""
    said = plain_sum(total)
    commas = any("," in cell for cell in cells) and not any("." in cell for cell in cells)
    return said.replace(".", ",") if commas else said
