"""What a converter is given (bytes, name, limits) and what it gives back."""

import io
from dataclasses import dataclass
from pathlib import Path

from pipelines.convert.layout import Runs, Table
from pipelines.cutting.cut import Cut
from pipelines.types import Text

# How much longer than it computes a document may take on a busy machine.
PATIENCE = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: characters of text, pages, memory of its child, seconds.

    ``seconds`` are the processor's; by the clock it may take ``PATIENCE`` times as long. ``ocr`` are the languages in
    which pictures of text are read (``eng+deu``), nothing: they are not; it may take ``ocr_seconds`` more by the clock.
    """

    chars: int = 5_000_000
    pages: int = 5_000
    memory_mb: int = 512
    seconds: int = 120
    ocr: str = ""
    ocr_seconds: int = 900

    @property
    def clock(self) -> int:
        """Seconds by the clock: a child gives way to those who answer, and must not be ended for that."""
        return PATIENCE * self.seconds


@dataclass(frozen=True, slots=True)
class Reading:
    """How a document is read where its source says so: ``comments``, also what people wrote beside it."""

    comments: bool = False


AS_IT_IS = Reading()


@dataclass(frozen=True, slots=True)
class Source:
    """A document to convert: all of its bytes or, where one page of it is wanted, the file that they are read from."""

    data: bytes
    name: str
    limits: Limits = Limits()
    path: Path | None = None
    reading: Reading = AS_IT_IS


@dataclass(frozen=True, slots=True)
class Layout:
    """Which letters on the page a stored text consists of, as ``pipelines.convert.layout`` packs it."""

    data: bytes

    @property
    def table(self) -> Table:
        """Its pages and where their pieces are. Raises ``LayoutDamaged``."""
        return Table.read(io.BytesIO(self.data))

    def chars(self, start: int, end: int) -> Runs:
        """The runs ``(first, length)`` of ``text[start:end]``, which must lie on one page."""
        return self.table.chars(start, end, io.BytesIO(self.data))


@dataclass(frozen=True, slots=True)
class Member:
    """A file within a file: its name there, with folders, and its bytes.

    ``refused`` is the code of ``failures`` that it ends with where its bytes cannot be had (``encrypted``).
    """

    name: str
    data: bytes
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What a reader makes of a file where that is more than its text: the layout of a PDF, the files in an archive.

    ``members`` is None for what holds no files ever; empty says that it holds none now.
    """

    text: Text
    layout: Layout | None = None
    members: tuple[Member, ...] | None = None


@dataclass(frozen=True, slots=True)
class Converted:
    """A document's text, its canonical MIME type and the fingerprint of its format; what else ``Made`` tells of it.

    ``cut`` is there where it was asked for.
    """

    text: Text
    mime: str
    fingerprint: str
    layout: Layout | None = None
    members: tuple[Member, ...] | None = None
    cut: Cut | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in fractions of the page as it is shown (rotated and cropped); the origin is its top left corner."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Placed:
    """One page's share of a stretch: its boxes, one per line, and the page's shown size in points."""

    page: int
    width: float
    height: float
    boxes: tuple[Box, ...]
