"""Decides how each line of a PDF joins the one before it: as the same word, sentence, code block or a new paragraph."""

import re
from collections.abc import Sequence
from enum import StrEnum

from pipelines.convert.pdf.lines import SPACELESS, Line
from pipelines.convert.pdf.margins import Leading, right_margins

BULLET = re.compile(r"\s*(?:[•‣◦▪▫●○■□–—*·\uf0b7➢✓►☐☑☒-])\s+\S")
NUMBERED = re.compile(r"\s*(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{2,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,4}\.?|\[\d{1,3}\])\s+\S")
# The longest that is of letters, with the sign behind them.
MARK_AT_MOST = 6
ENDED = re.compile(r"""[.!?:;…。！？：；][\d)"'”’»\]]*\s*$""")
LEADER = re.compile(r"(?:\. ?){4,}\s*\S{0,8}\s*$")
ADDRESS = re.compile(r"(?:\w://|\bwww\.)\S*[/.\-_?=&#]$")
ADDRESS_ENDS = tuple("/.-_?=&#")
SIZE_RATIO = 1.09
WIDER = 1.28
SLACK = 0.5
FILLED = 0.75
HYPHENS = ("-", "\xad", "\u2010")
WIDER_COLUMN = 1.6
NOTE = re.compile(r"(?:\[?\d{1,3}\]?|[*†‡§])[.)]?\s*\S")
SMALLER, LOWER_HALF = 0.92, 0.5
SPACE = 0.25


class Join(StrEnum):
    """What stands between two lines in the stored text."""

    WORD = ""
    SENTENCE = " "
    CODE = "\n"
    CELL = " | "
    PARAGRAPH = "\n\n"


