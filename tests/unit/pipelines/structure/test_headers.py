"""The header of a table for a stretch that begins behind it."""

import pytest

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.structure.headers import CHARACTERS, header_above, headers_of
from pipelines.types import Text

PIPES = (
    "Before.\n\n| Day | Opens |\n|---|---|\n| Monday | 9 |\n\n| Room | Key |\n|---|---|\n| cellar | iron |\n\nAfter."
)


def read(source: str, name: str) -> Text:
    return convert(Source(source.encode(), name)).text


@pytest.mark.parametrize(
    ("words", "header"),
    [
        ("Monday", "| Day | Opens |"),
        ("iron", "| Room | Key |"),
        *[(words, "") for words in ("Before", "Day", "Key", "After")],
    ],
)
def test_a_later_row_has_its_own_tables_header(words: str, header: str) -> None:
    """Nothing else has one: neither the header itself nor what stands around."""
    text = read(PIPES, "a.md")
    at = text.text.index(words)
    assert header_above(text, at) == header_above(text, at, headers_of(text.blocks)) == header


def test_every_format_with_tables_has_it() -> None:
    """A page's two rows of names are both shown; rows that say their columns themselves need none."""
    head = "<tr><th>Room</th><th colspan=2>Price</th></tr><tr><th></th><th>day</th><th>week</th></tr>"
    page = read(f"<table><thead>{head}</thead><tr><td>cellar</td><td>9</td><td>50</td></tr></table>", "a.html")
    assert header_above(page, page.text.index("cellar")) == "Room | Price\nday | week"
    rows = read("Room,Key\ncellar,iron\n", "a.csv")
    assert header_above(rows, rows.text.index("cellar")) == ""


def test_a_header_like_a_book_is_cut() -> None:
    """Between two words."""
    text = read("| a | " + "word " * 1_000 + "|\n|---|---|\n| 1 | 2 |", "a.md")
    cut = header_above(text, text.text.index("| 1 |"))
    assert CHARACTERS - 6 < len(cut) <= CHARACTERS
    assert cut.endswith("word")
