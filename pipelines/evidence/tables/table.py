"""A table in a stored text: header and rows whose cells are spans. Nothing is read before it is asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipelines.evidence.tables.cells import plain

Span = tuple[int, int]
Split = Callable[[int], Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Row:
    """A row: ``text[start:end]``, and its cells as they are shown, one per column."""

    cells: tuple[str, ...]
    start: int
    end: int


@dataclass(slots=True)
class Table:
    """A table of a text. ``named``: what stands above it (title, headings); ``spans``: of its rows, in order.

    ``split`` gives the spans of a row's cells, ``(0, 0)`` for an empty one. ``whole`` false: some of its rows could
    not be read, so nothing may be counted.
    """

    text: str
    header: tuple[str, ...]
    spans: Sequence[Span]
    split: Split
    named: str = ""
    whole: bool = True
    _columns: dict[int, list[str]] = field(default_factory=dict)
    _rows: dict[int, Row] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.spans)

    def row(self, at: int) -> Row:
        """The n-th row."""
        kept = self._rows.get(at)
        if kept is None:
            kept = self._rows[at] = Row(tuple(self._cell(span) for span in self._cells(at)), *self.spans[at])
        return kept

    def column(self, at: int) -> list[str]:
        """The cells of a column, of every row."""
        if at not in self._columns:
            self._columns[at] = [self._cell(self._cells(row)[at]) for row in range(len(self.spans))]
        return self._columns[at]

    def _cells(self, at: int) -> Sequence[Span]:
        found = self.split(at)
        missing = len(self.header) - len(found)
        return [*found, *[(0, 0)] * missing] if missing > 0 else found

    def _cell(self, span: Span) -> str:
        return plain(self.text[span[0] : span[1]])
