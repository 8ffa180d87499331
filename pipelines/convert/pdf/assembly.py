"""Writes the lines of a PDF one after another as the stored text, with the pdfium index of every character."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipelines.convert.decode import JUNK
from pipelines.convert.failures import fail
from pipelines.convert.layout import NOWHERE
from pipelines.convert.pdf.hyphens import Vocabulary
from pipelines.convert.pdf.lines import Line
from pipelines.convert.pdf.paragraphs import Join, Joiner, first_note
from pipelines.convert.source import Source
from pipelines.types import PageSpan

SOFT = ("-", "\xad", "\u2010")
TOP = 0.5
# Between two lines there are two characters at most.
BLANK = array("i", [NOWHERE] * 8)


# Not frozen: a document has thousands, and that makes one twice as dear.
@dataclass(slots=True, eq=False)
class Block:
    """A paragraph of the stored text, or a row of a table: ``text[start:end]``, beginning with ``line``.

    ``cells`` are those of a row that hold anything: ``(column, start, end)``.
    """

    start: int
    end: int
    line: Line
    cells: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines in reading order, those that stand in its margins and are to be told here, and what people wrote
    on it.
    """

    lines: list[Line]
    margins: list[Line]
    comments: list[Line] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Extraction:
    """Stored text, its pages and paragraphs; ``chars[i]`` is the pdfium index, on its page, of ``text[i]``, or -1."""

    text: str
    pages: tuple[PageSpan, ...]
    blocks: tuple[Block, ...]
    chars: "array[int]"
    body_size: float


class Assembly:
    """Writes lines one after another, with the pdfium index of every character."""

    def __init__(self, pages: Sequence[Page], source: Source) -> None:
        texts = [page.lines for page in pages]
        self._pages, self._source = pages, source
        self._joiner = Joiner(texts)
        self._words = Vocabulary(line for lines in texts for line in lines)
        self._parts: list[str] = []
        self._length = 0
        self._chars = array("i")
        self._counted = array("i")
        self._starts: list[tuple[int, Line]] = []
        self._cells: dict[int, list[tuple[int, int, int]]] = {}
        self._last: Line | None = None

    def run(self) -> Extraction:
        """All pages. Raises ``too_long``."""
        starts = []
        for lines in self._joined():
            first = True
            for join, line in lines:
                self._separate(join, line)
                if first:
                    starts.append(self._length)
                self._write(line)
                first = False
            if first:
                starts.append(self._length)
        text = "".join(self._parts)
        ends = [*starts[1:], len(text)]
        pages = tuple(PageSpan(number, *span) for number, span in enumerate(zip(starts, ends, strict=True), start=1))
        return Extraction(text, pages, self._blocks(), self._chars, self._joiner.body_size)

    def _joined(self) -> Iterator[list[tuple[Join, Line]]]:
        """Page by page, each line with how it joins the one before; the margins' lines where no sentence is cut."""
        parted = list(self._parted())
        every = [line for text, _ in parted for line in text]
        joins = [Join.PARAGRAPH, *(self._joiner.join(*pair) for pair in pairwise(every)), Join.PARAGRAPH]
        at = 0
        for page, (text, notes) in zip(self._pages, parted, strict=True):
            end = at + len(text)
            lines = list(zip(joins[at:end], text, strict=True))
            ends = joins[end] is Join.PARAGRAPH
            if notes:
                own = [self._joiner.join(*pair) for pair in pairwise(notes)]
                lines = _with_notes(lines, list(zip([Join.PARAGRAPH, *own], notes, strict=True)), ends=ends)
            if page.comments:
                lines = _with_comments(lines, page.comments, ends=ends)
                ends = ends or lines[-1][1].order < 0
            if page.margins:
                lines = _with_margins(lines, page.margins, ends=ends)
            if lines and lines[-1][1].order < 0:
                joins[end] = Join.PARAGRAPH
            yield lines
            at = end

    def _parted(self) -> Iterator[tuple[list[Line], list[Line]]]:
        """Page by page its text and the footnotes below it, where they would cut a sentence that runs over its end."""
        overleaf = [page.lines[:1] for page in self._pages[1:]]
        for page, after in zip(self._pages, [*overleaf, []], strict=True):
            first = first_note(page.lines, self._joiner.body_size)
            if first and after and self._joiner.join(page.lines[first - 1], after[0]) is not Join.PARAGRAPH:
                yield page.lines[:first], page.lines[first:]
            else:
                yield page.lines, []

    def _blocks(self) -> tuple[Block, ...]:
        gap = len(Join.PARAGRAPH)
        ends = [start - gap for start, _ in self._starts[1:]] + [self._length]
        return tuple(
            Block(start, end, line, tuple(self._cells.get(start, ())))
            for (start, line), end in zip(self._starts, ends, strict=True)
        )

    def _separate(self, join: Join, line: Line) -> None:
        """Between two lines: a kept hyphen, nothing, or what the join says; a new paragraph is noted."""
        before = self._last
        if before is not None and join is Join.WORD and before.hyphen:
            self._gap(self._words.between(before.text, line.text), before.end)
        elif before is not None and join is Join.SENTENCE and before.text.rstrip().endswith(SOFT):
            self._dash(before, line)
        elif before is not None:
            self._gap(join, NOWHERE)
        if join is Join.PARAGRAPH:
            self._starts.append((self._length, line))

    def _write(self, line: Line) -> None:
        start = self._length
        self._add(line)
        self._last = line
        if line.cell is not None:
            cells = self._cells.setdefault(self._starts[-1][0], [])
            if cells and cells[-1][0] == line.cell.column:
                start = cells.pop()[1]
            cells.append((line.cell.column, start, self._length))

    def _dash(self, before: Line, line: Line) -> None:
        """A plain hyphen at a line's end that pdfium did not take for a broken word."""
        stem = before.text.rstrip()
        if stem[-2:-1].isalnum() and line.words[:1].isalnum():
            between = self._words.between(before.text, line.text)
            if not between:
                self._cut()
            self._gap(between[1:], NOWHERE)
        else:
            self._gap(" ", NOWHERE)

    def _cut(self) -> None:
        self._parts[-1] = self._parts[-1][:-1]
        self._chars.pop()
        self._length -= 1

    def _gap(self, text: str, char: int) -> None:
        """``char`` is where the first of it stands on the page."""
        self._parts.append(text)
        if text:
            self._chars.append(char)
            if len(text) > 1:
                self._chars.extend(BLANK[: len(text) - 1])
        self._length += len(text)

    def _add(self, line: Line) -> None:
        text = line.text
        words = text.strip()
        lead = len(text) - len(text.lstrip()) if len(words) < len(text) else 0
        places = self._places(line, lead, lead + len(words))
        words = words.replace("\xa0", " ").replace("\t", " ")
        # Cheaper than to look for junk: what is printable has none.
        if not words.isprintable() or ("  " in words and not line.mono):
            words, places = _clean(words, places, spaces=line.mono)
        self._parts.append(words)
        self._chars.extend(places)
        self._length += len(words)
        if self._length > self._source.limits.chars:
            fail("too_long", self._source.name, f"{self._source.limits.chars:,}")

    def _places(self, line: Line, first: int, end: int) -> Sequence[int]:
        """The characters on the page of ``line.text[first:end]``, cut out of those counted once."""
        if line.chars is not None:
            return line.chars[first:end]
        if line.start + end > len(self._counted):
            self._counted.extend(range(len(self._counted), 2 * (line.start + end)))
        return self._counted[line.start + first : line.start + end]


