"""What a question asks of a table, accepted only when every word of content is accounted for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipelines.evidence.kinds import Kind as Wanted
from pipelines.evidence.kinds import wanted
from pipelines.evidence.steps import asks_how
from pipelines.evidence.tables import operators
from pipelines.evidence.tables.cells import Kind
from pipelines.evidence.tables.extremes import compared, extreme
from pipelines.evidence.tables.lookup import looked_up
from pipelines.evidence.tables.matching import Columns, may_hold, root_of
from pipelines.evidence.tables.question import Reading, take_bounds, take_cells, take_flags
from pipelines.evidence.tables.shapes import (
    MOST_NAMES,
    Shape,
    condition_words,
    grouped,
    key_named,
    names_row,
    person_words,
    row_words,
)
from pipelines.evidence.tables.sums import summable, summed
from pipelines.evidence.tables.table import Table
from pipelines.evidence.tables.words import GROUPS, Word, cell_stems, words_of
from pipelines.questions import Condition

EXACT, NEARLY = 0.9, 0.7
MOST_CELLS, MOST_COLUMNS = 6_000_000, 1_000
# No longer question has every word of it accounted for.
MOST_WORDS = 200
# A table says what is, not what was last year or is tonight.
_DATED = re.compile(
    r"\b(?:last|next|previous|past|this) (?:year|month|week|night|summer|winter|time)\b"
    r"|\b(?:yesterday|tomorrow|tonight|ago|at night)\b",
    re.IGNORECASE,
)
# Numbers of a title count where they are of a day, not where they number chapters.
_MONTH = re.compile(r"\b(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])\w*\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^\W*\d+(?:\.\d+)*\.?\s")
# Of a table of two columns each row is a fact with its name: "Number of pitches", 180.
PAIR = 2
_COUNTED = re.compile(r"\bhow many\b", re.IGNORECASE)
_NON_MEMBER = re.compile(r"\bnon-?\s?members?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a table answers: ``rows`` are all that fit, in the table's order; ``asked`` columns, none for whole rows.

    ``strength`` compares outcomes of several tables: how many words the table itself accounts for.
    """

    op: str
    said: str
    rows: tuple[int, ...]
    conditions: tuple[Condition, ...]
    confidence: float
    strength: int


def evaluate(question: str, table: Table, *, title: str = "", carried: Iterable[str] = ()) -> Outcome | None:
    """The exact answer of a table, or None. ``carried``: words behind the question that came from the one before."""
    question = _NON_MEMBER.sub("others", question)
    if len(table.header) == PAIR:
        question = _COUNTED.sub("number of", question)
    words = words_of(question)
    if not _askable(table, words):
        return None
    behind = frozenset(one.casefold() for one in carried)
    own = frozenset(at for at, word in enumerate(words) if word.typed.casefold() not in behind)
    reading = Reading(question, words, Columns(table), own, list(range(len(table))))
    if _DATED.search(question) or (asks_how(question) and not _reaches(reading)):
        return None
    names = (title, *(_NUMBERED.sub("", line) for line in table.named.split("\n")))
    called = frozenset(stem for name in names for stem in cell_stems(name))
    if not _MONTH.search(title):
        called = frozenset(stem for stem in called if not stem.isdigit())
    if not take_bounds(reading):
        return None
    take_cells(reading)
    take_flags(reading)
    shape = _shape(reading, called)
    return None if shape is None or not shape.rows else _accepted(reading, shape, called)


def substituted(before: str, fragment: str, table: Table) -> str | None:
    """The question before with a fragment ("and Paris?") in place of the words that named its row; None if none did."""
    words = words_of(before)
    if not _askable(table, words):
        return None
    reading = Reading(before, words, Columns(table), frozenset(range(len(words))), list(range(len(table))))
    take_cells(reading)
    columns = [at for at in (*reading.columns.keys, *reading.named) if at in reading.named]
    if not columns:
        return None
    places = [at for one in reading.named[columns[0]] for at in one.words]
    start, end = words[min(places)].start, words[max(places)].end
    return f"{before[:start]}{fragment}{before[end:]}"


def _reaches(reading: Reading) -> bool:
    """Whether how somebody is reached is asked: a telephone number says so."""
    return any(word.stem in GROUPS["phone"] | GROUPS["mail"] for word in reading.words)


def _askable(table: Table, words: Sequence[Word]) -> bool:
    """Whether table and question are of a size that is read while somebody waits."""
    columns = len(table.header)
    return 0 < len(table) * columns <= MOST_CELLS and columns <= MOST_COLUMNS and len(words) <= MOST_WORDS


