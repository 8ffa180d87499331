"""A CSV file is cut at the delimiter of its header, whatever its cells hold."""

from pipelines.convert.source import Source
from pipelines.convert.table import convert

ROWS = (
    "Item;Deposit (EUR);Note\nTelescope;60;Never point it at the sun, at lamps, or at fire, please\n"
    "Drill;25;Two, in a case\n"
)


def test_sentences_in_cells_do_not_mislead() -> None:
    """More commas than semicolons, and still three columns."""
    text = convert(Source(ROWS.encode(), "items.csv")).text
    assert "Item: Telescope; Deposit (EUR): 60; Note: Never point it at the sun, at lamps, or at fire, please" in text
    assert "Item: Drill; Deposit (EUR): 25; Note: Two, in a case" in text
