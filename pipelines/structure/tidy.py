"""Blocks in the one shape that everybody may rely on: disjoint, in order, within the text, rows of one length."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipelines.types import Block

# What people print before a heading: "2.1", "§ 4", "A.", "IV.", "Chapter 3:" has its number in words.
PRINTED = re.compile(r"(?:§+\s*\d+[a-z]?|\d{1,3}(?:\.\d{1,3})*[.)]?|[A-Z](?:\.\d{1,3})+|[A-Z][.)]|[IVX]+[.)])(?=\s+\S)")


PIPE = re.compile(r"(?<!\\)\|")
NUMERIC = re.compile(r"[+-]?[\d.,:/ %€$£-]+")
# A thousand columns, and a hundred thousand rows of one cell: so many are filled in, further rows stay as they are.
FILLED_AT_MOST = 1_000_000


def tidied(blocks: Iterable[Block], text: str) -> tuple[Block, ...]:
    """The blocks without white space around them; empty ones, and what overlaps one before, left out.

    The rows of a table have as many cells as it has columns: those up to the last with anything in it. What is missing
    is empty, at the row's end.
    """
    kept = list(_kept(blocks, text))
    widths: dict[int | None, int] = {}
    for block in kept:
        if block.kind == "row" and len(block.cells) > widths.get(block.table, 0):
            widths[block.table] = max(widths.get(block.table, 0), _columns(block))
    missing = 0
    for at, block in enumerate(kept):
        if block.kind == "row":
            missing += max(widths[block.table] - len(block.cells), 0)
            kept[at] = _filled(block, widths[block.table] if missing <= FILLED_AT_MOST else len(block.cells))
    return tuple(kept)


def printed_number(heading: str) -> str | None:
    """The number that is printed before a heading's words."""
    found = PRINTED.match(heading)
    return found[0] if found else None


def reads_like_names(cells: Sequence[str]) -> bool:
    """Whether a table's first row names its columns: words that all differ, no numbers or dates."""
    filled = [cell for cell in cells if cell]
    return bool(filled) and len(set(filled)) == len(filled) and not any(NUMERIC.fullmatch(cell) for cell in filled)


def cells_of(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    r"""The cells of a row in pipes, ``text[start:end]``; ``\|`` is a letter. The outer pipes may be missing."""
    at = start + 1 if text[start] == "|" else start
    cells = []
    for pipe in PIPE.finditer(text, at, end):
        cells.append(trimmed(text, at, pipe.start()))
        at = pipe.end()
    if text[at:end].strip() or not cells:
        cells.append(trimmed(text, at, end))
    return tuple(cells)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space around it; where there is nothing else, empty at its start."""
    inner = text[start:end]
    left = start + len(inner) - len(inner.lstrip())
    return (left, start + len(inner.rstrip())) if inner.strip() else (start, start)


def _kept(blocks: Iterable[Block], text: str) -> Iterator[Block]:
    after, whole = 0, len(text)
    for block in blocks:
        start, end = block.start, block.end
        if not 0 <= start < end <= whole or text[start].isspace() or text[end - 1].isspace():
            start, end = trimmed(text, max(start, 0), min(end, whole))
        if after <= start < end:
            yield block if (start, end) == (block.start, block.end) else _within(block, start, end)
            after = end


def _within(block: Block, start: int, end: int) -> Block:
    cells = tuple((min(max(at, start), end), min(max(to, start), end)) for at, to in block.cells)
    return replace(block, start=start, end=end, cells=cells)


def _columns(block: Block) -> int:
    for column in range(len(block.cells), 0, -1):
        start, end = block.cells[column - 1]
        if start < end:
            return column
    return 0


def _filled(block: Block, width: int) -> Block:
    if len(block.cells) == width:
        return block
    cells = block.cells[:width] + ((block.end, block.end),) * (width - len(block.cells))
    return Block("row", block.start, block.end, None, block.number, cells, block.table, header=block.header)
