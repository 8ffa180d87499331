"""What a converter is given (bytes, name, limits) and what it gives back."""

from array import array
from bisect import bisect_right
from dataclasses import dataclass

from pipelines.types import Text


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: characters of text, pages, memory of its child, seconds."""

    chars: int = 5_000_000
    pages: int = 5_000
    memory_mb: int = 512
    seconds: int = 120


@dataclass(frozen=True, slots=True)
class Source:
    """A document to convert."""

    data: bytes
    name: str
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Converted:
    """A document's text and its canonical MIME type."""

    text: Text
    mime: str


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


@dataclass(frozen=True, slots=True)
class Layout:
    """Which characters on the page a stored text consists of, as runs of characters that follow one another.

    Run ``i`` is ``text[starts[i] : starts[i] + lengths[i]]``; on its page it is pdfium's characters from ``firsts[i]``
    on. ``text_hash`` is the sha256 of the text: places hold for that text only.
    """

    text_hash: str
    starts: "array[int]"
    firsts: "array[int]"
    lengths: "array[int]"

    def chars(self, start: int, end: int) -> tuple[tuple[int, int], ...]:
        """The runs ``(first, length)`` of ``text[start:end]``, which must lie on one page."""
        found = []
        for run in range(max(bisect_right(self.starts, start) - 1, 0), len(self.starts)):
            position = self.starts[run]
            if position >= end:
                break
            cut = max(start - position, 0)
            length = min(position + self.lengths[run], end) - position - cut
            if length > 0:
                found.append((self.firsts[run] + cut, length))
        return tuple(found)
