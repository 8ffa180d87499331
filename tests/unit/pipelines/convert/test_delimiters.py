"""A CSV file is cut at the delimiter of its header, whatever its cells hold."""

from pathlib import Path

from pipelines.convert.source import Source
from pipelines.convert.table import convert

EQUIPMENT = Path(__file__).parents[4] / "deployments" / "sample" / "equipment.csv"


def test_sentences_in_cells_do_not_mislead() -> None:
    """The sample's list of things to borrow has notes with colons and semicolons; every row has its six columns."""
    text = convert(Source(EQUIPMENT.read_bytes(), "equipment.csv")).text
    assert "Item: Thermal camera; Number: 2; Loan period in days: 3; Deposit (EUR): 80; Kept at: Main desk" in text
