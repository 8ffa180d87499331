"""Rows that have the most or the least, of all or of two that are named."""

import re
from collections.abc import Iterable

from pipelines.evidence.kinds import Kind as Wanted
from pipelines.evidence.kinds import wanted
from pipelines.evidence.tables import operators
from pipelines.evidence.tables.cells import Kind, value
from pipelines.evidence.tables.question import Reading
from pipelines.evidence.tables.shapes import MOST_NAMES, Shape, condition_words, name_of, names_row, plainest, row_words
from pipelines.evidence.tables.words import GROUPS, MEASURES, TALK, header_stems

FEW_ROWS = 6
MOST_MEASURES = 4
# Adjectives of one thing only: what is heaviest is so by no other number than its weight.
_ADJECTIVES = """
heaviest heavier lightest lighter tallest taller widest wider narrowest narrower deepest deeper shallowest loudest
louder quietest quieter hottest warmest coldest coolest strongest stronger weakest weaker powerful farthest
"""
_ONLY = frozenset(_ADJECTIVES.split())
_YEARS = range(1_000, 2_200)
# What a plain number counts: "Sheets per hour", "Lead time (days)", "Dauer in Minuten".
_RATE = re.compile(r"\b(?:per|pro|par|por) \w*|/ ?(?:s|sec|min|h|hr|hour|std)\b|\b(?:mph|rpm)\b", re.IGNORECASE)
_A_TIME = re.compile(
    r"[(\[](?:in )?(?:s|sec|min|mins|h|hrs|seconds?|minutes?|hours?|days?|weeks?|months?|years?|sekunden|minuten"
    r"|stunden|tagen?|wochen|monaten?|jahren?)[)\]]"
    r"|\b(?:in |working )(?:seconds|minutes|hours|days|weeks|months|years)\b"
    r"|\bin (?:sekunden|minuten|stunden|tagen|wochen|monaten|jahren)\b",
    re.IGNORECASE,
)
_PACE = frozenset(["fastest", "faster", "quickest", "quicker", "slowest", "slower"])
_AGE, _SPEED = frozenset({"age", "alter"}), frozenset({"speed", "tempo"})


def compared(reading: Reading, comparing: operators.Extreme) -> Shape | None:
    """Of two rows that are named in one column, the one that has more, or less."""
    keys = reading.columns.keys
    several = [at for at, matches in reading.named.items() if len(matches) > 1]
    column = next((at for at in several if at in keys), several[0] if several else None)
    measured = _measured(reading, comparing)
    if column is None or measured is None:
        return None
    measure, words = measured
    values = _values(reading, measure, reading.rows)
    if len(values) < 2 or len(values) != len(reading.rows):
        return None
    best = (max if _wants_most(reading, comparing, measure) else min)(values.values())
    winners = [row for row, held in values.items() if held == best]
    ordered = sorted(values, key=lambda row: (row not in winners, reading.rows.index(row)))
    cells = [reading.table.row(row).cells for row in ordered[:FEW_ROWS]]
    # Of one service for cats and for dogs what differs is named, not what both are called.
    named = reading.columns.key if column in keys else column
    told = "; ".join(f"{row[named]}: {row[measure]}" for row in cells)
    said = (
        f"{reading.table.header[measure]}: {told}"
        if len(winners) == 1
        else f"The same. {reading.table.header[measure]}: {told}"
    )
    words |= frozenset(reading.within(comparing.start, comparing.end)) | condition_words(reading)
    return Shape("compare", said, ordered, words)


def extreme(reading: Reading, asked: operators.Extreme, called: frozenset[str]) -> Shape | None:
    """The row that has most, or least, of the one column that fits."""
    measured = _measured(reading, asked)
    # Of one row that is named by a part of its name ("Foundation for new press") nothing is the most.
    if not reading.table.whole or (names_row(reading) and not reading.full):
        return None
    if measured is None:
        return _whichever(reading, asked, called)
    measure, words = measured
    values = _values(reading, measure, reading.rows)
    if not values:
        return None
    best = (max if _wants_most(reading, asked, measure) else min)(values.values())
    winners = [row for row, held in values.items() if held == best]
    who = wanted(reading.question) is Wanted.WHO
    if (who and reading.columns.key not in reading.columns.people) or not _one_unit(reading, measure, values):
        return None
    nouns = row_words(reading, called)
    if not nouns and not who:
        return None
    words |= frozenset(reading.within(asked.start, asked.end)) | nouns | condition_words(reading)
    names = ", ".join(name_of(reading, row) for row in winners[:MOST_NAMES])
    said = f"{names}: {reading.table.header[measure]} {reading.table.row(winners[0]).cells[measure]}"
    return Shape(asked.op, said, winners, words)


