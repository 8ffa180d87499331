"""Where in a table of text the names of its columns are, if anywhere."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

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
# Rows of numbers that make a narrow table of what stands above a wider one.
FEWEST_BELOW = 2
COMMENT = re.compile(r"#+\s*(?=\S)")
# Said in a cell of which nothing is known: no name.
UNKNOWN = frozenset(["-", "–", "—", "?", "n/a", "na", "n.a.", "none", "null", "nan", "unknown", "tbd"])


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
    return Shape(first, named, _labels(head) if named else ())


def shape_of_first(rows: Sequence[Sequence[str]], gaps: Iterable[int]) -> Shape:
    """As ``shape_of``, of the first table in rows, filled ones, of which some follow on empty rows.

    It is the first part between those that has columns of numbers under names; what is none stands above a table.
    """
    said = [commented(row) for row in rows]
    whole = shape_of(said)
    begins = 0
    for ends in gaps:
        if ends > whole.header:
            break
        part = shape_of(said[begins:ends])
        table = said[begins + part.header : ends]
        # What is said above a table has words before its numbers.
        numbered = _numeric([row[0] for row in table[1:] if row and row[0]])
        if part.named and (numbered or _numbers_below(table) >= FEWEST_BELOW):
            return replace(part, header=begins + part.header)
        begins = ends
    return _named_in_a_comment(rows, whole.header) if not whole.named and whole.header else whole


def _named_in_a_comment(rows: Sequence[Sequence[str]], first: int) -> Shape:
    """The shape of a table without names, or with those that the comment right above it has."""
    above = rows[first - 1]
    names = tuple(COMMENT.sub("", cell) for cell in above)
    if COMMENT.match(above[0]) and _filled(names) == _filled(rows[first]) and names_columns(names, rows[first:]):
        return Shape(first - 1, named=True, labels=_labels(names))
    return Shape(first, named=False)


def begins_anew(rows: Sequence[Sequence[str]], names: Sequence[str]) -> bool:
    """Whether rows behind an empty one are another table than the one above, whose columns have ``names``.

    They have names of their own over rows, and either the same ones again, a title above, numbers below or another
    number of columns.
    """
    said = [commented(row) for row in rows]
    shape = shape_of(said)
    if shape.header + 1 >= len(rows) or _filled(rows[shape.header]) < FEWEST_BELOW:
        return False
    head, body = rows[shape.header], [row for row in said[shape.header + 1 :] if any(row)]
    if not body or not shape.named or any(cell.lower() in UNKNOWN for cell in head):
        return bool(body) and _stripped(head) == _stripped(names)
    others = _filled(head) != _filled(names) and all(_filled(row) > 1 for row in body)
    return shape.header > 0 or others or _numbers_below(said[shape.header :]) > 0 or _stripped(head) == _stripped(names)


def is_comment(row: Sequence[str], names: Sequence[str] = ()) -> bool:
    """Whether a row is none but says something of the others: it begins with ``#``, as no name of a column does."""
    first = row[0] if row else ""
    if not COMMENT.match(first) or (names and names[0].startswith("#")):
        return False
    return first[1:2].isspace() or (_filled(row) == 1 and (len(names) > 1 and " " in first))


def commented(row: Sequence[str]) -> Sequence[str]:
    """A row, or none where it is a comment."""
    return () if is_comment(row) else row


def _numbers_below(rows: Sequence[Sequence[str]]) -> int:
    """How many rows below the first have numbers, in the column with most of them that has words for a name."""
    if not rows:
        return 0
    found = 0
    for at, cell in enumerate(rows[0]):
        below = [row[at] for row in rows[1:] if at < len(row) and row[at]]
        if LETTER.search(cell) and _numeric(below):
            found = max(found, len(below))
    return found


def _filled(row: Sequence[str]) -> int:
    return sum(map(bool, row))


def _stripped(row: Sequence[str]) -> list[str]:
    return [cell for cell in row if cell]


def _labels(names: Sequence[str]) -> tuple[str, ...]:
    """What stands before values; a mark that makes a comment of the names is none of them."""
    return tuple(f"{name}: " if name else "" for name in (names[0].lstrip("# "), *names[1:])) if names else ()


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
        years = sum(PERIOD.fullmatch(cell) is not None for cell in below)
        several = len(numbers) > 1 or _numeric([cell for cell in below if cell])
        return bool(below) and years < MOST * len(below) and several
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
