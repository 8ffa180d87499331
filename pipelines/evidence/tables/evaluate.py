"""What a question asks of a table, accepted only when every word of content is accounted for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipelines.evidence.kinds import Kind as Wanted
from pipelines.evidence.kinds import found, wanted
from pipelines.evidence.tables import operators
from pipelines.evidence.tables.cells import Kind, value
from pipelines.evidence.tables.matching import Columns, Header
from pipelines.evidence.tables.question import Reading, take_bounds, take_cells, take_flags
from pipelines.evidence.tables.table import Table
from pipelines.evidence.tables.words import GROUPS, PEOPLE, TALK, cell_stems, header_stems, words_of
from pipelines.questions import Condition

EXACT, NEARLY = 0.9, 0.7
FEW_ROWS = 6
MOST_CELLS = 6_000_000
MOST_NAMES = 12
MOST_ASKED = 3
_NOUN_AFTER = 3
_WHICH = re.compile(
    r"\b(?:which|what|list|show|all|how many|number of|wie viele|welche\w*|combien de|cu[aá]nt[oa]s)\b", re.I
)
# A table says what is, not what was last year or is tonight.
_DATED = re.compile(
    r"\b(?:last|next|previous|past|this) (?:year|month|week|night|summer|winter|time)\b"
    r"|\b(?:yesterday|tomorrow|tonight|ago|at night)\b",
    re.IGNORECASE,
)
# Numbers of a title count where they are of a day, not where they number chapters.
_MONTH = re.compile(r"\b(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])\w*\b", re.IGNORECASE)
_NUMBERED = re.compile(r"^\W*\d+(?:\.\d+)*\.?\s")
_TIME_OF_DAY = re.compile(r"\b(?:what time|what hour|o'clock)\b", re.IGNORECASE)
_WHICH_PLACE = re.compile(r"\bwhere\b|\b(?:in|at|on|to|from) (?:which|what)\b", re.IGNORECASE)
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


def evaluate(question: str, table: Table, *, title: str = "", carried: Iterable[str] = ()) -> Outcome | None:
    """The exact answer of a table, or None. ``carried``: words behind the question that came from the one before."""
    if not len(table) or len(table) * len(table.header) > MOST_CELLS:
        return None
    question = _NON_MEMBER.sub("others", question)
    words = words_of(question)
    behind = frozenset(one.casefold() for one in carried)
    own = frozenset(at for at, word in enumerate(words) if word.typed.casefold() not in behind)
    reading = Reading(question, words, Columns(table), own, list(range(len(table))))
    if _DATED.search(question):
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
    if not len(table) or len(table) * len(table.header) > MOST_CELLS:
        return None
    words = words_of(before)
    reading = Reading(before, words, Columns(table), frozenset(range(len(words))), list(range(len(table))))
    take_cells(reading)
    columns = [at for at in (*reading.columns.keys, *reading.named) if at in reading.named]
    if not columns:
        return None
    places = [at for one in reading.named[columns[0]] for at in one.words]
    start, end = words[min(places)].start, words[max(places)].end
    return f"{before[:start]}{fragment}{before[end:]}"


def _accepted(reading: Reading, shape: Shape, called: frozenset[str]) -> Outcome | None:
    who = wanted(reading.question) is Wanted.WHO and reading.columns.key in reading.columns.people
    strength = len(reading.used | shape.words) + shape.named + who + _key_named(reading)
    reading.used |= shape.words
    left = reading.leftovers(called)
    nearly = len(left) == 1 and not left[0].named and reading.keyed and reading.full and shape.named and shape.fits
    if left and not (nearly and shape.op in ("lookup", "yes_no")):
        return None
    if operators.negated(reading.question) and not reading.denied and shape.op != "yes_no":
        return None
    confidence = NEARLY if left else EXACT
    return Outcome(shape.op, shape.said, tuple(shape.rows), tuple(reading.conditions), confidence, strength)


def _shape(reading: Reading, called: frozenset[str]) -> Shape | None:
    """The first of the shapes that a question has."""
    taken = [(reading.words[at].start, reading.words[at].end) for at in reading.used]
    if (comparing := operators.comparative(reading.question, taken)) is not None and not reading.flags:
        return _compared(reading, comparing)
    if (extreme := operators.superlative(reading.question, taken)) is not None:
        if extreme.kind is Kind.TIME and not reading.columns.of(Kind.TIME) and _grouped(reading, "start"):
            # Longest with us: since the earliest day.
            extreme = replace(extreme, op="min" if extreme.op == "max" else "max", kind=Kind.DATE)
        return _extreme(reading, extreme, called)
    if (counting := operators.counts(reading.question)) is not None:
        return _counted(reading, counting, called) or _looked_up(reading, counted=True)
    if _names_row(reading) and (shape := _looked_up(reading)) is not None:
        return shape
    return (None if reading.whether else _listed(reading, called)) or _looked_up(reading)


def _compared(reading: Reading, comparing: operators.Extreme) -> Shape | None:
    """Of two rows that are named in one column, the one that has more, or less."""
    keys = reading.columns.keys
    column = next((at for at, matches in reading.named.items() if len(matches) > 1 and at in keys), None)
    measured = _measured(reading, comparing)
    if column is None or measured is None:
        return None
    measure, words = measured
    values = _values(reading, measure, reading.rows)
    if len(values) < 2 or len(values) != len(reading.rows):
        return None
    best = (max if comparing.op == "max" else min)(values.values())
    winners = [row for row, held in values.items() if held == best]
    ordered = sorted(values, key=lambda row: (row not in winners, reading.rows.index(row)))
    told = "; ".join(f"{_name(reading, row)}: {reading.table.row(row).cells[measure]}" for row in ordered[:FEW_ROWS])
    said = (
        f"{reading.table.header[measure]}: {told}"
        if len(winners) == 1
        else f"The same. {reading.table.header[measure]}: {told}"
    )
    words |= frozenset(reading.within(comparing.start, comparing.end)) | _condition_words(reading)
    return Shape("compare", said, ordered, words)


def _extreme(reading: Reading, extreme: operators.Extreme, called: frozenset[str]) -> Shape | None:
    """The row that has most, or least, of the one column that fits."""
    measured = _measured(reading, extreme)
    if measured is None or not reading.table.whole:
        return None
    measure, words = measured
    values = _values(reading, measure, reading.rows)
    if not values:
        return None
    best = (max if extreme.op == "max" else min)(values.values())
    winners = [row for row, held in values.items() if held == best]
    who = wanted(reading.question) is Wanted.WHO
    if (who and reading.columns.key not in reading.columns.people) or not _one_unit(reading, measure, values):
        return None
    nouns = _row_words(reading, called)
    if not nouns and not who:
        return None
    words |= frozenset(reading.within(extreme.start, extreme.end)) | nouns | _condition_words(reading)
    names = ", ".join(_name(reading, row) for row in winners[:MOST_NAMES])
    said = f"{names}: {reading.table.header[measure]} {reading.table.row(winners[0]).cells[measure]}"
    return Shape(extreme.op, said, winners, words)


def _one_unit(reading: Reading, column: int, rows: Iterable[int]) -> bool:
    """Whether plain numbers are of one unit: 640 l/s are not more than 55 kW."""
    if reading.columns.kinds[column] is not Kind.NUMBER:
        return True
    cells = reading.table.column(column)
    return len({re.sub(r"[\d.,\s-]+", "", cells[row]) for row in rows}) == 1


def _measured(reading: Reading, extreme: operators.Extreme) -> tuple[int, frozenset[int]] | None:
    """The column to measure by and the words that name it: one that is named, else the only one of its kind."""
    kinds = reading.columns.kinds
    fitting = [
        at
        for at in range(len(kinds))
        if _measurable(kinds[at], extreme.kind) and at not in {*reading.taken, *reading.columns.keys}
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
    only = _plainest(
        reading, fitting if extreme.kind else [at for at in fitting if kinds[at] in (Kind.NUMBER, Kind.MONEY)]
    )
    return (only[0], frozenset()) if len(only) == 1 else None


def _measurable(what: Kind, wanted_kind: Kind | None) -> bool:
    if wanted_kind is None or wanted_kind is Kind.NUMBER:
        return what in (Kind.NUMBER, Kind.MONEY, Kind.TIME)
    return what is wanted_kind


def _plainest(reading: Reading, columns: Sequence[int]) -> list[int]:
    fewest = min((len(header_stems(reading.table.header[at])) for at in columns), default=0)
    least = [at for at in columns if len(header_stems(reading.table.header[at])) == fewest]
    return least if len(least) == 1 and _alike(reading, columns) else list(columns)


def _alike(reading: Reading, columns: Sequence[int]) -> bool:
    """Whether all of them are the same thing: "price" and "price for members"."""
    shared = frozenset.intersection(*(header_stems(reading.table.header[at]) for at in columns))
    return bool(shared)


def _values(reading: Reading, column: int, rows: Iterable[int]) -> dict[int, float]:
    what, cells = reading.columns.kinds[column], reading.table.column(column)
    return {row: held for row in rows if (held := value(what, cells[row])) is not None}


def _counted(reading: Reading, counting: re.Match[str], called: frozenset[str]) -> Shape | None:
    """How many rows fit; only if the noun behind "how many" names the rows."""
    # What a document is called names the rows of a register, not those of one table among its texts.
    words = _row_words(reading, frozenset() if reading.table.named else called, after=counting.end())
    if reading.table.named and reading.grouped:
        return None
    if not words or not reading.table.whole or (reading.keyed and not reading.grouped and _names_row(reading)):
        return None
    total = len(reading.table)
    said = str(len(reading.rows)) if len(reading.rows) < total else f"{total}"
    return Shape("count", said, reading.rows, words | _condition_words(reading))


def _names_row(reading: Reading) -> bool:
    """Whether one row is named by its key: then its cell is asked for, not a count."""
    return len(reading.rows) == 1 and any(at in reading.named for at in reading.columns.keys)


def _listed(reading: Reading, called: frozenset[str]) -> Shape | None:
    """The rows that fit, where several may be asked for: "which courses …", "who …"."""
    people = reading.columns.people
    who = wanted(reading.question) is Wanted.WHO and people and not reading.taken & set(people)
    words = _row_words(reading, called) if operators.lists(reading.question) else frozenset[int]()
    if not words and not (who and reading.conditions):
        return None
    if not reading.conditions and not (words and reading.table.whole):
        return None
    if (len(reading.rows) == len(reading.table) and reading.conditions) or _key_named(reading):
        return None
    column = people[0] if who and not words else _listed_column(reading)
    words |= _condition_words(reading)
    if who:
        words |= _person_words(reading)
    return Shape("list", _list_said(reading, column), reading.rows, words)


def _key_named(reading: Reading) -> bool:
    """Whether rows are named by their keys: to list these says nothing."""
    return not reading.grouped and any(at in reading.named for at in reading.columns.keys)


def _listed_column(reading: Reading) -> int:
    return reading.columns.key


def _list_said(reading: Reading, column: int) -> str:
    names = list(dict.fromkeys(reading.table.row(row).cells[column] for row in reading.rows))
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return f"{len(reading.rows)} of {len(reading.table)}: {', '.join(names[:MOST_NAMES])}{more}"


def _row_words(reading: Reading, called: frozenset[str], *, after: int | None = None) -> frozenset[int]:
    """The noun that names the rows, right behind "which" or "how many": the key column's name, what the table is
    called, people where the rows are people, or a part of the keys themselves.
    """
    if after is None:
        match = _WHICH.search(reading.question)
        after = match.end() if match else 0
    nouns = [at for at, word in enumerate(reading.words) if word.start >= after and not word.stop][:_NOUN_AFTER]
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


def _condition_words(reading: Reading) -> frozenset[int]:
    """Words that name the columns of conditions."""
    stems = frozenset(stem for at in reading.taken for stem in header_stems(reading.table.header[at]))
    grouped = frozenset(stem for one in stems for group in GROUPS.values() if one in group for stem in group)
    return frozenset(at for at, word in enumerate(reading.words) if word.stem in stems | grouped)


def _person_words(reading: Reading) -> frozenset[int]:
    known = GROUPS["person"] | GROUPS["phone"]
    return frozenset(at for at, word in enumerate(reading.words) if word.stem in known)


def _looked_up(reading: Reading, *, counted: bool = False) -> Shape | None:
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
    said = [f"{reading.table.header[at]}: {_told(reading, at)}" for at in columns if _told(reading, at)]
    if not said:
        return None
    op = "yes_no" if reading.whether else "lookup"
    named = bool(_direct(reading, columns, words)) or len(reading.table.header) == 2
    fits = wanted(reading.question) in (None, Wanted.NUMBER) or bool(set(columns) & set(_cued(reading)))
    return Shape(op, "; ".join(said), reading.rows, words | _condition_words(reading), named=named, fits=fits)


def _fitting(reading: Reading, columns: Sequence[int], words: Iterable[int], *, counted: bool) -> bool:
    """Whether the cells are of the kind that was asked for: a place is no answer to who, nor a length to how often."""
    kind, kinds = wanted(reading.question), reading.columns.kinds
    if counted:
        return all(
            kinds[at] in (Kind.NUMBER, Kind.MONEY, Kind.TIME) or _told(reading, at)[:1].isdigit() for at in columns
        )
    if _TIME_OF_DAY.search(reading.question) and any(kinds[at] is Kind.DATE for at in columns):
        return False
    if not _direct(reading, columns, words) and set(columns) & set(_grouped(reading, "place")):
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
    told = [_told(reading, at) for at in columns]
    return all(one and found(kind, reading.question, one) for one in told)


def _direct(reading: Reading, columns: Sequence[int], words: Iterable[int]) -> set[str]:
    """Stems of the columns' names that stand in the question."""
    return {reading.words[at].stem for at in words} & {
        one for at in columns for one in header_stems(reading.table.header[at])
    }


