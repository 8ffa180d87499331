"""The proof of the boxes: whatever is quoted, the letters that lie inside its boxes are the quote's and no others.

Measured without the mapping that made the boxes: every letter that pdfium draws on the page is asked where it lies,
and counts when its middle lies in a box.
"""

import ctypes
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdfium2 import raw

from pipelines.convert.convert import convert
from pipelines.convert.pdf.forms import page_at
from pipelines.convert.pdf.layout import layout
from pipelines.convert.pdf.place import place, place_chars
from pipelines.convert.source import Layout, Placed, Source
from pipelines.types import Text
from tests.samples import forms, pages, pdfs
from tests.unit.pipelines.convert.pdf import test_order as order
from tests.unit.pipelines.convert.test_pdf import LONG, numbered

SAMPLE = Path("deployments/sample")
GRID = 1_000_000
WORD = re.compile(r"\S+")
LATIN_LIGATURES = (
    b"BT /F1 12 Tf 72 700 Td (The of\\001ce is o\\002en \\003oors at the \\001rst \\001nding of the day, and) Tj "
    b"0 -16 Td (the \\001le stays in the of\\001ce until \\001ve in the evening.) Tj ET"
)


def ligatures() -> bytes:
    """Single glyphs that stand for two letters."""
    return pdfs.drawn(LATIN_LIGATURES, differences="1 /fi /fl /ffi")


def hyphenated() -> bytes:
    """Words broken at line ends."""
    words = ["The library keeps a collec-", "tion of well-known engrav-", "ings and of a twentieth-", "century press."]
    return pdfs.lines([*words, "", "A collection of engravings from the twentieth-century is shown here."])


def right_to_left() -> bytes:
    """Hebrew words drawn from right to left, with Latin digits between them."""
    names = ("alef", "bet", "gimel", "dalet", "he", "vav", "zayin", "het", "tet", "yod")
    differences = "65 " + " ".join(f"/uni{0x05D0 + at:04X}" for at in range(len(names)))
    lines = b"BT /F1 14 Tf 300 700 Td (CBA FED) Tj 0 -20 Td (AJI HGF) Tj ET"
    return pdfs.drawn(lines, differences=differences)


WORDY = [["Room", "Seats", "Rule"], ["Alpha", "120", "Shoes off"], ["Beta", "", "No food"], ["Gamma", "12", "Quiet"]]
CROSSED = pages.row_by_row(pages.column(72, 700, order.LEFT), pages.column(320, 700, order.RIGHT))
ROWS = pages.table((72, 200, 300), 700, WORDY)
LETTERS = [[0x61, 0x20, 0x1D70E, 0x1D465, 0x20, 0x62], [0x9605, 0x89C8, 0x5BA4], [0x63, 0x20, 0x1D70E]]


MADE = {
    "columns drawn by rows": pages.page_of(CROSSED),
    "columns drawn by rows, turned": pages.page_of(CROSSED, Rotate=270),
    "table": pages.page_of(ROWS),
    "table drawn by columns, turned": pages.page_of(sorted(ROWS, key=lambda put: put.x), Rotate=90),
    "lines from below": pages.page_of(pages.column(72, 700, order.LEFT + order.THIRD)[::-1]),
    "form": forms.form(),
    "letters beyond the first plane": pages.mapped(LETTERS),
    "spaced": pages.page_of(
        [pages.Put(72, 700, "OPENING HOURS", 12, operators="4 Tc"), pages.Put(72, 670, "All day.")]
    ),
    "two columns": pdfs.two_columns(LONG, LONG.replace("Guests", "Visitors"), "A title over both"),
    "across pages": pdfs.paragraphs([[" ".join(numbered(60))]]),
    "cropped": pdfs.edited(pdfs.paragraphs([[LONG]]), CropBox=[20, 400, 595, 842]),
    "ligatures": ligatures(),
    "hyphenated": hyphenated(),
    "right to left": right_to_left(),
    "covered": pages.page_of(
        [pages.Put(72, 700, "Seen here."), pages.Put(72, 680, "Not seen."), b"1 g 60 675 200 20 re f"]
    ),
    **{f"turned {angle}": pdfs.edited(pdfs.paragraphs([[LONG, "Other."]]), Rotate=angle) for angle in (90, 180, 270)},
    "turned and cropped": pdfs.edited(pdfs.paragraphs([[LONG]]), CropBox=[20, 400, 595, 842], Rotate=90),
}
EDGE = "over the edge"
OVER_THE_EDGE = pages.page_of(pages.column(72, 700, order.LEFT[:2]), CropBox=[50, 600, 180, 720])
NAMES = [*MADE, *sorted(path.name for path in SAMPLE.glob("*.pdf"))]


@cache
def data_of(name: str) -> bytes:
    if name == EDGE:
        return OVER_THE_EDGE
    return MADE.get(name) or (SAMPLE / name).read_bytes()


@cache
def read(name: str) -> tuple[Text, Layout]:
    """Stored text and layout of a document."""
    source = Source(data_of(name), "a.pdf")
    return convert(source).text, layout(source)


