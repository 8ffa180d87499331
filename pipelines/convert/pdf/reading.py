"""Reads the lines of a page: what pdfium knows of its characters, asked for as rarely as can be."""

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice, pairwise, repeat

import numpy as np
import pypdfium2 as pdfium

from pipelines.convert.pdf.glyphs import HYPHEN, NOTHING, SPACES, Floats, Glyphs, Places, TextPage, glyphs_of
from pipelines.convert.pdf.letters import Frame, Letters
from pipelines.convert.pdf.lines import SPACELESS, WIDE, Drawn, Line, in_frame
from pipelines.convert.pdf.marks import APART, DIGIT, RAISED, apart, places_apart, spelled

LINE = re.compile("[^\r\n\ufffe]+")
# Spaces, and those that were taken out between letters of a script that has none.
UNDRAWN = SPACES + NOTHING
# Points. No smaller gap is a column's, however small the letters.
FAR = 3.5
# In heights of boxes, which are somewhat more than sizes of letters.
FAR_IN_BOXES = 0.6
# Of the lesser height: what overlaps less stands on another line.
OVERLAP = 0.4
# In sizes of letters: by how much lines may end early where words end anywhere.
RAGGED = 1.5
# The mark of an item, which stands apart from its words by as much as anybody likes.
MARK = re.compile(r"(?:[^\w\s]{1,2}|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{2,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,4}\.?|\[\d{1,3}\])")
NO_SPACE = re.compile(f"(?<={SPACELESS.pattern}) +(?={SPACELESS.pattern})")
# Points, and the share of the page's diagonal: nobody reads smaller letters.
TINY, TINY_SHARE = 1.0, 0.00125
LARGEST, SMALLEST = 10_000.0, 0.01

_Ends = tuple[Sequence[float], Sequence[float]]


# A stretch of the page's characters, from one to before another, and whether a word goes on behind it.
Span = tuple[int, int, bool]


@dataclass(slots=True, eq=False)
class _Piece:
    """A line of pdfium, or its share between two wide gaps: its text and the places of its first and its last letter,
    the last one of its first word, and one in the middle.
    """

    span: Span
    text: str
    first: int
    last: int
    word: int
    middle: int
    spaceless: bool


def page_lines(page: pdfium.PdfPage, number: int) -> list[Drawn]:
    """The page's lines in pdfium's reading order, empty ones left out."""
    textpage, angle = open_text(page)
    try:
        reader = _Reader(textpage, page, angle)
        least = min(TINY, TINY_SHARE * math.hypot(*page.get_size()))
        return [one for one in reader.every(number) if max(one.whole.sizes) >= least]
    finally:
        textpage.close()


def open_text(page: pdfium.PdfPage) -> tuple[TextPage, int]:
    """The page's characters in reading order, to be closed by the caller, and the angle that most are set at.

    pdfium orders lines as the page is shown: text that is shown lying on its side would come out backwards, so it is
    read from a page turned until the text stands upright.
    """
    textpage = TextPage(page)
    angle = usual_angle(textpage.raw, textpage.count_chars())
    turned = page.get_rotation()
    if angle == turned:
        return textpage, angle
    textpage.close()
    page.set_rotation(angle)
    try:
        return TextPage(page), angle
    finally:
        page.set_rotation(turned)


def breaks(text: str) -> Iterator[Span]:
    """The lines of a page's text."""
    for line in LINE.finditer(text):
        if line[0].strip():
            yield line.start(), line.end(), text[line.end() : line.end() + 1] == HYPHEN


