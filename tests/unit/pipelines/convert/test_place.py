"""The text under the drawn boxes equals the quote: rotated, cropped, in columns, across pages."""

import ctypes
import re

import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw

from pipelines.convert.convert import convert
from pipelines.convert.pdf.place import place
from pipelines.convert.source import Box, Placed, Source
from tests.samples import pdfs
from tests.unit.pipelines.convert.test_pdf import LONG, numbered

QUOTE = "Guests may use it for one day when a member signs for them at the desk near the entrance."
GRID = 10_000
LETTERS = re.compile(r"\W+")


def under(data: bytes, placed: Placed) -> str:
    """What pdfium reads inside the boxes, after turning them back into the page's own coordinates."""
    document = pdfium.PdfDocument(data)
    page = document[placed.page - 1]
    textpage = page.get_textpage()
    try:
        return " ".join(textpage.get_text_bounded(*_own(page, box), errors="ignore") for box in placed.boxes)
    finally:
        textpage.close()
        page.close()
        document.close()


def _own(page: pdfium.PdfPage, box: Box) -> tuple[float, float, float, float]:
    xs, ys = [], []
    for across, down in ((box.x, box.y), (box.x + box.w, box.y + box.h)):
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDF_DeviceToPage(page.raw, 0, 0, GRID, GRID, 0, round(across * GRID), round(down * GRID), x, y)
        xs.append(x.value)
        ys.append(y.value)
    return min(xs) - 1, min(ys) - 1, max(xs) + 1, max(ys) + 1


def letters(text: str) -> str:
    return LETTERS.sub("", text)


def found(data: bytes, quote: str) -> tuple[Placed, ...]:
    text = convert(Source(data, "a.pdf")).text.text
    start = text.index(quote)
    return place(Source(data, "a.pdf"), start, start + len(quote))


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_rotated(angle: int) -> None:
    """Boxes are where the reader sees the quote, however the page is turned."""
    data = pdfs.edited(pdfs.paragraphs([[LONG, "Other words."]]), Rotate=angle)
    (placed,) = found(data, QUOTE)
    assert letters(under(data, placed)) == letters(QUOTE)
    assert (placed.width > placed.height) is (angle in (90, 270))


def test_cropped() -> None:
    """Fractions are those of the shown part of the page."""
    whole = pdfs.paragraphs([[LONG]])
    cropped = pdfs.edited(whole, CropBox=[20, 400, 595, 842])
    (before,), (after,) = found(whole, QUOTE), found(cropped, QUOTE)
    assert letters(under(cropped, after)) == letters(QUOTE)
    assert after.boxes[0].y > before.boxes[0].y
    assert after.height < before.height


def test_two_columns() -> None:
    """A quote in the right column has boxes in the right half only, one per line."""
    data = pdfs.two_columns(LONG, LONG.replace("Guests", "Visitors"))
    quote = QUOTE.replace("Guests", "Visitors")
    (placed,) = found(data, quote)
    assert letters(under(data, placed)) == letters(quote)
    assert len(placed.boxes) > 1
    assert all(box.x > 0.5 and box.x + box.w <= 1 for box in placed.boxes)


def test_across_pages() -> None:
    """A quote that spans two pages has its share of boxes on each."""
    data = pdfs.paragraphs([[" ".join(numbered(60))]])
    text = convert(Source(data, "a.pdf")).text
    edge = text.pages[1].start
    start = text.text.rindex(". ", 0, edge) + 2
    quote = text.text[start : text.text.index(".", edge) + 1]
    one, two = place(Source(data, "a.pdf"), start, start + len(quote))
    assert (one.page, two.page) == (1, 2)
    assert letters(under(data, one) + under(data, two)) == letters(quote)
    assert one.boxes[-1].y > 0.8
    assert two.boxes[0].y < 0.1


def test_boxes_lie_on_the_page() -> None:
    """All coordinates are fractions, origin top left."""
    (placed,) = found(pdfs.paragraphs([[LONG]]), LONG)
    assert placed.boxes[0].y < placed.boxes[-1].y
    for box in placed.boxes:
        assert 0 <= box.x < box.x + box.w <= 1
        assert 0 <= box.y < box.y + box.h <= 1