def _clean(words: str, places: Sequence[int], *, spaces: bool) -> tuple[str, Sequence[int]]:
    """Without what is not stored; of several spaces one, but where they are ``spaces`` of code."""
    kept: list[tuple[str, int]] = []
    for mark, place in zip(words, places, strict=True):
        double = mark == " " and bool(kept) and kept[-1][0] == " " and not spaces
        if mark != "\xad" and not JUNK.match(mark) and not double:
            kept.append((mark, place))
    return "".join(mark for mark, _ in kept), [place for _, place in kept]


def _with_margins(lines: list[tuple[Join, Line]], margins: Sequence[Line], *, ends: bool) -> list[tuple[Join, Line]]:
    """The page's lines with those of its margins: above before its first paragraph, below after its last one."""
    told = [(Join.PARAGRAPH, replace(line, order=-1, cell=None, hyphen=False)) for line in margins]
    above = [one for one in told if one[1].depth < TOP]
    below = [one for one in told if one[1].depth >= TOP]
    bounds = [at for at, (join, _) in enumerate(lines) if join is Join.PARAGRAPH]
    if ends or not bounds:
        bounds.append(len(lines))
    first, last = bounds[0], bounds[-1]
    return [*lines[:first], *above, *lines[first:last], *below, *lines[last:]]


def _with_notes(
    lines: list[tuple[Join, Line]], notes: list[tuple[Join, Line]], *, ends: bool
) -> list[tuple[Join, Line]]:
    """The page's lines with its footnotes before the paragraph that goes on overleaf."""
    bounds = [at for at, (join, _) in enumerate(lines) if join is Join.PARAGRAPH]
    at = bounds[-1] if bounds and not ends else len(lines)
    return [*lines[:at], *notes, *lines[at:]]


def _with_comments(lines: list[tuple[Join, Line]], comments: Sequence[Line], *, ends: bool) -> list[tuple[Join, Line]]:
    """The page's lines with each comment behind the paragraph that it stands beside."""
    bounds = [at for at, (join, _) in enumerate(lines) if join is Join.PARAGRAPH]
    if ends or not bounds:
        bounds.append(len(lines))
    heights = sorted((line.depth, at) for at, (_, line) in enumerate(lines))
    told: dict[int, list[tuple[Join, Line]]] = {}
    for comment in comments:
        below = min(bisect_right(heights, (comment.depth, len(lines))), len(heights) - 1)
        beside = heights[below][1] if heights else -1
        bound = bounds[min(bisect_left(bounds, beside + 1), len(bounds) - 1)]
        told.setdefault(bound, []).append((Join.PARAGRAPH, comment))
    found: list[tuple[Join, Line]] = []
    for at in range(len(lines) + 1):
        found += told.get(at, [])
        found += lines[at : at + 1]
    return found
