"""Tells columns of running text from tables: text fills its column and goes on below, a cell ends where it ends."""

import re
from collections.abc import Callable, Sequence
from enum import Enum
from itertools import pairwise
from statistics import median

from pipelines.convert.pdf.rows import Segment
from pipelines.convert.pdf.zones import Zone

FULL = 0.6
WORDS = 3.0
SIDE_WORDS = 1.5
LINES = 3
TABLE_ROWS = 3
RULES_AT_LEAST = 2
# In sizes of letters: how far lines of one text stand apart.
NEXT = 1.75
RAGGED = 1.5
EVEN = 0.8
NUMBER = re.compile(r"[^\w\s]{0,2}\s?[\d.,:/ ]*\d[\d.,:/ ]*\s?(?:[^\W\d]{1,5}|[^\w\s]{1,2})?")
LONGEST_NUMBER = 64
ENDED = re.compile(r"[.!?:;]$")
WIDE_LETTERS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Kind(Enum):
    """What a zone is. ``NEITHER``: what stands side by side there has nothing to do with one another."""

    COLUMNS = "columns"
    TABLE = "table"
    NEITHER = "neither"


def kind_of(zone: Zone, orders: Sequence[int], rules: Callable[[], int]) -> Kind:
    """What a zone is.

    ``orders`` are the columns of its segments as they were drawn; ``rules`` counts the lines drawn across it.
    """
    beside = sum(len(row) > 1 for row in zone.rows)
    columns = zone.in_columns()
    if beside < TABLE_ROWS - 1 and min(map(len, columns)) < TABLE_ROWS - 1:
        return Kind.NEITHER
    texts = [is_text(column) for column in columns]
    drawn = rules()
    ruled = drawn >= RULES_AT_LEAST
    # One rule above and one below may frame a page as well.
    if drawn <= RULES_AT_LEAST and _reads_down(columns, texts):
        return Kind.COLUMNS
    filled = all(len(row) == len(columns) for row in zone.rows) and len(columns) > 2
    enough = beside >= TABLE_ROWS or (beside >= TABLE_ROWS - 1 and (filled or ruled))
    if not enough or (not ruled and _drawn_down(orders, len(columns)) and not any(map(_numbers, columns[1:]))):
        return Kind.NEITHER
    return Kind.TABLE


def _reads_down(columns: Sequence[Sequence[Segment]], texts: Sequence[bool]) -> bool:
    if max(map(len, columns)) < LINES:
        return all(map(_runs_on, columns))
    long = [text for column, text in zip(columns, texts, strict=True) if len(column) >= LINES]
    if sum(long) >= 2:
        return all(long)
    if len(columns) != 2 or not any(texts):
        return False
    side = columns[texts.index(False)] if False in texts else columns[0]
    if _flows(columns[texts.index(True)]):
        return True
    return len(side) > 1 and _goes_down(side) and _words(side) >= SIDE_WORDS


def is_text(column: Sequence[Segment]) -> bool:
    """Whether a column's lines are broken by its margin, line for line, and hold several words."""
    if len(column) < LINES or not _goes_down(column) or _words(column) < WORDS:
        return False
    right = max(segment.right for segment in column)
    full = [one.right + RAGGED * one.first.size + _first_word(other) > right for one, other in pairwise(column)]
    return sum(full) >= FULL * len(full) or _even(column)


def _runs_on(column: Sequence[Segment]) -> bool:
    """Whether each of a few lines goes on in the next, as a sentence does."""
    closely = len(column) > 1 and _goes_down(column) and len(words_of(column[0]).split()) >= WORDS
    return closely and all(_going_on(column))


def _flows(column: Sequence[Segment]) -> bool:
    """Whether its sentences run over most of its line ends: then no line is a cell of a row."""
    going = _going_on(column)
    return sum(going) >= FULL * len(going)


def _going_on(column: Sequence[Segment]) -> list[bool]:
    lines = [words_of(segment) for segment in column]
    return [after[:1].islower() and not ENDED.search(line) for line, after in pairwise(lines)]


def _even(column: Sequence[Segment]) -> bool:
    """Whether its lines are long ones of nearly one length, as of text that is not broken by the letter."""
    widths = [segment.right - segment.left for segment in column]
    return _words(column) > WORDS and median(widths) >= EVEN * max(widths)


def _first_word(segment: Segment) -> float:
    return segment.first.word_right - segment.first.left


def _goes_down(column: Sequence[Segment]) -> bool:
    """Whether its lines follow one another as closely as those of a text."""
    steps = [(other.first.baseline - one.first.baseline) / one.first.size for one, other in pairwise(column)]
    return bool(steps) and median(steps) <= NEXT


def _words(column: Sequence[Segment]) -> float:
    """Words of a usual line; scripts without spaces have two letters to a word."""
    counts = []
    for segment in column:
        text = words_of(segment)
        counts.append(len(text.split()) + len(WIDE_LETTERS.findall(text)) / 2)
    return median(counts) if counts else 0.0


def _drawn_down(orders: Sequence[int], columns: int) -> bool:
    """Whether the columns were drawn one after the other: whoever does that means them to be read so."""
    return sum(one != other for one, other in pairwise(orders)) < columns


def _numbers(column: Sequence[Segment]) -> bool:
    """Whether a column holds numbers under its name: no text is made of them."""
    return len(column) >= LINES and sum(is_number(segment) for segment in column[1:]) >= FULL * (len(column) - 1)


def is_number(segment: Segment) -> bool:
    """Whether it is a number, with its unit at most."""
    said = words_of(segment)
    return len(said) <= LONGEST_NUMBER and NUMBER.fullmatch(said) is not None


def words_of(segment: Segment) -> str:
    """What a segment says."""
    return " ".join(line.words for line in segment.lines)
