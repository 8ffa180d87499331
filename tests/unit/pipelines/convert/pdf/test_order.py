"""The order that a page is read in: columns, side bars, pages drawn in any order; what was right stays right."""

import random

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.types import Text
from tests.samples.pages import Put, column, page_of, row_by_row

LEFT = [
    "The committee reviewed the annual",
    "report of the harbour board and",
    "found that the quay wall needs",
    "repair before the next winter.",
    "Work begins in the second week",
    "of September and lasts a month.",
]
RIGHT = [
    "Boats must leave berths nine to",
    "fourteen during that time. Owners",
    "receive a letter with a new berth.",
    "Questions are answered at the",
    "harbour office on weekdays until",
    "four in the afternoon.",
]
THIRD = [
    "Meals are served in the old hall",
    "between noon and three. Children",
    "eat for half the price, dogs are",
    "not allowed. A vegan dish is on",
    "the card on every day of the week",
    "and on holidays as well.",
]
FOURTH = ["Swimmers keep to the lanes on the", "left, and divers to the deep end.", "Nobody runs beside the pool here."]
TITLE = "The report of the harbour board for the year that is over, and what comes after it"


def read(data: bytes) -> Text:
    return convert(Source(data, "a.pdf")).text


def words(text: str) -> str:
    return " ".join(text.split())


def in_order(text: Text, *parts: list[str]) -> bool:
    """Whether each part stands there in one piece, one after the other."""
    said = words(text.text)
    places = [said.find(" ".join(part)) for part in parts]
    return min(places) >= 0 and places == sorted(places)


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_two_columns_drawn_row_by_row(angle: int) -> None:
    """Each column's sentences are whole, however the page is turned."""
    text = read(page_of(row_by_row(column(72, 700, LEFT), column(320, 700, RIGHT)), Rotate=angle))
    assert in_order(text, LEFT, RIGHT)
    assert all(block.kind == "paragraph" for block in text.blocks)


def test_three_columns() -> None:
    """Three are no table either."""
    puts = row_by_row(column(40, 700, LEFT), column(230, 700, RIGHT), column(420, 700, THIRD))
    assert in_order(read(page_of(puts)), LEFT, RIGHT, THIRD)


def test_columns_between_full_lines() -> None:
    """A line over both columns parts what stands above it from what stands below."""
    above = row_by_row(column(72, 700, LEFT), column(320, 700, RIGHT))
    below = row_by_row(column(72, 560, THIRD), column(320, 560, FOURTH))
    text = read(page_of([Put(72, 740, TITLE, 12), *above, Put(72, 590, TITLE[::-1], 12), *below]))
    assert in_order(text, [TITLE], LEFT, RIGHT, [TITLE[::-1]], THIRD, FOURTH)


def test_lines_of_one_column_stand_between_those_of_the_other() -> None:
    """Columns need not share their heights."""
    text = read(page_of(row_by_row(column(72, 700, LEFT), column(320, 693, RIGHT))))
    assert in_order(text, LEFT, RIGHT)


def test_columns_of_two_lines() -> None:
    """A sentence that goes on below tells columns from a table of two rows."""
    one = ["The committee reviewed the annual", "report and"]
    two = ["approved the budget for the", "coming fiscal year."]
    assert in_order(read(page_of(row_by_row(column(60, 712, one), column(330, 712, two)))), one, two)


@pytest.mark.parametrize("side", [["Bring your", "card and a", "pencil."], ["Keywords:", "Boats", "Berths"]])
def test_a_side_bar_is_read_apart(side: list[str]) -> None:
    """What stands beside running text is not in the middle of its sentences, and makes no table of it."""
    main = [
        "Boats are a growing menace to the quiet of the harbour and they pose",
        "a threat to the sleep of its people. This study asks how many of them",
        "leave their berths before nine, and whether a letter from the board is",
        "of any help in the long run, as has been claimed by other authors.",
    ]
    text = read(page_of(row_by_row(column(40, 700, side), column(160, 700, main))))
    assert in_order(text, side, main)
    assert "row" not in {block.kind for block in text.blocks}


