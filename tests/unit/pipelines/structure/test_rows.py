"""A quoted row knows its columns."""

from pipelines.structure.rows import cited_row
from pipelines.structure.simple import with_blocks
from pipelines.types import CitedRow, Text

TEXT = with_blocks(
    Text("Berths\n\n| Berth | Fee |\n|---|---|\n| Anemone | 18.50 |\n| Barnacle |  |\n\nA boat pays at the office.")
)


def test_a_row_stands_under_its_header() -> None:
    """Also with an empty cell, and for a part of it; not for the header, a sentence, or two rows at once."""
    first, second = TEXT.text.index("| Anemone"), TEXT.text.index("| Barnacle")
    assert cited_row(TEXT, first, first + 19) == CitedRow(("Berth", "Fee"), ("Anemone", "18.50"))
    assert cited_row(TEXT, second, second + 10) == CitedRow(("Berth", "Fee"), ("Barnacle", ""))
    assert cited_row(TEXT, first, second + 10) is None
    assert cited_row(TEXT, TEXT.text.index("| Berth"), TEXT.text.index("|---")) is None
    assert cited_row(TEXT, TEXT.text.index("A boat"), len(TEXT.text)) is None
    assert cited_row(Text("no blocks"), 0, 2) is None
