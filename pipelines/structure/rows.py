"""The row of a table that a quote is, with the names of its columns: alone its cells say little."""

from bisect import bisect_right

from pipelines.types import Block, CitedRow, Text

# A wider one is no small table any more; longer cells are cut.
COLUMNS, CELL = 24, 200


def cited_row(text: Text, start: int, end: int) -> CitedRow | None:
    """The row that ``text.text[start:end]`` is or stands in; None for anything else, and without a header."""
    here = bisect_right(text.blocks, start, key=lambda block: block.start) - 1
    if here < 0:
        return None
    row = text.blocks[here]
    if row.kind != "row" or row.header or not 0 < len(row.cells) <= COLUMNS or end > row.end:
        return None
    header = _header(text.blocks, here)
    return None if header is None else CitedRow(_shown(text, header), _shown(text, row))


def _header(blocks: tuple[Block, ...], at: int) -> Block | None:
    """The last header row above, in the same table."""
    table, width = blocks[at].table, len(blocks[at].cells)
    for n in range(at - 1, -1, -1):
        above = blocks[n]
        if above.kind != "row" or above.table != table:
            return None
        if above.header:
            return above if len(above.cells) == width else None
    return None


def _shown(text: Text, row: Block) -> tuple[str, ...]:
    cells = (" ".join(text.text[start : min(end, start + CELL)].split()) for start, end in row.cells)
    return tuple(cells)
