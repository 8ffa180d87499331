"""Reads the lines of a page: what pdfium knows of its characters, asked for as rarely as can be."""

import ctypes
import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from statistics import median_low

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from pipelines.convert.pdf.glyphs import FARTHEST, HYPHEN, SPACES, Glyphs, glyphs_of, lettered
from pipelines.convert.pdf.lines import SPACELESS, WIDE, Drawn, Line, in_frame
from pipelines.convert.pdf.marks import APART, RAISED, apart, places_apart, spelled

LINE = re.compile("[^\r\n\ufffe]+")
FIXED_PITCH = 1
SAMPLES = 5
FIXED_NAMES = (b"mono", b"courier", b"consol", b"typewriter", b"cmtt", b"menlo", b"fixed")
BOLD_NAMES = (b"bold", b"black", b"heavy", b"cmbx", b"-bd")
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
LARGEST, SMALLEST = 10_000.0, 0.01


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the page's characters: a line of pdfium, or its share between two wide gaps."""

    start: int
    end: int
    hyphen: bool


def page_lines(page: pdfium.PdfPage, number: int) -> list[Drawn]:
    """The page's lines in pdfium's reading order, empty ones left out."""
    textpage, angle = open_text(page)
    try:
        reader = _Reader(textpage, page, angle)
        return [one for spans in breaks(reader.glyphs.text) for one in reader.drawn(number, _Piece(*spans))]
    finally:
        textpage.close()


def open_text(page: pdfium.PdfPage) -> tuple[pdfium.PdfTextPage, int]:
    """The page's characters in reading order, to be closed by the caller, and the angle that most are set at.

    pdfium orders lines as the page is shown: text that is shown lying on its side would come out backwards, so it is
    read from a page turned until the text stands upright.
    """
    textpage = page.get_textpage()
    angle = usual_angle(textpage.raw, textpage.count_chars())
    turned = page.get_rotation()
    if angle == turned:
        return textpage, angle
    textpage.close()
    page.set_rotation(angle)
    try:
        return page.get_textpage(), angle
    finally:
        page.set_rotation(turned)


def breaks(text: str) -> Iterator[tuple[int, int, bool]]:
    """The lines of a page's text as ``(start, end, whether a word goes on)``."""
    for line in LINE.finditer(text):
        if line[0].strip():
            yield line.start(), line.end(), text[line.end() : line.end() + 1] == HYPHEN


