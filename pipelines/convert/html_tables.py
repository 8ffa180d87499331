"""Tables of pages: rows with a cell per column also where one spans several; what only lays a page out is none."""

from dataclasses import dataclass, field

from lxml import etree

from pipelines.convert.html_weights import Weight
from pipelines.convert.writing import TextWriter
from pipelines.structure.tidy import reads_like_names

BETWEEN = " | "
CELLS = ("td", "th")
STRONG = ("b", "strong")
# A hostile page may ask for a billion: of one cell, and of all of a page.
COLUMNS_AT_MOST = 1_000
REACHED_AT_MOST = 100_000
# A first row of so many columns may name them without saying so.
NAMED_COLUMNS = 3
NAME_CHARS = 60
BOXED_SHARE = 0.5


@dataclass(slots=True)
class _Row:
    """A row that is open: the words of each cell, how far it reaches, how many cells are of a head, how many bold."""

    cells: list[list[str]] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    heads: int = 0
    bold: int = 0


@dataclass(slots=True)
class _Table:
    """A table that is open. ``down``: per column, for how many further rows a cell above reaches there."""

    begun: bool = False
    body: bool = False
    down: dict[int, int] = field(default_factory=dict)


class Tables:
    """Follows tables, rows and cells, and writes the rows.

    A table in a cell is written into it: its cells with commas, its rows with semicolons between them.
    """

    def __init__(self, writer: TextWriter) -> None:
        self._writer = writer
        # None: it lays out, its cells are parts of the page.
        self._open: list[_Table | None] = []
        self._row: _Row | None = None
        # Of each table within a cell: rows, and cells of its last row.
        self._inner: list[list[int]] = []
        self._left = REACHED_AT_MOST

    @property
    def in_row(self) -> bool:
        """Whether what is read stands in a row."""
        return self._row is not None

    def open_table(self, element: etree._Element, weight: Weight) -> None:
        """A table begins."""
        if self.in_row:
            self._inner.append([0, 0])
        else:
            self._open.append(None if _lays_out(element, weight) else _Table())

    def close_table(self) -> None:
        """It ends."""
        if self.in_row and self._inner:
            self._inner.pop()
        elif self._open and not self.in_row:
            self._open.pop()

    def open_row(self, words: list[str]) -> bool:
        """A row begins. Whether it begins one of cells; ``words`` are what is read, in a cell."""
        if self._row is not None:
            if self._inner:
                _part(words, "; " if self._inner[-1][0] else " ")
                self._inner[-1] = [self._inner[-1][0] + 1, 0]
            return False
        if self._open and self._open[-1] is None:
            return False
        self._row = _Row()
        return True

    def open_cell(self, element: etree._Element, words: list[str]) -> list[str]:
        """A cell begins. Answers where its words go."""
        if self._row is None:
            return words
        if self._inner:
            _part(words, ", " if self._inner[-1][1] else " ")
            self._inner[-1][1] += 1
            return words
        row = self._row
        row.cells.append([])
        row.spans.append((_span(element, "colspan"), _span(element, "rowspan")))
        row.heads += element.tag == "th" or _in_head(element)
        row.bold += len(element) == 1 and element[0].tag in STRONG and not (element.text or "").strip()
        return row.cells[-1]

    def close_row(self, element: etree._Element) -> bool:
        """A row ends. Whether it was one of cells, which is written."""
        if self._row is None or self._inner:
            return False
        row, self._row = self._row, None
        if not self._open:
            self._open.append(_Table())
        table = self._open[-1] or _Table()
        cells = [" ".join("".join(cell).split()) for cell in row.cells]
        if not table.begun and len(cells) == 1 and row.spans[0][0] > 1 and _goes_on(element):
            self._writer.paragraph(cells[0], "caption")
            return True
        header = not table.body and self._is_header(row, cells, more=_goes_on(element), first=not table.begun)
        if not table.begun and any(cells):
            self._writer.table()
            table.begun = True
        table.body = table.body or (not header and any(cells))
        self._writer.row(self._placed(table, row, cells), between=BETWEEN, header=header)
        return True

    def _is_header(self, row: _Row, cells: list[str], *, more: bool, first: bool) -> bool:
        """Cells of a head, or words that read like names of columns in a first row."""
        if cells and row.heads == len(cells):
            return True
        if not first or not more or row.heads or not all(cells) or max(map(len, cells), default=0) > NAME_CHARS:
            return False
        enough = len(cells) >= NAMED_COLUMNS or (len(cells) > 1 and row.bold == len(cells))
        return enough and reads_like_names(cells)

    def _placed(self, table: _Table, row: _Row, cells: list[str]) -> list[str]:
        """The cells in their columns; a column that a cell reaches into from the left or from above is empty."""
        placed: list[str] = []
        for cell, (across, down) in zip(cells, row.spans, strict=True):
            self._pass_reached(table, placed)
            empty = across - 1 if across <= self._left else 0
            self._left -= empty
            if down > 1:
                table.down.update(dict.fromkeys(range(len(placed), len(placed) + empty + 1), down - 1))
            placed += [cell, *[""] * empty]
        self._pass_reached(table, placed)
        return placed

    def _pass_reached(self, table: _Table, placed: list[str]) -> None:
        while (left := table.down.get(len(placed), 0)) and self._left:
            self._left -= 1
            if left > 1:
                table.down[len(placed)] = left - 1
            else:
                del table.down[len(placed)]
            placed.append("")


def _part(words: list[str], sign: str) -> None:
    """A sign behind the last word, not behind the spaces after it."""
    while words and not words[-1].strip():
        words.pop()
    words.append(sign)


def _lays_out(element: etree._Element, weight: Weight) -> bool:
    """Whether a table only puts parts of a page beside each other."""
    if element.get("role") in ("presentation", "none"):
        return True
    if weight.boxed > BOXED_SHARE * weight.letters or weight.heads:
        return True
    return weight.cells <= weight.rows and weight.blocks > 0


def _goes_on(row: etree._Element) -> bool:
    """Whether another row follows."""
    section = row.getparent()
    return row.getnext() is not None or (section is not None and section.getnext() is not None)


def _span(element: etree._Element, name: str) -> int:
    value = (element.get(name) or "").strip()
    return min(max(int(value), 1), COLUMNS_AT_MOST) if value.isascii() and value.isdigit() and len(value) < 10 else 1


def _in_head(element: etree._Element) -> bool:
    row = element.getparent()
    section = row.getparent() if row is not None else None
    return section is not None and section.tag == "thead"
