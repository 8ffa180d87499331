"""A question while it is read against a table: the rows that it narrows down to, and which words said so."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from pipelines.evidence.tables import operators
from pipelines.evidence.tables.cells import Kind, empty, number, value, yes
from pipelines.evidence.tables.matching import Columns, Header, Match, cells_named, headers_named, may_hold, root_of
from pipelines.evidence.tables.table import Table
from pipelines.evidence.tables.words import CONDITIONAL, GROUPS, KEEPERS, TALK, UNITS, Word, cell_stems, header_stems
from pipelines.questions import Condition

_COMPARES: dict[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
}
# What stands between two cells of one column that are both meant.
_SEVERAL = re.compile(r"\b(?:or|and|than|oder|und|ou|et|o|y)\b|,|/")
# Between "no" and the first word of the column's name.
_NEAR = 6
_CURRENCIES = ("euro", "€", "$", "£", "eur", "pound", "dollar")
_PAID = re.compile(r"(?:cost|kost|co[uû]t|cuesta)", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:how many|which|number of|wie viele|welche\w*|combien de|cu[aá]nt[oa]s)\b", re.IGNORECASE)


@dataclass(slots=True)
class Reading:
    """``used``: positions of words that are accounted for; ``own``: those that were typed, not carried over.

    ``keyed``: a cell was named, not only a flag or a bound; ``full``: each as a whole; ``several``: the part of a key
    that was named is in several rows, and nothing says which. ``said``: cells of the columns
    that a yes/no question asks about. ``rows`` fit all ``conditions``.
    """

    question: str
    words: Sequence[Word]
    columns: Columns
    own: frozenset[int]
    rows: list[int]
    used: set[int] = field(default_factory=set)
    conditions: list[Condition] = field(default_factory=list)
    named: dict[int, list[Match]] = field(default_factory=dict)
    said: list[Match] = field(default_factory=list)
    keyed: bool = False
    full: bool = True
    flags: set[int] = field(default_factory=set)
    grouped: bool = False
    several: bool = False
    denied: bool = False

    @property
    def table(self) -> Table:
        """The table."""
        return self.columns.table

    @property
    def whether(self) -> bool:
        """Whether yes or no is asked for."""
        return operators.asks_whether(self.question)

    @property
    def taken(self) -> set[int]:
        """Columns that conditions are about."""
        return {*self.named, *self.flags}

    def within(self, start: int, end: int) -> set[int]:
        """Positions of the words in a stretch of the question."""
        return {at for at, word in enumerate(self.words) if start <= word.start < end}

    def free(self) -> list[int]:
        """Positions that are not accounted for."""
        return [at for at in range(len(self.words)) if at not in self.used]

    def headers(self) -> list[Header]:
        """Columns named by words that are free."""
        return headers_named(self.words, self.columns, self.free())

    def keep(self, column: int, fits: Callable[[str], bool], condition: Condition) -> None:
        """Narrow the rows down."""
        cells = self.table.column(column)
        self.rows = [row for row in self.rows if fits(cells[row])]
        self.conditions.append(condition)

    def leftovers(self, named: frozenset[str], *, all_rows: bool = False) -> list[Word]:
        """Words of content that nothing accounts for. ``named``: stems of what the table is called.

        ``all_rows``: every row is listed, so that a word that says little elsewhere may be the condition.
        """
        left = [self.words[at] for at in self.free() if at in self.own]
        known = TALK | UNITS | named | (GROUPS["price"] if self.columns.of(Kind.MONEY) else frozenset())
        known -= CONDITIONAL if all_rows else frozenset()
        known |= self._understood()
        return [one for one in left if not one.stop and one.stem not in known]

    def _understood(self) -> frozenset[str]:
        """What needs no column: who keeps the table, where no row says so, and borrowing, where it is of loans."""
        keepers = {word for word in self.words if word.stem in KEEPERS}
        first, last = self.table.spans[0][0], self.table.spans[-1][1]
        rows = self.table.text[first:last].casefold() if keepers else ""
        found = frozenset(word.stem for word in keepers if word.typed.casefold() not in rows)
        headers = frozenset(stem for name in self.table.header for stem in header_stems(name))
        return found | GROUPS["loan"] if headers & GROUPS["loan"] else found


def take_bounds(reading: Reading) -> bool:
    """Comparisons with numbers. False: there is one, and no one column that it is about."""
    for bound in operators.bounds(reading.question):
        reading.used |= reading.within(bound.start, bound.end)
        column = _bounded(reading, bound)
        wanted = number(bound.value)
        if column is None or wanted is None:
            return False
        reading.used |= _header_words(reading, column)
        fits = _bounds(reading.columns.kinds[column], bound.op, wanted)
        reading.keep(column, fits, Condition(reading.table.header[column], bound.op, bound.value))
        reading.flags.add(column)
    return True


def _bounds(what: Kind, op: str, wanted: float) -> Callable[[str], bool]:
    """Whether a cell is on the right side of a number."""
    compares = _COMPARES[op]
    return lambda cell: (found := value(what, cell)) is not None and compares(found, wanted)


def _bounded(reading: Reading, bound: operators.Bound) -> int | None:
    """The numeric column that is named nearest to a bound, else the only one of the bound's unit, else the only one."""
    kinds = reading.columns.kinds
    numeric = [at for at in reading.columns.of(Kind.NUMBER, Kind.MONEY) if at not in reading.columns.keys]
    named = [one for one in reading.headers() if one.column in numeric and one.direct]
    if named:
        best = max((len(one.words), -one.missing) for one in named)
        return next(one.column for one in named if (len(one.words), -one.missing) == best)
    after = reading.question[bound.end : bound.end + 12].lower()
    money = [at for at in numeric if kinds[at] is Kind.MONEY]
    paid = _PAID.match(reading.question[bound.start : bound.end]) is not None
    if paid or any(sign in after or sign in reading.question for sign in _CURRENCIES):
        numeric = fewest_words(reading.table, money)
    return numeric[0] if len(numeric) == 1 else None


