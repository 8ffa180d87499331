"""Blocks of a text that has only its lines to tell them by: plain text, and texts stored before there were blocks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipelines.structure.tidy import cells_of, printed_number, tidied
from pipelines.types import Block, BlockKind, Heading, Text

FENCE = re.compile(r"[^\S\n]{0,3}(```+|~~~+)")
ITEM = re.compile(r"([^\S\n]*)(?:[-*+•‣◦▪–]|(\(?(?:\d{1,3}(?:\.\d{1,3})*[.)]|[a-zA-Z]\)))) +\S")
RULE = re.compile(r"""[^\S\n]*([=\-*~^"#+_])(?:[^\S\n]*\1){2,}[^\S\n]*""")
DELIMITER = re.compile(r"[^\S\n]*\|?(?:[^\S\n]*:?-+:?[^\S\n]*\|)+(?:[^\S\n]*:?-+:?)?[^\S\n]*\|?[^\S\n]*")
INDENT = 2


def with_blocks(text: Text) -> Text:
    """The text with blocks in any case: its own or, where it was stored before there were any, simple ones."""
    return text if text.blocks else replace(text, blocks=simple_blocks(text.text, text.headings))


def simple_blocks(text: str, headings: Sequence[Heading] = ()) -> tuple[Block, ...]:
    """Headings as given; between them fenced code, tables in pipes, items, quotes and paragraphs, line by line."""
    lines = _Lines(text)
    at = 0
    for heading in headings:
        lines.read(at, heading.start)
        lines.blocks.append(heading_block(heading))
        at = max(at, heading.end)
    lines.read(at, len(text))
    return tidied(lines.blocks, text)


def heading_block(heading: Heading) -> Block:
    """A heading as a block."""
    return Block("heading", heading.start, heading.end, heading.level, printed_number(heading.text))


@dataclass(slots=True)
class _Lines:
    """Reads lines one after another; ``open`` is the block that the next line may belong to."""

    text: str
    blocks: list[Block] = field(default_factory=list)
    tables: int = 0
    open: Block | None = None
    fence: str = ""
    in_table: bool = False

    def read(self, start: int, end: int) -> None:
        """The lines of ``text[start:end]``, which no block goes beyond."""
        spans = list(_spans(self.text, start, end))
        for number, (at, to) in enumerate(spans):
            following = spans[number + 1] if number + 1 < len(spans) else None
            self._line(at, to, following)
        self._close()
        self.fence = ""

    def _line(self, start: int, end: int, following: tuple[int, int] | None) -> None:
        fence = FENCE.match(self.text, start, end)
        if self.fence:
            self._goes_on("code", start, end)
            if fence and fence[1].startswith(self.fence):
                self._close()
                self.fence = ""
        elif fence:
            self._begin(Block("code", start, end))
            self.fence = fence[1]
        elif not self.text[start:end].strip():
            self._close()
        elif not self._row(start, end, following):
            self._words(start, end)

    def _row(self, start: int, end: int, following: tuple[int, int] | None) -> bool:
        """Whether the line belongs to a table: its first line is known by the rule of dashes below it."""
        if "|" not in self.text[start:end]:
            self.in_table = False
            return False
        header = not self.in_table and following is not None and _is_delimiter(self.text, *following)
        if not self.in_table and not header:
            return False
        self._close()
        self.in_table = True
        self.tables += header
        if not DELIMITER.fullmatch(self.text, start, end):
            self.blocks.append(row_block(self.text, start, end, table=self.tables - 1, header=header))
        return True

    def _words(self, start: int, end: int) -> None:
        if RULE.fullmatch(self.text, start, end):
            self._close()
        elif item := ITEM.match(self.text, start, end):
            self._begin(Block("item", start, end, len(item[1].expandtabs()) // INDENT + 1, item[2]))
        elif self.text[start:end].lstrip().startswith(">"):
            self._goes_on("quote", start, end)
        elif self.open and self.open.kind == "item":
            self._goes_on("item", start, end)
        else:
            self._goes_on("paragraph", start, end)

    def _goes_on(self, kind: BlockKind, start: int, end: int) -> None:
        if self.open and self.open.kind == kind:
            self.open = replace(self.open, end=end)
        else:
            self._begin(Block(kind, start, end))

    def _begin(self, block: Block) -> None:
        self._close()
        self.open = block

    def _close(self) -> None:
        self.in_table = False
        if self.open:
            self.blocks.append(self.open)
        self.open = None


def row_block(text: str, start: int, end: int, *, table: int, header: bool) -> Block:
    """A row in pipes as a block."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return Block("row", start, end, cells=cells_of(text, start, end), table=table, header=header)


def _is_delimiter(text: str, start: int, end: int) -> bool:
    return DELIMITER.fullmatch(text, start, end) is not None


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of ``text[start:end]`` without their newlines."""
    while start < end:
        newline = text.find("\n", start, end)
        stop = end if newline < 0 else newline
        yield start, stop
        start = stop + 1
