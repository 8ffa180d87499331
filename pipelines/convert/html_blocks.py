"""Turns the starts and ends of HTML elements into paragraphs, headings, list items, table rows and code."""

import re

from lxml import etree

from pipelines.convert.writing import TextWriter

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote body caption center dd details div dl dt fieldset figcaption figure header hgroup "
        "hr html legend li main ol p pre section summary table tbody tfoot thead tr ul",
    )
)
CELLS = ("td", "th")


class BlockBuilder:
    """Collects inline text until a block begins or ends."""

    def __init__(self, writer: TextWriter) -> None:
        self._writer = writer
        self._inline: list[str] = []
        self._row: list[str] | None = None
        self._rows = 0
        self._preformatted = 0
        self._heading: int | None = None
        self._mark = ""

    def open(self, element: etree._Element) -> None:
        """An element begins."""
        tag = str(element.tag)
        if tag in HEADINGS:
            self._flush()
            self._heading = HEADINGS[tag] if not self._rows else None
        elif tag == "tr":
            self._open_row()
        elif tag in CELLS and self._rows:
            self._inline.append("\x1f")
        elif tag in BLOCKS:
            self._break()
        self._open_inline(tag, element)
        self.words(element.text)

    def close(self, element: etree._Element) -> None:
        """An element ends; what follows is its tail."""
        tag = str(element.tag)
        if tag in HEADINGS:
            self._flush()
            self._heading = None
        elif tag == "tr":
            self._close_row()
        elif tag in BLOCKS:
            self._break()
            self._mark = "" if tag == "li" else self._mark
        if tag == "pre":
            self._preformatted -= 1

    def words(self, text: str | None) -> None:
        """Text inside or after an element."""
        if text:
            self._inline.append(text if self._preformatted else " ".join(f".{text}.".split())[1:-1])

    def finish(self) -> None:
        """The document ends."""
        self._flush()

    def _open_inline(self, tag: str, element: etree._Element) -> None:
        if tag == "pre":
            self._preformatted += 1
        elif tag == "br":
            self._inline.append("\n")
        elif tag == "li":
            self._mark = "- "
        elif tag == "img" and element.get("alt"):
            self.words(f" {element.get('alt')} ")

    def _open_row(self) -> None:
        if not self._rows:
            self._flush()
        self._rows += 1

    def _close_row(self) -> None:
        self._rows -= 1
        if self._rows:
            self._inline.append(" ")
            return
        cells = (" ".join(cell.split()) for cell in "".join(self._inline).split("\x1f"))
        self._inline.clear()
        self._writer.paragraph(" | ".join(cell for cell in cells if cell))

    def _break(self) -> None:
        """Inside a table row a block is only a gap between words."""
        if self._rows:
            self._inline.append(" ")
        else:
            self._flush()

    def _flush(self) -> None:
        text = "".join(self._inline)
        self._inline.clear()
        if self._preformatted:
            self._writer.paragraph(text.strip("\n").rstrip())
            return
        lines = [" ".join(line.split()) for line in text.split("\n")]
        block = "\n".join(line for line in lines if line)
        if block and self._heading:
            self._writer.heading(block, level=self._heading)
        elif block:
            self._writer.paragraph(self._mark + block)
            self._mark = ""