def fewest_words(table: Table, columns: Sequence[int]) -> list[int]:
    """The columns whose headers have the fewest words: of "price" and "price for members" the former."""
    fewest = min((len(header_stems(table.header[at])) for at in columns), default=0)
    return [at for at in columns if len(header_stems(table.header[at])) == fewest]


def _header_words(reading: Reading, column: int) -> set[int]:
    stems = header_stems(reading.table.header[column])
    return {at for at, word in enumerate(reading.words) if word.stem in stems}


def take_cells(reading: Reading) -> None:
    """Cells that are named, the longest first: the rows that have them."""
    headed = {at for one in reading.headers() if one.direct for at in one.words}
    most = operators.superlative(reading.question, [])
    headed |= reading.within(most.start, most.end) if most else set()
    compares = operators.comparative(reading.question, [])
    headed |= reading.within(compares.start, compares.end) if compares else set()
    several = _SEVERAL.search(reading.question) is not None
    for match in cells_named(reading.words, reading.columns):
        free = match.words - reading.used
        second = match.column in reading.named
        # "The long trip or the short trip": the second one is named by what the first has not taken.
        rest = second and not match.full and compares is not None
        if (match.words & reading.used and not rest) or not _telling(reading, free) or (second and not several):
            continue
        if not match.full:
            _take_part(reading, match, frozenset(free - headed))
        elif not (len(free) == 1 and free <= headed and not match.named):
            _take(reading, match)
    _narrow(reading)


def _telling(reading: Reading, places: Iterable[int]) -> bool:
    return any(reading.words[at].stem not in TALK or reading.words[at].named for at in places)


def _take(reading: Reading, match: Match) -> None:
    reading.named.setdefault(match.column, []).append(match)
    reading.used |= match.words
    reading.full = reading.full and match.full


def _take_part(reading: Reading, match: Match, places: frozenset[int]) -> None:
    """A part of a cell: of the key if it picks one row, of others if it is a name; of several rows to be counted."""
    if not places or not _telling(reading, places):
        return
    stems = {reading.words[at].stem for at in places}
    part = Match(match.column, match.value, places, full=False, named=match.named)
    if match.column in reading.columns.keys:
        roots = [root_of(reading.words[at]) for at in places]
        likely = {cell for cell in reading.table.column(match.column) if may_hold(cell, roots)}
        values = {cell for cell in likely if stems <= cell_stems(cell)}
        many = len(values) > 1
        if many and match.column in reading.named:
            return
        counted = match.column == reading.columns.key and places <= _noun(reading)
        if not many or counted or match.column == reading.columns.key:
            reading.grouped = reading.grouped or (many and counted)
            reading.several = reading.several or (many and not counted)
            _take(reading, part)
    elif match.named and all(reading.words[at].named for at in places):
        _take(reading, part)


