"""The order that a page's lines are read in: as they were drawn where that makes sense, else by where they stand.

Drawing order is right in what word processors and typesetters make. Three things are set right: columns drawn row by
row, tables (row by row, cell by cell, however they were drawn), and pages whose lines jump up and down.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from operator import attrgetter

from pipelines.convert.pdf.capitals import with_initials
from pipelines.convert.pdf.columns import Kind, kind_of
from pipelines.convert.pdf.lines import Drawn, Line
from pipelines.convert.pdf.paragraphs import leads
from pipelines.convert.pdf.rows import Row, merged, rows_of
from pipelines.convert.pdf.rules import Rules
from pipelines.convert.pdf.tables import cells_of
from pipelines.convert.pdf.zones import Zone, zones

JUMPS = 3
JUMPS_SHARE = 0.15
NEXT = 2.0
# So many lines with dots make a page one of a table of contents.
CONTENTS = 5
BESIDE, SIDES = 2, 4


@dataclass(frozen=True, slots=True)
class _Right:
    """Zones set right: their lines in reading order, by the number of the zone; and the zone of each piece.

    ``margins`` are the right edges of columns, by the lines in them.
    """

    lines: dict[int, list[Line]] = field(default_factory=dict)
    zone: dict[int, int] = field(default_factory=dict)
    margins: dict[int, float] = field(default_factory=dict)


def arranged(drawn: Sequence[Drawn], rules: Rules) -> list[Line]:
    """A page's lines in reading order."""
    angle = usual_angle_of(drawn)
    drawn = with_initials(drawn, angle)
    rows = rows_of([piece for one in drawn if _may_stand_beside(one.whole, angle) for piece in one.pieces])
    right = _set_right(rows, rules) if _may_have_columns(drawn, rows) else _Right()
    found = list(_as_drawn(drawn, right)) if right.lines else [one.whole for one in drawn]
    if _jumps(found, angle) > max(JUMPS, JUMPS_SHARE * len(found)):
        found = list(_by_position(drawn, right, angle))
    for line in found:
        line.margin = right.margins.get(line.order)
    return found


def _may_have_columns(drawn: Sequence[Drawn], rows: Sequence[Row]) -> bool:
    """Two lines stand beside another, or lines go from side to side; no contents with dots."""
    if len([row for row in rows if len(row) > 1]) < BESIDE and _sides(drawn) < SIDES:
        return False
    return sum([leads(one.whole.text) for one in drawn]) < CONTENTS


def _sides(drawn: Sequence[Drawn]) -> int:
    """How often the next line stands wholly to the side of the last one."""
    pieces = [piece for one in drawn for piece in one.pieces]
    return sum([after.left > line.right or after.right < line.left for line, after in pairwise(pieces)])


def usual_angle_of(drawn: Sequence[Drawn]) -> int:
    """The angle of most lines."""
    angles = Counter(map(attrgetter("whole.angle"), drawn))
    return angles.most_common(1)[0][0] if angles else 0


def _may_stand_beside(line: Line, angle: int) -> bool:
    """The dots of a table of contents lead over a gap."""
    return line.angle == angle and not leads(line.text)


def _set_right(rows: Sequence[Row], rules: Rules) -> _Right:
    right = _Right()
    taken = 0
    for number, (found, kind) in enumerate(_known(rows, rules)):
        if kind is Kind.TABLE:
            heights = rules.across(found)
            zone = _trimmed(found, heights)
            lines = cells_of(zone, number, heights)
        elif kind is Kind.COLUMNS:
            zone = _with_rows_above(found, rows, taken)
            right.margins.update(_margins(zone))
            if _drawn_so(found):
                continue
            lines = _down(zone)
        else:
            continue
        taken = zone.last + 1
        right.lines[number] = lines
        right.zone.update((line.order, number) for line in _members(zone))
    return right


def _known(rows: Sequence[Row], rules: Rules) -> list[tuple[Zone, Kind]]:
    """Zones and what they are; columns that go on after a wide space are the same ones."""
    found: list[tuple[Zone, Kind]] = []
    for zone in zones(rows):
        # Code keeps its own columns.
        if all(line.mono for line in _members(zone)):
            continue
        kind = kind_of(zone, _orders(zone), partial(rules.count, zone))
        before, known = found[-1] if found else (zone, Kind.NEITHER)
        if known is Kind.COLUMNS and kind is not Kind.TABLE and _same(before, zone):
            found[-1] = Zone(before.first, before.rows + zone.rows, _spans(before, zone)), known
        else:
            found.append((zone, kind))
    return found


