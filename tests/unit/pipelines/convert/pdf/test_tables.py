"""Tables of PDFs: a row per line of the table, cells in their columns, the header known, however they were drawn."""

from dataclasses import replace

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.evidence.tables.evaluate import evaluate
from pipelines.evidence.tables.reading import tables_of
from pipelines.types import Text
from tests.samples import pdfs
from tests.samples.pages import Put, mapped, page_of, rules, table

XS = (72, 200, 300, 420)
ROOMS = [
    ["Room", "Seats", "Rent", "Phone"],
    ["Alpha hall", "120", "80 euros", "4001"],
    ["Beta hall", "60", "", "4002"],
    ["Gamma room", "12", "15 euros", "4003"],
]
PROSE = "All prices are for a day, and for a half day half of them is asked for, as it is everywhere in town."


def read(data: bytes) -> Text:
    return convert(Source(data, "a.pdf")).text


def rows(text: Text) -> list[list[str]]:
    return [[text.text[start:end] for start, end in block.cells] for block in text.blocks if block.kind == "row"]


def headers(text: Text) -> list[bool]:
    return [block.header for block in text.blocks if block.kind == "row"]


def by_columns(puts: list[Put]) -> list[Put]:
    return sorted(puts, key=lambda put: put.x)


PLAIN = table(XS, 700, ROOMS)
RULED = rules(70, 500, (712, 696, 680, 664, 648))


@pytest.mark.parametrize(
    "puts",
    [PLAIN, by_columns(PLAIN), [*by_columns(PLAIN), RULED], [RULED, *PLAIN[::-1]], table(XS, 700, ROOMS, bold=0)],
    ids=["by rows", "by columns", "by columns, ruled", "backwards, ruled", "no bold"],
)
@pytest.mark.parametrize("angle", [0, 90])
def test_cells_keep_their_columns(puts: list[Put], angle: int) -> None:
    """Empty cells too, in whatever order a program draws them."""
    text = read(page_of(puts, Rotate=angle))
    assert rows(text) == ROOMS
    assert headers(text) == [True, False, False, False]
    assert "Beta hall | 60 | 4002" in text.text


@pytest.mark.parametrize(
    ("question", "said"),
    [("How many seats has the Gamma room?", "12"), ("What is the phone of Beta hall?", "4002")],
)
def test_questions_are_answered_from_rows(question: str, said: str) -> None:
    """The evaluator of tables reads them, empty cells or not."""
    (made,) = tables_of(read(page_of(PLAIN)))
    outcome = evaluate(question, made)
    assert outcome is not None
    assert said in outcome.said


def test_text_around_a_table_is_text() -> None:
    """The short last line above, and the first line below, belong to their paragraphs."""
    around = [Put(72, 740, PROSE), Put(72, 726, "and so on."), *PLAIN, Put(72, 622, "See below."), Put(72, 608, PROSE)]
    text = read(page_of(around))
    assert rows(text) == ROOMS
    assert f"{PROSE} and so on." in text.text


def test_cells_of_several_lines() -> None:
    """A line whose words would not have fitted above goes on in its cell."""
    machines = [
        ["Machine", "Rule", "Fee"],
        ["Laser cutter", "Only with a course, goggles on, and", "12"],
        ["", "never alone in the room", ""],
        ["Lathe", "Long hair tied back", "8"],
    ]
    text = read(page_of(table((72, 180, 400), 700, machines)))
    assert rows(text)[1] == ["Laser cutter", "Only with a course, goggles on, and never alone in the room", "12"]
    assert len(rows(text)) == 3


def test_rules_part_rows() -> None:
    """Between two drawn lines is one row, however its cells are broken and wherever its name stands."""
    puts = [
        *table((72, 180, 330), 720, [["Machine", "Rule", "Fee"]]),
        *(Put(72, 690, "Laser"), Put(180, 697, "Course first"), Put(180, 683, "and goggles"), Put(330, 690, "12")),
        *(Put(72, 657, "Big 3D"), Put(72, 643, "printer"), Put(180, 650, "Free"), Put(330, 650, "0")),
        rules(70, 400, (735, 710, 672, 630)),
    ]
    assert rows(read(page_of(puts))) == [
        ["Machine", "Rule", "Fee"],
        ["Laser", "Course first and goggles", "12"],
        ["Big 3D printer", "Free", "0"],
    ]


