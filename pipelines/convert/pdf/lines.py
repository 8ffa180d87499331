"""The lines of a PDF page as pdfium reads them, with the geometry that paragraphs and page furniture are told by.

Geometry is in the reading frame of the line itself: ``u`` runs along the text, ``v`` downwards from line to line, in
points, so that text set at any right angle reads the same.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from statistics import median_low

import pypdfium2 as pdfium
from pypdfium2 import raw

HYPHEN = "\ufffe"
SPACES = (0x20, 0xA0)
FIXED_PITCH = 1
FOOTNOTE = re.compile(r"""[.!?:;,]["'”’)]*(\d{1,2})(?=\s|$)""")
RAISED = 0.85
SAMPLES = 5
FIXED_NAMES = (b"mono", b"courier", b"consol", b"typewriter", b"cmtt", b"menlo", b"fixed")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its characters on the page are ``[start, end)``; ``hyphen`` if a word goes on in the next line.

    ``text`` has one character per pdfium character; NUL where it is not to be stored.
    ``order`` is its place on the page;
    ``size`` is the font size, in points, of most of ``sizes``, a sample.
    """

    page: int
    order: int
    start: int
    end: int
    text: str
    hyphen: bool
    angle: int
    left: float
    right: float
    baseline: float
    size: float
    sizes: tuple[float, ...]
    word_right: float
    mono: bool

    @property
    def words(self) -> str:
        """The text without the spaces around it."""
        return self.text.strip()


def page_lines(page: pdfium.PdfPage, number: int) -> list[Line]:
    """The page's lines in pdfium's reading order, empty ones left out."""
    textpage = open_text(page)
    try:
        reader = _Reader(textpage.raw)
        text = reader.text(textpage.count_chars())
        return [
            reader.line(number, order, (start, end, text[start:end], hyphen))
            for order, (start, end, hyphen) in enumerate(_breaks(text))
        ]
    finally:
        textpage.close()


def open_text(page: pdfium.PdfPage) -> pdfium.PdfTextPage:
    """The page's characters in reading order. To be closed by the caller.

    pdfium orders lines as the page is shown: text that is shown lying on its side would come out backwards, so it is
    read from a page turned until the text stands upright.
    """
    textpage = page.get_textpage()
    angle = _Reader(textpage.raw).usual_angle(textpage.count_chars())
    turned = page.get_rotation()
    if angle == turned:
        return textpage
    textpage.close()
    page.set_rotation(angle)
    try:
        return page.get_textpage()
    finally:
        page.set_rotation(turned)


def _breaks(text: str) -> Iterator[tuple[int, int, bool]]:
    start = 0
    for position, mark in enumerate(text + "\n"):
        if mark in "\r\n\ufffe":
            if text[start:position].strip():
                yield start, position, mark == HYPHEN
            start = position + 1


class _Reader:
    """Asks pdfium about characters; buffers are made once per page."""

    def __init__(self, textpage: object) -> None:
        self._page = textpage
        self._box = [ctypes.c_double() for _ in range(4)]
        self._origin = [ctypes.c_double() for _ in range(2)]
        self._matrix = raw.FS_MATRIX()
        self._fonts: dict[bytes, bool] = {}

    def usual_angle(self, count: int) -> int:
        """The angle of most characters, by a sample of at most 25."""
        sample = [index for index in range(0, count, max(count // 25, 1)) if self._drawn(index)]
        angles = Counter(self._frame(index)[0] for index in sample)
        return angles.most_common(1)[0][0] if angles else 0

    def text(self, count: int) -> str:
        """One Python character per pdfium character."""
        buffer = (ctypes.c_ushort * (2 * count + 2))()
        written = raw.FPDFText_GetText(self._page, 0, count, buffer)
        text = bytes(memoryview(buffer).cast("B")[: 2 * max(written - 1, 0)]).decode("utf-16-le", "replace")
        if len(text) != count:
            # Characters without a code are missing from that text: ask for each, so that places stay true.
            text = "".join(_character(raw.FPDFText_GetUnicode(self._page, index)) for index in range(count))
        return text

    def line(self, page: int, order: int, piece: tuple[int, int, str, bool]) -> Line:
        """The line and where it lies."""
        start, end, text, hyphen = piece
        first = start + len(text) - len(text.lstrip())
        last = start + len(text.rstrip()) - 1
        word = first + len(text.split()[0]) - 1
        middle = self._inked(first, last)
        angle, scale = self._frame(middle)
        sizes = self._sizes(first, last, scale)
        text = self._without_marks(text, start, middle)
        return Line(
            page=page,
            order=order,
            start=start,
            end=end,
            text=text,
            hyphen=hyphen,
            angle=angle,
            left=self._edge(first, angle, far=False),
            right=self._edge(last, angle, far=True),
            baseline=self._baseline(middle, angle),
            size=median_low(sizes),
            sizes=sizes,
            word_right=self._edge(word, angle, far=True),
            mono=self._mono(first) and self._mono(last),
        )

    def _without_marks(self, text: str, start: int, middle: int) -> str:
        """Raised numbers of footnotes after a sentence's end become NUL, which is never stored: they would hide it."""
        size = raw.FPDFText_GetFontSize(self._page, middle)
        for found in FOOTNOTE.finditer(text):
            if raw.FPDFText_GetFontSize(self._page, start + found.start(1)) < RAISED * size:
                text = text[: found.start(1)] + "\x00" * len(found[1]) + text[found.end(1) :]
        return text

    def _sizes(self, first: int, last: int, scale: float) -> tuple[float, ...]:
        """Font sizes at five places: a line may hold words in another face, or raised marks."""
        places = [first + (last - first) * part // (SAMPLES - 1) for part in range(SAMPLES)]
        sizes = (raw.FPDFText_GetFontSize(self._page, place) * scale for place in places if self._drawn(place))
        return tuple(float(size) for size in sizes)

    def _inked(self, first: int, last: int) -> int:
        """A character in the middle that stands on the page; generated spaces have no font."""
        middle = (first + last) // 2
        candidates = chain(range(middle, last + 1), range(first, middle))
        return next((index for index in candidates if self._drawn(index)), middle)

    def _drawn(self, index: int) -> bool:
        if raw.FPDFText_IsGenerated(self._page, index):
            return False
        code: int = raw.FPDFText_GetUnicode(self._page, index)
        return code not in SPACES

    def _frame(self, index: int) -> tuple[int, float]:
        matrix = self._matrix
        if not raw.FPDFText_GetMatrix(self._page, index, matrix):
            return 0, 1.0
        angle = round(math.degrees(math.atan2(float(matrix.b), float(matrix.a))) / 90) * 90 % 360
        return angle, math.hypot(matrix.c, matrix.d) or 1.0

    def _edge(self, index: int, angle: int, *, far: bool) -> float:
        left, right, bottom, top = self._box
        raw.FPDFText_GetCharBox(self._page, index, left, right, bottom, top)
        low, high = {
            0: (left.value, right.value),
            90: (bottom.value, top.value),
            180: (-right.value, -left.value),
            270: (-top.value, -bottom.value),
        }[angle]
        return high if far else low

    def _baseline(self, index: int, angle: int) -> float:
        x, y = self._origin
        raw.FPDFText_GetCharOrigin(self._page, index, x, y)
        down: float = {0: -y.value, 90: x.value, 180: y.value, 270: -x.value}[angle]
        return down

    def _mono(self, index: int) -> bool:
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        raw.FPDFText_GetFontInfo(self._page, index, name, 128, flags)
        known = self._fonts.get(name.value)
        if known is None:
            known = bool(flags.value & FIXED_PITCH) or any(part in name.value.lower() for part in FIXED_NAMES)
            self._fonts[name.value] = known
        return known


def _character(code: int) -> str:
    # Code 2 is how pdfium marks the hyphen it found at a line's end.
    if code == 2:
        return HYPHEN
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\x00"
