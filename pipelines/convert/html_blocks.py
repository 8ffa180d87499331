"""Turns the starts and ends of HTML elements into paragraphs, headings, list items, table rows and code."""

import re

from lxml import etree

from pipelines.convert.alternatives import told_of
from pipelines.convert.decode import clean
from pipelines.convert.html_lists import LISTS, Lists
from pipelines.convert.html_tables import CELLS, Tables
from pipelines.convert.html_weights import Weight
from pipelines.convert.raised import MOST, RAISED, is_raisable, raised
from pipelines.convert.writing import TextWriter
from pipelines.types import BlockKind

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
        "figure footer form header hgroup hr html legend li listing main menu nav ol option p plaintext pre section "
        "summary table tbody td textarea tfoot th thead tr ul xmp",
    )
)
KINDS: dict[str, BlockKind] = {"blockquote": "quote", "caption": "caption", "figcaption": "caption"}
PREFORMATTED = ("pre", "listing", "xmp", "plaintext", "textarea")
QUOTES = {"q": ("“", "”")}
# No unit: a number raised behind it leads to a note.
ENDS_A_WORD = re.compile(r"[^\W\d_]{4}|[.,;:!?)]$")
# After these a definition goes on without a colon.
ENDED = (":", ".", "?", "!", "…", ";", ",", "：", "。", "？", "！")
TERM_CHARS = 200
# Two line breaks part what many pages have no other paragraphs for.
EMPTY_LINE = re.compile(r"\n[ ]*\n")


