"""Small inputs after public reports of comparable systems: see "Other formats" in ``tests/samples/README.md``."""

import base64
import io
import zipfile
from typing import Any

import pytest
from pptx.util import Inches

from pipelines.convert.convert import convert
from pipelines.convert.source import Converted, Source
from tests.samples import office


def read(data: bytes, name: str) -> Converted:
    return convert(Source(data, name))


def lines(data: bytes, name: str = "a.xlsx") -> list[str]:
    return read(data, name).text.text.split("\n\n")


def test_a_title_over_a_table_with_a_spacer() -> None:
    """The row of names is found below; the empty column is none."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("S")
        sheet.write(0, 0, "PROGRESS")
        for row, cells in enumerate((("Task", "", "Owner", "Status"), ("Design", "", "Ana", "Done")), 2):
            sheet.write_row(row, 0, cells)

    told = lines(office.xlsx(fill))
    assert told == ["S", "PROGRESS", "Task; Owner; Status", "Task: Design; Owner: Ana; Status: Done"]


def test_whole_numbers_stay_whole() -> None:
    """Also where the first row has none."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("S")
        for row, cells in enumerate((("Name", "Hold", "Fee"), ("A", "", 100), ("B", 10, 2.5))):
            sheet.write_row(row, 0, cells)

    assert lines(office.xlsx(fill))[-2:] == ["Name: A; Fee: 100", "Name: B; Hold: 10; Fee: 2.5"]


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="1"><c r="A1"><v>7</v></c></row>' + "".join(f'<row r="{n}" ht="15"/>' for n in range(2, 50_000)),
        '<row r="1"><c r="A1"><v>7</v></c><c r="XFE1"><v>8</v></c></row><row r="16777217"><c r="A16777217"/></row>',
        '<row r="1"><c r="A1"><v>7</v></c></row>' + '<row><c s="1"/><c s="1"/></row>' * 5_000,
    ],
    ids=["rows", "beyond", "styled"],
)
def test_rows_and_cells_that_hold_nothing(sheet: str) -> None:
    """Rows to the end of the grid, cells beyond it, cells with a style alone: nothing, and at once."""
    assert lines(office.raw_xlsx(sheet)) == ["One", "7"]


def test_groups_in_groups() -> None:
    """Their text is read, boxes stay apart, in the order in which they are seen."""

    def fill(deck: Any) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        boxes = []
        for words, top in (("Points of two", 4), ("Two", 3), ("Points of one", 2), ("One", 1)):
            box = slide.shapes.add_textbox(Inches(1), Inches(top), Inches(3), Inches(0.5))
            box.text_frame.text = words
            boxes.append(box)
        inner = slide.shapes.add_group_shape(boxes[:1])
        slide.shapes.add_group_shape([inner])

    assert lines(office.pptx(fill), "a.pptx")[1:] == ["One", "Points of one", "Two", "Points of two"]


def test_a_forwarded_mail_in_base64() -> None:
    """Against the standard, and done: it is the mail that it holds."""
    inner = b"From: b@example.org\r\nSubject: Inner\r\n\r\nHerons nest in May.\r\n"
    data = (
        b"From: a@example.org\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nSee below.\r\n--x\r\n"
        b"Content-Type: message/rfc822\r\nContent-Disposition: attachment; filename=i.eml\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(inner) + b"\r\n--x--\r\n"
    )
    (member,) = read(data, "a.eml").members or ()
    assert (member.name, read(member.data, "i.eml").text.title) == ("i.eml", "Inner")


def test_a_report_that_a_mail_was_not_delivered() -> None:
    """What it says is read, the mail that came back is a document of its own."""
    data = (
        b"From: daemon@example.org\r\nSubject: Failure\r\nContent-Type: multipart/report; boundary=x\r\n\r\n"
        b"--x\r\n\r\nNobody lives there.\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nStatus: 5.1.1\r\n\r\n"
        b"--x\r\nContent-Type: message/rfc822\r\n\r\nFrom: a@example.org\r\nSubject: Hello\r\n\r\nText.\r\n--x--\r\n"
    )
    mail = read(data, "a.eml")
    assert "Nobody lives there." in mail.text.text
    assert [one.name for one in mail.members or ()] == ["Hello.eml"]


def test_a_subject_in_pieces() -> None:
    """A letter cut in two by the folding of a header, and a space of its own."""
    words = "TEHNOPOL | Vaadake otsülekannet"
    cut = words.encode()
    pieces = [base64.b64encode(part).decode() for part in (cut[:12], cut[12:])]
    head = "Subject: " + "\r\n ".join(f"=?utf-8?B?{piece}?=" for piece in pieces)
    assert read(f"{head}\r\nFrom: a@example.org\r\n\r\nText.".encode(), "a.eml").text.title == words


def test_a_font_decides_the_code_page() -> None:
    """Simplified Chinese beside western letters."""
    data = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Sans;}{\f1\fcharset134 YaHei;}}\f0 [1]\par"
        rb" \f1\'b8\'f9\'be\'dd\'d5\'e6\'ca\'b5\f0\par}"
    )
    assert lines(data, "a.rtf") == ["[1]", "根据真实"]


def test_an_array_of_objects() -> None:
    """A row for each, not a document for each value."""
    data = b'[{"date": "2022-07-03", "name": "Lin", "again?": true}, {"date": "2022-09-19", "name": "Chev", "age": 55}]'
    assert lines(data, "a.json")[1] == "date: 2022-07-03; name: Lin; again?: true"


def test_spaces_and_tabs_of_a_text() -> None:
    """Told by elements, not by letters."""
    body = '<text:p>a<text:tab/>b<text:s text:c="3"/>c<text:line-break/>d<text:soft-page-break/>e</text:p>'
    assert lines(office.odf("text", body), "a.odt") == ["a\tb   c\nde"]


@pytest.mark.parametrize(("name", "folder"), [("a.xlsx", "xl"), ("a.pptx", "ppt")])
def test_parts_of_any_name(name: str, folder: str) -> None:
    """The package's relations say which part is the document and which tells of it, whatever they are called."""
    made = (
        office.pptx(_one_slide)
        if folder == "ppt"
        else office.xlsx(lambda book: book.add_worksheet("S").write(0, 0, "x"))
    )
    main = {"xl": "workbook", "ppt": "presentation"}[folder]

    def renamed(text: str | bytes) -> bytes:
        data = text if isinstance(text, bytes) else text.encode()
        data = data.replace(b"docProps/core.xml", b"docProps/of it.xml")
        return data.replace(f"{folder}/{main}.xml".encode(), f"{folder}/Main Part.xml".encode())

    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    files = {
        one.replace(f"{main}.xml", "Main Part.xml").replace("core.xml", "of it.xml"): renamed(data)
        for one, data in files.items()
    }
    assert convert(Source(office.zipped(files), name)).text.meta["created"]
    assert lines(office.zipped(files), name)[0] in ("S", "Slide 1: T")


def _one_slide(deck: Any) -> None:
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = "T"