@cache
def drawn(name: str, number: int) -> list[tuple[str, float, float]]:
    """Every letter of a page with the middle of its box, in fractions of the shown page."""
    document = pdfium.PdfDocument(data_of(name))
    document.init_forms()
    # What is filled into a form is drawn by the page's annotations.
    page, _ = page_at(document, number - 1)
    textpage = page.get_textpage()
    edges = [ctypes.c_double() for _ in range(4)]
    x, y = ctypes.c_int(), ctypes.c_int()
    found = []
    for index in range(textpage.count_chars()):
        letter = letter_at(textpage, index)
        raw.FPDFText_GetCharBox(textpage.raw, index, *edges)
        left, right, bottom, top = (edge.value for edge in edges)
        across, up = (left + right) / 2, (bottom + top) / 2
        raw.FPDF_PageToDevice(page.raw, 0, 0, GRID, GRID, 0, across, up, x, y)
        found.append((letter, x.value / GRID, y.value / GRID))
    textpage.close()
    page.close()
    document.close()
    return found


def letter_at(textpage: pdfium.PdfTextPage, index: int) -> str:
    """A letter; of one that takes two characters the second says nothing."""
    code = raw.FPDFText_GetUnicode(textpage.raw, index)
    if code in range(0xDC00, 0xE000):
        return ""
    pair = [code, raw.FPDFText_GetUnicode(textpage.raw, index + 1)] if code in range(0xD800, 0xDC00) else [code]
    return b"".join(unit.to_bytes(2, "little") for unit in pair).decode("utf-16-le")


def under(name: str, placed: Placed) -> Counter[str]:
    """The letters whose middle lies in a box."""
    inside = (
        letter
        for letter, x, y in drawn(name, placed.page)
        if any(box.x <= x <= box.x + box.w and box.y <= y <= box.y + box.h for box in placed.boxes)
    )
    return letters("".join(inside))


def letters(text: str) -> Counter[str]:
    """Letters and digits; ligatures as their parts."""
    return Counter(mark for mark in unicodedata.normalize("NFKC", text) if mark.isalnum())


def quick(name: str, start: int, end: int) -> list[Placed]:
    """Page by page, as the web app does it: layout first, then single pages."""
    text, made = read(name)
    source = Source(data_of(name), "a.pdf")
    spans = [(page.page, max(start, page.start), min(end, page.end)) for page in text.pages]
    return [place_chars(source, page, made.chars(low, high)) for page, low, high in spans if low < high]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(st.data())
def test_the_letters_under_the_boxes_are_the_quotes(name: str, data: st.DataObject) -> None:
    """Any stretch of words, wherever it begins and ends."""
    text, _ = read(name)
    words = list(WORD.finditer(text.text))
    first = data.draw(st.integers(0, len(words) - 1), label="first word")
    last = data.draw(st.integers(first, min(len(words) - 1, first + 60)), label="last word")
    start, end = words[first].start(), words[last].end()
    placed = quick(name, start, end)
    found: Counter[str] = sum((under(name, page) for page in placed), Counter())
    assert found == letters(text.text[start:end]), text.text[start:end]
    for page in placed:
        assert all(box.h * page.height > 1 and box.w * page.width > 1 for box in page.boxes)
        assert all(0 <= box.x < box.x + box.w <= 1.0001 and 0 <= box.y < box.y + box.h <= 1.0001 for box in page.boxes)


@pytest.mark.parametrize("name", NAMES)
def test_the_quick_way_is_the_slow_one(name: str) -> None:
    """Layout and single page give the boxes that placing the whole document gives."""
    text, _ = read(name)
    start, end = len(text.text) // 3, len(text.text) - len(text.text) // 4
    source = Source(data_of(name), "a.pdf")
    assert tuple(quick(name, start, end)) == place(source, start, end)


def test_a_word_that_runs_over_the_edge_is_boxed_as_far_as_it_is_shown() -> None:
    """Nothing else lies in its boxes, and they lie on the page."""
    text, _ = read(EDGE)
    (placed,) = quick(EDGE, 0, len(text.text))
    found = under(EDGE, placed)
    assert text.text.startswith("The committee reviewed report of")
    assert found <= letters(text.text)
    assert found["m"] == 2
    assert all(0 <= box.x < box.x + box.w <= 1 and 0 <= box.y < box.y + box.h <= 1 for box in placed.boxes)


def test_a_quote_over_a_page_break_has_boxes_on_both() -> None:
    """The end of the first page and the beginning of the second."""
    text, _ = read("across pages")
    edge = text.pages[1].start
    placed = quick("across pages", edge - 60, edge + 60)
    assert [page.page for page in placed] == [1, 2]
    assert all(page.boxes for page in placed)


def test_a_word_broken_at_a_line_end_has_two_boxes() -> None:
    """The stored word is whole, its boxes are where its halves stand."""
    text, _ = read("hyphenated")
    start = text.text.index("collection")
    (placed,) = quick("hyphenated", start, start + len("collection"))
    assert len(placed.boxes) == 2
    assert placed.boxes[0].y < placed.boxes[1].y
