"""Cells of rows that are named: which columns are asked for, and whether they hold the kind of thing asked for."""

import re
from collections.abc import Iterable, Sequence

from pipelines.evidence.kinds import Kind as Wanted
from pipelines.evidence.kinds import found, wanted
from pipelines.evidence.tables.cells import Kind
from pipelines.evidence.tables.matching import Header
from pipelines.evidence.tables.question import Reading
from pipelines.evidence.tables.shapes import Shape, alike, condition_words, grouped, plainest, told
from pipelines.evidence.tables.words import GROUPS, header_stems

FEW_ROWS = 6
MOST_ASKED = 3
_TIME_OF_DAY = re.compile(r"\b(?:what time|what hour|o'clock)\b", re.IGNORECASE)
_WHICH_PLACE = re.compile(r"\bwhere\b|\b(?:in|at|on|to|from) (?:which|what)\b", re.IGNORECASE)


def looked_up(reading: Reading, *, counted: bool = False) -> Shape | None:
    """Cells of the row, or of the few rows, that are named. ``counted``: "how many", so a column must be named."""
    if not reading.keyed or reading.grouped or not reading.rows or len(reading.rows) > FEW_ROWS:
        return None
    columns, words = _asked(reading)
    if (
        not columns
        or not _fitting(reading, columns, words, counted=counted)
        or (counted and not {reading.words[at].stem for at in words} & header_stems(reading.table.header[columns[0]]))
    ):
        return None
    said = [f"{reading.table.header[at]}: {told(reading, at)}" for at in columns if told(reading, at)]
    if not said:
        return None
    op = "yes_no" if reading.whether else "lookup"
    named = bool(_direct(reading, columns, words)) or len(reading.table.header) == 2
    fits = wanted(reading.question) in (None, Wanted.NUMBER) or bool(set(columns) & set(_cued(reading)))
    return Shape(op, "; ".join(said), reading.rows, words | condition_words(reading), named=named, fits=fits)


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
    if len(reading.table.header) == 2 and not _direct(reading, columns, words) and not reading.full:
        return False
    if kind not in (Wanted.WHO, Wanted.PLACE, Wanted.DATE, Wanted.DURATION, Wanted.PRICE) or reading.whether:
        return True
    cued = {*_cued(reading), *_asking_headers(reading, kind)}
    return bool(set(columns) & cued) or _offered(reading, columns, kind)


def _asking_headers(reading: Reading, kind: Wanted) -> list[int]:
    """Columns whose names ask the same: "Who gets it", "When it starts"."""
    asks = {Wanted.WHO: "who", Wanted.DATE: "when", Wanted.PLACE: "where", Wanted.DURATION: "how long"}.get(kind)
    return [at for at, name in enumerate(reading.table.header) if asks and name.lower().startswith(asks)]


def _offered(reading: Reading, columns: Sequence[int], kind: Wanted) -> bool:
    """Whether every cell itself is a price or a span of time."""
    if kind not in (Wanted.PRICE, Wanted.DURATION):
        return False
    return all(one and found(kind, reading.question, one) for one in (told(reading, at) for at in columns))


def _direct(reading: Reading, columns: Sequence[int], words: Iterable[int]) -> set[str]:
    """Stems of the columns' names that stand in the question."""
    return {reading.words[at].stem for at in words} & {
        one for at in columns for one in header_stems(reading.table.header[at])
    }


def _asked(reading: Reading) -> tuple[list[int], frozenset[int]]:
    """The columns asked for and the words that ask: named ones, else those of the kind of thing asked for."""
    if reading.said:
        columns = list(dict.fromkeys(one.column for one in reading.said))
        return columns, frozenset(at for one in reading.said for at in one.words)
    cue = [at for at in _cued(reading) if at not in reading.taken]
    own = [one for one in reading.headers() if one.column not in reading.taken and one.words & reading.own]
    for named in ([one for one in own if one.direct], [one for one in own if not one.direct]):
        fitting = [one for one in named if one.column in cue] or named
        if fitting:
            return _best(reading, fitting)
    if cue:
        only = plainest(reading, cue)
        clear = len(only) == 1 or (len(only) <= MOST_ASKED and alike(reading, only))
        return (only, _cue_words(reading)) if clear else ([], frozenset())
    others = [at for at in range(len(reading.table.header)) if at not in reading.taken]
    return (others, frozenset()) if len(reading.table.header) == 2 else ([], frozenset())


def _best(reading: Reading, named: Sequence[Header]) -> tuple[list[int], frozenset[int]]:
    """The column that is named best, and others that other words name."""
    ordered = sorted(named, key=lambda one: (-len(one.words), one.missing))
    best = [one for one in ordered if (len(one.words), one.missing) == (len(ordered[0].words), ordered[0].missing)]
    if len(best) > 1 and best[0].words == best[1].words:
        plain = plainest(reading, [one.column for one in best])
        if len(plain) > 1 and not alike(reading, plain):
            return [], frozenset()
        chosen = plain
    else:
        chosen = [best[0].column]
    words = frozenset(at for one in named if one.column in chosen for at in one.words)
    for other in ordered:
        # "How many seats are booked": both are named, by words of their own.
        if other.direct and other.missing == 0 and not other.words & words and len(chosen) < MOST_ASKED:
            chosen, words = [*chosen, other.column], words | other.words
    return chosen, words | _cue_words(reading)


def _cue_words(reading: Reading) -> frozenset[int]:
    """Words that ask for a kind of thing: "how much does … cost"."""
    return (
        frozenset(at for at, word in enumerate(reading.words) if word.stem in GROUPS["price"] | GROUPS["long"])
        if wanted(reading.question) in (Wanted.PRICE, Wanted.DURATION)
        else frozenset()
    )


def _cued(reading: Reading) -> list[int]:
    """Columns that hold the kind of thing asked for."""
    columns, kind = reading.columns, wanted(reading.question)
    if kind is Wanted.WHO:
        return columns.people
    if kind is Wanted.PRICE:
        return columns.of(Kind.MONEY) or grouped(reading, "price")
    if kind is Wanted.DATE:
        return grouped(reading, "often") if "often" in reading.question.lower() else columns.of(Kind.DATE)
    if kind is Wanted.DURATION:
        return columns.of(Kind.TIME)
    return grouped(reading, "place") if kind is Wanted.PLACE else []
