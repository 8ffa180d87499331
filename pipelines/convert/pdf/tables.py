"""Rows and cells of a table on a page: which lines share a cell, and which row names the columns."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from pipelines.convert.pdf.columns import ENDED, is_number, words_of
from pipelines.convert.pdf.lines import Cell, Line
from pipelines.convert.pdf.rows import Row, Segment, is_bold, merged
from pipelines.convert.pdf.zones import Zone
from pipelines.structure.tidy import reads_like_names

# In sizes of letters.
WRAPPED = 1.6
CLOSER = 0.9
BETWEEN = 2.5
SPACE = 0.25
BANDS_AT_LEAST = 3
HEADER_LINES = 4
# Words.
SENTENCE = 4


def cells_of(zone: Zone, table: int, rules: Sequence[float]) -> list[Line]:
    """The lines of a table in reading order, each with its cell. ``rules``: heights of lines drawn across it."""
    groups = list(_rows(zone, rules))
    edges = tuple(zone.columns)
    header = _header(zone, groups)
    found: list[Line] = []
    for number, rows in enumerate(groups):
        columns: dict[int, list[Segment]] = {}
        for row in rows:
            for segment in row:
                columns.setdefault(zone.place(segment), []).append(segment)
        for column in sorted(columns):
            cell = Cell(table, number, column, edges, header=header and not number)
            for segment in columns[column]:
                for line in merged(segment.lines):
                    line.cell = cell
                    found.append(line)
    return found


def _rows(zone: Zone, rules: Sequence[float]) -> Iterator[list[Row]]:
    """Rows of the page that are one row of the table: between two drawn lines, else by what goes on below."""
    bands = [bisect_right(rules, row[0].first.baseline - row[0].first.size / 2) for row in zone.rows]
    ruled = len(set(bands)) >= BANDS_AT_LEAST and len(set(bands)) * 4 > len(zone.rows)
    group: list[Row] = []
    for number, row in enumerate(zone.rows):
        if group and not (
            bands[number] == bands[number - 1] or (_spans_columns(zone, group) and _head_goes_on(zone, group, number))
            if ruled
            else _head_goes_on(zone, group, number) or _stands_between(zone, number) or _goes_on(zone, group, row)
        ):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _spans_columns(zone: Zone, group: Sequence[Row]) -> bool:
    """Whether names stand over several columns: then each of those has its own name below."""
    return sum(map(len, group)) < len(zone.columns)


def _head_goes_on(zone: Zone, group: Sequence[Row], number: int) -> bool:
    """Names of columns in bold over several lines, where what stands below is not bold."""
    if len(group) != number or number >= HEADER_LINES or number + 1 >= len(zone.rows):
        return False
    row, first = zone.rows[number], group[0]
    # A name over several columns stands above the second one, a title above the first.
    if len(first) < 2 and zone.place(first[0]) == 0:
        return False
    # A name alone, as far below as rows are, is that of a group of rows.
    if len(row) == 1 and zone.place(row[0]) == 0 and _step(group, row) >= CLOSER * _usual_step(zone) > 0:
        return False
    return is_bold(row) and all(map(is_bold, group)) and not is_bold(zone.rows[-1])


def _stands_between(zone: Zone, number: int) -> bool:
    """Whether a name in the middle of its row's height stands between the lines of the cell beside it."""
    if number + 1 >= len(zone.rows):
        return False
    before, row, after = zone.rows[number - 1 : number + 2]
    if after[0].first.baseline - before[0].first.baseline > BETWEEN * row[0].first.size:
        return False
    above, here = {zone.place(one): one for one in before}, {zone.place(one) for one in row}
    beside = [one for one in after if zone.place(one) in above and zone.place(one) not in here]
    return any(_wraps(zone, above[zone.place(one)], one) for one in beside)


def _goes_on(zone: Zone, group: Sequence[Row], row: Row) -> bool:
    """Whether the row's words would not have fitted above: no more cells, close below, each under a full line."""
    step = _step(group, row)
    if step > WRAPPED * row[0].first.size:
        return False
    above = {zone.place(segment): segment for line in group for segment in line}
    if len(row) == 1 and _in_mid_sentence(above.get(zone.place(row[0])), row[0]) and zone.place(row[0]) > 0:
        return True
    if len(above) == 1 and 0 not in above and all(len(line) == 1 for line in group):
        return any(_wraps(zone, above.get(zone.place(segment)), segment) for segment in row)
    if not all(_wraps(zone, above.get(zone.place(segment)), segment) for segment in row):
        return False
    most = max(map(len, group))
    if step < CLOSER * _usual_step(zone):
        return len(row) <= most
    return len(row) == 1 < most and (zone.place(row[0]) > 0 or row[0].first.words[:1].islower())


def _step(group: Sequence[Row], row: Row) -> float:
    return row[0].first.baseline - group[-1][0].first.baseline


def _usual_step(zone: Zone) -> float:
    """From row to row where most of the columns begin anew."""
    steps = [
        after[0].first.baseline - before[0].first.baseline
        for before, after in pairwise(zone.rows)
        if len(after) * 2 > len(zone.columns)
    ]
    return median(steps) if steps else 0.0


def _in_mid_sentence(above: Segment | None, segment: Segment) -> bool:
    """Whether the words of a cell go on in small letters, as those of a sentence do."""
    if above is None or len(words := words_of(above).split()) < SENTENCE or ENDED.search(words[-1]):
        return False
    return words_of(segment)[:1].islower()


def _wraps(zone: Zone, above: Segment | None, segment: Segment) -> bool:
    """Whether the text above is full: the next word would have run into the next column."""
    if above is None or is_number(above) or " " not in words_of(above):
        return False
    right = zone.columns[zone.place(segment)][1]
    word = segment.first.word_right - segment.first.left
    return above.right + SPACE * segment.first.size + word > right


def _header(zone: Zone, groups: Sequence[Sequence[Row]]) -> bool:
    """Whether the first row names the columns: in other letters than the next, or as names read."""
    if len(groups) < 2 or sum(map(len, groups[0])) < 2:
        return False
    first = [segment for row in groups[0] for segment in row]
    if is_bold(first) and not any(is_bold(row) for row in groups[1]):
        return True
    cells = [words_of(segment) for segment in first]
    if any(is_number(segment) for segment in first):
        return False
    return reads_like_names(cells) and not cells[0].endswith(":") and len(groups[0][0]) >= len(zone.columns) - 1
