"""Spreadsheets are rows with their header, as they are shown, each with its sheet and its number there."""

import datetime
from typing import Any

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.number_formats import shape_of, shown
from pipelines.convert.source import Source
from pipelines.errors import PipelineError
from pipelines.structure.places import place_at
from pipelines.types import Text
from tests.samples import office


def read(data: bytes, name: str = "a.xlsx") -> Text:
    return convert(Source(data, name)).text


def lines(text: Text) -> list[str]:
    return text.text.split("\n\n")


def fees(book: Any) -> None:
    sheet = book.add_worksheet("Q3")
    money = book.add_format({"num_format": '#,##0.00 "€"'})
    sheet.write(0, 0, "Fees of the third quarter")
    sheet.write_row(2, 0, ["Floor", "Room", "Rent", "Share", "From", "2025"])
    sheet.merge_range(3, 0, 4, 0, "First")
    sheet.write(3, 1, "Alpha")
    sheet.write(3, 2, 1234.5, money)
    sheet.write(3, 3, 0.125, book.add_format({"num_format": "0.0%"}))
    sheet.write(3, 4, datetime.date(2026, 3, 1), book.add_format({"num_format": "dd.mm.yyyy"}))
    sheet.write_formula(3, 5, "=C4*2", None, 60)
    sheet.write(4, 1, "Beta")
    sheet.write(4, 2, 99.9, money)
    book.add_worksheet("Notes").hide()
    book.get_worksheet_by_name("Notes").write(0, 0, "Kept for later.")
    book.add_worksheet("Empty")
    book.set_properties({"title": "Fees", "author": "Ann"})


def test_as_shown() -> None:
    """Title rows, header, money, percentages, dates, a formula's value; merged cells say themselves in every row."""
    text = read(office.xlsx(fees))
    assert lines(text) == [
        "Q3",
        "Fees of the third quarter",
        "Floor; Room; Rent; Share; From; 2025",
        "Floor: First; Room: Alpha; Rent: 1,234.50 €; Share: 12.5%; From: 2026-03-01; 2025: 60",
        "Floor: First; Room: Beta; Rent: 99.90 €",
        "Notes (hidden sheet)",
        "Kept for later.",
    ]
    assert (text.title, text.meta["author"]) == ("Fees", "Ann")


def test_places() -> None:
    """Sheet and row, as the program counts them."""
    text = read(office.xlsx(fees))
    place = place_at(text, text.text.index("Beta"))
    assert place is not None
    assert place.label == "Sheet Q3, row 5"


def test_two_tables_on_a_sheet() -> None:
    """An empty row and another header begin another table; an empty row within a table does not."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        for row, cells in enumerate(
            [["Room", "Seats"], ["Alpha", 30], [], ["Beta", 12], [], ["Name", "Phone"], ["Ann", 41]]
        ):
            sheet.write_row(row, 1, cells)

    text = read(office.xlsx(fill))
    assert lines(text)[-1] == "Name: Ann; Phone: 41"
    assert "Room: Beta; Seats: 12" in lines(text)
    assert [block.table for block in text.blocks if block.kind == "row"] == [0, 0, 0, 1, 1]


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("General", 0.1 + 0.2, "0.3"),
        ("General", 1e15 + 2, "1000000000000002"),
        ("0%", 0.65, "65%"),
        ("#,##0", 1234567, "1,234,567"),
        ('[$$-409]#,##0.00;[Red]"-"0', 56701.03, "$56,701.03"),
        ("0.00 \\k\\g", 2.5, "2.50 kg"),
        ("yyyy-mm-dd hh:mm", 46082.75, "2026-03-01 18:00"),
        ("[h]:mm:ss", 1.5, "36:00:00"),
        ("hh:mm", 0.5, "12:00"),
        ("mmm yy", 46082, "2026-03-01"),
        ("@", 12, "12"),
        ("# ?/?", 0.5, "0.5"),
        ("yyyy", -5, "-5"),
        ('"Q"0', 7, "Q7"),
        ('"$"#,##0.00', -1234.5, "-$1,234.50"),
        ('_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)', -1234.5, "-$1,234.50"),
        ('_-* #,##0.00\\ "€"_-;-* #,##0.00\\ "€"_-', 1234.5, "1,234.50 €"),
        ("[$EUR] #,##0", 5, "EUR 5"),
        ("[$€-407]\\ #,##0.00", 5, "€ 5.00"),
        ("#,##0.00_);[Red](#,##0.00)", -5, "-5.00"),
        ("00000", 1234, "01234"),
        ("000.0", 1.25, "001.2"),
        ('0.0,,"M"', 1234567.891, "1.2M"),
        ("#,##0,", 1234567, "1,235"),
        ("000-00-0000", 12345678, "012-34-5678"),
        ("[<=9999999]###-####;(###) ###-####", 5551234567, "(555) 123-4567"),
        ("[<=9999999]###-####;(###) ###-####", 5551234, "555-1234"),
        ("0000 0000", 12345678, "1234 5678"),
        ("# ##0", 1234567, "1234 567"),
        ("0;-0", -0.2, "0"),
        ('0" ; "', 3, "3 ;"),
        ("0.00E+00", 1234567, "1234567"),
        ("h:mm AM/PM", 0.75, "18:00"),
        ("[Red]0%", 0.5, "50%"),
    ],
)
def test_numbers(code: str, value: float, said: str) -> None:
    """A format's code means what a spreadsheet makes of it."""
    assert shown(value, shape_of(code)) == said