class BlockBuilder:
    """Collects inline text until a block begins or ends."""

    def __init__(self, writer: TextWriter) -> None:
        self._writer = writer
        self._tables = Tables(writer)
        self._inline: list[str] = []
        self._preformatted: list[str] = []
        self._heading: int | None = None
        self._lists = Lists()
        self._kinds: list[BlockKind] = []
        # The printed number of an item ("" for a dash), and a term, until the first words of what they are of come.
        self._item: str | None = None
        self._term = ""
        # Where raised or lowered text, or the base of a reading aid, begins; the readings.
        self._marks: list[int] = []
        self._readings: list[str] = []

    def open(self, element: etree._Element, weight: Weight) -> None:
        """An element begins."""
        tag = str(element.tag)
        if tag in HEADINGS:
            self._break()
            self._heading = HEADINGS[tag] if not self._tables.in_row else None
        elif tag in BLOCKS:
            self._break()
            self._open_block(tag, element, weight)
        else:
            self._open_inline(tag, element)
        self.words(element.text)

    def close(self, element: etree._Element) -> None:
        """An element ends; what follows is its tail."""
        tag = str(element.tag)
        if tag in HEADINGS:
            self._break()
            self._heading = None
        elif tag in BLOCKS:
            self._close_block(tag, element)
        elif tag in RAISED:
            self._raise(tag, element)
        elif _leads_to_a_note(tag, element):
            self._bracket()
        elif tag in QUOTES:
            self._inline.append(QUOTES[tag][1])
        elif tag in ("rt", "ruby"):
            self._read_aloud(tag)

    def words(self, text: str | None) -> None:
        """Text inside or after an element."""
        if text:
            # Character references bring in what the file itself did not hold.
            text = clean(text)
            self._inline.append(text if self._preformatted else " ".join(f".{text}.".split())[1:-1])

    def formula(self, text: str, *, alone: bool) -> None:
        """A formula, in its line or on one of its own."""
        if alone:
            self._break()
        self._inline.append(text)
        if alone:
            self._break()

    def finish(self) -> None:
        """The document ends."""
        self._flush()
        self._end_term()

    def _open_block(self, tag: str, element: etree._Element, weight: Weight) -> None:
        if tag in PREFORMATTED:
            self._preformatted.append(tag)
        elif tag in LISTS:
            self._lists.open(element)
        elif tag == "li":
            self._begin_item(self._lists.number(element))
        elif tag in KINDS:
            self._kinds.append(KINDS[tag])
        else:
            self._open_of_table(tag, element, weight)

    def _open_of_table(self, tag: str, element: etree._Element, weight: Weight) -> None:
        if tag == "table":
            self._tables.open_table(element, weight)
        elif tag in CELLS:
            self._inline = self._tables.open_cell(element, self._inline)
        elif tag == "tr" and self._tables.open_row(self._inline):
            self._end_term()
            self._inline = []

    def _close_block(self, tag: str, element: etree._Element) -> None:
        if tag == "tr" and self._tables.close_row(element):
            self._inline = []
            return
        if tag == "dt":
            self._begin_term()
        self._break()
        if tag in PREFORMATTED and self._preformatted:
            self._preformatted.pop()
        elif tag in KINDS and self._kinds:
            self._kinds.pop()
        elif tag == "table":
            self._tables.close_table()
        else:
            self._close_of_list(tag)

    def _close_of_list(self, tag: str) -> None:
        if tag == "li":
            self._item = None
        elif tag in LISTS:
            self._lists.close()
        elif tag == "dl":
            self._end_term()

    def _open_inline(self, tag: str, element: etree._Element) -> None:
        if tag == "br":
            self._inline.append("\n")
        elif tag == "img" and (told := told_of(element.get("alt"))):
            self.words(f" {told} ")
        elif tag in QUOTES:
            self._inline.append(QUOTES[tag][0])
        elif tag in RAISED or tag in ("ruby", "rt") or _leads_to_a_note(tag, element):
            self._marks.append(len(self._inline))

    def _raise(self, tag: str, element: etree._Element) -> None:
        """Raised and lowered digits as such: 10² is no 102. What leads to a note stays apart from its word."""
        start = min(self._marks.pop(), len(self._inline)) if self._marks else len(self._inline)
        text = "".join(self._inline[start:]).strip()
        if not is_raisable(text):
            return
        before = "".join(self._inline[max(start - 1, 0) : start])
        if tag == "sup" and (next(element.iterchildren("a"), None) is not None or ENDS_A_WORD.search(before[-4:])):
            self._inline[start:] = [f"[{text}]"]
        else:
            self._inline[start:] = [raised(text, tag)]

    def _bracket(self) -> None:
        """What leads to a note stays apart from its word, however it is raised."""
        start = min(self._marks.pop(), len(self._inline)) if self._marks else len(self._inline)
        text = "".join(self._inline[start:]).strip().strip("[]()")
        if text and len(text) <= MOST:
            self._inline[start:] = [f"[{text}]"]

    def _read_aloud(self, tag: str) -> None:
        """Readings stand behind the word that they are of: 漢字(かんじ)."""
        start = min(self._marks.pop(), len(self._inline)) if self._marks else len(self._inline)
        if tag == "rt":
            self._readings += self._inline[start:]
            del self._inline[start:]
        elif reading := "".join("".join(self._readings).split()):
            self._inline.append(f"({reading})")
            self._readings.clear()

    def _begin_item(self, number: str) -> None:
        if self._tables.in_row:
            self._inline.append(f"{number} " if number else "")
        else:
            self._end_term()
            self._item = number

    def _begin_term(self) -> None:
        """What is defined: it stands before the first words that say what it is."""
        if self._tables.in_row or self._heading or self._item is not None:
            return
        term = _lines("".join(self._inline)).replace("\n", " ")
        self._inline.clear()
        if not term:
            return
        self._end_term()
        self._term = term
        if len(self._term) > TERM_CHARS:
            self._end_term()

    def _end_term(self) -> None:
        """Nothing says what it is: it stands alone."""
        if self._term:
            self._writer.paragraph(self._term)
        self._term = ""

    def _break(self) -> None:
        """Inside a table row a block is only a gap between words."""
        if self._tables.in_row:
            self._inline.append(" ")
        else:
            self._flush()

    def _flush(self) -> None:
        text = "".join(self._inline)
        self._inline.clear()
        self._marks.clear()
        if self._preformatted and self._preformatted[-1] != "textarea":
            self._end_term()
            self._writer.paragraph(text.strip("\n").rstrip(), "code")
        elif self._heading:
            self._write(_lines(text))
        else:
            for block in filter(None, map(_lines, EMPTY_LINE.split(text))):
                self._write(block)

    def _write(self, block: str) -> None:
        if self._heading:
            self._end_term()
            self._writer.heading(block, level=self._heading)
        elif self._item is not None:
            self._end_term()
            self._writer.item(block, level=max(self._lists.depth, 1), number=self._item or None)
            self._item = None
        else:
            if self._term:
                block = f"{self._term}{' ' if self._term.endswith(ENDED) else ': '}{block}"
                self._term = ""
            self._writer.paragraph(block, self._kinds[-1] if self._kinds else "paragraph")


def _leads_to_a_note(tag: str, element: etree._Element) -> bool:
    return tag == "a" and (element.get("role") == "doc-noteref" or element.get("epub:type") == "noteref")


def _lines(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
