"""The lines of a PDF page, with the geometry that paragraphs and page furniture are told by.

Geometry is in the reading frame of the line itself: ``u`` runs along the text, ``v`` downwards from line to line, in
points, so that text set at any right angle reads the same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipelines.convert.pdf.glyphs import Floats

# A gap that is nearly as wide as a letter is high may part two columns.
WIDE = 0.9
SPACELESS = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff9f\U00020000-\U0003ffff]")

# Of one letter, or of many at once.
Number = TypeVar("Number", float, Floats)


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in a table a line stands: the ``row`` counts within the page's ``table``; ``edges`` are of its columns."""

    table: int
    row: int
    column: int
    edges: tuple[tuple[float, float], ...]
    header: bool


# Not frozen: that makes a line, of which a document has tens of thousands, four times as dear.
@dataclass(slots=True, eq=False)
class Line:
    """A line, equal to itself alone: its characters on the page are ``[start, end)``.

    ``hyphen`` if a word goes on in the next line.

    ``text`` has one character per pdfium character; NUL where it is not to be stored. Of a line that was drawn in
    pieces, ``chars`` are the characters on the page, -1 between two pieces. ``order`` tells the lines of a page apart,
    ``depth`` how far down its page it stands, from 0 to 1, ``margin`` the right edge of its column where that is known;
    ``size`` is the font size, in points, of most of ``sizes``, a sample. ``comment``: somebody wrote it on the page.
    """

    page: int
    order: int
    start: int
    end: int
    text: str
    hyphen: bool
    angle: int
    left: float
    right: float
    baseline: float
    size: float
    sizes: tuple[float, ...]
    word_right: float
    mono: bool
    bold: bool = False
    depth: float = 0.5
    chars: tuple[int, ...] | None = None
    cell: Cell | None = None
    margin: float | None = None
    comment: bool = False

    @property
    def words(self) -> str:
        """The text without the spaces around it."""
        return self.text.strip()

    @property
    def places(self) -> Sequence[int]:
        """The character on the page of each of ``text``."""
        return range(self.start, self.end) if self.chars is None else self.chars


@dataclass(slots=True, eq=False)
class Drawn:
    """A line as pdfium reads it, and its pieces where gaps part it that may be those of columns; else itself."""

    whole: Line
    pieces: tuple[Line, ...]


def in_frame(box: tuple[Number, Number, Number, Number], angle: int) -> tuple[Number, Number, Number, Number]:
    """A box (left, bottom, right, top) as lines at that angle see it: from, to, upper and lower edge."""
    left, bottom, right, top = box
    if angle == 0:
        return left, right, -top, -bottom
    if angle == 180:
        return -right, -left, bottom, top
    return (bottom, top, left, right) if angle == 90 else (-top, -bottom, -right, -left)