def usual_angle(textpage: object, count: int) -> int:
    """The angle of most characters, by a sample of at most 26."""
    letters = Letters(textpage)
    drawn = letters.drawn(range(0, count, max(count // 25, 1)))
    angles = Counter(angle for angle, _ in letters.frames(drawn))
    return angles.most_common(1)[0][0] if angles else 0


class _Reader:
    """Makes lines of a page's characters."""

    def __init__(self, textpage: TextPage, page: pdfium.PdfPage, usual: int) -> None:
        self._letters = Letters(textpage.raw)
        self.glyphs: Glyphs = glyphs_of(page, textpage)
        self._frames: dict[int, _Ends] = {}
        self._heights: dict[int, tuple[float, float]] = {}
        self._orders = 0
        self._usual = usual
        self._spans = list(breaks(self.glyphs.text))
        self._apart = self._far(usual)
        self._afters = [after for _, after, _, _ in self._apart]

    def every(self, page: int) -> Iterator[Drawn]:
        """The lines of pdfium."""
        for line in self._lines(page, self._spans):
            line.order = self._next()
            if self._apart and line.angle == self._usual and (cuts := list(self._cuts(line))):
                yield from self._parted(line, cuts)
            else:
                yield Drawn(line, (line,))

    def _parted(self, line: Line, cuts: Sequence[tuple[int, bool]]) -> Iterator[Drawn]:
        """A line of pdfium; more of them where it takes for one what stands at different heights."""
        levels = [index for index, level in cuts if level]
        if not levels:
            yield self._in_pieces(line, [index for index, _ in cuts])
            return
        for part in _parts(line, levels):
            start, end, _ = part
            inner = [index for index, level in cuts if not level and start < index < end]
            yield self._in_pieces(self._line(line.page, part), inner)

    def _in_pieces(self, line: Line, cuts: Sequence[int]) -> Drawn:
        text = self.glyphs.text
        cuts = [cut for cut in cuts if not MARK.fullmatch(text[line.start : cut].strip())]
        if not cuts:
            return Drawn(line, (line,))
        return Drawn(line, tuple(self._share(line, part) for part in _parts(line, cuts)))

    def _share(self, line: Line, span: Span) -> Line:
        """A piece of a line as a line; what the whole line was asked for holds for it too."""
        if line.chars is not None:
            return self._line(line.page, span)
        start, end, hyphen = span
        text = line.text[start - line.start : end - line.start]
        first = start + len(text) - len(text.lstrip(UNDRAWN))
        last = start + len(text.rstrip(UNDRAWN)) - 1
        word = first + len(text.split(None, 1)[0]) - 1
        mono, bold = self._letters.face(first)
        lows, highs = self._ends(line.angle)
        alike = min(line.sizes) == max(line.sizes)
        size = line.size if alike else _bounded(line.size * self._share_of_size(first, line))
        return Line(
            page=line.page,
            order=self._next(),
            start=start,
            end=end,
            text=text,
            hyphen=hyphen,
            angle=line.angle,
            left=lows[first],
            right=highs[last],
            baseline=self._letters.baseline(first, line.angle),
            size=size,
            sizes=(size,),
            word_right=highs[word],
            mono=mono and not SPACELESS.match(text[first - start]),
            bold=bold,
            depth=line.depth,
        )

    def _share_of_size(self, index: int, line: Line) -> float:
        """How large a letter is, compared with its line."""
        _, scale = self._letters.frame(index)
        return self._letters.size(index) * scale / line.size

    def _cuts(self, line: Line) -> Iterator[tuple[int, bool]]:
        """Where a gap as wide as a column's ends; or, then it is true, the letters go on at another height."""
        low, high = bisect_left(self._afters, line.start), bisect_left(self._afters, line.end)
        for before, after, gap, level in self._apart[low:high]:
            if before >= line.start and (level or gap > WIDE * line.size):
                yield after, level

    def _far(self, angle: int) -> list[tuple[int, int, float, bool]]:
        """Neighbours with space between them that may stand too far apart for one line, in order.

        With the gap between them, and whether they stand at different heights.
        """
        before, after = self._neighbours()
        low, high, upper, lower = self._framed(after, angle)
        low0, high0, upper0, lower0 = self._framed(before, angle)
        gap = np.maximum(low - high0, low0 - high)
        least = np.minimum(lower - upper, lower0 - upper0)
        level = np.minimum(lower, lower0) - np.maximum(upper, upper0) < OVERLAP * least
        found = np.flatnonzero((gap > np.maximum(FAR, FAR_IN_BOXES * least)) | level)
        level &= least > 0
        parts = (before[found], after[found], gap[found], level[found])
        return list(zip(*(part.tolist() for part in parts), strict=True))

    def _neighbours(self) -> tuple[Places, Places]:
        """Letters that one word of a line ends with and the next one begins with."""
        before, after = self.glyphs.stops[:-1], self.glyphs.starts[1:]
        firsts = [start for start, _, _ in self._spans]
        beside = np.searchsorted(firsts, before, "right") == np.searchsorted(firsts, after, "right")
        return before[beside], after[beside]

    def _framed(self, places: Places, angle: int) -> tuple[Floats, Floats, Floats, Floats]:
        left, top, right, bottom = self.glyphs.boxes[places].T
        return in_frame((left, bottom, right, top), angle)

    def _next(self) -> int:
        self._orders += 1
        return self._orders - 1

    def _line(self, page: int, span: Span) -> Line:
        """The line and where it lies."""
        (line,) = self._lines(page, [span])
        line.order = self._next()
        return line

    def _lines(self, page: int, spans: Sequence[Span]) -> Iterator[Line]:
        """The lines and where they lie, still without order. What pdfium knows of all of them is asked for at once."""
        pieces = [self._piece(span) for span in spans]
        middles = [piece.middle for piece in pieces]
        frames = self._letters.frames(middles)
        baselines = self._letters.baselines(middles, frames)
        told = zip(frames, baselines, self._sizes(pieces), strict=True)
        return map(self._made, repeat(page), pieces, told)

    def _piece(self, span: Span) -> _Piece:
        start, end, _ = span
        text = self.glyphs.text[start:end]
        first = start + len(text) - len(text.lstrip())
        last = start + len(text.rstrip()) - 1
        spaceless = not text.isascii() and SPACELESS.match(text[first - start]) is not None
        word = first if spaceless else first + len(text.split(None, 1)[0]) - 1
        if spaceless:
            text = self._closed(text, start)
        return _Piece(span, text, first, last, word, self._inked(first, last), spaceless)

    def _made(self, page: int, piece: _Piece, told: tuple[Frame, float, Sequence[float]]) -> Line:
        (start, end, hyphen), text, first, word = piece.span, piece.text, piece.first, piece.word
        (angle, scale), baseline, unscaled = told
        sizes, size = _scaled(unscaled, scale)
        mono, bold = self._letters.face(first)
        if mono:
            # Letters of scripts without spaces are all of one width, and no code.
            mono = self._letters.face(piece.last)[0] and not piece.spaceless
        if DIGIT.search(text):
            text = apart(text, start, lambda index: self._raised(index, piece.middle))
        if self.glyphs.spaced:
            text = spelled(text, lambda one, other: self._gap(start + one, start + other) / size)
        parted = APART in text
        lows, highs = self._ends(angle)
        return Line(
            page=page,
            order=-1,
            start=start,
            end=end,
            text=text.replace(APART, " ") if parted else text,
            hyphen=hyphen,
            angle=angle,
            left=lows[first],
            right=highs[piece.last],
            baseline=baseline,
            size=size,
            sizes=sizes,
            word_right=highs[word] + (RAGGED * size if word == first and piece.spaceless else 0.0),
            mono=mono,
            bold=bold,
            depth=self._depth(baseline, angle),
            chars=tuple(places_apart(text, start)) if parted else None,
        )

    def _raised(self, index: int, middle: int) -> bool:
        """Whether a letter is smaller than that in the middle of its line and stands higher than the one before."""
        letters = self._letters
        if letters.size(index) <= RAISED * letters.size(middle):
            angle = letters.frame(index)[0]
            return letters.baseline(index, angle) < letters.baseline(index - 1, angle)
        return False

    def _closed(self, text: str, start: int) -> str:
        """Without spaces that nobody drew between letters of a script that has none."""
        for gap in NO_SPACE.finditer(text):
            text = (
                text[: gap.start()] + "\x00" * len(gap[0]) + text[gap.end() :]
                if self._letters.made(start + gap.start())
                else text
            )
        return text

    def _gap(self, before: int, after: int) -> float:
        """Points between two letters of a line that stands upright, where no space was drawn between them."""
        if after - before != 2 or not self._letters.made(before + 1):
            return math.inf
        lows, highs = self._ends(0)
        return lows[after] - highs[before]

    def _sizes(self, pieces: Sequence[_Piece]) -> Iterator[Sequence[float]]:
        """Font sizes at five places of each: a line may hold words in another face, or raised marks."""
        samples = [self._samples(piece.first, piece.last) for piece in pieces]
        sizes = iter(self._letters.sizes(list(chain.from_iterable(samples))))
        return (list(islice(sizes, len(places))) for places in samples)

    def _samples(self, first: int, last: int) -> list[int]:
        """Both ends and three places in between, spaces left out."""
        text, length = self.glyphs.text, last - first
        between = (first + length // 4, first + length // 2, first + 3 * length // 4)
        return [first, *[place for place in between if text[place] not in SPACES], last]

    def _inked(self, first: int, last: int) -> int:
        """A character in the middle that stands on the page; generated spaces have no font."""
        middle, text = (first + last) // 2, self.glyphs.text
        if text[middle] not in SPACES:
            return middle
        candidates = chain(range(middle, last + 1), range(first, middle))
        return next((index for index in candidates if text[index] not in SPACES), middle)

    def _ends(self, angle: int) -> _Ends:
        """Where each letter begins and ends, as lines at that angle see it."""
        found = self._frames.get(angle)
        if found is None:
            left, top, right, bottom = self.glyphs.boxes.T
            low, high, _, _ = in_frame((left, bottom, right, top), angle)
            found = self._frames[angle] = memoryview(low), memoryview(high)
        return found

    def _depth(self, baseline: float, angle: int) -> float:
        low, high = self._heights.get(angle) or self._heights.setdefault(angle, in_frame(self.glyphs.edges, angle)[2:])
        return min(max((baseline - low) / (high - low), 0.0), 1.0) if high > low else 0.5


def _parts(line: Line, cuts: Sequence[int]) -> Iterator[Span]:
    for start, end in pairwise([line.start, *cuts, line.end]):
        yield start, end, line.hyphen and end == line.end


def _scaled(told: Sequence[float], scale: float) -> tuple[tuple[float, ...], float]:
    """Sizes of a line's letters as they are on the page, and that of most."""
    if told.count(told[0]) == len(told):
        usual = _bounded(told[0] * scale)
        return (usual,) * len(told), usual
    sizes = tuple([_bounded(one * scale) for one in told])
    return sizes, sorted(sizes)[(len(sizes) - 1) // 2]


def _bounded(size: float) -> float:
    if SMALLEST <= size <= LARGEST:
        return size
    return min(max(abs(float(size)), SMALLEST), LARGEST) if math.isfinite(size) else 1.0
