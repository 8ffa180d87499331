"""Where a stretch of a PDF's stored text stands on the page, by the same extraction that made the text."""

import ctypes
from bisect import bisect_left
from collections.abc import Iterable

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipelines.convert.failures import fail
from pipelines.convert.layout import NOWHERE
from pipelines.convert.pdf.assembly import Extraction
from pipelines.convert.pdf.extract import extract, open_pdf
from pipelines.convert.pdf.forms import page_at
from pipelines.convert.pdf.glyphs import TextPage, text_of
from pipelines.convert.pdf.reading import open_text
from pipelines.convert.source import Box, Placed, Source

GRID = 1_000_000
# Points.
FLAT = 1.0
LINE_ENDS, UNSEEN, BETWEEN_AT_MOST = "\r\n\ufffe", " \xa0\t\xad\x00", 200


def place(source: Source, start: int, end: int) -> tuple[Placed, ...]:
    """The boxes of ``text[start:end]`` of the stored text, page by page; a stretch may cross pages."""
    document = open_pdf(source)
    try:
        extraction = extract(document, source)
        touched = [span for span in extraction.pages if span.start < end and start < span.end]
        return tuple(
            _on_page(document, span.page, _chars(extraction, max(start, span.start), min(end, span.end)))
            for span in touched
        )
    except pdfium.PdfiumError as wrong:
        fail("broken", source.name, str(wrong))
    finally:
        document.close()


def place_chars(source: Source, number: int, runs: Iterable[tuple[int, int]]) -> Placed:
    """The boxes of characters on one page, as runs ``(first, length)``: the other pages are not read."""
    document = open_pdf(source)
    try:
        return _on_page(document, number, [char for first, length in runs for char in range(first, first + length)])
    except (pdfium.PdfiumError, IndexError) as wrong:
        fail("broken", source.name, str(wrong))
    finally:
        document.close()


def _chars(extraction: Extraction, start: int, end: int) -> list[int]:
    return [char for char in extraction.chars[start:end] if char != NOWHERE]


def _on_page(document: pdfium.PdfDocument, number: int, chars: list[int]) -> Placed:
    page, _ = page_at(document, number - 1)
    textpage, _ = open_text(page)
    try:
        text = text_of(textpage.raw, textpage.count_chars())
        boxes = [_boxes(page, textpage, line) for line in _lines(text, chars)]
        return Placed(number, page.get_width(), page.get_height(), tuple(_union(line) for line in boxes if line))
    finally:
        textpage.close()
        page.close()


def _lines(text: str, chars: list[int]) -> list[list[int]]:
    """Characters that follow one another on the page within one of its lines, nothing that is seen between them."""
    ends = [at for at, mark in enumerate(text) if mark in LINE_ENDS]
    lines: list[list[int]] = []
    last = NOWHERE
    for char in chars:
        between = text[last + 1 : char] if lines and last < char <= last + BETWEEN_AT_MOST else "x"
        if between.strip(UNSEEN) or bisect_left(ends, last) != bisect_left(ends, char):
            lines.append([])
        lines[-1].append(char)
        last = char
    return lines


def _boxes(page: pdfium.PdfPage, textpage: TextPage, chars: list[int]) -> list[Box]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    boxes = []
    for char in chars:
        drawn = raw.FPDFText_GetCharBox(textpage.raw, char, left, right, bottom, top)
        if drawn and right.value > left.value and not raw.FPDFText_IsGenerated(textpage.raw, char):
            if top.value - bottom.value < FLAT:
                _widen(textpage, char, (left, right, bottom, top))
            boxes.append(_shown(page, (left.value, top.value), (right.value, bottom.value)))
    return [box for box in boxes if box.w > 0 and box.h > 0]


def _widen(textpage: TextPage, char: int, edges: tuple[ctypes.c_double, ...]) -> None:
    """A letter that its font has no shape for, or a dash, has no height to see: the room of its line is taken."""
    loose = raw.FS_RECTF()
    if raw.FPDFText_GetLooseCharBox(textpage.raw, char, loose):
        for edge, value in zip(edges, (loose.left, loose.right, loose.bottom, loose.top), strict=True):
            edge.value = value


def _shown(page: pdfium.PdfPage, one: tuple[float, float], other: tuple[float, float]) -> Box:
    x, y = ctypes.c_int(), ctypes.c_int()
    points = []
    for across, up in (one, other):
        raw.FPDF_PageToDevice(page.raw, 0, 0, GRID, GRID, 0, across, up, x, y)
        points.append((x.value / GRID, y.value / GRID))
    # A word may run over the page's edge.
    (x0, y0), (x1, y1) = ((min(max(across, 0.0), 1.0), min(max(down, 0.0), 1.0)) for across, down in points)
    return Box(min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0))


def _union(boxes: list[Box]) -> Box:
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(x, y, max(box.x + box.w for box in boxes) - x, max(box.y + box.h for box in boxes) - y)
