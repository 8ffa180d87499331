"""Structures that want to cost time: twice as much of anything takes about twice as long."""

import io
import random
import time
from collections.abc import Callable
from contextlib import closing, suppress

import pikepdf
import pytest

from pipelines.convert.pdf.extract import extract, open_pdf
from pipelines.convert.pdf.headings import headings
from pipelines.convert.source import Source
from pipelines.errors import NothingToIndex
from tests.samples.pages import Put, page_of, rules, saved

RNG = random.Random(7)
SLACK, LEAST = 3.2, 0.05


def scattered(count: int) -> bytes:
    """Tiny texts anywhere."""
    return page_of([Put(RNG.randrange(20, 590), RNG.randrange(20, 780), f"x{at}", 1) for at in range(count)])


def stairs(count: int) -> bytes:
    """Lines of one letter that overlap."""
    return page_of([Put(72 + at % 7, 780 - at * 0.04, chr(97 + at % 26), 5) for at in range(count)])


def one_row(count: int) -> bytes:
    """All side by side, far apart."""
    return page_of([Put(at * 40.0 % 100_000, 400, f"c{at}", 4) for at in range(count)], MediaBox=[0, 0, 100_000, 792])


def far_out(count: int) -> bytes:
    """Coordinates and sizes that no page has."""
    places, sizes = [1e9, -1e9, 72, 3e38], [1e6, 0.0001, 9]
    return page_of([Put(RNG.choice(places), RNG.choice(places), f"e{at}", RNG.choice(sizes)) for at in range(count)])


def no_numbers(count: int) -> bytes:
    """Matrices without numbers."""
    return page_of([Put(72, 720, "Text."), b"BT /F1 10 Tf NaN inf 1e400 0 72 700 Tm (abc def) Tj ET\n" * count])


def zigzag(count: int) -> bytes:
    """Lines that go from side to side, with edges that move."""
    return page_of(
        [Put(72 + at % 2 * 200 + at // 2 % 7 * 5, 780 - at // 2 * 0.4, f"zone {at}", 0.3) for at in range(count)]
    )


def ruled(count: int) -> bytes:
    """A table of many rows under many lines."""
    cells = [Put(72 + at % 3 * 100, 780 - at // 3, f"w{at}", 0.8) for at in range(count)]
    return page_of([*cells, rules(70, 500, [780 - at * 0.05 for at in range(count)])])


def white(count: int) -> bytes:
    """White texts, and as many grounds for them."""
    grounds = b"".join(b"0 0 1 rg %d %d 5 5 re f\n" % (at % 600, at % 780) for at in range(count // 8))
    return page_of(
        [
            grounds,
            Put(72, 790, "T"),
            *(Put(at % 500, 780 - at * 0.1, f"w{at}", 3, operators="1 g") for at in range(count)),
        ]
    )


def covered(count: int) -> bytes:
    """Texts, and as many boxes over them."""
    texts = [Put(at % 500, 780 - at * 0.1, f"w{at}", 3) for at in range(count)]
    covers = b"".join(b"0 0 1 rg %d %d 5 5 re f\n" % (at % 600, at % 780) for at in range(count))
    return page_of([Put(72, 790, "T"), *texts, covers])


def clipped(count: int) -> bytes:
    """Texts within clips within clips."""
    return page_of([b"q 0 0 600 780 re W n\n" * (count // 50), *(Put(72, 700, f"c{at}", 3) for at in range(count))])


def margins(count: int) -> bytes:
    """Pages of nothing but a line in the margin."""
    return page_of(*[[Put(72, 40, f"Alone {at}", 9)] for at in range(count // 20)])


def bookmarks(count: int) -> bytes:
    """An outline that leads to one page with as many lines, none of which it names."""
    data = page_of([Put(72, 780 - at * 0.3, f"Line number {at}", 0.2) for at in range(count // 4)])
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(f"Chapter {at} of none", 0) for at in range(count // 4))
        outline._save()
        return saved(pdf)


MADE = (scattered, stairs, one_row, far_out, no_numbers, zigzag, ruled, white, covered, clipped, margins, bookmarks)


def seconds(data: bytes) -> float:
    """Of the processor, for reading it whole."""
    began = time.process_time()
    source = Source(data, "a.pdf")
    document = open_pdf(source)
    # Some hold nothing that is shown.
    with closing(document), suppress(NothingToIndex):
        headings(document, extract(document, source))
    return time.process_time() - began


@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_time_grows_with_size(make: Callable[[int], bytes]) -> None:
    """Measured from a size at which every part of the reader has something to do."""
    count = 1_000
    once, twice = (min(seconds(data), seconds(data)) for data in (make(count), make(2 * count)))
    assert twice <= SLACK * max(once, LEAST), f"{once:.3f} s, then {twice:.3f} s"


def test_a_deep_tree_of_pages_is_read_or_refused() -> None:
    """Nothing is lost in it, or the file is said to be broken."""
    with pikepdf.open(io.BytesIO(page_of([Put(72, 700, "At the bottom.")]))) as pdf:
        kids = pdf.Root.Pages
        for _ in range(400):
            above = pikepdf.Dictionary(Type=pikepdf.Name.Pages, Count=1, Kids=pikepdf.Array([kids]))
            kids = pdf.make_indirect(above)
        pdf.Root.Pages = kids
        data = saved(pdf)
    source = Source(data, "a.pdf")
    with closing(open_pdf(source)) as document:
        assert extract(document, source).text == "At the bottom."
