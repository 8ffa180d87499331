"""Turns the starts and ends of HTML elements into paragraphs, headings, list items, table rows and code."""

import re
from dataclasses import dataclass

from lxml import etree

from pipelines.convert.html_tables import CELL, Rows
from pipelines.convert.writing import TextWriter
from pipelines.types import BlockKind

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote body caption center dd details div dl dt fieldset figcaption figure header hgroup "
        "hr html legend li main ol p pre section summary table tbody tfoot thead tr ul",
    )
)
KINDS: dict[str, BlockKind] = {"blockquote": "quote", "caption": "caption", "figcaption": "caption"}


@dataclass(slots=True)
class _List:
    """A list that is open: the number of its next item, None without numbers."""

    number: int | None


class BlockBuilder:
    """Collects inline text until a block begins or ends."""

    def __init__(self, writer: TextWriter) -> None:
        self._writer = writer
        self._rows = Rows(writer)
        self._inline: list[str] = []
        self._preformatted = 0
        self._heading: int | None = None
        self._lists: list[_List] = []
        self._kinds: list[BlockKind] = []
        # The printed number of an item ("" for a dash) until its first words come.
        self._item: str | None = None

    def open(self, element: etree._Element) -> None:
        """An element begins."""
        tag = str(element.tag)
        if tag in HEADINGS:
            self._flush()
            self._heading = HEADINGS[tag] if not self._rows.depth else None
        elif self._rows.open(tag, element):
            self._row(tag)
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
            self._close_block(tag)
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
        elif tag in ("ol", "ul"):
            self._lists.append(_List(_whole(element.get("start"), 1) if tag == "ol" else None))
        elif tag == "li":
            self._item = self._number(element)
        elif tag in KINDS:
            self._kinds.append(KINDS[tag])
        elif tag == "img" and element.get("alt"):
            self.words(f" {element.get('alt')} ")

    def _number(self, element: etree._Element) -> str:
        """An item's number as it is shown, counted on."""
        last = self._lists[-1] if self._lists else None
        if last is None or last.number is None:
            return ""
        number = _whole(element.get("value"), last.number)
        last.number = number + 1
        return f"{number}."

    def _close_block(self, tag: str) -> None:
        if tag == "li":
            self._item = None
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag in KINDS and self._kinds:
            self._kinds.pop()
        elif tag == "table":
            self._rows.end_table()

    def _row(self, tag: str) -> None:
        """A row begins, or a cell in it."""
        if tag != "tr":
            self._inline.append(CELL)
        elif self._rows.depth == 1:
            self._flush()

    def _close_row(self) -> None:
        if self._rows.close():
            self._rows.write("".join(self._inline))
            self._inline.clear()
        else:
            self._inline.append(" ")

    def _break(self) -> None:
        """Inside a table row a block is only a gap between words."""
        if self._rows.depth:
            self._inline.append(" ")
        else:
            self._flush()

    def _flush(self) -> None:
        text = "".join(self._inline)
        self._inline.clear()
        if self._preformatted:
            self._writer.paragraph(text.strip("\n").rstrip(), "code")
            return
        lines = [" ".join(line.split()) for line in text.split("\n")]
        if block := "\n".join(line for line in lines if line):
            self._write(block)

    def _write(self, block: str) -> None:
        if self._heading:
            self._writer.heading(block, level=self._heading)
        elif self._item is not None:
            self._writer.item(block, level=max(len(self._lists), 1), number=self._item or None)
            self._item = None
        else:
            self._writer.paragraph(block, self._kinds[-1] if self._kinds else "paragraph")


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value.strip(), re.ASCII) else otherwise
