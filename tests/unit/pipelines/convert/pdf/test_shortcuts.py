"""What is known at once of most lines and paragraphs is what the longer way tells of them."""

import random
from dataclasses import replace

import pytest

from pipelines.convert.pdf.lines import Line
from pipelines.convert.pdf.margins import right_margins
from pipelines.convert.pdf.paragraphs import BULLET, NUMBERED, begins_with_a_word

CHANCE = random.Random(5)
LINE = Line(
    page=1,
    order=0,
    start=0,
    end=4,
    text="Text",
    hyphen=False,
    angle=0,
    left=0.0,
    right=0.0,
    baseline=0.0,
    size=10.0,
    sizes=(10.0,),
    word_right=0.0,
    mono=False,
)


def below_one_another(widest: float) -> list[Line]:
    """Lines far enough apart that none stands beside another."""
    lefts = [CHANCE.uniform(0, widest) for _ in range(12)]
    return [
        replace(LINE, order=at, left=left, right=left + CHANCE.uniform(50, 400), baseline=at * 14.0)
        for at, left in enumerate(lefts)
    ]


@pytest.mark.parametrize("widest", [0.0, 40.0, 300.0])
def test_a_line_reaches_as_far_as_what_begins_before_it_ends(widest: float) -> None:
    for _ in range(20):
        lines = below_one_another(widest)
        reached = [max(other.right for other in lines if other is line or other.left < line.right) for line in lines]
        assert right_margins(lines) == reached


ITEMS = ["a) x", "B. x", "iv. x", "xviii) x", "(a) x", "(iii) x", "1. x", "12) x", "2.1.3 x", "[12] x", "• x", " - x"]


@pytest.mark.parametrize("text", [*ITEMS, "\uf0b7 x", "· x", "\tb) x", "* x"])
def test_no_item_is_taken_for_a_paragraph(text: str) -> None:
    assert BULLET.match(text) or NUMBERED.match(text)
    assert not begins_with_a_word(text)
    assert not begins_with_a_word(f"Before. {text}", len("Before. "))


@pytest.mark.parametrize("text", ["The words", "Über allem", "文字", "xviiix) no number"])
def test_most_paragraphs_begin_with_a_word(text: str) -> None:
    assert begins_with_a_word(text)
    assert not BULLET.match(text)
    assert not NUMBERED.match(text)
