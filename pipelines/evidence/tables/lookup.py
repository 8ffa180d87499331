"""Cells of rows that are named: which columns are asked for, and whether they hold the kind of thing asked for."""

import re
from collections.abc import Iterable, Sequence

from pipelines.evidence.grains import fits_grain
from pipelines.evidence.kinds import Kind as Wanted
from pipelines.evidence.kinds import found, wanted
from pipelines.evidence.tables.asking import asked_for, cued
from pipelines.evidence.tables.cells import Kind
from pipelines.evidence.tables.question import Reading
from pipelines.evidence.tables.shapes import Shape, condition_words, grouped, name_of, names_row, told
from pipelines.evidence.tables.words import cell_stems, header_stems

FEW_ROWS = 6
_NUMBER = cell_stems("number count quantity total amount")
EMPTY = "empty in this table"
_WHO_IS = re.compile(r"\bwho(?:['’]s| is| are| was| were)(?: the| our| your)? ", re.IGNORECASE)
_TIME_OF_DAY = re.compile(r"\b(?:what time|what hour|o'clock)\b", re.IGNORECASE)
_HOURS = re.compile(r"\d{1,2}[:.]\d\d|\b(?:closed|shut|geschlossen|ferm[eé]|cerrado)\b", re.IGNORECASE)
_WHICH_PLACE = re.compile(r"\bwhere\b|\b(?:in|at|on|to|from) (?:which|what)\b", re.IGNORECASE)


def looked_up(reading: Reading, *, counted: bool = False) -> Shape | None:
    """Cells of the row, or of the few rows, that are named. ``counted``: "how many", so a column must be named."""
    if not reading.keyed or reading.grouped or not reading.rows or len(reading.rows) > FEW_ROWS:
        return None
    columns, words = asked_for(reading)
    if (
        not columns
        or not _fitting(reading, columns, words, counted=counted)
        or (counted and not (_direct(reading, columns[:1], words) or _number_of(reading)))
    ):
        return None
    said = _said(reading, columns)
    if not said:
        return None
    op = "yes_no" if reading.whether else "lookup"
    named = bool(_direct(reading, columns, words)) or len(reading.table.header) == 2
    fits = wanted(reading.question) in (None, Wanted.NUMBER) or bool(set(columns) & set(cued(reading)))
    return Shape(op, said, reading.rows, words | condition_words(reading), named=named, fits=fits)


def _number_of(reading: Reading) -> bool:
    """Whether the one row that is named says how many there are: "Number of pitches"."""
    key = name_of(reading, reading.rows[0])
    return len(reading.table.header) == 2 and names_row(reading) and bool(cell_stems(key) & _NUMBER)


def _said(reading: Reading, columns: Sequence[int]) -> str:
    """What the cells say. Of several rows that do not say the same, each with its name: none is the answer."""
    held = {at: told(reading, at) for at in columns}
    said = "; ".join(f"{reading.table.header[at]}: {cell}" for at, cell in held.items() if cell)
    cells = [tuple(reading.table.row(row).cells[at] for at in columns) for row in reading.rows]
    if not said and names_row(reading) and reading.full:
        # To be silent would let other rows answer.
        return "; ".join(f"{reading.table.header[at]}: {EMPTY}" for at in columns)
    if not said or len(set(cells)) == 1 or reading.columns.key in columns:
        return said
    each = (
        f"{name_of(reading, row)}: {' / '.join(cell for cell in found if cell)}"
        for row, found in zip(reading.rows, cells, strict=True)
        if any(found)
    )
    named = ", ".join(reading.table.header[at] for at in columns)
    return f"{len(reading.rows)} of {len(reading.table)} rows match ({named}): {'; '.join(each)}"


def _fitting(reading: Reading, columns: Sequence[int], words: Iterable[int], *, counted: bool) -> bool:
    """Whether the cells are of the kind that was asked for: a place is no answer to who, nor a length to how often."""
    kind, kinds = wanted(reading.question), reading.columns.kinds
    if counted:
        return all(
            kinds[at] in (Kind.NUMBER, Kind.MONEY, Kind.TIME) or told(reading, at)[:1].isdigit() for at in columns
        )
    if _TIME_OF_DAY.search(reading.question) and any(kinds[at] is Kind.DATE for at in columns):
        return False
    if not _direct(reading, columns, words) and set(columns) & set(grouped(reading, "place")):
        return _WHICH_PLACE.search(reading.question) is not None
    graded = kind is not Wanted.DATE or all(fits_grain(reading.question, _full(reading, at)) for at in columns)
    unnamed = len(reading.table.header) == 2 and not _direct(reading, columns, words) and not reading.full
    if unnamed or not graded:
        return False
    if kind not in (Wanted.WHO, Wanted.PLACE, Wanted.DATE, Wanted.DURATION, Wanted.PRICE) or reading.whether:
        return True
    asking = {*cued(reading), *_asking_headers(reading, kind), *_asked_to_be(reading, columns, kind)}
    return bool(set(columns) & asking) or _offered(reading, columns, kind)


def _full(reading: Reading, column: int) -> str:
    """A cell with what its column and its row are called: a column of hours says so once."""
    return " ".join(
        (told(reading, column), reading.table.header[column], *(name_of(reading, at) for at in reading.rows))
    )


def _asked_to_be(reading: Reading, columns: Sequence[int], kind: Wanted) -> list[int]:
    """Columns of words that "who is the …" names right away, and as a whole."""
    asked = _WHO_IS.search(reading.question)
    if kind is not Wanted.WHO or asked is None:
        return []
    behind = [word.stem for word in reading.words if word.start >= asked.end()]
    named = {at: header_stems(reading.table.header[at]) for at in columns if reading.columns.kinds[at] is Kind.TEXT}
    return [at for at, stems in named.items() if stems and set(behind[: len(stems)]) == stems]


def _asking_headers(reading: Reading, kind: Wanted) -> list[int]:
    """Columns whose names ask the same: "Who gets it", "When it starts"."""
    asks = {Wanted.WHO: "who", Wanted.DATE: "when", Wanted.PLACE: "where", Wanted.DURATION: "how long"}.get(kind)
    return [at for at, name in enumerate(reading.table.header) if asks and name.lower().startswith(asks)]


def _offered(reading: Reading, columns: Sequence[int], kind: Wanted) -> bool:
    """Whether every cell itself is a price or a span of time, or the hours of a day."""
    if kind is Wanted.DATE:
        return all(_HOURS.search(told(reading, at)) for at in columns)
    if kind not in (Wanted.PRICE, Wanted.DURATION):
        return False
    return all(one and found(kind, reading.question, one) for one in (told(reading, at) for at in columns))


def _direct(reading: Reading, columns: Sequence[int], words: Iterable[int]) -> set[str]:
    """Stems of the columns' names that stand in the question."""
    return {reading.words[at].stem for at in words} & {
        one for at in columns for one in header_stems(reading.table.header[at])
    }
