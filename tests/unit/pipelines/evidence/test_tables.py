"""Tables answer exactly, over stored rows, and only where every word of a question is accounted for."""

import time
from collections.abc import Iterator

import pytest

from pipelines.evidence.tables.cells import Kind, day, kind, minutes, number
from pipelines.evidence.tables.evaluate import Outcome, evaluate, substituted
from pipelines.evidence.tables.querying import NotAsked, queried
from pipelines.evidence.tables.reading import tables_of
from pipelines.evidence.tables.table import Table
from pipelines.types import Block, Heading, Text

BERTHS = """# Harbour

## Berths

| Berth | Pier | Length (m) | Power | Fee per night (EUR) | Warden |
|---|---|---|---|---|---|
| Anemone | A | 9 | yes | 18.50 | Ilse Brandvik |
| Barnacle | A | 12 | no | 21.00 | Ilse Brandvik |
| Cockle | C | 8 | yes | 16.00 | Omar Haddad |
| Dogwhelk | C | 15 | yes | 30.00 | Omar Haddad |
| Limpet | C | 7 | no | 0 | Omar Haddad |

Berths are let from May on.
"""
COURSES = "\n\n".join(
    [
        "Course: Knots for beginners; Teacher: Ada Quist; Starts: 2027-03-01; Fee (EUR): 40,00; Note: rope; gloves",
        "Course: Splicing; Teacher: Ada Quist; Starts: 2027-02-10; Fee (EUR): 1.250,00; Note: two days",
        "Course: Sail repair; Teacher: Bo Lind; Starts: 2027-05-20; Fee (EUR): 90,00",
    ]
)


def only(text: str | Text) -> Table:
    found = tables_of(text if isinstance(text, Text) else Text(text))
    assert len(found) == 1
    return found[0]


def berths() -> Table:
    at = BERTHS.index("## Berths")
    return only(Text(BERTHS, headings=(Heading(1, "Harbour", 0, 9), Heading(2, "Berths", at, at + 9))))


def asked(question: str, table: Table | None = None, **more: tuple[str, ...]) -> Outcome:
    outcome = evaluate(question, table or berths(), **more)  # type: ignore[arg-type]
    assert outcome is not None, question
    return outcome


def keys(outcome: Outcome, table: Table) -> list[str]:
    return [table.row(row).cells[0] for row in outcome.rows]


def test_rows_of_markdown_are_spans_of_the_text() -> None:
    """Each is the stored line; cells lose Markdown's marks."""
    table = berths()
    assert table.header == ("Berth", "Pier", "Length (m)", "Power", "Fee per night (EUR)", "Warden")
    row = table.row(2)
    assert BERTHS[row.start : row.end] == "| Cockle | C | 8 | yes | 16.00 | Omar Haddad |"
    assert row.cells == ("Cockle", "C", "8", "yes", "16.00", "Omar Haddad")
    assert (table.named, table.whole, len(table)) == ("Harbour\nBerths", True, 5)


def test_rows_of_a_csv_may_lack_cells_and_hold_semicolons() -> None:
    """As the converter writes them; what stands once before a colon is no column."""
    table = only(COURSES)
    assert table.header == ("Course", "Teacher", "Starts", "Fee (EUR)", "Note")
    assert table.row(0).cells[4] == "rope; gloves"
    assert table.row(2).cells == ("Sail repair", "Bo Lind", "2027-05-20", "90,00", "")


def test_rows_of_html_whose_cells_are_missing_are_not_counted() -> None:
    """A converter leaves empty cells out: such a row cannot be told, so nothing may be counted."""
    table = only("Room | Seats | Key\n\nHeron | 4 | yes\n\nCurlew | 6")
    assert [table.row(0).cells, len(table), table.whole] == [("Heron", "4", "yes"), 1, False]
    assert evaluate("How many rooms are there?", table) is None


