"""Where in a table of text the names of its columns are, if anywhere."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.structure.tidy import NUMERIC, reads_like_names

LETTER = re.compile(r"[^\W\d_]")
# Years, months and days, as columns are named by.
PERIOD = re.compile(r"(?:19|20)\d\d(?:\s*[-/.]\s*(?:\d{1,2}|\d{4})){0,2}|\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d")
# The names stand within so many rows; most columns have one, and what is said above ends further left.
LOOKED_AT = 30
NAMED_SHARE = 0.6
REACHED_SHARE = 0.7
MOST = 0.8
FEWEST_COUNTED = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """The number of the row that the table begins with; whether it names the columns; what stands before values."""

    header: int
    named: bool
    labels: tuple[str, ...] = ()


def shape_of(rows: Sequence[Sequence[str]]) -> Shape:
    """The shape of a table by its first rows, cells without white space around them."""
    first = _first(rows)
    if first >= len(rows):
        return Shape(0, named=False)
    head, body = rows[first], [row for row in rows[first + 1 :] if any(row)]
    named = names_columns(head, body)
    return Shape(first, named, tuple(f"{name}: " if name else "" for name in head) if named else ())


def _first(rows: Sequence[Sequence[str]]) -> int:
    """The first row that reaches nearly as far as most of those of several cells do, and fills most of that."""
    filled = [sum(map(bool, row)) for row in rows]
    reach = [max((at for at, cell in enumerate(row, 1) if cell), default=0) for row in rows]
    counts = Counter(far for far, count in zip(reach, filled, strict=True) if count > 1)
    width = max(counts, key=lambda one: (counts[one], one), default=1)
    for at, count in enumerate(filled[:LOOKED_AT]):
        if count >= max(min(width, 2), NAMED_SHARE * width) and reach[at] >= REACHED_SHARE * width:
            return at
    return next((at for at, count in enumerate(filled) if count), len(rows))


def names_columns(head: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether a row names columns: words where numbers stand below, or words that differ, periods or a count."""
    if any(cell.startswith("=") for cell in head):
        return False
    numbers = [cell for cell in head if NUMERIC.fullmatch(cell)]
    if numbers and not _counts(numbers) and not all(PERIOD.fullmatch(cell) for cell in numbers):
        return False
    if numbers:
        # Years name columns whose values are no years.
        below = [row[at] for row in body for at, cell in enumerate(head) if cell in numbers and at < len(row)]
        return bool(below) and sum(PERIOD.fullmatch(cell) is not None for cell in below) < MOST * len(below)
    return reads_like_names(head) or any(
        LETTER.search(cell) and _numeric([row[at] for row in body if at < len(row) and row[at]])
        for at, cell in enumerate(head)
    )


def _counts(numbers: Sequence[str]) -> bool:
    """Whether they count on from 0 or 1."""
    if len(numbers) < FEWEST_COUNTED or numbers[0] not in ("0", "1"):
        return False
    return list(numbers) == [str(int(numbers[0]) + at) for at in range(len(numbers))]


def _numeric(cells: Sequence[str]) -> bool:
    return bool(cells) and sum(NUMERIC.fullmatch(cell) is not None for cell in cells) >= MOST * len(cells)