def test_strange_workbooks() -> None:
    """No numbers of rows and cells, text of runs without its reading, a part whose name differs in case."""
    sheet = (
        '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>Seats</t></is></c></row>'
        '<row><c t="str"><v>Al</v></c><c><v>3</v></c></row>'
    )
    strings = "<si><r><t>Ro</t></r><r><t>om</t></r><rPh><t>reading</t></rPh></si>"
    assert lines(read(office.raw_xlsx(sheet, strings=strings))) == ["One", "Room; Seats", "Room: Al; Seats: 3"]


def test_boxes_over_cells() -> None:
    """A text box stands after the rows of its sheet; on one without any, it is what the sheet says."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("One")
        sheet.write_column(0, 0, ["Room", "Al"])
        sheet.insert_textbox(4, 4, "Closed in May.\nAsk Ann.")
        book.add_worksheet("Two").insert_textbox(1, 1, "Only a box.")

    told = lines(read(office.xlsx(fill)))
    assert told == ["One", "Room", "Room: Al", "Closed in May.", "Ask Ann.", "Two", "Only a box."]


def test_a_stray_cell_far_away() -> None:
    """It costs nothing: neither the rows nor the columns between are there."""
    sheet = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    text = read(office.raw_xlsx(sheet))
    assert lines(text) == ["One", "1", "2"]
    assert all(len(block.cells) == 2 for block in text.blocks if block.kind == "row")


def test_opendocument() -> None:
    """Cells as they are shown; repeated empty rows and columns are none, hidden sheets say so."""

    def cell(words: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"

    spanned = 'table:number-rows-spanned="2"'
    rows = (
        f"<table:table-row>{cell('Floor')}{cell('Room')}{cell('Share')}</table:table-row>"
        f"<table:table-row>{cell('First', spanned)}{cell('Alpha')}{cell('12,5 %')}"
        '<table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
        f"<table:table-row><table:covered-table-cell/>{cell('Beta')}{cell('3 %')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048573"><table:table-cell/></table:table-row>'
    )
    style = '<style:style style:name="t2"><style:table-properties table:display="false"/></style:style>'
    row = f"<table:table-row>{cell('x')}</table:table-row>"
    hidden = f'<table:table table:name="Two" table:style-name="t2">{row}</table:table>'
    data = office.odf("spreadsheet", f'<table:table table:name="One">{rows}</table:table>{hidden}', styles=style)
    assert lines(read(data, "a.ods")) == [
        "One",
        "Floor; Room; Share",
        "Floor: First; Room: Alpha; Share: 12,5 %",
        "Floor: First; Room: Beta; Share: 3 %",
        "Two (hidden sheet)",
        "x",
    ]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", office.zipped({"a.txt": "x"}), "type_mismatch"),
        ("a.ods", office.odf("text", "<text:p>x</text:p>"), "type_mismatch"),
        ("a.xlsb", office.xlsx(lambda book: book.add_worksheet()), "type_mismatch"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "type_mismatch"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"), "broken"),
        ("a.xlsx", office.xlsx(lambda book: book.add_worksheet()), "empty"),
        ("a.xlsx", office.raw_xlsx("<row><c>"), "broken"),
        (
            "a.xlsx",
            office.raw_xlsx("", extra={"xl/sharedStrings.xml": '<!DOCTYPE a [<!ENTITY b "c">]><sst/>'}),
            "broken",
        ),
    ],
)
def test_refused(name: str, data: bytes, code: str) -> None:
    """What is no workbook, an empty one, a damaged one, one with entities."""
    with pytest.raises(PipelineError) as failure:
        read(data, name)
    assert failure.value.code == code