def _accepted(reading: Reading, shape: Shape, called: frozenset[str]) -> Outcome | None:
    who = wanted(reading.question) is Wanted.WHO and reading.columns.key in reading.columns.people
    strength = len(reading.used | shape.words) + shape.named + who + key_named(reading)
    reading.used |= shape.words
    left = reading.leftovers(called, all_rows=shape.op == "list" and (not reading.conditions or reading.grouped))
    nearly = len(left) == 1 and not left[0].named and reading.keyed and reading.full and shape.named and shape.fits
    if left and _of_another_row(reading, left):
        return None
    if left and not (nearly and shape.op in ("lookup", "yes_no")):
        return None
    if operators.negated(reading.question) and not reading.denied and shape.op != "yes_no":
        return None
    confidence = NEARLY if left else EXACT
    return Outcome(shape.op, shape.said, tuple(shape.rows), tuple(reading.conditions), confidence, strength)


def _of_another_row(reading: Reading, left: Sequence[Word]) -> bool:
    """Whether a word that nothing accounts for names a row: "the annual pass for students", where students have one."""
    roots = [root_of(one) for one in left]
    cells = (cell for cell in reading.table.column(reading.columns.key) if any(may_hold(cell, [one]) for one in roots))
    return any(one.stem in cell_stems(cell) for cell in cells for one in left)


def _shape(reading: Reading, called: frozenset[str]) -> Shape | None:
    """The first of the shapes that a question has."""
    taken = [(reading.words[at].start, reading.words[at].end) for at in reading.used]
    if (comparing := operators.comparative(reading.question, taken)) is not None and not reading.flags:
        return compared(reading, comparing)
    if (most := operators.superlative(reading.question, taken)) is not None:
        if most.kind is Kind.TIME and not reading.columns.of(Kind.TIME) and grouped(reading, "start"):
            # Longest with us: since the earliest day.
            most = replace(most, op="min" if most.op == "max" else "max", kind=Kind.DATE)
        return extreme(reading, most, called)
    if (counting := operators.counts(reading.question)) is not None:
        column = summable(reading, counting)
        # "How many seats": those in the column of seats, not the rows of a table that is called so.
        total = counted(reading, counting, called) if column is None else summed(reading, *column)
        return total or looked_up(reading, counted=True)
    if names_row(reading) and (shape := looked_up(reading)) is not None:
        return shape
    return (None if reading.whether else listed(reading, called)) or looked_up(reading)


def counted(reading: Reading, counting: re.Match[str], called: frozenset[str]) -> Shape | None:
    """How many rows fit; only if the noun behind "how many" names the rows."""
    # What a document is called names the rows of a register, not those of one table among its texts.
    words = row_words(reading, frozenset() if reading.table.named else called, after=counting.end())
    if reading.table.named and reading.grouped:
        return None
    if not words or not reading.table.whole or (reading.keyed and not reading.grouped and names_row(reading)):
        return None
    total = len(reading.table)
    said = str(len(reading.rows)) if len(reading.rows) < total else f"{total}"
    return Shape("count", said, reading.rows, words | condition_words(reading))


def listed(reading: Reading, called: frozenset[str]) -> Shape | None:
    """The rows that fit, where several may be asked for: "which courses …", "who …"."""
    people = reading.columns.people
    who = wanted(reading.question) is Wanted.WHO and people and not reading.taken & set(people)
    words = row_words(reading, called) if operators.lists(reading.question) else frozenset[int]()
    flagged = reading.flags and not reading.named and operators.lists(reading.question) and reading.table.whole
    if not words and not (who and reading.conditions) and not flagged:
        return None
    # Without a word for the rows every other word may be what is asked: "what happens if …".
    if not words and not who and reading.leftovers(called, all_rows=True):
        return None
    if not reading.conditions and not (words and reading.table.whole):
        return None
    if (len(reading.rows) == len(reading.table) and reading.conditions) or key_named(reading):
        return None
    column = people[0] if who and not words else reading.columns.key
    words |= condition_words(reading)
    if who:
        words |= person_words(reading)
    return Shape("list", _list_said(reading, column), reading.rows, words)


def _list_said(reading: Reading, column: int) -> str:
    names = list(dict.fromkeys(reading.table.row(row).cells[column] for row in reading.rows))
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"{len(reading.rows)} of {len(reading.table)}: {', '.join(names[:MOST_NAMES])}{more}"
