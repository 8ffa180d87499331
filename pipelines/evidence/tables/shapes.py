"""What shapes of answers have in common: which columns and rows are meant, and what is said of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.evidence.tables import operators
from pipelines.evidence.tables.question import Reading, fewest_words
from pipelines.evidence.tables.words import GROUPS, PEOPLE, header_stems

MOST_NAMES = 12
_NOUN_AFTER = 3
_WHICH = re.compile(
    r"\b(?:which|what|list|show|all|how many|number of|wie viele|welche\w*|combien de|cu[aá]nt[oa]s)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Shape:
    """What a question turned out to ask: ``words`` are the positions that asked it.

    ``named``: a column is named by a word of its own; ``fits``: it holds the kind of thing asked for.
    """

    op: str
    said: str
    rows: Sequence[int]
    words: frozenset[int] = frozenset()
    named: bool = True
    fits: bool = True


def plainest(reading: Reading, columns: Sequence[int]) -> list[int]:
    """Of "price" and "price for members" the former; all of them where they are not the same thing."""
    least = fewest_words(reading.table, columns)
    return least if len(least) == 1 and alike(reading, columns) else list(columns)


def alike(reading: Reading, columns: Sequence[int]) -> bool:
    """Whether all of them are the same thing: "price" and "price for members"."""
    shared = frozenset.intersection(*(header_stems(reading.table.header[at]) for at in columns))
    return bool(shared)


def names_row(reading: Reading) -> bool:
    """Whether one row is named by its key: then its cell is asked for, not a count."""
    return len(reading.rows) == 1 and any(at in reading.named for at in reading.columns.keys)


def key_named(reading: Reading) -> bool:
    """Whether rows are named by their keys: to list these says nothing."""
    return not reading.grouped and any(at in reading.named for at in reading.columns.keys)


def row_words(reading: Reading, called: frozenset[str], *, after: int | None = None) -> frozenset[int]:
    """The noun that names the rows, right behind "which" or "how many": the key column's name, what the table is
    called, people where the rows are people, or a part of the keys themselves.
    """
    if after is None:
        match = _WHICH.search(reading.question)
        after = match.end() if match else 0
    most = operators.superlative(reading.question, [])
    passed = reading.within(most.start, most.end) if most else set()
    nouns = [at for at, word in enumerate(reading.words) if word.start >= after and not word.stop and at not in passed]
    nouns = nouns[:_NOUN_AFTER]
    keys = frozenset(stem for at in reading.columns.keys for stem in header_stems(reading.table.header[at]))
    grouped = (
        frozenset(stem for one in keys for group in GROUPS.values() if one in group for stem in group) - GROUPS["phone"]
    )
    rows = keys | grouped | called | (PEOPLE if reading.columns.key in reading.columns.people else frozenset())
    told = frozenset(at for at in nouns[:2] if reading.words[at].stem in rows)
    if told:
        return told | frozenset(at for at, word in enumerate(reading.words) if word.stem in keys)
    if reading.columns.key in reading.columns.people and (people := _flagged(reading, nouns)):
        return people
    cells = frozenset(at for matches in reading.named.values() for one in matches for at in one.words)
    keyed = frozenset(at for key in reading.columns.keys for one in reading.named.get(key, ()) for at in one.words)
    if reading.grouped or frozenset(nouns[:1]) & keyed or reading.columns.key in reading.columns.people:
        counted = frozenset(nouns[:1]) & cells
        if counted:
            return counted
    return frozenset(at for at in nouns[:1] if reading.words[at].stem in _THINGS)


def _flagged(reading: Reading, nouns: Sequence[int]) -> frozenset[int]:
    """Of people a flag may be what they are: "how many first aiders"."""
    flags = frozenset(one for at in reading.flags for one in header_stems(reading.table.header[at]))
    return frozenset(at for at in nouns[:2] if reading.words[at].stem in flags)


_THINGS = frozenset({"thing", "item", "entri", "row", "record"})


def condition_words(reading: Reading) -> frozenset[int]:
    """Words that name the columns of conditions."""
    stems = frozenset(stem for at in reading.taken for stem in header_stems(reading.table.header[at]))
    grouped = frozenset(stem for one in stems for group in GROUPS.values() if one in group for stem in group)
    return frozenset(at for at, word in enumerate(reading.words) if word.stem in stems | grouped)


def person_words(reading: Reading) -> frozenset[int]:
    """Positions of words for people, and for reaching them."""
    known = GROUPS["person"] | GROUPS["phone"]
    return frozenset(at for at, word in enumerate(reading.words) if word.stem in known)


def told(reading: Reading, column: int) -> str:
    """What a column says of the rows that fit, each value once."""
    return ", ".join(dict.fromkeys(cell for row in reading.rows if (cell := reading.table.row(row).cells[column])))


def grouped(reading: Reading, group: str) -> list[int]:
    """Columns whose names are of a group of words."""
    return [at for at, name in enumerate(reading.table.header) if header_stems(name) & GROUPS[group]]


def name_of(reading: Reading, row: int) -> str:
    """What names a row."""
    return reading.table.row(row).cells[reading.columns.key]
