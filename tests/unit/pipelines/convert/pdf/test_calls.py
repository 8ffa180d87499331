"""What is asked of many letters at once is what pdfium's own bindings say of each."""

import ctypes
from collections.abc import Iterator
from contextlib import closing

import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw

from pipelines.convert.pdf.calls import AT_ONCE, INT, Room, address, pointer, quick
from pipelines.convert.pdf.letters import Letters
from pipelines.convert.pdf.objects import Asker
from tests.samples.pages import Put, page_of

MANY = 2 * AT_ONCE + 7
EVERY = 97


@pytest.fixture(scope="module")
def page() -> Iterator[pdfium.PdfPage]:
    """More letters and texts than are asked for at once, of several sizes."""
    puts = [Put(30 + at % 9 * 60, 800 - at // 9 * 3, f"w{at}", 2 + at % 4) for at in range(MANY)]
    with closing(pdfium.PdfDocument(page_of(puts))) as document, closing(document[0]) as one:
        yield one


@pytest.fixture(scope="module")
def textpage(page: pdfium.PdfPage) -> Iterator[pdfium.PdfTextPage]:
    """Its letters."""
    with closing(page.get_textpage()) as one:
        yield one


def test_boxes_of_many_letters(textpage: pdfium.PdfTextPage) -> None:
    places = list(range(textpage.count_chars()))
    assert len(places) > MANY
    of = pointer(address(textpage.raw))
    told, rows = Room("f4", 4).told(quick("FPDFText_GetLooseCharBox", INT), places, of)
    assert set(told) == {1}
    assert rows.shape == (len(places), 4)
    box = raw.FS_RECTF()
    for place in places[::EVERY]:
        raw.FPDFText_GetLooseCharBox(textpage.raw, place, box)
        assert rows[place].tolist() == [box.left, box.top, box.right, box.bottom]


def test_of_letters_that_are_none_zeros_are_told(textpage: pdfium.PdfTextPage) -> None:
    told, rows = Room("f4", 4).told(
        quick("FPDFText_GetLooseCharBox", INT), [0, textpage.count_chars()], pointer(address(textpage.raw))
    )
    assert told == [1, 0]
    assert rows[0].any()
    assert not rows[1].any()


def test_where_many_letters_stand_and_how_they_are_set(textpage: pdfium.PdfTextPage) -> None:
    places = list(range(textpage.count_chars()))
    letters = Letters(textpage.raw)
    frames = letters.frames(places)
    baselines, sizes = letters.baselines(places, frames), letters.sizes(places)
    x, y = ctypes.c_double(), ctypes.c_double()
    for place in places[::EVERY]:
        raw.FPDFText_GetCharOrigin(textpage.raw, place, x, y)
        assert baselines[place] == letters.baseline(place, 0) == -y.value
        assert sizes[place] == letters.size(place) == raw.FPDFText_GetFontSize(textpage.raw, place)
        assert frames[place] == letters.frame(place) == (0, 1.0)


def test_colours_of_many_texts(page: pdfium.PdfPage) -> None:
    drawn = Asker().look(page)
    assert len(drawn.texts) == len(drawn.colors) == MANY
    assert set(drawn.colors.values()) == {(0, 0, 0, 255)}