def test_words_drawn_in_any_order() -> None:
    """Where a page's drawing order is nonsense, the place of each word counts."""
    puts = []
    for number, line in enumerate(LEFT):
        x = 72.0
        for word in line.split():
            puts.append(Put(x, 700 - 14 * number, word))
            x += 5.2 * len(word) + 4
    random.Random(1).shuffle(puts)
    assert in_order(read(page_of(puts)), LEFT)


def test_lines_drawn_from_below() -> None:
    """The same for whole lines."""
    assert in_order(read(page_of(column(72, 700, LEFT + THIRD)[::-1])), LEFT + THIRD)


def test_drawing_order_is_kept_where_it_makes_sense() -> None:
    """Columns drawn one after the other stay so, even from right to left: whoever drew them knew why."""
    text = read(page_of([*column(320, 700, RIGHT), *column(72, 700, LEFT)]))
    assert in_order(text, RIGHT, LEFT)


def test_wide_gaps_of_justified_lines_part_nothing() -> None:
    """Two lines whose gaps happen to stand below one another are no table."""
    lines = [
        Put(72, 700, "over the lazy dog and then it", operators="9 Tw"),
        Put(72, 686, "goes to its own den and there", operators="9 Tw"),
        Put(72, 672, "sleeps until the next morning", operators="9 Tw"),
    ]
    text = read(page_of(lines))
    assert (
        words(text.text) == "over the lazy dog and then it goes to its own den and there sleeps until the next morning"
    )


def test_items_with_their_marks_far_off_are_items() -> None:
    """A list whose numbers stand in a column of their own."""
    marks = [Put(72, 700 - 16 * number, f"{number + 1}.") for number in range(4)]
    items = [
        Put(110, 700 - 16 * number, f"Bring the {thing}.")
        for number, thing in enumerate(("card", "pen", "bag", "form"))
    ]
    text = read(page_of(row_by_row(marks, items)))
    assert [(block.kind, block.number) for block in text.blocks] == [("item", f"{number}.") for number in range(1, 5)]


@pytest.mark.parametrize(("last", "y"), [(False, 676), (False, 690), (True, 684)])
def test_an_initial_begins_its_word(last: bool, y: int) -> None:
    """A letter over three lines stands before the rest of its word, whenever it is drawn."""
    beside = ["ealized through a combination of many", "things, the harbour is a place where", "boats lie at anchor."]
    initial, lines = [Put(72, y, "R", 44 if y < 684 else 40)], column(105, 704, beside)
    text = read(page_of(lines + initial if last else initial + lines))
    assert words(text.text) == "R" + " ".join(beside)
    assert [block.kind for block in text.blocks] == ["paragraph"]


def test_a_letter_beside_a_paragraph_is_no_initial() -> None:
    """An answer's letter of the same size, or one that stands apart."""
    text = read(page_of([Put(72, 700, "A", 30), *column(160, 710, LEFT[:3])]))
    assert "AThe" not in text.text


def test_a_note_is_no_part_of_a_broken_word() -> None:
    """A footnote in smaller letters stands between the halves."""
    text = read(page_of([*column(72, 740, [*LEFT[:4], "Work begins in Septem-"]), Put(72, 60, "1 See there.", 7)]))
    assert "Septem1" not in text.text.replace("-", "")
    assert text.blocks[-1].kind == "note"


def test_a_footnote_cuts_no_sentence() -> None:
    """What runs over a page's end goes on overleaf; the note is told with its page, in one piece."""
    note = ["1 Anchors of every kind that the board allows are", "listed in the guide."]
    body = [*column(72, 740, LEFT[:4]), *column(72, 660, ["The board asks all owners of", "boats to come in Septem-"])]
    overleaf = column(72, 740, ["ber and to bring the papers of", "their boats along. Nobody pays."])
    text = read(page_of([*body, *column(72, 74, note, step=9, size=7)], overleaf))
    assert "boats to come in September and to bring the papers" in words(text.text)
    assert 0 < text.text.index(" ".join(note)) < text.pages[1].start
