"""Where a line could have gone on to: the right margin of its column, and the usual distance of lines."""

import itertools
import operator
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Sequence
from statistics import median

from pipelines.convert.pdf.lines import Line

NEAR = 20.0
COLUMN_LINES = 3
BOUNDS_AT_MOST = 60
LOOKED_AT = 20
# In sizes of letters.
LEVEL = 0.6
LEADING = 1.2
LEADING_AT_MOST = 2.2


def right_margins(lines: Sequence[Line]) -> list[float]:
    """For each line of a page the right margin of its column."""
    margins = [line.right for line in lines]
    angles: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        angles.setdefault(line.angle, []).append(index)
    for places in angles.values():
        found = _of_one_angle([lines[index] for index in places])
        for index, margin in zip(places, found, strict=True):
            margins[index] = margin
    return margins


def _of_one_angle(lines: list[Line]) -> list[float]:
    beside = not _stand_apart(lines)
    if not beside and max([line.left for line in lines]) < min([line.right for line in lines]):
        # No line begins where another has ended: each could have gone as far as the longest.
        return [max([line.right for line in lines])] * len(lines)
    bounds = _bounds(lines, _neighbours(lines)) if beside else [None] * len(lines)
    reaches = {bound: _Reach(lines, bound) for bound in set(bounds)} if _few(bounds) else {}
    free = reaches.get(None) or _Reach(lines, None)
    return [max(reaches.get(bound, free).right(line), line.right) for line, bound in zip(lines, bounds, strict=True)]


def _few(bounds: Sequence[float | None]) -> bool:
    """A page has few columns; one that has many has none that mean anything."""
    return len(set(bounds)) <= BOUNDS_AT_MOST


def _bounds(lines: Sequence[Line], neighbours: Sequence[float | None]) -> list[float | None]:
    """Where the column ends that a line begins in: the nearest text to the right of any line that begins there."""
    order = sorted(range(len(lines)), key=lambda index: lines[index].left)
    lefts = [lines[index].left for index in order]
    beside = [(place, edge) for place, index in enumerate(order) if (edge := neighbours[index]) is not None]
    low = high = 0
    least: deque[tuple[int, float]] = deque()
    found: list[float | None] = [None] * len(lines)
    for place, index in enumerate(order):
        while high < len(beside) and lefts[beside[high][0]] < lefts[place] + NEAR:
            while least and least[-1][1] >= beside[high][1]:
                least.pop()
            least.append((high, beside[high][1]))
            high += 1
        while low < high and lefts[beside[low][0]] <= lefts[place] - NEAR:
            low += 1
        while least and least[0][0] < low:
            least.popleft()
        found[index] = least[0][1] if high - low >= COLUMN_LINES else None
    return found


class _Reach:
    """How far to the right lines reach that begin before a given place, within a bound."""

    def __init__(self, lines: Sequence[Line], bound: float | None) -> None:
        within = sorted((line.left, line.right) for line in lines if bound is None or line.right <= bound)
        self._lefts = [left for left, _ in within]
        self._rights = list(itertools.accumulate((right for _, right in within), max))

    def right(self, line: Line) -> float:
        """Of the lines that begin before this one ends."""
        place = bisect_left(self._lefts, line.right)
        return self._rights[place - 1] if place else line.right


def _stand_apart(lines: Sequence[Line]) -> bool:
    """Whether no line has another at its height, as on most pages."""
    heights = sorted([line.baseline for line in lines])
    level = LEVEL * max([line.size for line in lines])
    steps = map(operator.sub, heights[1:], heights)
    return min(steps, default=level) >= level and all(line.left <= line.right for line in lines)


def _neighbours(lines: Sequence[Line]) -> list[float | None]:
    """The left edge of the nearest text to the right of each line, at its height."""
    bands: dict[int, list[tuple[float, float]]] = {}
    for line in lines:
        band, other = int(line.baseline // 6), int((line.baseline + 3) // 6)
        bands.setdefault(band, []).append((line.left, line.baseline))
        if other != band:
            bands.setdefault(other, []).append((line.left, line.baseline))
    for beside in bands.values():
        beside.sort()
    found: list[float | None] = []
    for line in lines:
        near = bands[int(line.baseline // 6)]
        first = bisect_right(near, (line.right, float("inf")))
        room = LEVEL * line.size
        level = (at for at, height in near[first : first + LOOKED_AT] if abs(height - line.baseline) < room)
        found.append(next(level, None))
    return found


class Leading:
    """The usual distance from baseline to baseline, per font size, over a whole document."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        steps: defaultdict[int, list[float]] = defaultdict(list)
        classes = {line.size: _rounded(line.size) for lines in pages for line in lines}
        for lines in pages:
            for line, after in itertools.pairwise(lines):
                size, step = line.size, after.baseline - line.baseline
                if 0.5 * size < step < LEADING_AT_MOST * size and classes[size] == classes[after.size]:
                    steps[classes[size]].append(step)
        self._medians = {size: median(found) for size, found in steps.items()}
        self._usual: dict[float, float] = {}
        self.body = body_size(pages)

    def usual(self, line: Line) -> float:
        """Points from this line's baseline to the next one's, within a paragraph."""
        usual = self._usual.get(line.size)
        if usual is None:
            step = self._medians.get(_rounded(line.size), LEADING * line.size)
            # The median step holds paragraph gaps too in texts of short paragraphs: bounded by what a font can need.
            usual = self._usual[line.size] = min(step, 1.7 * line.size)
        return usual


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The font size, in points, that most of the text is set in."""
    exact: dict[float, int] = {}
    for lines in pages:
        for line in lines:
            exact[line.size] = exact.get(line.size, 0) + len(line.text)
    sizes: Counter[int] = Counter()
    for size, many in exact.items():
        sizes[_rounded(size)] += many
    return sizes.most_common(1)[0][0] / 2 if sizes else 10.0


def _rounded(size: float) -> int:
    return round(size * 2)