def test_two_tables_of_a_program() -> None:
    """Each has its own header, the second no rules, and names in the middle of their rows' heights."""
    machines = [
        ["Machine", "Rule", "Fee"],
        [
            "Laser cutter in the back room",
            "Only with a course, goggles on, and never alone in the room after nine",
            "12",
        ],
        ["Lathe", "Long hair tied back", "8"],
        ["Printer", "Free for everybody who brings the paper along and cleans the old tray", "0"],
    ]
    pdf = pdfs.document(10)
    pdf.add_page()
    for content, borders, widths in ((ROOMS, "ALL", (40, 40, 40, 40)), (machines, "NONE", (30, 60, 20))):
        with pdf.table(borders_layout=borders, col_widths=widths) as made:
            for cells in content:
                made.row(cells)
        pdf.ln(5)
    text = read(bytes(pdf.output()))
    assert rows(text) == ROOMS + machines
    assert [block.table for block in text.blocks] == [0] * 4 + [1] * 4
    assert headers(text) == [True, False, False, False] * 2


def test_an_empty_first_cell_begins_a_row() -> None:
    """Rows that are grouped by their first column are rows of their own."""
    shops = [["Region", "Shop", "Staff"], ["North", "Alpha", "3"], ["", "Beta", "4"], ["South", "Gamma", "5"]]
    assert rows(read(page_of(table((72, 180, 300), 700, shops)))) == shops


def test_a_table_goes_on_over_the_page() -> None:
    """It is one table, and its repeated header is a header."""
    bolts = [["Item", "Price", "Stock"]] + [
        [f"Bolt {number}", f"{number}.50", f"{number * 3}"] for number in range(1, 61)
    ]
    text = read(page_of(table(XS[:3], 740, bolts[:41]), table(XS[:3], 740, [bolts[0], *bolts[41:]])))
    found = [block for block in text.blocks if block.kind == "row"]
    assert {block.table for block in found} == {0}
    assert [number for number, block in enumerate(found) if block.header] == [0, 41]
    (made,) = tables_of(text)
    outcome = evaluate("What is the price of bolt 50?", made)
    assert outcome is not None
    assert "50.50" in outcome.said


def test_a_table_goes_on_without_its_header() -> None:
    """The first row of the next page does not name the columns."""
    names = [["Name", "Town"], ["Okonkwo", "Riga"], ["Sandberg", "Oslo"], ["Ferreira", "Porto"], ["Novak", "Brno"]]
    text = read(
        page_of(
            table(XS[:2], 740, names[:3], bold=0) + table(XS[:2], 692, [names[3]], bold=0),
            table(XS[:2], 740, [names[4], *names[1:4]], bold=0),
        )
    )
    assert headers(text) == [True] + [False] * 7
    assert {block.table for block in text.blocks} == {0}


def test_facts_with_a_colon_have_no_header() -> None:
    """Of "Voltage: 230 V" nothing names a column."""
    facts = [["Voltage:", "230 V"], ["Weight:", "3 kg"], ["Colour:", "red"]]
    text = read(page_of(table(XS[:2], 700, facts, bold=0)))
    assert rows(text) == facts
    assert not any(headers(text))


def test_an_index_in_columns_is_no_table() -> None:
    """Short lines that were drawn column by column are lists beside one another."""
    left, right = ["anchor, 4", "berth, 7", "boat, 9", "cable, 2"], ["harbour, 5", "letter, 1", "quay, 3", "winter, 8"]
    puts = [
        Put(x, 700 - 14 * number, line) for x, lines in ((72, left), (320, right)) for number, line in enumerate(lines)
    ]
    text = read(page_of(puts))
    assert not rows(text)
    assert [text.text.index(line) for line in left + right] == sorted(text.text.index(line) for line in left + right)


def test_code_keeps_its_own_columns() -> None:
    """A listing in a typewriter's face is a listing."""
    puts = [
        Put(x, 700 - 12 * number, word, face="F3")
        for number in range(4)
        for x, word in ((72, f"ls{number}"), (200, "list"))
    ]
    assert {block.kind for block in read(page_of(puts)).blocks} == {"code"}


