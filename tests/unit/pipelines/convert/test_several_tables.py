"""CSV and sheets of several tables, with comments and notes: each row under the names of its own table."""

from collections.abc import Sequence
from typing import Any

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.types import Text
from tests.samples import office


def read(data: str) -> Text:
    return convert(Source(data.encode(), "a.csv")).text


def lines(data: str) -> list[str]:
    return read(data).text.split("\n\n")


STOCK = "# Stock\nid,name,count,taste\n0,sugar,12,sweet\n4,pepper,,hot\n\n"
PEOPLE = "# People\nid,first,last\n0,John,Burgess\n2,Pierre,\n\n"
DISHES = "dish,rating\neggs & sausage,4.3/5\n,\nphở,3/5\n"


def test_three_tables() -> None:
    """Of other columns each, under comments or none; an empty row within a table ends none."""
    assert lines(STOCK + PEOPLE + DISHES) == [
        "# Stock",
        "id; name; count; taste",
        "id: 0; name: sugar; count: 12; taste: sweet",
        "id: 4; name: pepper; taste: hot",
        "# People",
        "id; first; last",
        "id: 0; first: John; last: Burgess",
        "id: 2; first: Pierre",
        "dish; rating",
        "dish: eggs & sausage; rating: 4.3/5",
        "dish: phở; rating: 3/5",
    ]
    rows = [block for block in read(STOCK + PEOPLE + DISHES).blocks if block.kind == "row"]
    assert [(block.table, block.header) for block in rows if block.header] == [(0, True), (1, True), (2, True)]


@pytest.mark.parametrize(
    ("data", "last"),
    [
        ("a,b\nx,1\n,\nc,d\ny,2\n", "c: y; d: 2"),
        ("room,seats\nAl,1\n\nroom,seats\nBe,2\n", "room: Be; seats: 2"),
        ("key,value\nname,Al\n\nkey,value\nname,Be\n", "key: name; value: Be"),
        ("Income\nfrom,sum\nrent,1\nfees,2\n\nCosts\nfor,sum,to\nheat,3,City\n", "for: heat; sum: 3; to: City"),
        ("from;sum\nrent;1,5\nfees;2,5\n\nfor;sum;to\nheat;3,5;City\n", "for: heat; sum: 3,5; to: City"),
        ("a\tb\n1\t2\n\nc\td\te\n3\t4\t5\n", "c: 3; d: 4; e: 5"),
        ("Made on,3 May\n\nroom,seats,floor\nAl,1,2\nBe,2,3\n", "room: Be; seats: 2; floor: 3"),
        ("By,Ann\nVersion,3\n\nroom,seats,floor\nAl,1,2\nBe,2,3\n", "room: Be; seats: 2; floor: 3"),
    ],
)
def test_the_names_that_are_meant(data: str, last: str) -> None:
    """The same names again, a title above, numbers below, another width; what is said above is no table."""
    assert lines(data)[-1] == last


@pytest.mark.parametrize(
    "data",
    [
        "date,value,place\n2011-01-01,1,Galway\n\n2011-01-03,0,Galway\n\n2011-01-01,6,Berkeley\n",
        "animal\ndog\n\nbird\nsheep\n",
        "room,seats\nAl,3\n\nBe,n/a\nCe,4\n",
        "room,place\nAl,Rome\n\nBe,Oslo\nCe,Bern\n",
        "room,seats\nAl,3\n\nBe,4\n",
    ],
)
def test_empty_rows_within_a_table(data: str) -> None:
    """They end none: what follows has no names of its own."""
    first = data.split(",", maxsplit=1)[0].split("\n", maxsplit=1)[0]
    assert all(line.startswith(f"{first}: ") for line in lines(data)[1:])


def test_comments_and_notes() -> None:
    """They are no rows, wherever they stand; totals are rows."""
    told = lines("# made by x, on 3 May\nroom,seats\nAl,3\n# closed, until May\nBe,5\nTotal,8\n\nSource: the ledger\n")
    assert told == [
        "# made by x: on 3 May",
        "room; seats",
        "room: Al; seats: 3",
        "# closed: until May",
        "room: Be; seats: 5",
        "room: Total; seats: 8",
        "Source: the ledger",
    ]


@pytest.mark.parametrize("header", ["#x,y", "# x,y"])
def test_names_in_a_comment(header: str) -> None:
    """As programs for numbers write them."""
    assert lines(f"{header}\n1.5,2\n2.5,4\n")[-1] == "x: 2.5; y: 4"


def test_numbers_with_a_mark_are_values() -> None:
    """An issue's number is no comment."""
    assert lines("issue,state\n#12,open\n#13,closed\n")[1:] == ["issue: #12; state: open", "issue: #13; state: closed"]


def test_ragged_rows() -> None:
    """Missing cells are missing, further ones have no name."""
    told = lines("name,age\nAnn,3,extra\nBob\n,,\nCy,4\n")
    assert told[1:] == [
        "name: Ann; age: 3; extra",
        "name: Bob",
        "name: Cy; age: 4",
    ]


def sheet(rows: Sequence[Sequence[object]]) -> list[str]:
    def fill(book: Any) -> None:
        page = book.add_worksheet("S")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)

    return convert(Source(office.xlsx(fill), "a.xlsx")).text.text.split("\n\n")[1:]


def test_tables_beside_each_other() -> None:
    """One after the other, each under its title; both have a name and a key in every row."""
    rooms: list[list[object]] = [["Rooms"], ["Name", "Seats"], ["Al", 3], ["Be", 5], ["Ce", 7]]
    people: list[list[object]] = [["People", ""], ["Name", "Phone"], ["Ann", 41], ["Bob", 42], ["", ""]]
    told = sheet([[*left, *[""] * (3 - len(left)), *right] for left, right in zip(rooms, people, strict=True)])
    assert told == [
        "Rooms",
        "Name; Seats",
        "Name: Al; Seats: 3",
        "Name: Be; Seats: 5",
        "Name: Ce; Seats: 7",
        "People",
        "Name; Phone",
        "Name: Ann; Phone: 41",
        "Name: Bob; Phone: 42",
    ]


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        (
            [["Region", "Q1", "", "Q1 before", "Q2 before"], ["N", 1, "", 3, 4], ["S", 5, "", 7, 8]],
            "Region: S; Q1: 5; Q1 before: 7; Q2 before: 8",
        ),
        (
            [["Room", "Seats", "", "By", "On"], ["Al", 3, "", "Ann", "May"], ["Be", 5], ["Ce", 7, "", "Bob", "July"]],
            "Room: Ce; Seats: 7; By: Bob; On: July",
        ),
        (
            [["", "2025", "", "2026"], ["Region", "Q1", "Q2", "Q1", "Q2"], ["N", 1, 2, 3, 4], ["S", 5, 6, 7, 8]],
            "Region: S; 2025 Q1: 5; 2025 Q2: 6; 2026 Q1: 7; 2026 Q2: 8",
        ),
        ([["Key facts"], ["Founded", 1990], ["Staff", 12], ["City", "Rome"]], "City; Rome"),
        ([["Name", "Value"], ["a", 1], ["Total", 1], [], ["Made by Ann"], ["On 3 May"]], "On 3 May"),
    ],
    ids=["numbers", "remarks", "groups", "facts", "notes"],
)
def test_what_belongs_together(rows: Sequence[Sequence[object]], last: str) -> None:
    """A column that is empty, names under the names of groups, facts below each other, notes."""
    assert sheet(rows)[-1] == last
