"""Which cells and columns of a table a question names."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipelines.evidence.tables.cells import Kind, kind
from pipelines.evidence.tables.table import Table
from pipelines.evidence.tables.words import GROUPS, TALK, Word, cell_stems, groups_of, header_stems

_GRAMMAR = frozenset({"per", "of", "for", "in", "to", "the", "and", "at", "when", "it", "a", "on", "no", "by", "with"})
# Rows that are looked into for cells that the question names: those that hold the most of its words.
LOOKED_INTO = 400
# From so many different cells on what all of them have in common is a name for them.
FEWEST_CELLS = 3
NAME = re.compile(
    r"^[A-ZÀ-Þ][\w.’'-]+(?: (?:van|von|de|der|den|la|le|da|di|del|dos|bin|al|"
    r"rijn))*(?: [A-ZÀ-Þ][\w.’'-]+){0,2} [A-ZÀ-Þ][\w.’'-]+$"
)
CODE = re.compile(r"^(?=\S*\d)[A-Za-z]{0,4}[-./]?\d[\w./-]*$")


@dataclass(frozen=True, slots=True)
class Match:
    """A cell that a question names: ``words`` are positions in the question; ``full``: it names all of the cell."""

    column: int
    value: str
    words: frozenset[int]
    full: bool
    named: bool


class Columns:
    """What the columns of a table are. Read at first use, whole columns at a time."""

    def __init__(self, table: Table) -> None:
        self.table = table

    @cached_property
    def kinds(self) -> list[Kind]:
        """The kind of each column."""
        return [kind(name, self.sample(at)) for at, name in enumerate(self.table.header)]

    def sample(self, at: int) -> list[str]:
        """The first cells of a column, enough to tell what they are."""
        return [self.table.row(row).cells[at] for row in range(min(len(self.table), 200))]

    @cached_property
    def key(self) -> int:
        """The column that names the rows: the first, or the next one of words where the first is a code."""
        first = [cell for cell in self.sample(0) if cell]
        coded = bool(first) and sum(CODE.match(cell) is not None for cell in first) >= 0.8 * len(first)
        others = [at for at, what in enumerate(self.kinds) if at and what is Kind.TEXT and self._distinct(at)]
        return others[0] if coded and others and len(self.table.header) > 3 else 0

    @cached_property
    def keys(self) -> tuple[int, ...]:
        """The key, and the code before it."""
        return (self.key,) if self.key == 0 else (self.key, 0)

    @cached_property
    def people(self) -> list[int]:
        """Columns of names of people."""
        return [at for at, what in enumerate(self.kinds) if what is Kind.TEXT and self._people(at)]

    def of(self, *wanted: Kind) -> list[int]:
        """The columns of these kinds."""
        return [at for at, what in enumerate(self.kinds) if what in wanted]

    @cached_property
    def shared(self) -> list[frozenset[str]]:
        """Of each column but the key the stems that all of its cells have: "shade 3" is a shade."""
        return [frozenset() if at in self.keys else self._shared(at) for at in range(len(self.table.header))]

    def _shared(self, at: int) -> frozenset[str]:
        cells = {cell for cell in self.sample(at) if cell}
        if self.kinds[at] is not Kind.TEXT or len(cells) < FEWEST_CELLS:
            return frozenset()
        held = frozenset.intersection(*map(cell_stems, cells))
        return frozenset(one for one in held if not one[:1].isdigit() and not _grammar(one))

    def _people(self, at: int) -> bool:
        cells = [cell for cell in self.sample(at) if cell]
        named = bool(header_stems(self.table.header[at]) & GROUPS["person"]) or self.table.header[at].lower() == "who"
        looks = sum(NAME.match(cell) is not None for cell in cells)
        return bool(cells) and (
            looks >= 0.7 * len(cells) or (named and looks >= 0.2 * len(cells)) or self.table.header[at].lower() == "who"
        )

    def _distinct(self, at: int) -> bool:
        cells = [cell for cell in self.sample(at) if cell]
        return len(set(cells)) >= 0.5 * len(cells)


def cells_named(words: Sequence[Word], columns: Columns) -> list[Match]:
    """Cells of words whose words stand in the question, those that are named best first; each value once."""
    telling = [at for at, word in enumerate(words) if not word.stop]
    found: dict[tuple[int, str], Match] = {}
    texts = [at for at, what in enumerate(columns.kinds) if what is Kind.TEXT]
    for row in _likely_rows(columns.table, [words[at] for at in telling]):
        for at in texts:
            value = columns.table.row(row).cells[at]
            if (
                value
                and (at, value) not in found
                and (match := _match(words, telling, column=at, value=value)) is not None
            ):
                found[at, value] = match
    return sorted(found.values(), key=lambda one: (-one.full, -len(one.words), one.column not in columns.keys))


def _match(words: Sequence[Word], telling: Sequence[int], *, column: int, value: str) -> Match | None:
    stems = cell_stems(value)
    held = frozenset(at for at in telling if words[at].stem in stems)
    if not held or (all(words[at].stem in TALK for at in held) and len({words[at].stem for at in held}) < len(stems)):
        return None
    full = {words[at].stem for at in held} >= stems
    if full:
        held = _together(words, sorted(held), stems)
    return Match(column, value, held, full, named=any(words[at].named and words[at].start for at in held))


def _together(words: Sequence[Word], held: Sequence[int], stems: frozenset[str]) -> frozenset[int]:
    """The shortest stretch of these positions that holds all the stems: a word may stand in the question twice."""
    best, low = (held[0], held[-1]), 0
    for high, end in enumerate(held):
        while {words[at].stem for at in held[low + 1 : high + 1]} >= stems:
            low += 1
        inside = {words[at].stem for at in held[low : high + 1]}
        if inside >= stems and end - held[low] < best[1] - best[0]:
            best = held[low], end
    return frozenset(at for at in held if best[0] <= at <= best[1])


def _likely_rows(table: Table, words: Iterable[Word]) -> list[int]:
    """The rows that hold the most of these words: one scan over the text."""
    roots = {root_of(word) for word in words} - {""}
    if not roots or not len(table):
        return []
    starts = [start for start, _ in table.spans]
    pattern = re.compile(
        r"(?<![^\W_])(?:" + "|".join(sorted(map(re.escape, roots), key=len, reverse=True)) + ")", re.IGNORECASE
    )
    hits: Counter[int] = Counter()
    seen: set[tuple[int, str]] = set()
    for match in pattern.finditer(table.text, starts[0], table.spans[-1][1]):
        row = bisect_right(starts, match.start()) - 1
        mark = row, match.group().casefold()
        if mark not in seen:
            seen.add(mark)
            hits[row] += 1
    return [row for row, _ in hits.most_common(LOOKED_INTO)]


def may_hold(cell: str, roots: Iterable[str]) -> bool:
    """Whether a cell may hold words with these roots: most of a long table is told apart without taking it apart."""
    said = cell.casefold()
    return not cell.isascii() or all(one in said for one in roots)


def root_of(word: Word) -> str:
    """What the word and its other forms begin with; an irregular form and its base share little."""
    typed = word.typed.casefold()
    shared = 0
    while shared < min(len(typed), len(word.stem)) and typed[shared] == word.stem[shared]:
        shared += 1
    return typed[:shared] if shared >= min(3, len(typed)) else word.stem


@dataclass(frozen=True, slots=True)
class Header:
    """How well a question names a column: positions of words, and how many stems of the name it leaves out."""

    column: int
    words: frozenset[int]
    missing: int
    direct: bool


def headers_named(words: Sequence[Word], columns: Columns, free: Iterable[int]) -> list[Header]:
    """The columns that words of a question name, those that are named best first. ``free``: positions to look at."""
    found: list[Header] = []
    places = list(free)
    direct_words: set[int] = set()
    for at, name in enumerate(columns.table.header):
        stems = header_stems(name)
        held = frozenset(
            place for place in places if words[place].stem in stems and (not words[place].stop or len(stems) <= 2)
        )
        telling = {one for one in stems if not _grammar(one)}
        if held and ({words[place].stem for place in held} & telling or len(held) == len(stems)):
            direct_words |= held
            found.append(Header(at, held, len(telling - {words[place].stem for place in held}), direct=True))
    for at, stems in enumerate(columns.shared):
        held = frozenset(place for place in places if words[place].stem in stems and place not in direct_words)
        if held:
            direct_words |= held
            found.append(Header(at, held, 0, direct=True))
    found = _merged(found, _by_group(words, columns, [place for place in places if place not in direct_words]))
    return sorted(found, key=lambda one: (not one.direct, -len(one.words), one.missing))


def _merged(direct: Sequence[Header], grouped: Sequence[Header]) -> list[Header]:
    """One entry for a column: "price for others" names it by "price" and by "others"."""
    known = {one.column: one for one in direct}
    for one in grouped:
        other = known.get(one.column)
        if other is not None:
            missing = max(0, other.missing - len(one.words))
            known[one.column] = Header(one.column, other.words | one.words, missing, direct=True)
    return [*known.values(), *(one for one in grouped if one.column not in known)]


def _groups(word: Word) -> frozenset[str]:
    """The groups of a word: places are seats, a place is where something is."""
    return groups_of(word.stem) - {"place"} | {"seats"} if word.typed.lower() == "places" else groups_of(word.stem)


def _grammar(one: str) -> bool:
    return one in _GRAMMAR


def _by_group(words: Sequence[Word], columns: Columns, places: Sequence[int]) -> list[Header]:
    found = []
    for at, name in enumerate(columns.table.header):
        groups = frozenset(group for one in header_stems(name) for group in groups_of(one))
        held = frozenset(place for place in places if _groups(words[place]) & groups)
        if held:
            found.append(Header(at, held, len(header_stems(name)) - 1, direct=False))
    return found