def test_a_title_above_and_justified_cells_part_no_columns() -> None:
    """A title as wide as two columns makes none of them one; the spaces of one justified line are no columns."""
    puts = [
        Put(70, 700, "Which rooms there are to be let"),
        *(Put(x, 676, name) for x, name in ((70, "Room"), (195, "Seats"), (340, "Equipment"))),
        *(Put(x, 658, word) for x, word in ((340, "Screen,"), (392, "board,"), (440, "induction"))),
        *(Put(x, 651, name) for x, name in ((70, "Heron"), (195, "12"))),
        Put(340, 644, "loop"),
        Put(340, 626, "Projector, kitchen, movable"),
        *(Put(x, 619, name) for x, name in ((70, "Cormorant"), (195, "24"))),
        Put(340, 612, "walls"),
        *(Put(x, 594, name) for x, name in ((70, "Otter"), (195, "6"), (340, "Sound-proof"))),
    ]
    text = read(page_of([*puts, rules(70, 500, (686, 668, 636, 604, 586))]))
    assert rows(text) == [
        ["Room", "Seats", "Equipment"],
        ["Heron", "12", "Screen, board, induction loop"],
        ["Cormorant", "24", "Projector, kitchen, movable walls"],
        ["Otter", "6", "Sound-proof"],
    ]


SALES = [["North", "10", "12"], ["South", "20", "25"], ["West", "5", "6"]]


@pytest.mark.parametrize("ruled", [False, True])
def test_a_name_over_several_columns(ruled: bool) -> None:
    """It belongs to the first of them, and what stands below are the columns' own names."""
    names = [Put(230, 710, "Sales", face="F2"), *table(XS[:3], 694, [["Region", "2023", "2024"], *SALES])]
    text = read(page_of([*names, rules(70, 400, (722, 704, 688, 672, 656, 640) if ruled else ())]))
    assert rows(text) == [["Region", "Sales 2023", "2024"], *SALES]
    assert headers(text) == [True, False, False, False]


def test_groups_of_rows_have_their_name() -> None:
    """A name in bold among the rows is no part of the header above."""
    groups = [["Item", "Price", "Stock"], ["Tools", "", ""], ["Hammer", "5", "1"], ["Saw", "7", "2"]]
    groups += [["Paint", "", ""], ["Red", "2", "9"], ["Blue", "3", "8"]]
    bold = {"Item", "Price", "Stock", "Tools", "Paint"}
    puts = [replace(put, face="F2" if put.text in bold else "F1") for put in table(XS[:3], 700, groups)]
    text = read(page_of(puts))
    assert rows(text) == groups
    assert headers(text) == [True] + [False] * 6


def test_a_sentence_goes_on_in_its_cell() -> None:
    """In small letters and with nothing beside it, though the line above was not full."""
    terms = [["Term", "Meaning", "Page"], ["Anchor", "A heavy thing", "4"], ["Berth", "Place where a boat lies", "7"]]
    text = read(page_of(table((72, 200, 400), 700, [*terms, ["", "while it is in harbour", ""]])))
    assert rows(text)[-1] == ["Berth", "Place where a boat lies while it is in harbour", "7"]


def test_a_table_right_below_a_line_with_a_number_at_its_end() -> None:
    """The names of its columns all stand below that line and are columns all the same."""
    head = [Put(57, 740, "The guide of the harbour board for all who live by the water or near"), Put(531, 740, "94")]
    text = read(page_of([*head, *table((68, 146, 224, 290), 716, [["Key", "Name", "Size", "Use"], *FOUR])]))
    assert rows(text) == [["Key", "Name", "Size", "Use"], *FOUR]


def test_a_justified_line_of_a_cell_is_no_columns() -> None:
    """Words that stand far apart further down, where the rows above have shown what the columns are."""
    rooms = [["Room", "Seats", "Equipment"], ["Heron", "12", "Screen, whiteboard, loop"], ["Gull", "9", "A large lamp"]]
    last = [Put(72, 658, "Otter"), Put(146, 658, "6"), Put(190, 658, "Sound-proof,"), Put(262, 658, "two")]
    last += [Put(290, 658, "lamps")]
    text = read(page_of([*table((72, 146, 190), 712, rooms), *last]))
    assert rows(text) == [*rooms, ["Otter", "6", "Sound-proof, two lamps"]]


FOUR = [["a1", "bolt", "10", "doors"], ["a2", "nut", "12", "gates"], ["a3", "pin", "7", "lids"]]


def test_names_without_spaces_end_where_they_end() -> None:
    """Spaces that nobody drew between Chinese names are none of their column's width."""
    names = [["软件包", "大小", "说明"], ["甲种", "四二", "前端"], ["乙种", "五九", "基本"], ["丙种", "十二", "文字"]]
    places = [(x, 700 - 16 * number) for number in range(len(names)) for x in (72, 200, 300)]
    cells = [[ord(mark) for mark in cell] for row in names for cell in row]
    assert rows(read(mapped(cells, size=10, places=places))) == names
