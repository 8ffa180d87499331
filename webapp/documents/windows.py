"""A stretch of a stored text with its blocks, so that a long one need not be sent whole. Free of Flask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from pipelines.storage.blobs import text_of
from pipelines.structure.packing import packed_blocks, unpack_blocks
from pipelines.structure.simple import with_blocks
from pipelines.types import Block, PageSpan
from webapp.documents.strips import BLOCKS, HEADINGS, Strips

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
    # As JSON, without the brackets around them.
    headings: bytes
    blocks: bytes
    heads: Sequence[TableHead]


class Opened:
    """A stored text, its blocks and headings left as they are stored until they are wanted: a look costs what it shows.

    Whole strips that were shown once are kept as they are shown: whoever reads a long text reads it again.
    """

    def __init__(self, content: bytes) -> None:
        head, _, body = content.partition(b"\n")
        head, headings = _taken(head, b'"headings":[', b'],"page_count":')
        body, blocks = _taken(body, b'","blocks":[', b"]}")
        about = orjson.loads(head)
        self.pages = tuple(PageSpan(**page) for page in about["pages"])
        self.text: str = orjson.loads(body)["text"] if body else about["text"]
        # Stored before there were blocks.
        self._blocks = Strips(blocks or _listed(packed_blocks(with_blocks(text_of(content)).blocks)), BLOCKS)
        self._headings = Strips(headings or _listed(about["headings"]), HEADINGS)
        self._told: dict[int, bytes] = {}

    @property
    def size(self) -> int:
        """About what it takes in memory once all of it was shown, in bytes."""
        return 2 * len(self.text) + 4 * len(self._blocks.raw) + len(self._headings.raw)

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
        shown = list(self._shown(start, end))
        if shown:
            first, last = self._edges(shown)
            start = min(start, first[START]) if start - first[START] <= NEAR else start
            end = max(end, last[END]) if last[END] - end <= NEAR else end
        return Window(
            text=self.text[start:end],
            start=start,
            length=length,
            pages=[page for page in self.pages if page.start < end and page.end > start],
            headings=b",".join(self._headings_of(start, end)),
            blocks=b",".join(self._as_told(one) for one in shown),
            heads=self._head_of(shown),
        )

    def _shown(self, start: int, end: int) -> Iterator["_Shown"]:
        """The blocks that touch a stretch, strip by strip: they are disjoint and in order."""
        for strip in self._blocks.near(start, end):
            if self._blocks.begins_within(strip, start, end):
                yield _Shown(strip, None)
                continue
            items = self._blocks.items(strip)
            touching = [one for one in items if one[START] < end and (one[START] > start or one[END] > start)]
            if touching:
                yield _Shown(strip, touching if len(touching) < len(items) else None)

    def _edges(self, shown: Sequence["_Shown"]) -> tuple[list[Any], list[Any]]:
        """The first and the last block that are shown."""
        first, last = shown[0], shown[-1]
        return (first.some or self._blocks.items(first.strip))[0], (last.some or self._blocks.items(last.strip))[-1]

    def _as_told(self, shown: "_Shown") -> bytes:
        if shown.some is not None:
            return _told(shown.some)
        if shown.strip not in self._told:
            self._told[shown.strip] = _told(self._blocks.items(shown.strip))
        return self._told[shown.strip]

    def _headings_of(self, start: int, end: int) -> Iterator[bytes]:
        for strip in self._headings.near(start, end):
            if self._headings.begins_within(strip, start, end):
                yield self._headings.bytes_of(strip)
                continue
            items = [one for one in self._headings.items(strip) if one["start"] < end and one["end"] > start]
            if items:
                yield _listed(items)

    def _head_of(self, shown: Sequence["_Shown"]) -> list[TableHead]:
        if not shown:
            return []
        row, _ = self._edges(shown[:1])
        if row[KIND] != "row" or _heads(row):
            return []
        head = next((one for one in self._before(shown[0].strip, row[START]) if _heads(one)), None)
        if head is None or _table(head) != _table(row):
            return []
        (block,) = unpack_blocks([head])
        return [TableHead(block.table or 0, [self.text[start:end] for start, end in block.cells])]

    def _before(self, strip: int, start: int) -> Iterator[list[Any]]:
        """The blocks before one, backwards; strips in which nothing heads a table are passed over."""
        for one in range(strip, -1, -1):
            if b",true" in self._blocks.bytes_of(one):
                yield from (block for block in reversed(self._blocks.items(one)) if block[START] < start)


@dataclass(frozen=True, slots=True)
class _Shown:
    """Blocks of a strip that are shown; ``some`` None: all of them."""

    strip: int
    some: list[list[Any]] | None


def _taken(line: bytes, opening: bytes, closing: bytes) -> tuple[bytes, bytes]:
    """A line of a stored text without the items of its long list, and these; no items where it does not say so.

    Quotes within strings have a backslash before them, so neither mark is found in one.
    """
    opened = line.find(opening)
    if opened < 0:
        return line, b""
    begins = opened + len(opening)
    ends = line.find(closing, begins) if closing[-1:] == b":" else len(line) - len(closing)
    return (line[:begins] + line[ends:], line[begins:ends]) if line[ends:].startswith(closing) else (line, b"")


def _listed(items: Sequence[Any]) -> bytes:
    return orjson.dumps(items)[1:-1]


def _told(packed: Sequence[Sequence[Any]]) -> bytes:
    return _listed([said(block) for block in unpack_blocks(packed)])


def _heads(block: Sequence[Any]) -> bool:
    return len(block) > HEADER and bool(block[HEADER])


def _table(row: Sequence[Any]) -> int | None:
    return row[TABLE] if len(row) > TABLE else None


def said(block: Block) -> dict[str, Any]:
    """A block with what it has."""
    told: dict[str, Any] = {"kind": block.kind, "start": block.start, "end": block.end}
    if block.level is not None:
        told["level"] = block.level
    if block.number is not None:
        told["number"] = block.number
    if block.table is not None:
        told["table"] = block.table
    if block.kind == "row":
        told |= {"cells": block.cells, "header": block.header}
    return told
