"""Builds a stored text block by block, keeping the offset of every heading, block and cell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipelines.convert.failures import fail
from pipelines.convert.source import Source
from pipelines.structure.simple import heading_block
from pipelines.structure.tidy import tidied
from pipelines.types import Block, BlockKind, Heading, Text

BULLET = "-"
GAP = "\n\n"


class TextWriter:
    """Paragraphs separated by a blank line. Raises ``too_long`` as soon as the text is over its limit."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._parts: list[str] = []
        self._length = 0
        self._headings: list[Heading] = []
        self._blocks: list[Block] = []
        self._tables = 0

    def paragraph(self, text: str, kind: BlockKind = "paragraph") -> None:
        """One paragraph, or what else stands like one (code, a quote, a caption); nothing when it is blank."""
        words, start = text.strip(), self._next
        self._block(words, Block(kind, start, start + len(words)))

    def item(self, text: str, *, level: int = 1, number: str | None = None) -> None:
        """An item of a list with its printed number or a dash; ``level`` 1 is the outermost."""
        if words := text.strip():
            line, start = f"{number or BULLET} {words}", self._next
            self._block(line, Block("item", start, start + len(line), level, number))

    def heading(self, text: str, *, level: int, number: str | None = None) -> None:
        """A heading on one line of its own, after the number that is printed apart from its words."""
        if words := " ".join(text.split()):
            line = f"{number} {words}" if number else words
            heading = Heading(level=level, text=line, start=self._next, end=self._next + len(line))
            self._headings.append(heading)
            block = heading_block(heading)
            self._block(line, replace(block, number=number) if number else block)

    def note(self, text: str, *, number: str | None = None) -> None:
        """A note, after the mark that stands for it in the text."""
        if words := text.strip():
            line, start = f"[^{number}] {words}" if number else words, self._next
            self._block(line, Block("note", start, start + len(line), number=number))

    def table(self) -> None:
        """The rows that follow are those of a table of their own."""
        self._tables += 1

    def row(
        self,
        cells: Sequence[str],
        *,
        between: str,
        labels: Sequence[str] = (),
        header: bool = False,
        number: str | None = None,
    ) -> None:
        """A row of the table: its filled cells on one line, each with its label before it; nothing when all are empty.

        ``number`` is the row's own where it does not count from the table's first. Every cell has its span, also an
        empty one; those at the end come with ``tidied``.
        """
        start = at = self._next
        spans: list[tuple[int, int]] = []
        pieces: list[str] = []
        for column, cell in enumerate(cells):
            if cell:
                lead = (between if pieces else "") + (labels[column] if column < len(labels) else "")
                pieces.append(lead + cell)
                spans.append((at + len(lead), at + len(lead) + len(cell)))
                at += len(lead) + len(cell)
            else:
                spans.append((at, at))
        while spans and spans[-1][0] == spans[-1][1]:
            spans.pop()
        table = max(self._tables, 1) - 1
        self._block("".join(pieces), Block("row", start, at, None, number, tuple(spans), table, header=header))

    def embed(self, text: Text, *, under: int = 0) -> None:
        """A text that another reader made, with its headings ``under`` as many levels, and its blocks."""
        if not text.text.strip():
            return
        shift, first = self._next, self._tables
        if self._parts:
            self._add(GAP)
        self._add(text.text)
        for heading in text.headings:
            start, end = heading.start + shift, heading.end + shift
            self._headings.append(Heading(heading.level + under, heading.text, start, end))
        for block in text.blocks:
            self._blocks.append(_moved(block, shift, under=under, tables=first))
            self._tables = max(self._tables, first + 1 + (-1 if block.table is None else block.table))

    def text(self, title: str | None, *, meta: Mapping[str, Any] | None = None) -> Text:
        """What was written."""
        text = "".join(self._parts)
        blocks = tidied(self._blocks, text)
        return Text(text=text, title=title, headings=tuple(self._headings), blocks=blocks, meta=meta or {})

    @property
    def length(self) -> int:
        """How many characters were written."""
        return self._length

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return not self._length

    @property
    def first_heading(self) -> str | None:
        """The text of the first heading."""
        return self._headings[0].text if self._headings else None

    @property
    def _next(self) -> int:
        """Where the next block begins."""
        return self._length + (len(GAP) if self._parts else 0)

    def _block(self, words: str, block: Block) -> None:
        if words:
            if self._parts:
                self._add(GAP)
            self._add(words)
            self._blocks.append(block)

    def _add(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += len(piece)
        if self._length > self._source.limits.chars:
            fail("too_long", self._source.name, f"{self._source.limits.chars:,}")


def _moved(block: Block, shift: int, *, under: int, tables: int) -> Block:
    cells = tuple((start + shift, end + shift) for start, end in block.cells)
    level = block.level + under if block.kind == "heading" and block.level is not None else block.level
    table = None if block.table is None else block.table + tables
    return replace(block, start=block.start + shift, end=block.end + shift, level=level, cells=cells, table=table)