def _whichever(reading: Reading, asked: operators.Extreme, called: frozenset[str]) -> Shape | None:
    """The row that has most, or least, by each of the columns that may be meant, where that is the same one."""
    kinds, nouns = reading.columns.kinds, row_words(reading, called)
    free = [at for at in range(len(kinds)) if at not in {*reading.taken, *reading.columns.keys}]
    fitting = [at for at in free if kinds[at] is Kind.MONEY]
    if asked.kind is not Kind.MONEY or not 2 <= len(fitting) <= MOST_MEASURES or not nouns:
        return None
    won = set()
    for at in fitting:
        values = _values(reading, at, reading.rows)
        if len(values) != len(reading.rows):
            return None
        best = (max if _wants_most(reading, asked, at) else min)(values.values())
        won.add(tuple(row for row, held in values.items() if held == best))
    if len(won) != 1 or len(winners := won.pop()) != 1:
        return None
    cells = reading.table.row(winners[0]).cells
    said = "; ".join(f"{reading.table.header[at]} {cells[at]}" for at in fitting)
    words = frozenset(reading.within(asked.start, asked.end)) | nouns | condition_words(reading)
    return Shape(asked.op, f"{name_of(reading, winners[0])}: {said}", list(winners), words)


def _one_unit(reading: Reading, column: int, rows: Iterable[int]) -> bool:
    """Whether plain numbers are of one unit: 640 l/s are not more than 55 kW."""
    if reading.columns.kinds[column] is not Kind.NUMBER:
        return True
    cells = reading.table.column(column)
    return len({re.sub(r"[\d.,\s-]+", "", cells[row]) for row in rows}) == 1


def _measured(reading: Reading, extreme: operators.Extreme) -> tuple[int, frozenset[int]] | None:
    """The column to measure by and the words that name it: one that is named, else the only one of its kind."""
    kinds = reading.columns.kinds
    free_columns = [at for at in range(len(kinds)) if at not in {*reading.taken, *reading.columns.keys}]
    meant = [at for at in free_columns if _means(reading, at, extreme)]
    fitting = [
        at
        for at in free_columns
        if at in meant or _measurable(kinds[at], extreme.kind) or _counts(reading, at, extreme.kind)
    ]
    if extreme.kind is Kind.DATE and len(fitting) > 1:
        # What is oldest is so by when it came, not by when something of it ends.
        fitting = [at for at in fitting if not header_stems(reading.table.header[at]) & GROUPS["due"]]
    free = set(reading.free()) - reading.within(extreme.start, extreme.end)
    named = [one for one in reading.headers() if one.column in fitting and one.words & free]
    direct = [one for one in named if one.direct] or [
        one for one in named if not {reading.words[at].stem for at in one.words} & TALK or extreme.kind
    ]
    if direct:
        score = [(len(one.words), -one.missing) for one in direct]
        best = [one for one, held in zip(direct, score, strict=True) if held == max(score)]
        return (best[0].column, best[0].words) if len({one.column for one in best}) == 1 else None
    if meant or extreme.word in _ONLY:
        plain = plainest(reading, meant) if meant else []
        return (plain[0], frozenset()) if len(plain) == 1 else None
    only = plainest(
        reading, fitting if extreme.kind else [at for at in fitting if kinds[at] in (Kind.NUMBER, Kind.MONEY)]
    )
    return (only[0], frozenset()) if len(only) == 1 else None


def _means(reading: Reading, column: int, extreme: operators.Extreme) -> bool:
    """Whether a column is named by what an adjective measures: a boat is newest by its year, heaviest by its weight."""
    named = header_stems(reading.table.header[column]) & MEASURES.get(extreme.word, frozenset())
    what = reading.columns.kinds[column]
    if what is Kind.NUMBER and extreme.word in _PACE and _at_a_rate(reading, column):
        return True
    if not named or what not in (Kind.NUMBER, Kind.MONEY, Kind.TIME, Kind.DATE):
        return False
    if extreme.kind is not Kind.DATE or what is not Kind.NUMBER or named & _AGE:
        return extreme.kind is not Kind.MONEY or what is Kind.MONEY
    return _of_years(reading, column)


def _of_years(reading: Reading, column: int) -> bool:
    cells = reading.table.column(column)
    return all(held is None or held in _YEARS for held in (value(Kind.NUMBER, cell) for cell in cells))


def _at_a_rate(reading: Reading, column: int) -> bool:
    return _RATE.search(reading.table.header[column]) is not None


def _counts(reading: Reading, column: int, wanted_kind: Kind | None) -> bool:
    """Whether a column of plain numbers counts what is wanted: years, or a time whose unit its name says."""
    if reading.columns.kinds[column] is not Kind.NUMBER:
        return False
    if wanted_kind is Kind.DATE:
        return _of_years(reading, column)
    return wanted_kind is Kind.TIME and _A_TIME.search(reading.table.header[column]) is not None


def _wants_most(reading: Reading, asked: operators.Extreme, column: int) -> bool:
    """Whether the most is wanted. What is oldest has the earliest day but the highest age, what is fastest the most
    speed but the least time.
    """
    header = header_stems(reading.table.header[column])
    paced = asked.kind is Kind.TIME and (header & _SPEED or (asked.word in _PACE and _at_a_rate(reading, column)))
    turned = (asked.kind is Kind.DATE and header & _AGE) or paced
    return (asked.op == "max") != bool(turned)


def _measurable(what: Kind, wanted_kind: Kind | None) -> bool:
    if wanted_kind is None or wanted_kind is Kind.NUMBER:
        return what in (Kind.NUMBER, Kind.MONEY, Kind.TIME)
    return what is wanted_kind


def _values(reading: Reading, column: int, rows: Iterable[int]) -> dict[int, float]:
    what, cells = reading.columns.kinds[column], reading.table.column(column)
    return {row: held for row in rows if (held := value(what, cells[row])) is not None}
