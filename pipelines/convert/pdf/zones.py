"""Zones of a page that white strips part from top to bottom: columns of text, or tables."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.convert.pdf.rows import Row, Segment, is_bold

# In sizes of letters.
STRIP = 0.45
GAP = 3.5
JUSTIFIED = 2.0
FURTHER = 1.3
# Columns that the head of a page takes from the row below it: wide spaces of a justified line are fewer. It has so many
# rows at most; further down a line of a cell may be of words that stand far apart.
GLUED, HEAD_ROWS = 2, 2
COLUMNS_AT_MOST = 40
# Rows below a name that stands over several columns.
SPANNED_AT_LEAST = 3

Span = tuple[float, float]


@dataclass(slots=True)
class Zone:
    """Rows ``[first, last]`` of the page, and the columns that all of them keep to, from left to right."""

    first: int
    rows: list[Row]
    columns: list[Span]
    _lefts: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self._lefts = [left for left, _ in self.columns]

    @property
    def last(self) -> int:
        """The number of the last row."""
        return self.first + len(self.rows) - 1

    def in_columns(self) -> list[list[Segment]]:
        """What stands in each column, from top to bottom."""
        found: list[list[Segment]] = [[] for _ in self.columns]
        for row in self.rows:
            for segment in row:
                found[self.place(segment)].append(segment)
        return found

    def place(self, segment: Segment) -> int:
        """The column that a segment begins in."""
        return max(bisect_right(self._lefts, segment.left + 0.01) - 1, 0)

    def across(self, row: Row) -> bool:
        """Whether anything in a row reaches from one column into the next."""
        return any(segment.right > self.columns[self.place(segment)][1] + 0.01 for segment in row)


@dataclass(slots=True)
class _Growing:
    """A zone while rows are added; ``spans`` is what any of its rows covers."""

    first: int
    rows: list[Row] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    def _step(self, row: Row) -> float:
        return row[0].first.baseline - self.rows[-1][0].first.baseline

    def _names(self, row: Row) -> bool:
        """Whether it names the columns of another table: in bold, below rows that are not, and further down."""
        if len(self.rows) < 2 or len(row) < 2 or not is_bold(row) or is_bold(self.rows[-1]):
            return False
        before = self.rows[-1][0].first.baseline - self.rows[-2][0].first.baseline
        return self._step(row) > FURTHER * before

    def _glued(self, row: Row, spans: Sequence[Span]) -> bool:
        """Whether lines above, each of which stands alone there, make one of columns that the row itself has."""
        if len(row) < 2 or (len(self.spans) > 1 and len(self.rows) > HEAD_ROWS):
            return False
        alone = _with([], row)
        into = {bisect_left(spans, one[0], key=lambda span: span[1]) for one in alone}
        return len(alone) - len(into) >= (GLUED if len(self.spans) > 1 else 1)

    def _justified(self, spans: Sequence[Span]) -> bool:
        """Whether the strips that go were spaces between the words of one justified line, no columns."""
        for (_, left), (right, _) in pairwise(self.spans):
            if not any(low <= left and right <= high for low, high in spans):
                continue
            beside = [row for row in self.rows if row[0].left <= left and row[-1].right >= right]
            parted = [
                row for row in beside if any(one.right <= left and other.left >= right for one, other in pairwise(row))
            ]
            if len(parted) > 1 or right - left > JUSTIFIED * _size(self.rows[-1]):
                return False
        return True

    def takes(self, row: Row) -> bool:
        """Add a row if the strips survive it."""
        if self.rows and (self._step(row) > GAP * _size(row) or self._names(row)):
            return False
        if len(self.spans) == len(row) == 1 and row[0].left <= self.spans[0][1] and row[0].right >= self.spans[0][0]:
            return False
        spans = _with(self.spans, row)
        if len(spans) > COLUMNS_AT_MOST:
            return False
        if self.rows and (len(spans) < 2 or self._glued(row, spans)):
            return False
        if len(spans) < len(self.spans) and not self._justified(spans):
            return False
        self.rows.append(row)
        self.spans = spans
        return True


def _size(row: Row) -> float:
    return max(segment.first.size for segment in row)


def _with(spans: Sequence[Span], row: Row) -> list[Span]:
    """Spans with those of a row, as many as a zone may have and one more."""
    found = list(spans)
    for segment in row:
        _cover(found, (segment.left, segment.right), STRIP * segment.first.size)
        if len(found) > COLUMNS_AT_MOST:
            break
    return found


def _cover(spans: list[Span], one: Span, strip: float) -> None:
    """Add a span; what lies nearer than a strip is the same."""
    low = bisect_left(spans, one[0] - strip, key=lambda span: span[1])
    high = low
    left, right = one
    while high < len(spans) and spans[high][0] < one[1] + strip:
        left, right = min(left, spans[high][0]), max(right, spans[high][1])
        high += 1
    spans[low:high] = [(left, right)]


def zones(rows: Sequence[Row]) -> Iterator[Zone]:
    """In order; none shares a row with another. Columns of one row are none."""
    growing = _Growing(0)
    for number, row in enumerate(rows):
        if growing.takes(row):
            continue
        yield from _grown(growing)
        growing = _Growing(number)
        if not growing.takes(row):
            growing = _Growing(number + 1)
    yield from _grown(growing)


def _grown(growing: _Growing) -> Iterator[Zone]:
    if len(growing.spans) > 1 and len(growing.rows) > 1:
        yield _without_spanning(Zone(growing.first, growing.rows, growing.spans))


def _without_spanning(zone: Zone) -> Zone:
    """Without a column that holds a name over several columns only: it belongs to the first of them."""
    top, rest = zone.rows[0], zone.rows[1:]
    if 2 * len(top) > len(zone.columns) or len(rest) < SPANNED_AT_LEAST:
        return zone
    filled = {zone.place(segment) for row in rest for segment in row}
    named = {zone.place(segment) for segment in top}
    alone = {at for at in named - filled - {0} if at - 1 not in named}
    if not alone or len(filled) < 2:
        return zone
    return Zone(zone.first, zone.rows, [span for at, span in enumerate(zone.columns) if at not in alone])
