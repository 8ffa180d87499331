"""Builds a stored text block by block, keeping the offset of every heading, block and cell."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.convert.failures import fail
from pipelines.convert.source import Source
from pipelines.structure.tidy import printed_number, tidied
from pipelines.types import Block, BlockKind, Heading, Text

BULLET = "-"


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
        self._block(Block(kind, 0, 0), text.strip())

    def item(self, text: str, *, level: int = 1, number: str | None = None) -> None:
        """An item of a list with its printed number or a dash; ``level`` 1 is the outermost."""
        if words := text.strip():
            self._block(Block("item", 0, 0, level, number), f"{number or BULLET} {words}")

    def heading(self, text: str, *, level: int) -> None:
        """A heading on one line of its own."""
        line = " ".join(text.split())
        start = self._block(Block("heading", 0, 0, level, printed_number(line)), line)
        if line:
            self._headings.append(Heading(level=level, text=line, start=start, end=start + len(line)))

    def table(self) -> None:
        """The rows that follow are those of a table of their own."""
        self._tables += 1

    def row(self, cells: Sequence[str], *, between: str, labels: Sequence[str] = (), header: bool = False) -> None:
        """A row of the table: its filled cells on one line, each with its label before it; nothing when all are empty.

        Every cell has its span, also an empty one; those at the end come with ``tidied``.
        """
        filled = max((column for column, cell in enumerate(cells, start=1) if cell), default=0)
        spans: list[tuple[int, int]] = []
        pieces: list[str] = []
        at = 0
        for column, cell in enumerate(cells[:filled]):
            label = labels[column] if cell and column < len(labels) else ""
            lead = (between if cell and pieces else "") + label
            spans.append((at + len(lead), at + len(lead) + len(cell)))
            if cell:
                pieces.append(lead + cell)
                at += len(lead) + len(cell)
        start = self._block(Block("row", 0, 0, table=max(self._tables, 1) - 1, header=header), "".join(pieces))
        if pieces:
            moved = tuple((start + first, start + last) for first, last in spans)
            self._blocks[-1] = replace(self._blocks[-1], cells=moved)

    def text(self, title: str | None) -> Text:
        """What was written."""
        text = "".join(self._parts)
        return Text(text=text, title=title, headings=tuple(self._headings), blocks=tidied(self._blocks, text))

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return not self._length

    @property
    def first_heading(self) -> str | None:
        """The text of the first heading."""
        return self._headings[0].text if self._headings else None

    def _block(self, block: Block, words: str) -> int:
        """Write a block's words and note where they stand. Answers where that is."""
        if not words:
            return self._length
        if self._parts:
            self._add("\n\n")
        start = self._length
        self._add(words)
        self._blocks.append(replace(block, start=start, end=self._length))
        return start

    def _add(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += len(piece)
        if self._length > self._source.limits.chars:
            fail("too_long", self._source.name, f"{self._source.limits.chars:,}")