def test_blocks_come_first() -> None:
    """Where a text has blocks of rows, these are its tables: cells with line breaks and formulas, empty ones too."""
    text = "Item\tValue\nHead\n of pump\t=SUM(A1:A2)\nFlow\t"
    spans = [((0, 4), (5, 10)), ((11, 24), (25, 36)), ((37, 41), (42, 42))]
    rows = tuple(
        Block("row", cells[0][0], cells[1][1], cells=cells, table=0, header=n == 0) for n, cells in enumerate(spans)
    )
    table = only(Text(text, blocks=rows))
    assert table.row(0).cells == ("Head of pump", "=SUM(A1:A2)")
    assert table.row(1).cells == ("Flow", "")
    assert asked("What is the value of head of pump?", table).said == "Value: =SUM(A1:A2)"


@pytest.mark.parametrize(
    ("question", "op", "said"),
    [
        ("How many berths has pier C?", "count", "3"),
        ("How many berths are there?", "count", "5"),
        ("What is the fee of Cockle?", "lookup", "Fee per night (EUR): 16.00"),
        ("How much is Dogwhelk per night?", "lookup", "Fee per night (EUR): 30.00"),
        ("Who is the warden of Limpet?", "lookup", "Warden: Omar Haddad"),
        ("What is the cheapest berth on pier A?", "min", "Anemone: Fee per night (EUR) 18.50"),
        ("Which berth has the greatest length?", "max", "Dogwhelk: Length (m) 15"),
        ("Is Cockle cheaper than Anemone?", "compare", "Fee per night (EUR): Cockle: 16.00; Anemone: 18.50"),
        ("Does Barnacle have power?", "yes_no", "Power: no"),
        ("Which berths have no power?", "list", "2 of 5: Barnacle, Limpet"),
        ("Which berths are free?", "list", "1 of 5: Limpet"),
        ("Which berths cost more than 20 euros?", "list", "2 of 5: Barnacle, Dogwhelk"),
        ("Which berths does Ilse Brandvik have?", "list", "2 of 5: Anemone, Barnacle"),
    ],
)
def test_what_a_table_is_asked(question: str, op: str, said: str) -> None:
    """Counts, cells, extremes, comparisons, yes and no, lists: the computed value as it is said."""
    outcome = asked(question)
    assert (outcome.op, outcome.said, outcome.confidence) == (op, said, 0.9)


def test_conditions_are_told() -> None:
    """What was asked of which column, and every row that fits."""
    table = berths()
    outcome = asked("Which berths on pier C have power and cost less than 20 euros?", table)
    assert {(one.column, one.op, one.value) for one in outcome.conditions} == {
        ("Pier", "=", "C"), ("Power", "=", "yes"), ("Fee per night (EUR)", "<", "20"),
    }  # fmt: skip
    assert keys(outcome, table) == ["Cockle"]


@pytest.mark.parametrize(
    "question",
    [
        "How many ferries has pier C?",
        "How many fishermen live on pier C?",
        "What is the fee of Mussel?",
        "When was Cockle built?",
        "What is the depth of Cockle?",
        "Who repaired Dogwhelk?",
        "Where does the Cockle key hang?",
        "Why is Limpet free?",
        "Which berth is the prettiest?",
        "How long is the waiting list?",
        "Berths are let from when on?",
        "Which berths do not belong to Omar Haddad?",
    ],
)
def test_what_no_column_and_no_row_accounts_for(question: str) -> None:
    """A word too much is no answer, whatever else is found."""
    assert evaluate(question, berths()) is None


def test_words_of_the_question_before_name_the_row_only() -> None:
    """What was carried over need not be accounted for, and asks for no column."""
    table = only(COURSES)
    outcome = asked("When does it start? teaches knots beginners", table, carried=("teaches", "knots", "beginners"))
    assert outcome.said == "Starts: 2027-03-01"