def usual_angle(textpage: object, count: int) -> int:
    """The angle of most characters, by a sample of at most 26."""
    matrix = raw.FS_MATRIX()
    sample = [index for index in range(0, count, max(count // 25, 1)) if _drawn(textpage, index)]
    angles = Counter(_frame(textpage, index, matrix)[0] for index in sample)
    return angles.most_common(1)[0][0] if angles else 0


def _drawn(textpage: object, index: int) -> bool:
    code: int = raw.FPDFText_GetUnicode(textpage, index)
    return code not in (0x20, 0xA0) and not raw.FPDFText_IsGenerated(textpage, index)


def _frame(textpage: object, index: int, matrix: raw.FS_MATRIX) -> tuple[int, float]:
    """The right angle that a letter is set at, and by how much its size is scaled."""
    if not raw.FPDFText_GetMatrix(textpage, index, matrix):
        return 0, 1.0
    a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
    if not math.isfinite(a + b + c + d):
        return 0, 1.0
    angle = 0 if not b and a > 0 else round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360
    return angle, math.hypot(c, d) or 1.0


class _Reader:
    """Asks pdfium about characters; buffers are made once per page."""

    def __init__(self, textpage: pdfium.PdfTextPage, page: pdfium.PdfPage, usual: int) -> None:
        self._page = textpage.raw
        self.glyphs: Glyphs = glyphs_of(page, textpage)
        self._boxes = memoryview(self.glyphs.boxes.ravel())  # type: ignore[arg-type]
        self._origin = [ctypes.c_double() for _ in range(2)]
        self._matrix = raw.FS_MATRIX()
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self._fonts: dict[bytes, tuple[bool, bool]] = {}
        self._orders = 0
        self._usual = usual
        self._apart = self._far(usual)
        self._afters = [after for _, after in self._apart]

    def drawn(self, page: int, whole: _Piece) -> Iterator[Drawn]:
        """A line of pdfium; more of them where it takes for one what stands at different heights."""
        line = self._line(page, whole)
        cuts = list(self._cuts(line)) if line.angle == self._usual and self._apart else []
        levels = [index for index, level in cuts if level]
        if not levels:
            yield self._in_pieces(line, [index for index, _ in cuts])
            return
        for part in _parts(whole, levels):
            inner = [index for index, level in cuts if not level and part.start < index < part.end]
            yield self._in_pieces(self._line(page, part), inner)

    def _in_pieces(self, line: Line, cuts: Sequence[int]) -> Drawn:
        text = self.glyphs.text
        cuts = [cut for cut in cuts if not MARK.fullmatch(text[line.start : cut].strip())]
        if not cuts:
            return Drawn(line, (line,))
        whole = _Piece(line.start, line.end, line.hyphen)
        return Drawn(line, tuple(self._share(line, piece) for piece in _parts(whole, cuts)))

    def _share(self, line: Line, piece: _Piece) -> Line:
        """A piece of a line as a line; what the whole line was asked for holds for it too."""
        if line.chars is not None:
            return self._line(line.page, piece)
        start, end = piece.start, piece.end
        text = line.text[start - line.start : end - line.start]
        first = start + len(text) - len(text.lstrip())
        last = start + len(text.rstrip()) - 1
        word = first + len(text.split(None, 1)[0]) - 1
        mono, bold = self._face(first)
        alike = min(line.sizes) == max(line.sizes)
        size = line.size if alike else _bounded(line.size * self._share_of_size(first, line))
        self._orders += 1
        return Line(
            page=line.page,
            order=self._orders - 1,
            start=start,
            end=end,
            text=text,
            hyphen=piece.hyphen,
            angle=line.angle,
            left=self._framed(first, line.angle)[0],
            right=self._framed(last, line.angle)[1],
            baseline=self._baseline(first, line.angle),
            size=size,
            sizes=(size,),
            word_right=self._framed(word, line.angle)[1],
            mono=mono,
            bold=bold,
            depth=line.depth,
        )

    def _share_of_size(self, index: int, line: Line) -> float:
        """How large a letter is, compared with its line."""
        _, scale = _frame(self._page, index, self._matrix)
        return float(raw.FPDFText_GetFontSize(self._page, index) * scale / line.size)

    def _cuts(self, line: Line) -> Iterator[tuple[int, bool]]:
        """Where a gap as wide as a column's ends; or, then it is true, the letters go on at another height."""
        low, high = bisect_left(self._afters, line.start), bisect_left(self._afters, line.end)
        for before, after in self._apart[low:high]:
            if before < line.start:
                continue
            if self._other_height(before, after, line.angle):
                yield after, True
            elif self._wide(before, after, line):
                yield after, False

    def _far(self, angle: int) -> list[tuple[int, int]]:
        """Neighbours with space between them that may stand too far apart for one line, in order."""
        drawn = np.flatnonzero(lettered(self.glyphs.text))
        left, top, right, bottom = self.glyphs.boxes[drawn].T
        low, high, upper, lower = in_frame((left, bottom, right, top), angle)
        gap = np.maximum(low[1:] - high[:-1], low[:-1] - high[1:])
        least = np.minimum(lower[1:] - upper[1:], lower[:-1] - upper[:-1])
        overlap = np.minimum(lower[1:], lower[:-1]) - np.maximum(upper[1:], upper[:-1])
        far = (gap > np.maximum(FAR, FAR_IN_BOXES * least)) | (overlap < OVERLAP * least)
        found = np.flatnonzero(far & (np.diff(drawn) > 1))
        return list(zip(drawn[found].tolist(), drawn[found + 1].tolist(), strict=True))

    def _wide(self, before: int, after: int, line: Line) -> bool:
        low, high, _, _ = self._framed(before, line.angle)
        left, right, _, _ = self._framed(after, line.angle)
        return max(left - high, low - right) > WIDE * line.size

    def _other_height(self, before: int, after: int, angle: int) -> bool:
        _, _, top, bottom = self._framed(before, angle)
        _, _, upper, lower = self._framed(after, angle)
        least = min(bottom - top, lower - upper)
        return least > 0 and min(bottom, lower) - max(top, upper) < OVERLAP * least

    def _line(self, page: int, piece: _Piece) -> Line:
        """The line and where it lies."""
        start, end = piece.start, piece.end
        text = self.glyphs.text[start:end]
        first = start + len(text) - len(text.lstrip())
        last = start + len(text.rstrip()) - 1
        word = first + len(text.split(None, 1)[0]) - 1
        spaceless = SPACELESS.match(text[first - start]) is not None
        if spaceless:
            word = first
            text = self._closed(text, start)
        middle = self._inked(first, last)
        angle, scale = _frame(self._page, middle, self._matrix)
        sizes = self._sizes(first, last, scale)
        baseline = self._baseline(middle, angle)
        mono, bold = self._face(first)
        if mono:
            # Letters of scripts without spaces are all of one width, and no code.
            mono = self._face(last)[0] and not spaceless
        size = median_low(sizes)
        text = apart(text, start, lambda index: self._raised(index, middle))
        if self.glyphs.spaced:
            text = spelled(text, lambda one, other: self._gap(start + one, start + other) / size)
        chars = tuple(places_apart(text, start)) if APART in text else None
        self._orders += 1
        return Line(
            page=page,
            order=self._orders - 1,
            start=start,
            end=end,
            text=text.replace(APART, " "),
            hyphen=piece.hyphen,
            angle=angle,
            left=self._framed(first, angle)[0],
            right=self._framed(last, angle)[1],
            baseline=baseline,
            size=size,
            sizes=sizes,
            word_right=self._framed(word, angle)[1] + (RAGGED * size if word == first and spaceless else 0.0),
            mono=mono,
            bold=bold,
            depth=self._depth(baseline, angle),
            chars=chars,
        )

    def _raised(self, index: int, middle: int) -> bool:
        """Whether a letter is smaller than one in the middle of its line, and stands higher than the one before."""
        size = raw.FPDFText_GetFontSize(self._page, middle)
        if not size or raw.FPDFText_GetFontSize(self._page, index) / size > RAISED:
            return False
        angle = _frame(self._page, index, self._matrix)[0]
        return self._baseline(index, angle) < self._baseline(index - 1, angle)

    def _closed(self, text: str, start: int) -> str:
        """Without spaces that nobody drew between letters of a script that has none."""
        for gap in NO_SPACE.finditer(text):
            text = (
                text[: gap.start()] + "\x00" * len(gap[0]) + text[gap.end() :]
                if self._made(start + gap.start())
                else text
            )
        return text

    def _made(self, index: int) -> bool:
        return bool(raw.FPDFText_IsGenerated(self._page, index))

    def _gap(self, before: int, after: int) -> float:
        """Points between two letters of a line that stands upright, where no space was drawn between them."""
        if after - before != 2 or not self._made(before + 1):
            return math.inf
        return float(self._boxes[4 * after] - self._boxes[4 * before + 2])

    def _sizes(self, first: int, last: int, scale: float) -> tuple[float, ...]:
        """Font sizes at five places: a line may hold words in another face, or raised marks."""
        text, size, page = self.glyphs.text, raw.FPDFText_GetFontSize, self._page
        places = [first + (last - first) * part // (SAMPLES - 1) for part in range(SAMPLES)]
        found = [size(page, place) * scale for place in places if text[place] not in SPACES]
        return tuple(map(_bounded, found))

    def _inked(self, first: int, last: int) -> int:
        """A character in the middle that stands on the page; generated spaces have no font."""
        middle, text = (first + last) // 2, self.glyphs.text
        candidates = chain(range(middle, last + 1), range(first, middle))
        return next((index for index in candidates if text[index] not in SPACES), middle)

    def _framed(self, index: int, angle: int) -> tuple[float, float, float, float]:
        left, top, right, bottom = self._boxes[4 * index : 4 * index + 4]
        return in_frame((left, bottom, right, top), angle)

    def _baseline(self, index: int, angle: int) -> float:
        x, y = self._origin
        raw.FPDFText_GetCharOrigin(self._page, index, x, y)
        down: float = {0: -y.value, 90: x.value, 180: y.value, 270: -x.value}[angle]
        return min(max(down, -FARTHEST), FARTHEST) if math.isfinite(down) else 0.0

    def _depth(self, baseline: float, angle: int) -> float:
        _, _, low, high = in_frame(self.glyphs.edges, angle)
        return min(max((baseline - low) / (high - low), 0.0), 1.0) if high > low else 0.5

    def _face(self, index: int) -> tuple[bool, bool]:
        """Whether a letter is of a typewriter face, and whether it is bold."""
        raw.FPDFText_GetFontInfo(self._page, index, self._name, 128, self._flags)
        name = self._name.value
        known = self._fonts.get(name)
        if known is None:
            small = name.lower()
            mono = bool(self._flags.value & FIXED_PITCH) or any(part in small for part in FIXED_NAMES)
            known = self._fonts[name] = mono, any(part in small for part in BOLD_NAMES)
        return known


def _parts(whole: _Piece, cuts: Sequence[int]) -> Iterator[_Piece]:
    edges = [whole.start, *cuts, whole.end]
    for start, end in pairwise(edges):
        yield _Piece(start, end, whole.hyphen and end == whole.end)


def _bounded(size: float) -> float:
    if SMALLEST <= size <= LARGEST:
        return size
    return min(max(abs(float(size)), SMALLEST), LARGEST) if math.isfinite(size) else 1.0
