"""The header of a table for who reads only its later rows: context, never part of what is cited."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from pipelines.types import Block, Text

# A hostile table may have a header as long as a book; few have more than two rows of names.
CHARACTERS, ROWS = 600, 3

Headers = Mapping[int | None, Sequence[Block]]


def headers_of(blocks: Iterable[Block]) -> Headers:
    """The header rows of each table, by its number."""
    found: dict[int | None, list[Block]] = {}
    for block in blocks:
        if block.header and len(found.setdefault(block.table, [])) < ROWS:
            found[block.table].append(block)
    return found


def header_above(text: Text, at: int, headers: Headers | None = None) -> str:
    """The header of the table in whose later row an offset stands, each of its rows on a line; else empty.

    Empty as well for rows that say their columns themselves ("Item: lamp; Price: 12"). ``headers``: of ``text``, from
    who asks often.
    """
    here = bisect_right(text.blocks, at, key=lambda block: block.start) - 1
    row = text.blocks[here] if here >= 0 else None
    if row is None or row.kind != "row" or row.header or at >= row.end or says_its_columns(text.text, row):
        return ""
    above = (headers_of(text.blocks) if headers is None else headers).get(row.table, ())
    shown = dict.fromkeys(text.text[one.start : one.end] for one in above if one.end <= at)
    return _short("\n".join(shown))


def says_its_columns(text: str, row: Block) -> bool:
    """Whether a row reads like a sentence, "Item: lamp; Price: 12": it needs no header to be understood."""
    first = next((start for start, end in row.cells if start < end), row.start)
    return text[row.start : first].endswith(": ")


def _short(header: str) -> str:
    if len(header) <= CHARACTERS:
        return header
    cut = header[:CHARACTERS]
    return cut[: max(cut.rfind(" "), CHARACTERS // 2)].rstrip()