def test_a_fragment_takes_the_place_of_the_words_that_named_the_row() -> None:
    """Wherever they stood; None where no row was named."""
    table = berths()
    assert (
        substituted("What is the fee of Cockle per night?", "Limpet", table) == "What is the fee of Limpet per night?"
    )
    assert substituted("How many berths has pier A?", "C", table) == "How many berths has pier C?"
    assert substituted("How many berths are there?", "Limpet", table) is None


def test_numbers_of_two_ways_of_writing() -> None:
    """Thousands and decimals by commas or points; days; telephone numbers are none."""
    assert [number(one) for one in ("1.250,00", "1,250.00", "28,00", "9.50 euros", "up to 4,000 euros")] == [
        1250, 1250, 28, 9.5, 4000,
    ]  # fmt: skip
    assert [number(one) for one in ("0555 041 017", "2027-03-01", "E08", "")] == [None] * 4
    assert [day("2027-03-01"), day("1 March 2027"), day("01.03.2027")] == [day("2027-03-01")] * 3
    assert [minutes("2 hours"), minutes("half a day"), minutes("weekly"), minutes("soon")] == [120, 720, 10_080, None]
    assert asked("What is the most expensive course?", only(COURSES)).said.startswith("Splicing")


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("Fee (EUR)", ["1,00", "2,50", ""], Kind.MONEY), ("Seats", ["4", "12"], Kind.NUMBER),
        ("Due", ["2027-01-02", "3 May 2027"], Kind.DATE), ("Open", ["yes", "no", ""], Kind.YES_NO),
        ("Reply", ["10 minutes", "2 hours", "none"], Kind.TIME), ("Name", ["A", "B"], Kind.TEXT), ("", [], Kind.TEXT),
    ],
)  # fmt: skip
def test_kinds_of_columns(header: str, cells: list[str], expected: Kind) -> None:
    """By what nearly all filled cells are."""
    assert kind(header, cells) is expected


def test_units_that_differ_are_not_compared() -> None:
    """640 l/s are not more than 55 kW."""
    table = only("| Item | Value |\n|---|---|\n| Flow | 640 l/s |\n| Motor | 55 kW |\n| Pump | 3 kW |")
    assert evaluate("Which item has the highest value?", table) is None
    assert asked("What is the value of the motor?", table).said == "Value: 55 kW"


def test_a_large_table_is_answered_in_time() -> None:
    """100,000 rows, and 50 columns: one scan of the text and whole columns, never cell by cell."""
    rows = "\n".join(f"| part {n} | shelf {n % 97} | {n} |" for n in range(100_000))
    table = only(f"| Part | Shelf | Weight |\n|---|---|---|\n{rows}")
    started = time.monotonic()
    assert asked("What is the weight of part 77777?", table).said == "Weight: 77777"
    wide = only("\n".join(_wide()))
    assert evaluate("What is the c49 of r7?", wide) is not None
    assert time.monotonic() - started < 20


def _wide() -> Iterator[str]:
    yield "|" + "|".join(f"c{n}" for n in range(50)) + "|"
    yield "|" + "---|" * 50
    for row in range(1_000):
        yield f"|r{row}|" + "|".join(f"x{row}" for _ in range(49)) + "|"


LET = """# Tool hire

## Boats

| Boat | Type | Year | Weight (kg) | Members (EUR) | Guests (EUR) | Inspected | Loan period (days) |
|---|---|---|---|---|---|---|---|
| Canoe red | canoe | 2019 | 24 | 8 | 12 | 2019-04-02 | 3 |
| Canoe blue | canoe | 2011 | 31 | 8 | 10 | 2011-05-09 | 5 |
| Raft | raft | 2004 | 90 | 20 | 30 | 2004-06-01 | 2 |
"""
HOURS = """# Opening hours

| Place | Monday to Friday | Saturday |
|---|---|---|
| Pool | 6:00–21:30 | 8:00–18:00 |
| Desk | 10:00–13:00 | closed |
"""


