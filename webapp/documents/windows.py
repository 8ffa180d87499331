"""A stretch of a stored text with its blocks, so that a long one need not be sent whole. Free of Flask."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from pipelines.storage.blobs import text_of
from pipelines.structure.packing import packed_blocks, unpack_blocks
from pipelines.structure.simple import with_blocks
from pipelines.types import Block, Heading, PageSpan

MOST = 200_000
# An end of the window is moved out to a block's edge where that is not further away.
NEAR = 4_000
KIND, START, END, TABLE, HEADER = 0, 1, 2, 5, 6


@dataclass(frozen=True, slots=True)
class TableHead:
    """What heads the columns of a table that begins before the window."""

    table: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Window:
    """``text`` begins at ``start`` of the whole; all other offsets are of the whole too, whose length is ``length``."""

    text: str
    start: int
    length: int
    pages: Sequence[PageSpan]
    headings: Sequence[Heading]
    packed: Sequence[Sequence[Any]]
    # Its blocks as JSON, without the brackets around them.
    told: bytes
    heads: Sequence[TableHead]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its blocks, in order."""
        return unpack_blocks(self.packed)


class Opened:
    """A stored text, its blocks left packed until they are wanted: a table of 20,000 rows is read in a moment."""

    def __init__(self, content: bytes) -> None:
        head, _, body = content.partition(b"\n")
        about, parts = orjson.loads(head), orjson.loads(body) if body else {}
        self.pages = tuple(PageSpan(**page) for page in about["pages"])
        self.headings = tuple(Heading(**heading) for heading in about["headings"])
        self.text: str = parts["text"] if parts else about["text"]
        # Stored before there were blocks.
        self._blocks = parts.get("blocks") or packed_blocks(with_blocks(text_of(content)).blocks)
        self._starts = [block[START] for block in self._blocks]
        # What was told of a block once is not made again: whoever reads a long text reads it again.
        self._told: list[bytes | None] = [None] * len(self._blocks)
        self._heads = [at for at, block in enumerate(self._blocks) if len(block) > HEADER and block[HEADER]]

    @property
    def size(self) -> int:
        """About what it takes in memory, in bytes."""
        return 2 * len(self.text) + sum(270 + 40 * len(block) for block in self._blocks)

    def window(self, start: int, end: int) -> Window:
        """``text[start:end]``, at most 200,000 characters, moved out to the edges of the blocks that it cuts."""
        return self._between(start, min(end, start + MOST))

    def whole(self) -> Window:
        """All of it."""
        return self._between(0, len(self.text))

    def _between(self, start: int, end: int) -> Window:
        length = len(self.text)
        start = min(start, length)
        end = max(start, min(end, length))
        first = self._first_after(start)
        last = bisect_left(self._starts, end)
        shown = self._blocks[first:last]
        if shown and start - shown[0][START] <= NEAR:
            start = min(start, shown[0][START])
        if shown and shown[-1][END] - end <= NEAR:
            end = max(end, shown[-1][END])
        return Window(
            text=self.text[start:end],
            start=start,
            length=length,
            pages=[page for page in self.pages if page.start < end and page.end > start],
            headings=[heading for heading in self.headings if heading.start < end and heading.end > start],
            packed=shown,
            told=self._told_of(first, last),
            heads=self._head_of(first, last),
        )

    def _told_of(self, first: int, last: int) -> bytes:
        told = self._told[first:last]
        for at, one in enumerate(told, first):
            if one is None:
                told[at - first] = self._told[at] = orjson.dumps(said(*unpack_blocks([self._blocks[at]])))
        return b",".join(filter(None, told))

    def _first_after(self, start: int) -> int:
        """The first block that ends behind ``start``: blocks are disjoint and in order."""
        at = bisect_right(self._starts, start)
        return at - 1 if at > 0 and self._blocks[at - 1][END] > start else at

    def _head_of(self, first: int, last: int) -> list[TableHead]:
        row = self._blocks[first] if first < last else None
        if row is None or row[KIND] != "row" or (len(row) > HEADER and row[HEADER]):
            return []
        at = bisect_left(self._heads, first) - 1
        if at < 0:
            return []
        (head,) = unpack_blocks([self._blocks[self._heads[at]]])
        if head.table != (row[TABLE] if len(row) > TABLE else None):
            return []
        return [TableHead(head.table or 0, [self.text[start:end] for start, end in head.cells])]


def said(block: Block) -> dict[str, Any]:
    """A block with what it has."""
    told: dict[str, Any] = {"kind": block.kind, "start": block.start, "end": block.end}
    rest: dict[str, Any] = {"level": block.level, "number": block.number, "table": block.table}
    if block.kind == "row":
        rest |= {"cells": block.cells, "header": block.header}
    return told | {name: value for name, value in rest.items() if value is not None}
