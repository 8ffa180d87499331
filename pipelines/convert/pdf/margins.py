"""Where a line could have gone on to: the right margin of its column, and the usual distance of lines."""

import itertools
from collections import Counter
from collections.abc import Sequence
from statistics import median

from pipelines.convert.pdf.lines import Line

NEAR = 20.0
COLUMN_LINES = 3
LEADING = 1.2
LEADING_AT_MOST = 2.2


def right_margins(lines: Sequence[Line]) -> list[float]:
    """For each line of a page the right margin of its column."""
    bounds = _neighbours(lines)
    margins = []
    for line in lines:
        peers = [
            index
            for index, other in enumerate(lines)
            if other.angle == line.angle and abs(other.left - line.left) < NEAR
        ]
        bounded = [bounds[index] for index in peers if bounds[index] is not None]
        bound = min((edge for edge in bounded if edge is not None), default=None)
        if len(bounded) < COLUMN_LINES:
            bound = None
        margins.append(_margin(line, lines, bound))
    return margins


def _margin(line: Line, lines: Sequence[Line], bound: float | None) -> float:
    rights = [
        other.right
        for other in lines
        if other.angle == line.angle
        and other.left < line.right
        and other.right > line.left
        and (bound is None or other.right <= bound)
    ]
    return max(rights, default=line.right)


def _neighbours(lines: Sequence[Line]) -> list[float | None]:
    """The left edge of the nearest text to the right of each line, at its height."""
    bands: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        for band in {int(line.baseline // 6), int((line.baseline + 3) // 6)}:
            bands.setdefault((line.angle, band), []).append(line)
    found: list[float | None] = []
    for line in lines:
        near = bands[line.angle, int(line.baseline // 6)]
        lefts = [
            other.left
            for other in near
            if other.left > line.right and abs(other.baseline - line.baseline) < line.size * 0.6
        ]
        found.append(min(lefts, default=None))
    return found


class Leading:
    """The usual distance from baseline to baseline, per font size, over a whole document."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        steps: dict[int, list[float]] = {}
        for lines in pages:
            for line, after in itertools.pairwise(lines):
                step = after.baseline - line.baseline
                if _class(line) == _class(after) and 0.5 * line.size < step < LEADING_AT_MOST * line.size:
                    steps.setdefault(_class(line), []).append(step)
        self._usual = {size: median(found) for size, found in steps.items()}
        self.body = body_size(pages)

    def usual(self, line: Line) -> float:
        """Points from this line's baseline to the next one's, within a paragraph."""
        # The median step holds paragraph gaps too in texts of short paragraphs: bounded by what a font can need.
        return min(self._usual.get(_class(line), LEADING * line.size), 1.7 * line.size)


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The font size, in points, that most of the text is set in."""
    sizes: Counter[int] = Counter()
    for lines in pages:
        for line in lines:
            sizes[_class(line)] += len(line.text)
    return sizes.most_common(1)[0][0] / 2 if sizes else 10.0


def _class(line: Line) -> int:
    return round(line.size * 2)