@pytest.mark.parametrize(
    ("question", "said", "rows"),
    [
        ("How heavy is the canoe?", "2 of 3 rows match (Weight (kg)): Canoe red: 24; Canoe blue: 31", 2),
        ("How heavy is the blue canoe?", "Weight (kg): 31", 1),
        ("How old is the raft?", "Year: 2004", 1),
        ("How much is the raft?", "Members (EUR): 20; Guests (EUR): 30", 1),
        ("Which is the heaviest boat?", "Raft: Weight (kg) 90", 1),
        ("Which boat is the newest?", "Canoe red: Year 2019", 1),
    ],
)
def test_rows_that_are_not_told_apart_are_listed(question: str, said: str, rows: int) -> None:
    """A part of a key that several rows have asserts none of them; an adjective means the column that it measures."""
    outcome = asked(question, only(LET))
    assert (outcome.said, len(outcome.rows)) == (said, rows)


@pytest.mark.parametrize(
    "question",
    ["How long is the raft?", "When is the raft?", "How loud is the raft?", "Which is the deepest boat?"],
)
def test_a_column_that_fits_only_in_kind_is_no_answer(question: str) -> None:
    """A loan period is no length, the day something was inspected is not when it is, a weight is no depth."""
    assert evaluate(question, only(LET)) is None


def test_columns_of_days_answer_when() -> None:
    """A day between two that a column is named by is in it; a day that no column has is no other one's."""
    table = only(HOURS)
    assert asked("When is the pool open on Saturdays?", table, title="Opening hours").said == "Saturday: 8:00–18:00"  # type: ignore[arg-type]
    wednesday = asked("When is the desk open on Wednesday?", table, title="Opening hours")  # type: ignore[arg-type]
    assert wednesday.said == "Monday to Friday: 10:00–13:00"
    assert evaluate("When is the desk open on Sunday?", table, title="Opening hours") is None


FEES = """# Fees

| Service | Animal | Fee (EUR) | Duration (min) | By appointment |
|---|---|---|---|---|
| Dental cleaning | dog | 210 | 60 | yes |
| Dental cleaning | cat | 175 | 50 | yes |
| Microchip | any | 35 | 10 | no |
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How long does dental cleaning take for a dog?", "Duration (min): 60"),
        ("Is dental cleaning cheaper for cats than for dogs?", "Fee (EUR): cat: 175; dog: 210"),
        ("Which services need no appointment?", "1 of 3: Microchip"),
    ],
)
def test_one_thing_for_several(question: str, said: str) -> None:
    """What differs is compared by its own names, minutes in a header make a column one of time, "by" is no word."""
    assert asked(question, only(FEES)).said == said


def test_a_flag_alone_lists_nothing_where_more_is_asked() -> None:
    """Every other word may be what is asked."""
    assert evaluate("What happens if I don't show up for my appointment?", only(FEES)) is None


@pytest.mark.parametrize(
    ("wish", "said", "rows"),
    [
        ({"operation": "count", "where": [{"column": "animal", "op": "=", "value": "DOG"}]}, "1 of 3 rows", 1),
        ({"operation": "max", "column": "Fee (EUR)"}, "Dental cleaning: Fee (EUR) 210", 1),
        ({"operation": "average", "column": "Fee"}, "average of Fee (EUR) over 3 rows: 140", 3),
        ({"where": [{"column": "By appointment", "op": "=", "value": "no"}]}, "1 of 3 rows: Microchip", 1),
        ({"where": [{"column": "Fee (EUR)", "op": ">", "value": "100"}]}, "2 of 3 rows: Dental cleaning", 2),
    ],
)
def test_a_table_is_asked_in_so_many_words(wish: dict[str, object], said: str, rows: int) -> None:
    """By names of columns as they are written, or their words; as a model's tool asks it."""
    outcome = queried(only(FEES), wish)
    assert (outcome.said, len(outcome.rows)) == (said, rows)


