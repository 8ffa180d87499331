"""The blocks of a PDF: its paragraphs by what they are, the rows of its tables with their cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.convert.pdf.assembly import Block as Paragraph
from pipelines.convert.pdf.assembly import Extraction
from pipelines.convert.pdf.lines import Cell
from pipelines.convert.pdf.paragraphs import BULLET, LOWER_HALF, NOTE, NUMBERED, SMALLER, begins_with_a_word
from pipelines.structure.simple import heading_block
from pipelines.structure.tidy import tidied
from pipelines.types import Block, Heading

CAPTION = re.compile(
    r"(?:figure|fig\.|table|tab\.|abbildung|abb\.|tabelle|tableau|図|表|图)\s*\d+(?:[.-]\d+)*\s*[.:：—–-]",
    re.IGNORECASE,
)
CAPTION_AT_MOST = 400


def blocks(extraction: Extraction, headings: Sequence[Heading]) -> tuple[Block, ...]:
    """In order; a paragraph that is a heading is one."""
    known = {heading.start: heading for heading in headings}
    tables = _Tables(extraction.text)
    found = (
        tables.row(one, one.line.cell)
        if one.line.cell
        else heading_block(known[one.start])
        if one.start in known
        else _block(one, extraction)
        for one in extraction.blocks
    )
    return tidied(found, extraction.text)


def _block(one: Paragraph, extraction: Extraction) -> Block:
    text, line = extraction.text, one.line
    if line.comment or line.mono:
        return Block("note" if line.comment else "code", one.start, one.end)
    if one.end - one.start <= CAPTION_AT_MOST and CAPTION.match(text, one.start, one.end):
        return Block("caption", one.start, one.end)
    small = line.size < SMALLER * extraction.body_size and line.depth > LOWER_HALF
    if small and NOTE.match(text, one.start, one.end):
        return Block("note", one.start, one.end)
    if not begins_with_a_word(text, one.start):
        if BULLET.match(text, one.start, one.end):
            return Block("item", one.start, one.end, 1)
        if NUMBERED.match(text, one.start, one.end):
            return Block("item", one.start, one.end, 1, text[one.start : one.end].split(None, 1)[0])
    return Block("paragraph", one.start, one.end)


class _Tables:
    """Numbers the tables of a document; one that goes on at the head of the next page is the same."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._number = -1
        self._last: Paragraph | None = None
        self._header = ""
        self._goes_on = False

    def row(self, one: Paragraph, cell: Cell) -> Block:
        """A row with a span for each column."""
        words, last = self._text[one.start : one.end], self._last
        if last is None or last.line.cell is None or _place(last, last.line.cell) != _place(one, cell):
            self._goes_on = last is not None and last.line.page + 1 == one.line.page and _alike(last.line.cell, cell)
            if not self._goes_on:
                self._number += 1
                self._header = words if cell.header else ""
        self._last = one
        header = words == self._header if self._goes_on or cell.header else False
        row = Block("row", one.start, one.end, table=self._number, header=header)
        return replace(row, cells=tuple(_spans(one, len(cell.edges))))


def _place(one: Paragraph, cell: Cell) -> tuple[int, int]:
    return one.line.page, cell.table


def _alike(cell: Cell | None, after: Cell) -> bool:
    """Whether two tables have the same columns at the same places."""
    if cell is None or len(cell.edges) != len(after.edges):
        return False
    pairs = zip(cell.edges, after.edges, strict=True)
    return all(low < right and left < high for (low, high), (left, right) in pairs)


def _spans(one: Paragraph, columns: int) -> Iterator[tuple[int, int]]:
    filled = {column: (start, end) for column, start, end in one.cells}
    at = one.start
    for column in range(columns):
        span = filled.get(column, (at, at))
        at = span[1]
        yield span
