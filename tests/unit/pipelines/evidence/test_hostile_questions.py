"""Questions and tables that want to cost: what is asked of tables takes time in line with its size."""

from dataclasses import replace
from time import process_time

import pytest

from pipelines.answer.tables import MOST_ASKED, MOST_TABLES, TableReader
from pipelines.evidence.claims.parts import parted
from pipelines.evidence.claims.reading import read
from pipelines.evidence.contrast import contrary
from pipelines.evidence.fitting import offered
from pipelines.evidence.followup import alone
from pipelines.evidence.tables.evaluate import MOST_COLUMNS, MOST_WORDS, evaluate
from pipelines.evidence.tables.operators import bounds
from pipelines.evidence.tables.querying import NotAsked, queried
from pipelines.evidence.tables.reading import tables_of
from pipelines.evidence.tables.table import Table
from pipelines.evidence.tables.words import words_of
from pipelines.questions import Passage, Passages
from pipelines.types import Text
from tests.growth import growth

SHORT = "| Name | Fee |\n|---|---|\n| Ann | 123456.78 |\n| Bo | 7000000.5 |"


@pytest.mark.parametrize("unit", ["1", "1,", "1 ", "€ ", "more ", "above 5 and ", "٣", "1a"])
def test_bounds_of_a_long_question(unit: str) -> None:
    assert growth(lambda size: bounds(unit * size), 2_000) < 3.2


@pytest.mark.parametrize("line", [" ", "-", "|", "|-", ":", "\t|", "- "])
def test_a_line_that_is_nearly_a_rule(line: str) -> None:
    assert growth(lambda size: tables_of(Text(f"a | b\n{line * size}-x\n| b")), 3_000) < 3.2


@pytest.mark.parametrize(
    "unit", [" ", "\n", "\u00a0", "; ", ", ", "and ", "2024-01-01 ", "12:30 ", "5 km ", "Ⅳ ", "ﷺ", "n't "]
)
def test_a_statement_that_never_ends(unit: str) -> None:
    """Of a model that says one thing for ever."""
    assert growth(lambda size: (list(parted(unit * size)), read(unit * size)), 1_000) < 3.2


def test_amounts_are_read_as_before() -> None:
    said = ["10 or more", "10kg or more", "12 seats or more", "€ 5 or less", "1,000 and above", "more than £5.50"]
    assert [(one.op, one.value) for question in said for one in bounds(question)] == [
        (">=", "10"), (">=", "10"), (">=", "12"), ("<=", "5"), (">=", "1,000"), (">", "5.50"),
    ]  # fmt: skip


def test_sizes_that_are_not_read() -> None:
    """Neither a question of hundreds of words nor a table of thousands of columns."""
    (short,) = tables_of(Text(SHORT))
    assert evaluate("What is the fee of Ann?", short) is not None
    assert len(words_of("fee " * MOST_WORDS + "of Ann?")) > MOST_WORDS
    assert evaluate("fee " * MOST_WORDS + "of Ann?", short) is None
    names = " | ".join(f"c{n}" for n in range(MOST_COLUMNS + 1))
    (wide,) = tables_of(Text(f"| {names} |\n{'|---' * (MOST_COLUMNS + 1)}|\n| {names.replace('c', '')} |"))
    assert evaluate("What is the c7 of 0?", wide) is None
    with pytest.raises(NotAsked, match="too large"):
        queried(wide, {"operation": "sum", "column": "c7"})


def test_a_sum_keeps_its_digits() -> None:
    (short,) = tables_of(Text(SHORT))
    assert queried(short, {"operation": "sum", "column": "Fee"}).said.endswith(": 7123457.28")


def test_of_many_tables_those_that_were_found_are_asked() -> None:
    text = "\n\n".join(f"| Name | Fee |\n|---|---|\n| x{n} | {n} |" for n in range(MOST_TABLES + 50))
    tables = tables_of(Text(text))

    class Kept:
        def of(self, _passage: Passage) -> tuple[Table, ...]:
            return tables

    last = Passage("d", "v", "s", "o", "a", "a.md", (), None, len(text) - 10, len(text), text[-10:], 1.0, None, None)
    asked = [table for _, table in TableReader(Kept())._tables(Passages((last,)))]  # type: ignore[arg-type]
    assert (len(asked), asked[0]) == (MOST_TABLES, tables[-1])


@pytest.mark.parametrize("unit", ["1.", "how many ", "valve-", "a"])
def test_a_page_is_no_question_of_a_table(unit: str) -> None:
    """Nor is one that follows upon a page: no table is opened for it."""

    class Closed:
        def of(self, _passage: Passage) -> tuple[Table, ...]:
            raise AssertionError("a table was opened")

    reader = TableReader(Closed())  # type: ignore[arg-type]
    passage = Passage("d", "v", "s", "o", "a", "a.md", (), None, 0, 1, "x", 1.0, None, None)
    page, short = (
        unit * (1 + MOST_ASKED // len(unit)),
        replace(alone("and Bo?"), previous=unit * (1 + MOST_ASKED // len(unit))),
    )
    assert reader._found(Passages((passage,)), page, alone(page)) is None
    assert reader._found(Passages((passage,)), "and Bo?", short) is None


def test_a_question_of_numbered_things() -> None:
    """Each number of a question is not held against each of a sentence."""
    begun = process_time()
    assert contrary("room 4 " * 1_100, "In room 5 " * 800)
    assert not contrary("Who cleans room 4?", "Rooms 3 to 5, room 4 and room 9 are cleaned by Ada.")
    assert process_time() - begun < 1


def test_a_question_of_moments() -> None:
    """What a question asks for is looked for once, not for each sentence."""
    begun = process_time()
    for number in range(20):
        offered("when does " * 800, f"The mill opened {number} times.")
    assert process_time() - begun < 4