def test_what_a_table_does_not_have_cannot_be_asked() -> None:
    """Columns, operations and comparisons that are none are refused with a reason."""
    for wish in (
        {"operation": "max", "column": "Weight"},
        {"operation": "drop"},
        {"operation": "sum", "column": "Animal"},
    ):
        with pytest.raises(NotAsked):
            queried(only(FEES), wish)


PIERS = "\n\n".join(
    [
        "Pier: A; Berths: 12; Depth (m): 4,5; Harbour master: Olsen; Phone: 4001",
        "Pier: B; Berths: 8; Depth (m): 3,2; Harbour master: Brandt; Phone: 4002",
        "Pier: C; Berths: 21; Depth (m): 6,0; Phone: 4003",
        "Pier: D; Depth (m): 2,8; Harbour master: Silva",
    ]
)


@pytest.mark.parametrize(
    ("question", "said", "found"),
    [
        ("How many berths are there in all?", "Berths: 41 in all (1 of 4 rows say nothing)", ["A", "B", "C"]),
        ("How many berths are there?", "Berths: 41 in all (1 of 4 rows say nothing)", ["A", "B", "C"]),
        ("How many piers are there?", "4", ["A", "B", "C", "D"]),
        ("How many berths has pier D?", "Berths: empty in this table", ["D"]),
        ("Who is the harbour master of pier C?", "Harbour master: empty in this table", ["C"]),
        ("Who is the harbour master of pier A?", "Harbour master: Olsen", ["A"]),
        ("Which piers have no harbour master?", "1 of 4: C", ["C"]),
        ("Which piers have no phone?", "1 of 4: D", ["D"]),
        ("How many piers have no phone?", "1", ["D"]),
    ],
)
def test_empty_cells_and_sums(question: str, said: str, found: list[str]) -> None:
    """An empty cell is an answer, and so that no other row is one; what "how many" names is added up, not its rows."""
    table = only(PIERS)
    outcome = asked(question, table)
    assert (outcome.said, keys(outcome, table)) == (said, found)


def test_a_total_is_not_added_to_what_it_sums() -> None:
    """A row of totals: nothing is added up."""
    assert evaluate("How many berths are there in all?", only(PIERS + "\n\nPier: Total; Berths: 41")) is None


def test_free_is_a_price() -> None:
    """Of nothing: it is the cheapest, and the column stays one of money."""
    cells = [("Adult", "12.50 €"), ("Child", "free"), ("Student", "8.00 €"), ("Annual pass", "48.00 €")]
    table = only("\n\n".join(f"Ticket: {name}; Price: {price}; Valid for: one day" for name, price in cells))
    assert keys(asked("What is the cheapest ticket?", table), table) == ["Child"]
    assert keys(asked("Which tickets are free?", table), table) == ["Child"]
    assert keys(asked("What is the most expensive ticket?", table), table) == ["Annual pass"]
    assert keys(asked("Which tickets cost more than 10 euros?", table), table) == ["Adult", "Annual pass"]
    assert keys(asked("Is a student ticket cheaper than an adult ticket?", table), table) == ["Student", "Adult"]


def test_sums_that_no_number_holds() -> None:
    """Nothing is said of them."""
    rows = "\n\n".join(f"Pier: {name}; Berths: 1{'0' * 308}" for name in "ABCD")
    assert evaluate("How many berths are there in all?", only(rows)) is None


def test_what_all_cells_of_a_column_have_in_common_names_it() -> None:
    """A shade stands under "colour"; a number belongs to its item, not to a price that is as high."""
    rows = "\n".join(f"| item number {n} | shade {n % 4} | {3 * n} |" for n in range(60))
    prices = only(Text(f"| article | colour | price in euros |\n|---|---|---|\n{rows}"))
    assert asked("Which shade has item 15?", prices).said == "colour: shade 3"
    assert keys(asked("Which item costs 15?", prices), prices) == ["item number 5"]