def _down(zone: Zone) -> list[Line]:
    """Column by column."""
    return [line for column in zone.in_columns() for segment in column for line in merged(segment.lines)]


def _same(zone: Zone, after: Zone) -> bool:
    if zone.last + 1 != after.first or len(zone.columns) != len(after.columns):
        return False
    return all(
        one[0] < high and low < one[1] for one, (low, high) in zip(zone.columns, after.columns, strict=True)
    ) and all(
        max(one[1], other[1]) < min(two[0], second[0])
        for (one, two), (other, second) in zip(pairwise(zone.columns), pairwise(after.columns), strict=True)
    )


def _spans(zone: Zone, after: Zone) -> list[tuple[float, float]]:
    return [(min(a, c), max(b, d)) for (a, b), (c, d) in zip(zone.columns, after.columns, strict=True)]


def _members(zone: Zone) -> Iterator[Line]:
    return (line for row in zone.rows for segment in row for line in segment.lines)


def _orders(zone: Zone) -> list[int]:
    """The columns of what the zone holds, in drawing order."""
    found = [(line.order, zone.place(segment)) for row in zone.rows for segment in row for line in segment.lines]
    return [column for _, column in sorted(found)]


def _drawn_so(zone: Zone) -> bool:
    """Whether the columns were drawn one after the other, or nearly so."""
    orders = _orders(zone)
    return sum(one != other for one, other in pairwise(orders)) < min(2 * len(zone.columns), len(zone.rows))


def _trimmed(zone: Zone, rules: Sequence[float]) -> Zone:
    """Without lines of text above and below a table that end before its second column begins."""
    rows, first, last = zone.rows, 0, len(zone.rows)
    while first + 1 < last and _stands_alone(zone, rows[first]):
        first += 1
    while first + 1 < last and _stands_alone(zone, rows[last - 1]) and not _within(rows[last - 1], rules):
        last -= 1
    return Zone(zone.first + first, rows[first:last], zone.columns)


def _stands_alone(zone: Zone, row: Row) -> bool:
    return len(row) == 1 and zone.place(row[0]) == 0


def _within(row: Row, rules: Sequence[float]) -> bool:
    """Whether lines are drawn above and below."""
    return bool(rules) and rules[0] < row[0].first.baseline < rules[-1]


def _margins(zone: Zone) -> Iterator[tuple[int, float]]:
    for row in zone.rows:
        for segment in row:
            yield from ((line.order, zone.columns[zone.place(segment)][1]) for line in segment.lines)


def _with_rows_above(zone: Zone, rows: Sequence[Row], free: int) -> Zone:
    """With the lines above that stand in one of the columns only: not all columns begin at one height."""
    above: list[Row] = []
    at, below = zone.first - 1, zone.rows[0]
    while at >= free and len(rows[at]) == 1:
        segment = rows[at][0]
        left, right = zone.columns[zone.place(segment)]
        step = below[0].first.baseline - segment.first.baseline
        if segment.left < left - 1 or segment.right > right + 1 or step > NEXT * segment.first.size:
            break
        above.append(rows[at])
        at, below = at - 1, rows[at]
    return Zone(at + 1, above[::-1] + zone.rows, zone.columns)


def _as_drawn(drawn: Iterable[Drawn], right: _Right) -> Iterator[Line]:
    told: set[int] = set()
    for one in drawn:
        if not any(piece.order in right.zone for piece in one.pieces):
            yield one.whole
            continue
        for piece in one.pieces:
            zone = right.zone.get(piece.order)
            if zone is None:
                yield piece
            elif zone not in told:
                told.add(zone)
                yield from right.lines[zone]


def _by_position(drawn: Sequence[Drawn], right: _Right, angle: int) -> Iterator[Line]:
    """From top to bottom, row by row, zones in one piece; what is set at another angle comes last."""
    told: set[int] = set()
    for row in rows_of([piece for one in drawn if one.whole.angle == angle for piece in one.pieces]):
        for segment in row:
            free = [line for line in segment.lines if line.order not in right.zone]
            for zone in {right.zone[line.order]: None for line in segment.lines if line.order in right.zone}:
                if zone not in told:
                    told.add(zone)
                    yield from right.lines[zone]
            if free:
                yield from merged(free)
    yield from (one.whole for one in drawn if one.whole.angle != angle)


def _jumps(lines: Sequence[Line], angle: int) -> int:
    """How often the next line stands above the last one instead of below or beside it."""
    upright = [line for line in lines if line.angle == angle and line.cell is None]
    above = [(line, after) for line, after in pairwise(upright) if after.baseline < line.baseline - line.size / 2]
    return sum(after.left < line.right and after.right > line.left for line, after in above)
