"""What stands side by side on a page: lines on one height as a row of segments, whatever order they were drawn in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from pipelines.convert.layout import NOWHERE
from pipelines.convert.pdf.lines import WIDE, Line

# In sizes of letters.
SAME_ROW = 0.4
GLUED = 0.12


@dataclass(slots=True)
class Segment:
    """Lines that follow one another on one height with no more than a word's space between them."""

    lines: list[Line]
    left: float
    right: float

    @property
    def first(self) -> Line:
        """The leftmost line, which stands for the segment's height and size."""
        return self.lines[0]


Row = list[Segment]


def rows_of(lines: Sequence[Line]) -> list[Row]:
    """The rows of a page from top to bottom, each from left to right. Of one angle, as the caller sees to."""
    rows: list[Row] = []
    row: list[Line] = []
    for line in sorted(lines, key=attrgetter("baseline")):
        if row and line.baseline - row[0].baseline > SAME_ROW * min(line.size, row[0].size):
            rows.append(_segments(row))
            row = []
        row.append(line)
    if row:
        rows.append(_segments(row))
    return rows


def _segments(row: list[Line]) -> Row:
    if len(row) == 1:
        return [Segment(row, row[0].left, row[0].right)]
    found: Row = []
    for line in sorted(row, key=lambda line: line.left):
        last = found[-1] if found else None
        if last is not None and line.left - last.right <= WIDE * max(line.size, last.lines[-1].size):
            last.lines.append(line)
            last.right = max(last.right, line.right)
        else:
            found.append(Segment([line], line.left, line.right))
    return found


def is_bold(row: Row) -> bool:
    """Whether all of it is set in bold."""
    return all(line.bold for segment in row for line in segment.lines)


def merged(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines of a segment as one; those that lie upon one another stay what they are."""
    whole = lines[0]
    for line in lines[1:]:
        if line.left < whole.right - WIDE * line.size or line.cell != whole.cell:
            yield whole
            whole = line
        else:
            whole = _joined(whole, line)
    yield whole


def _joined(line: Line, after: Line) -> Line:
    glue = "" if after.left - line.right < GLUED * line.size else " "
    return replace(
        line,
        end=after.end,
        text=line.text + glue + after.text,
        hyphen=after.hyphen,
        right=max(line.right, after.right),
        sizes=line.sizes + after.sizes[:1] if len(line.sizes) < 9 else line.sizes,
        chars=(*line.places, *[NOWHERE] * len(glue), *after.places),
    )