FACTS = """| Fact | Value |
|---|---|
| Opened | 1974 |
| Number of pitches | 180 |
| Largest pitch | 140 m² |
| Nearest supermarket | Beilrode |
"""
TRIPS = """| Trip | Supplement per day (EUR) |
|---|---|
| Offshore survey, 6 to 14 nights | 65 |
| Coastal survey, up to 5 nights | 40 |
| Harbour survey | 0 |
"""


@pytest.mark.parametrize(
    ("question", "said"), [("How many pitches are there?", "180"), ("How large is the biggest pitch?", "140 m²")]
)
def test_a_row_of_two_columns_is_a_fact(question: str, said: str) -> None:
    """Its name is asked for as a column would be."""
    assert said in asked(question, only(FACTS)).said


@pytest.mark.parametrize(
    "question", ["In which months are you open?", "How many supermarkets are there?", "How do I open it?"]
)
def test_a_fact_of_another_kind_is_none(question: str) -> None:
    """A year is no month, a name no number, and how something is done stands in no cell."""
    assert evaluate(question, only(FACTS)) is None


def test_the_second_of_two_that_share_a_word() -> None:
    """Both are named, the second by what the first has not taken."""
    found = asked("What is better paid, an offshore survey of 6 to 14 nights or a coastal survey?", only(TRIPS))
    assert (found.op, len(found.rows)) == ("compare", 2)
    assert found.said.index("65") < found.said.index("40")


def test_a_word_that_names_another_row_is_no_small_thing() -> None:
    """The annual pass for students is none of the two rows."""
    rows = "| Student | 8 € | one day |\n| Annual pass | 48 € | a year |"
    tickets = only(Text(f"| Ticket | Price | Valid for |\n|---|---|---|\n{rows}"))
    assert asked("How long is an annual pass valid for?", tickets).said == "Valid for: a year"
    assert evaluate("How long is an annual pass valid for students?", tickets) is None


PRESSES = Text(
    "| Press | Colours | Sheets per hour | Bought | Setup (minutes) |\n|---|---|---|---|---|\n"
    "| Komet | 4 | 11,000 | 2014 | 20 |\n| Rapida | 5 | 16,000 | 2019 | 35 |\n| Indigo | 7 | 4,600 | 2022 | 5 |\n"
)
CUSTOMERS = Text(
    "| Kunde | Ort | Umsatz | Rabatt % |\n|---|---|---|---|\n"
    "| Blum | Aachen | 1.875,20 | 0 |\n| Jansen | Köln | 640,75 | 5,5 |\n"
)


@pytest.mark.parametrize(
    ("table", "question", "said"),
    [
        (PRESSES, "Which press is the fastest?", "Rapida: Sheets per hour 16,000"),
        (PRESSES, "Which press is the slowest?", "Indigo: Sheets per hour 4,600"),
        (PRESSES, "Which press was bought first?", "Komet: Bought 2014"),
        (PRESSES, "Which press was bought last?", "Indigo: Bought 2022"),
        (PRESSES, "Which press has the longest setup?", "Rapida: Setup (minutes) 35"),
        (CUSTOMERS, "Welcher Kunde hat den höchsten Umsatz?", "Blum: Umsatz 1.875,20"),
        (CUSTOMERS, "Welcher Kunde hat den niedrigsten Umsatz?", "Jansen: Umsatz 640,75"),
    ],
)
def test_plain_numbers_count_what_their_column_says(table: Text, question: str, said: str) -> None:
    """Rates, years and units of time; the most and the least in the words of the table."""
    assert asked(question, only(table)).said == said


def test_of_one_row_nothing_is_the_most() -> None:
    """A part of its name picked it: "the newest press" is not what is done for a new one."""
    rows = "| Foundation for press | Roe | 31 July 2025 |\n| Band | Tan | 2 May 2025 |\n"
    todo = f"| What | Who | Until |\n|---|---|---|\n{rows}"
    assert evaluate("What is the newest press?", only(todo)) is None
