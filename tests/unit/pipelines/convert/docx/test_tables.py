"""A cell keeps its column; the header is known; what is within a cell stays readable."""

from pathlib import Path

from pipelines.evidence.tables.evaluate import evaluate
from pipelines.evidence.tables.reading import tables_of
from tests.samples import ooxml
from tests.samples.ooxml import cell, p, row, styled, table, word
from tests.unit.pipelines.convert.docx.reading import cells, lines, read

SAMPLES = Path(ooxml.__file__).parent / "docx"


def told(data: bytes, question: str) -> str:
    (only,) = tables_of(read(data))
    outcome = evaluate(question, only)
    return "" if outcome is None else outcome.said


def test_an_empty_cell_keeps_its_column() -> None:
    """The number of a room's seats is never its phone."""
    data = (SAMPLES / "table-empty-cells.docx").read_bytes()
    assert cells(data) == [["Room", "Seats", "Phone"], ["Alpha", "", "4001"], ["Beta", "12", ""]]
    assert [block.header for block in read(data).blocks] == [True, False, False]
    assert "4001" not in told(data, "How many seats has Alpha?")
    assert "4001" in told(data, "What is the phone of Alpha?")
    assert "12" in told(data, "How many seats has Beta?")


SPAN_2, DOWN, GOES_ON = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_merged_cells_keep_the_columns_of_others() -> None:
    """Across, down, before a row's first cell, and in the way of older programs; each text once."""
    body = (
        "<w:tbl>"
        + row("Room", "Day", "From", "To")
        + row(cell("Blue", DOWN), "Monday", "10", "18")
        + row(cell("", GOES_ON), "Tuesday", cell("closed", SPAN_2))
        + row("Saturday", "11", "13", properties='<w:gridBefore w:val="1"/>')
        + row(cell("Red", '<w:hMerge w:val="restart"/>'), cell("", '<w:hMerge w:val="continue"/>'), "9", "17")
        + "</w:tbl>"
    )
    assert cells(word(body)) == [
        ["Room", "Day", "From", "To"],
        ["Blue", "Monday", "10", "18"],
        ["", "Tuesday", "closed", ""],
        ["", "Saturday", "11", "13"],
        ["Red", "", "9", "17"],
    ]


def test_a_cell_that_continues_nothing_is_read() -> None:
    """Some programs write the mark without a beginning."""
    assert cells(word("<w:tbl>" + row("A", "B") + row(cell("kept", GOES_ON), "1") + "</w:tbl>"))[1] == ["kept", "1"]


def test_controls_around_rows_and_cells() -> None:
    """A row, a cell, both in one another: nothing is lost and nothing moves."""

    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    body = table(["Date", "Version", "Author"])[: -len("</w:tbl>")]
    body += row(control(control(cell("1.2.2015"))), "1", control(cell("Acme")))
    body += control(row("2.2.2015", "2", "Acme")) + "</w:tbl>"
    assert cells(word(body)) == [["Date", "Version", "Author"], ["1.2.2015", "1", "Acme"], ["2.2.2015", "2", "Acme"]]


def test_deleted_and_hidden_rows_are_left_out() -> None:
    """As the text of a deleted paragraph is."""
    gone = row("old", "1", properties='<w:del w:id="1"/>') + row("hidden", "2", properties="<w:hidden/>")
    assert cells(word("<w:tbl>" + row("Name", "Seats") + gone + row("new", "3") + "</w:tbl>")) == [
        ["Name", "Seats"],
        ["new", "3"],
    ]


def heads(data: bytes) -> list[bool]:
    return [block.header for block in read(data).blocks if block.kind == "row"]


def test_the_header_is_what_word_repeats_or_the_first_row() -> None:
    """Also of numbers where Word repeats it; below a title; with an empty corner. A row with a number is none."""
    repeated = row("7", "8", properties="<w:tblHeader/>")
    assert heads(word("<w:tbl>" + repeated + row("1", "2") + "</w:tbl>")) == [True, False]
    switched_off = repeated.replace("<w:tblHeader/>", '<w:tblHeader w:val="0"/>')
    assert heads(word("<w:tbl>" + switched_off + row("1", "2") + "</w:tbl>")) == [False, False]
    titled = "<w:tbl>" + row(cell("Rooms of the house", SPAN_2)) + row("Name", "Seats") + row("Alpha", "4") + "</w:tbl>"
    assert heads(word(titled)) == [False, True, False]
    bare = table(["Rooms of the house"], ["Name", "Seats"], ["Alpha", "4"])
    assert heads(word(bare)) == [False, True, False]
    assert heads(word(table(["", "Seats", "Phone"], ["Alpha", "4", "4001"]))) == [True, False]
    assert heads(word(table(["Country", "2021", "2022"], ["Malta", "516", "520"]))) == [True, False]
    assert heads(word(table(["Alpha", "4"], ["Beta", "5"]))) == [False, False]
    assert heads(word(table(["Name", ""], ["City", "Rome"]))) == [False, False]


def test_a_header_of_two_rows() -> None:
    """A name that reaches down is that of its column; also where Word does not repeat the rows."""
    for properties in ("", "<w:tblHeader/>"):
        first = row(cell("Room", DOWN), cell("Hours", SPAN_2), properties=properties)
        second = row(cell("", GOES_ON), "From", "To", properties=properties)
        data = word("<w:tbl>" + first + second + row("Blue", "10", "18") + row("Red", "9", "17") + "</w:tbl>")
        assert heads(data) == [True, True, False, False]
        (only,) = tables_of(read(data))
        assert only.header == ("Room", "From", "To")
        assert "17" in told(data, "What is the To of Red?")


def test_a_table_in_a_cell_stays_readable() -> None:
    """In the order of the cell, its rows and cells apart, each word once."""
    inner = table(["Bolt", "4"], ["Nut", "8"])
    body = table(["Part", "Contents"], ["Kit", p("Holds") + inner + p("in all.")], ["Box", "none"])
    assert cells(word(body)) == [["Part", "Contents"], ["Kit", "Holds Bolt, 4; Nut, 8 in all."], ["Box", "none"]]


def test_a_frame_is_no_table() -> None:
    """One cell around a page, one column, sections side by side: what is in them is read as if it stood alone."""
    inner = table(["Name", "Seats"], ["Alpha", "4"])
    assert lines(word(table([p("Rooms", styled("Heading1")) + p("All of them.") + inner]))) == [
        "Rooms",
        "All of them.",
        "Name | Seats",
        "Alpha | 4",
    ]
    assert lines(word(table(["A note."], ["Another."]))) == ["A note.", "Another."]
    sections = [p(f"Part {one}", styled("Heading2")) + p(f"Words of {one}.") for one in ("one", "two")]
    data = word(table(sections))
    assert [one.text for one in read(data).headings] == ["Part one", "Part two"]
    assert lines(data) == ["Part one", "Words of one.", "Part two", "Words of two."]


def test_tables_beside_each_other_are_two() -> None:
    """Also where nothing stands between them."""
    data = word(table(["A", "B"], ["1", "2"]) + table(["C", "D"], ["3", "4"]))
    assert [block.table for block in read(data).blocks] == [0, 0, 1, 1]


def test_what_goes_beyond_the_last_column_is_kept() -> None:
    """A row of more cells than a table may have loses none of them."""
    data = word(table([f"n{at}" for at in range(300)], [f"c{at}" for at in range(300)]))
    assert all(len(one) == 256 for one in cells(data))
    assert cells(data)[1][-1].split() == [f"c{at}" for at in range(255, 300)]