class Joiner:
    """Joins the lines of a document; ``pages`` are those whose furniture is gone."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        self._leading = Leading(pages)
        self._margins: dict[tuple[int, int], float] = {}
        for lines in pages:
            # Cells end where they end.
            if all(line.cell for line in lines):
                continue
            for line, margin in zip(lines, right_margins(lines), strict=True):
                self._margins[line.page, line.order] = margin if line.margin is None else line.margin
        self.body_size = self._leading.body

    def join(self, line: Line, after: Line) -> Join:
        """How ``after`` joins ``line``, which was read just before it."""
        if line.cell is not None or after.cell is not None:
            return _in_table(line, after)
        join = self._in_text(line, after)
        return Join.WORD if join is Join.SENTENCE and _without_space(line, after) else join

    def _in_text(self, line: Line, after: Line) -> Join:
        alike = _alike(line, after)
        if line.hyphen and (alike or (line.page == after.page and self._near(line, after))):
            return Join.WORD
        if not alike or self._new_item(line, after):
            return Join.PARAGRAPH
        if line.mono and after.mono:
            return Join.CODE if self._near(line, after, factor=1.9) else Join.PARAGRAPH
        if after.baseline <= line.baseline:
            return self._across(line, after)
        if not self._goes_on(line, after):
            return Join.PARAGRAPH
        return Join.WORD if _address_goes_on(line, after) else Join.SENTENCE

    def _near(self, line: Line, after: Line, *, factor: float = WIDER) -> bool:
        step = after.baseline - line.baseline
        return 0 < step < factor * self._leading.usual(line)

    def _goes_on(self, line: Line, after: Line) -> bool:
        if not self._near(line, after):
            return False
        if not self._full(line, after):
            return self._loose(line, after)
        if not ends(line.text):
            return True
        # A first line set in or out begins a paragraph; after an item's mark it only hangs.
        moved = after.left - line.left
        hanging = BULLET.match(line.text) or NUMBERED.match(line.text)
        return bool(hanging) or -line.size * 4 < moved < line.size * 0.8

    def _full(self, line: Line, after: Line) -> bool:
        """Whether the next word would not have fitted: then the break is the margin's, not the author's."""
        if _broken(line.text.rstrip()):
            return True
        word = after.word_right - after.left
        room = self._margins[line.page, line.order] - line.right
        return word + SPACE * line.size > room - SLACK

    def _loose(self, line: Line, after: Line) -> bool:
        """A line that was broken early, as typesetters do, in the middle of a sentence."""
        margin, start = self._margins[line.page, line.order], min(line.left, after.left)
        filled = line.right - start >= FILLED * (margin - start)
        return filled and after.words[:1].islower() and not ends(line.text)

    def _across(self, line: Line, after: Line) -> Join:
        """From the foot of a column or page to the head of the next: only an unfinished sentence goes on."""
        if ends(line.text) or not self._full(line, after) or _of_other_width(line, after):
            return Join.PARAGRAPH
        starts = after.words[:1]
        body = abs(line.size - self.body_size) < 0.6
        return Join.SENTENCE if starts.islower() or (body and not NUMBERED.match(after.text)) else Join.PARAGRAPH

    def _new_item(self, line: Line, after: Line) -> bool:
        """An item of a list, or of a table of contents with its dots."""
        worded = begins_with_a_word(after.text)
        if (not worded and BULLET.match(after.text)) or leads(line.text) or leads(after.text):
            return True
        if worded or not NUMBERED.match(after.text):
            return False
        return ends(line.text) or not self._full(line, after) or not self._near(line, after)


def begins_with_a_word(text: str, start: int = 0) -> bool:
    """Whether it is no item, as is known at once of most: letters number one only with a sign behind them."""
    head = text[start : start + MARK_AT_MOST]
    return head[:1].isalpha() and "." not in head and ")" not in head


def ends(text: str) -> bool:
    """Whether a line ends as a sentence does. Most end in a letter: that is known at once."""
    return not text[-1:].isalpha() and ENDED.search(text) is not None


def _broken(text: str) -> bool:
    return text.endswith(HYPHENS) and text[-2:-1].isalnum()


def _of_other_width(line: Line, after: Line) -> bool:
    """From a side bar to the text beside it."""
    if line.margin is None or after.margin is None:
        return False
    widths = sorted((line.margin - line.left, after.margin - after.left))
    return widths[1] > WIDER_COLUMN * widths[0]


def first_note(lines: Sequence[Line], body_size: float) -> int:
    """Where the footnotes at a page's foot begin, in smaller letters than the text above; 0 where there are none."""
    first = len(lines)
    while first and lines[first - 1].size < SMALLER * body_size and lines[first - 1].depth > LOWER_HALF:
        first -= 1
    return first if first < len(lines) and NOTE.match(lines[first].words) else 0


def leads(text: str) -> bool:
    """Whether a line ends in the dots that lead to a page number."""
    return ("..." in text or ". . ." in text) and LEADER.search(text) is not None


def _in_table(line: Line, after: Line) -> Join:
    """Cells of a row are parted; a cell of several lines is one text."""
    one, other = line.cell, after.cell
    if one is None or other is None or (line.page, one.table, one.row) != (after.page, other.table, other.row):
        return Join.PARAGRAPH
    if one.column != other.column:
        return Join.CELL
    return Join.WORD if line.hyphen or _without_space(line, after) else Join.SENTENCE


def _without_space(line: Line, after: Line) -> bool:
    """Scripts that know no spaces: Chinese and Japanese."""
    if after.text.isascii() or line.text.isascii():
        return False
    return bool(SPACELESS.match(after.words[:1]) and SPACELESS.match(line.words[-1:]))


def _alike(line: Line, after: Line) -> bool:
    """Whether both are set at one angle and share a size of letters: a face for code is often a little smaller."""
    if line.angle != after.angle:
        return False
    if line.size == after.size:
        return True
    pairs = (sorted((one, other)) for one in line.sizes for other in after.sizes)
    return any(large <= small * SIZE_RATIO + 0.01 for small, large in pairs)


def _address_goes_on(line: Line, after: Line) -> bool:
    """A web address that was broken after one of its marks; a full stop before a capital ends a sentence."""
    words = line.words
    return words.endswith(ADDRESS_ENDS) and bool(ADDRESS.search(words)) and not after.words[:1].isupper()