def _noun(reading: Reading) -> set[int]:
    """Positions right behind "how many" or "which": what is counted or listed."""
    match = _COUNTED.search(reading.question)
    behind = [at for at, word in enumerate(reading.words) if match and word.start >= match.end() and not word.stop]
    return set(behind[:2])


def _narrow(reading: Reading) -> None:
    """Keep the rows that have the cells. In a yes/no question what is said of a row named by its key is asked for."""
    keys = [at for at in reading.columns.keys if at in reading.named]
    for column, matches in list(reading.named.items()):
        compared = len(matches) > 1 and operators.comparative(reading.question, []) is not None
        if reading.whether and keys and column not in keys and not compared:
            reading.said += matches
            del reading.named[column]
            continue
        reading.keyed = True
        reading.keep(column, _any_of(reading, matches), _of(reading, column, matches))


def _any_of(reading: Reading, matches: Sequence[Match]) -> Callable[[str], bool]:
    return lambda cell: any(_fits(reading, one, cell) for one in matches)


def _fits(reading: Reading, match: Match, cell: str) -> bool:
    if match.full:
        return cell.casefold() == match.value.casefold()
    return {reading.words[at].stem for at in match.words} <= cell_stems(cell)


def _of(reading: Reading, column: int, matches: Sequence[Match]) -> Condition:
    whole = all(one.full for one in matches)
    values = [one.value if one.full else _typed(reading, one) for one in matches]
    return Condition(reading.table.header[column], "=" if whole else "contains", " / ".join(values))


def _typed(reading: Reading, match: Match) -> str:
    return " ".join(reading.words[at].typed for at in sorted(match.words))


def take_flags(reading: Reading) -> None:
    """Columns of yes and no, and prices of nothing, that the question names as conditions."""
    wanted = operators.negated(reading.question) is None
    for header in reading.headers():
        flag = reading.columns.kinds[header.column] is Kind.YES_NO and header.direct and header.missing == 0
        if not flag or header.column in reading.flags or (reading.whether and reading.keyed):
            continue
        reading.denied = reading.denied or not wanted
        said = Condition(reading.table.header[header.column], "=", "yes" if wanted else "no")
        reading.keep(header.column, _says(wanted), said)
        reading.flags.add(header.column)
        reading.used |= header.words
    _take_empty(reading)
    _take_nothing(reading)


def _says(wanted: bool) -> Callable[[str], bool]:  # noqa: FBT001 a value, not a switch
    return lambda cell: yes(cell) is wanted


def _take_nothing(reading: Reading) -> None:
    """The amount is 0: "free", "without a deposit"."""
    free, without = operators.free(reading.question), operators.negated(reading.question)
    column: int | None = None
    if free is not None:
        money = reading.columns.of(Kind.MONEY)
        priced = [one.column for one in reading.headers() if one.column in money and one.direct]
        chosen = priced[:1] or fewest_words(reading.table, money)
        column = chosen[0] if len(chosen) == 1 else None
        reading.used |= reading.within(*free.span()) if column is not None else set()
    elif without is not None and not reading.denied:
        column = _right_after(reading, without.end())
    if column is not None and column not in reading.flags:
        reading.denied = reading.denied or without is not None
        reading.flags.add(column)
        reading.keep(column, lambda cell: number(cell) == 0, Condition(reading.table.header[column], "=", "0"))


def _take_empty(reading: Reading) -> None:
    """The cell is empty: "which piers have no harbour master"."""
    lacking = operators.without(reading.question)
    if lacking is None or reading.denied or reading.whether:
        return
    for header in reading.headers():
        near = 0 <= reading.words[min(header.words)].start - lacking.end() <= _NEAR
        known = {*reading.columns.keys, *reading.taken}
        if not near or not header.direct or header.missing or header.column in known:
            continue
        if any(map(empty, reading.table.column(header.column))):
            reading.keep(header.column, _nothing, Condition(reading.table.header[header.column], "=", ""))
            reading.flags.add(header.column)
            reading.used |= header.words
            reading.denied = True
            return


def _nothing(cell: str) -> bool:
    return empty(cell) or number(cell) == 0


def _right_after(reading: Reading, end: int) -> int | None:
    """The numeric column that is named right behind "without"."""
    numeric = reading.columns.of(Kind.MONEY, Kind.NUMBER)
    named = [one for one in reading.headers() if one.column in numeric and one.direct]
    near = [one for one in named if 0 <= reading.words[min(one.words)].start - end <= 6]
    reading.used |= near[0].words if near else set()
    return near[0].column if near else None
