"""Rows of HTML tables: a cell per column also where one spans several; a table in a cell reads as part of it."""

from lxml import etree

from pipelines.convert.writing import TextWriter

BETWEEN = " | "
CELL = "\x1f"
CELLS = ("td", "th")
# A hostile page may ask for a billion.
COLUMNS_AT_MOST = 1_000


class Rows:
    """Follows rows and cells as they open and close, and writes those of the outermost table."""

    def __init__(self, writer: TextWriter) -> None:
        self._writer = writer
        self.depth = 0
        # Per cell of the row: how many columns and rows it spans.
        self._spans: list[tuple[int, int]] = []
        # Per column: for how many further rows a cell above reaches down.
        self._down: dict[int, int] = {}
        self._head_cells = 0
        self._begun = self._body = False

    def open(self, tag: str, element: etree._Element) -> bool:
        """Whether it is a row or a cell in one, which is noted."""
        if tag == "tr":
            self.depth += 1
            if self.depth == 1:
                self._spans, self._head_cells = [], 0
            return True
        if tag not in CELLS or not self.depth:
            return False
        if self.depth == 1:
            self._spans.append((_span(element, "colspan"), _span(element, "rowspan")))
            self._head_cells += tag == "th" or _in_head(element)
        return True

    def close(self) -> bool:
        """A row ends. Whether it is to be written now."""
        self.depth -= 1
        return not self.depth

    def write(self, inline: str) -> None:
        """A row: each of its cells stands behind a ``CELL``."""
        if not self._begun:
            self._writer.table()
            self._begun = True
        before, *cells = (" ".join(cell.split()) for cell in inline.split(CELL))
        header = not self._body and bool(cells) and self._head_cells == len(self._spans)
        self._body = self._body or not header
        placed = self._placed(cells)
        self._writer.row([before, *placed] if before else placed, between=BETWEEN, header=header)

    def end_table(self) -> None:
        """The table ends, where it is none within a cell."""
        if not self.depth:
            self._begun = self._body = False
            self._down = {}

    def _placed(self, cells: list[str]) -> list[str]:
        """The cells in their columns; a column that a cell reaches into from the left or from above is empty."""
        row: list[str] = []
        for cell, (across, down) in zip(cells, self._spans, strict=False):
            self._pass_reached(row)
            for column in range(len(row), len(row) + across):
                self._down[column] = down - 1
            row += [cell, *[""] * (across - 1)]
        row += cells[len(self._spans) :]
        self._pass_reached(row)
        return row

    def _pass_reached(self, row: list[str]) -> None:
        while self._down.get(len(row), 0) > 0:
            self._down[len(row)] -= 1
            row.append("")


def _span(element: etree._Element, name: str) -> int:
    value = (element.get(name) or "").strip()
    return min(max(int(value), 1), COLUMNS_AT_MOST) if value.isascii() and value.isdigit() and len(value) < 10 else 1


def _in_head(element: etree._Element) -> bool:
    row = element.getparent()
    section = row.getparent() if row is not None else None
    return section is not None and section.tag == "thead"
