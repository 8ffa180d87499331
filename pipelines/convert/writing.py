"""Builds a stored text piece by piece, keeping the offset of every heading."""

from pipelines.convert.failures import fail
from pipelines.convert.source import Source
from pipelines.types import Heading, Text


class TextWriter:
    """Paragraphs separated by a blank line. Raises ``too_long`` as soon as the text is over its limit."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._parts: list[str] = []
        self._length = 0
        self._headings: list[Heading] = []

    def paragraph(self, text: str) -> None:
        """One paragraph; nothing when it is blank."""
        self._start(text.strip())

    def heading(self, text: str, *, level: int) -> None:
        """A heading on one line of its own."""
        line = " ".join(text.split())
        start = self._start(line)
        if line:
            self._headings.append(Heading(level=level, text=line, start=start, end=start + len(line)))

    def text(self, title: str | None) -> Text:
        """What was written."""
        return Text(text="".join(self._parts), title=title, headings=tuple(self._headings))

    @property
    def first_heading(self) -> str | None:
        """The text of the first heading."""
        return self._headings[0].text if self._headings else None

    def _start(self, block: str) -> int:
        if not block:
            return self._length
        if self._parts:
            self._add("\n\n")
        start = self._length
        self._add(block)
        return start

    def _add(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += len(piece)
        if self._length > self._source.limits.chars:
            fail("too_long", self._source.name, f"{self._source.limits.chars:,}")