def _told(reading: Reading, column: int) -> str:
    return ", ".join(dict.fromkeys(cell for row in reading.rows if (cell := reading.table.row(row).cells[column])))


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
        only = _plainest(reading, cue)
        clear = len(only) == 1 or (len(only) <= MOST_ASKED and _alike(reading, only))
        return (only, _cue_words(reading)) if clear else ([], frozenset())
    others = [at for at in range(len(reading.table.header)) if at not in reading.taken]
    return (others, frozenset()) if len(reading.table.header) == 2 else ([], frozenset())


def _best(reading: Reading, named: Sequence[Header]) -> tuple[list[int], frozenset[int]]:
    """The column that is named best, and others that other words name."""
    ordered = sorted(named, key=lambda one: (-len(one.words), one.missing))
    best = [one for one in ordered if (len(one.words), one.missing) == (len(ordered[0].words), ordered[0].missing)]
    if len(best) > 1 and best[0].words == best[1].words:
        plain = _plainest(reading, [one.column for one in best])
        if len(plain) > 1 and not _alike(reading, plain):
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
        return columns.of(Kind.MONEY) or _grouped(reading, "price")
    if kind is Wanted.DATE:
        return _grouped(reading, "often") if "often" in reading.question.lower() else columns.of(Kind.DATE)
    if kind is Wanted.DURATION:
        return columns.of(Kind.TIME)
    return _grouped(reading, "place") if kind is Wanted.PLACE else []


def _grouped(reading: Reading, group: str) -> list[int]:
    return [at for at, name in enumerate(reading.table.header) if header_stems(name) & GROUPS[group]]


def _name(reading: Reading, row: int) -> str:
    return reading.table.row(row).cells[reading.columns.key]
