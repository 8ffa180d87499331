"""Hostile structure of every format takes time in line with its size: twice as much, about twice as long."""

import io
import json
import warnings
import zipfile
from collections.abc import Callable

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.errors import PipelineError
from tests.growth import growth
from tests.samples import office
from tests.samples.binary_books import binary, old, xls, xlsb

SLIDE = "ppt/slides/slide1.xml"
DECK = office.pptx(lambda deck: deck.slides.add_slide(deck.slide_layouts[5]))


def sheet(size: int) -> bytes:
    """Rows of one cell each further right, all merged with those below, strings in a thousand runs."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    rows = "".join(f'<row r="{n}"><c r="{letters[n % 26]}{n}" t="s"><v>{n % 9}</v></c></row>' for n in range(1, size))
    strings = "<si>" + "<r><t>a</t></r>" * 200 + "</si>"
    return office.raw_xlsx(rows, strings=strings * 9)


def shared(size: int) -> bytes:
    """One string, long with blanks, that every cell has."""
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, size))
    return office.raw_xlsx(rows, strings=f"<si><t>a{' ' * size * 60}b</t></si>")


def slide(size: int) -> bytes:
    """Groups in groups, and shapes that all call themselves the title."""
    holder = "<p:nvSpPr><p:nvPr><p:ph type='title'/></p:nvPr></p:nvSpPr>"
    shape = f"<p:sp>{holder}<p:txBody><a:p><a:r><a:t>w</a:t></a:r></a:p></p:txBody></p:sp>"
    group = "<p:grpSp>" * 100 + shape * (size // 2) + "</p:grpSp>" * 100
    return office.changed(
        DECK, SLIDE, lambda data: data.replace(b"</p:spTree>", (shape * (size // 2) + group).encode() + b"</p:spTree>")
    )


def odt(size: int) -> bytes:
    """Boxes in boxes, tables in cells, lists in lists, side by side."""
    boxes = "<text:p>w<draw:frame><draw:text-box>" * 20 + "</draw:text-box></draw:frame></text:p>" * 20
    lists = "<text:list><text:list-item><text:p>w</text:p>" * 20 + "</text:list-item></text:list>" * 20
    tables = "<table:table><table:table-row><table:table-cell><text:p>w</text:p>" * 20
    tables += "</table:table-cell></table:table-row></table:table>" * 20
    return office.odf("text", (boxes + lists + tables) * (size // 60))


def rtf(size: int) -> bytes:
    """Groups that open, fonts that change, rows without end, notes in notes."""
    one = rb"{\f1\'cf{\footnote {\footnote x}}}\trowd\intbl a\cell\cell\row {\*\x {\pntext 1}}\u8364?\pard b\par "
    return b"{\\rtf1 " + one * size


def data(size: int) -> bytes:
    """Paths that grow, objects with keys of their own, lists in lists."""
    deep: object = 1
    for _ in range(100):
        deep = {"k": [deep, {"a": 1}]}
    return json.dumps([deep, *({f"k{n}": [n, {"a": n}]} for n in range(size))]).encode()


def book(size: int) -> bytes:
    """A chapter that the spine names a thousand times, and many small ones."""
    chapters = {f"c{n}.xhtml": "<p>w</p>" * 10 for n in range(size)}
    return office.epub(chapters, spine=[*chapters, *["c0.xhtml"] * size])


def records(size: int) -> bytes:
    """Numbers in records of their own, in records of many, in rows that go back; formats that nobody uses."""
    cells = b"".join(old(0x203, "HHHd", n % 60_000, n % 9, 1 + n % 9, 1.5) for n in range(size))
    several = old(0xBD, "HHHIHIH", 5, 3, 1, 8, 2, 8, 4) + old(0x7D, "5H", 0, 255, 0, 0, 1)
    return xls(cells + several * size, formats=["0.00%"] * size)


def binaries(size: int) -> bytes:
    """As ``records``, with rows that go back, and columns that are all hidden."""
    rows = b"".join(binary(0, "I21x", n % 5_000) + binary(5, "IId", n % 9, 1, 1.5) for n in range(size))
    return xlsb(rows, formats=["0.00%"] * size, before=binary(60, "IIIIH", 0, 2**31, 0, 0, 1) * size)


def ods(size: int) -> bytes:
    """Cells repeated across and down, reaching down, in tables in cells, columns hidden again and again."""
    columns = '<table:table-column table:number-columns-repeated="999999" table:visibility="collapse"/>' * (size // 10)
    reaching = '<table:table-cell table:number-rows-spanned="99999"><text:p>w</text:p></table:table-cell>' * 20
    row = f'<table:table-row table:number-rows-repeated="2">{reaching}<table:covered-table-cell/></table:table-row>'
    inner = "<table:table><table:table-row><table:table-cell><text:p>w</text:p>" * 15
    inner += "</table:table-cell></table:table-row></table:table>" * 15
    nested = f"<table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>"
    return office.odf(
        "spreadsheet", f'<table:table table:name="a">{columns}{(row + nested) * (size // 10)}</table:table>'
    )


def odp(size: int) -> bytes:
    """Boxes in boxes in groups, on pages in a row."""
    boxes = "<draw:g><draw:frame><draw:text-box><text:p>w</text:p>" * 15
    boxes += "</draw:text-box></draw:frame></draw:g>" * 15
    return office.odf("presentation", f"<draw:page>{boxes}</draw:page>" * (size // 20))


def archive(size: int) -> bytes:
    """Small files in folders in folders, extra fields, the same names, folders that are none."""
    names = ["/".join(["d"] * (n % 200)) + f"/f{n % 7}.txt" for n in range(size)]
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as target:
        warnings.simplefilter("ignore")
        for name in names:
            entry = zipfile.ZipInfo(name)
            entry.extra = b"\x99\x99\x00\x00" * 200
            target.writestr(entry, "w")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "made", "size"),
    [
        ("a.xlsx", sheet, 1_000),
        ("a.xlsx", shared, 600),
        ("a.pptx", slide, 1_000),
        ("a.odt", odt, 1_500),
        ("a.rtf", rtf, 600),
        ("a.json", data, 2_500),
        ("a.epub", book, 100),
        ("a.xls", records, 3_000),
        ("a.xlsb", binaries, 2_000),
        ("a.ods", ods, 600),
        ("a.odp", odp, 1_000),
        ("a.zip", archive, 150),
    ],
)
def test_hostile_structure(name: str, made: Callable[[int], bytes], size: int) -> None:
    """Linear, with room for a busy machine; what is refused counts as read."""
    files = {number: made(number) for number in (size, 2 * size)}

    def work(number: int) -> None:
        try:
            convert(Source(files[number], name))
        except PipelineError:
            assert name == ""

    assert growth(work, size) < 3.2
