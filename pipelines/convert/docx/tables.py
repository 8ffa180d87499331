"""Tables: a cell for every column, also where one is merged or missing; the rows that name the columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from lxml import etree

from pipelines.convert.docx.names import TBL, TC, TR, WORD, P, number, on, val
from pipelines.convert.docx.shown import shown_in
from pipelines.convert.table_shape import names_columns
from pipelines.structure.tidy import reads_like_names

# Word has 63; a hostile file may ask for a billion.
COLUMNS_AT_MOST = 256
ROW_PROPERTIES, CELL_PROPERTIES = "trPr", "tcPr"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, how many columns it spans; ``element`` is None where the row has nothing there of its own."""

    element: etree._Element | None
    across: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row; whether Word repeats it at the head of every page, and whether a cell above reaches into it."""

    cells: list[Cell]
    repeated: bool
    reached: bool


def rows_of(table: etree._Element) -> list[Row]:
    """The rows that are shown. A cell that continues the one above it has nothing of its own."""
    open_columns: set[int] = set()
    rows = []
    for row in shown_in(table):
        if row.tag == TR and not (on(row, ROW_PROPERTIES, "del") or on(row, ROW_PROPERTIES, "hidden")):
            cells, reached = _cells(row, open_columns)
            rows.append(Row(cells, bool(on(row, ROW_PROPERTIES, "tblHeader")), reached))
    return rows


def _cells(row: etree._Element, open_columns: set[int]) -> tuple[list[Cell], bool]:
    """A row's cells, and whether one of them continues the one above; ``open_columns`` are those that may."""
    cells: list[Cell] = []
    column = _columns(number(row, ROW_PROPERTIES, "gridBefore"), 0)
    cells += [Cell(None)] * column
    begun: set[int] = set()
    reached = False
    for cell in shown_in(row):
        if cell.tag != TC:
            continue
        across = _columns(number(cell, CELL_PROPERTIES, "gridSpan"), 1)
        merged = cell.find(f"{WORD}{CELL_PROPERTIES}/{WORD}vMerge")
        continued = merged is not None and val(cell, CELL_PROPERTIES, "vMerge") != "restart" and column in open_columns
        reached = reached or continued
        if merged is not None:
            begun.add(column)
        gone = continued or val(cell, CELL_PROPERTIES, "hMerge") == "continue" or on(cell, CELL_PROPERTIES, "cellDel")
        cells.append(Cell(None if gone else cell, across))
        column += across
    open_columns.clear()
    open_columns |= begun
    return cells, reached


def _columns(asked: int | None, least: int) -> int:
    return min(max(asked or 0, least), COLUMNS_AT_MOST)


def placed(cells: Sequence[Cell], texts: Sequence[str]) -> list[str]:
    """The texts of a row in their columns. What goes beyond the last column that a table may have is part of it."""
    row: list[str] = []
    for at, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        row += [text, *[""] * (cell.across - 1)]
        if len(row) >= COLUMNS_AT_MOST:
            del row[COLUMNS_AT_MOST:]
            row[-1] = " ".join(filter(None, [row[-1], *texts[at + 1 :]]))
            break
    return row


def header_rows(rows: Sequence[Row], texts: Sequence[Sequence[str]]) -> set[int]:
    """Which rows name the columns: those that Word repeats, else the first that is no title and reads like names.

    A row that a name above reaches into names columns too.
    """
    repeated: set[int] = set()
    for at, row in enumerate(rows):
        if not row.repeated:
            break
        repeated.add(at)
    if repeated and len(repeated) < len(rows):
        return repeated
    at = next((at for at, row in enumerate(rows) if len(row.cells) > 1), len(rows))
    # The corner of a table that is read along both sides is empty; other columns have a name.
    if at + 1 < len(rows) and _is_full(rows[at], texts[at]) and _names(rows, texts, at):
        later = takewhile(lambda row: rows[row].reached and reads_like_names(texts[row]), range(at + 1, len(rows) - 1))
        return {at, *later}
    return set()


def _names(rows: Sequence[Row], texts: Sequence[Sequence[str]], at: int) -> bool:
    head, *body = (placed(row.cells, words) for row, words in zip(rows[at:], texts[at:], strict=True))
    return names_columns(head, body)


def _is_full(row: Row, words: Sequence[str]) -> bool:
    filled = [bool(word) for word in placed(row.cells, ["x" if word else "" for word in words])]
    spanned = [cell.across > 1 for cell in row.cells]
    return any(spanned) or all(filled[1:])


def is_frame(rows: Sequence[Row], is_heading: Callable[[etree._Element], bool]) -> bool:
    """Whether a table is only there to place what is in it: one column, or sections with headings of their own."""
    if all(len(row.cells) == 1 for row in rows):
        return True
    return any(_is_section(cell.element, is_heading) for row in rows for cell in row.cells if cell.element is not None)


def _is_section(cell: etree._Element, is_heading: Callable[[etree._Element], bool]) -> bool:
    parts = [one for one in shown_in(cell) if one.tag in (P, TBL)]
    return len(parts) > 1 and any(one.tag == P and is_heading(one) for one in parts)
