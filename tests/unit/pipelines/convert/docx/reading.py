"""Reads a Word document in this process."""

from pipelines.convert.convert import convert
from pipelines.convert.source import Source
from pipelines.types import Text


def read(data: bytes, name: str = "a.docx") -> Text:
    """The text of a document."""
    return convert(Source(data, name)).text


def lines(data: bytes) -> list[str]:
    """The blocks of a document as they stand in its text."""
    text = read(data)
    return [text.text[block.start : block.end] for block in text.blocks]


def cells(data: bytes) -> list[list[str]]:
    """The cells of its rows."""
    text = read(data)
    rows = (block for block in text.blocks if block.kind == "row")
    return [[text.text[start:end] for start, end in row.cells] for row in rows]
