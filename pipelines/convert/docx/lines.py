"""What a paragraph says: its letters in order, and what hangs on it, such as notes, text boxes and charts."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from lxml import etree

from pipelines.convert.alternatives import told_of
from pipelines.convert.decode import clean
from pipelines.convert.docx import names
from pipelines.convert.docx.equations import linear
from pipelines.convert.docx.names import (
    CHART,
    CHART_2014,
    DIAGRAM,
    ID,
    MATH,
    REFERENCE,
    VML,
    WORD,
    number,
    on,
    words_in,
)
from pipelines.convert.docx.shown import shown_in
from pipelines.convert.docx.styles import Styles
from pipelines.convert.docx.symbols import font_of, in_font, sign_of
from pipelines.convert.raised import Way, raised, way_of

SOFT_HYPHEN = "\xad"
STRUCK = "~~"
# Two breaks in a row are no end of a paragraph.
BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
MARKS = {WORD + "tab": "\t", WORD + "ptab": "\t", WORD + "br": "\n", WORD + "cr": "\n", WORD + "noBreakHyphen": "-"}
PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
RUBY, BASE, READING = WORD + "ruby", WORD + "rubyBase", WORD + "rt"
Hanging = Literal["footnote", "endnote", "comment", "box", "chart", "chart_2014", "diagram", "chunk"]


@dataclass(frozen=True, slots=True)
class Hung:
    """Something that a paragraph refers to: by the id of a note or of a relation; of a box it is the element."""

    kind: Hanging
    key: str = ""
    element: etree._Element | None = None


@dataclass(slots=True)
class Line:
    """A paragraph's text, and what hangs on it in the order of its references."""

    text: str = ""
    hung: list[Hung] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a run's letters look: the symbol font that they are of, and whether they are raised or lowered."""

    font: str | None = None
    way: Way = ""


PLAIN = _Look()


def _look(run: etree._Element) -> _Look:
    properties = run.find(names.R_PR)
    if properties is None:
        return PLAIN
    aligned = {"superscript": 1, "subscript": -1}.get(names.val(properties, "vertAlign") or "", 0)
    return _Look(font_of(run), way_of(aligned or number(properties, "position") or 0))


# What stands in the text for a note; None for one that nothing stands for.
Marker = Callable[[Hung], str]


@dataclass(slots=True)
class _Walk:
    """Reads one paragraph: a stack instead of recursion, so that nesting costs nothing."""

    styles: Styles
    marker: Marker
    style: str
    line: Line = field(default_factory=Line)
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    equation: str = ""

    def read(self, paragraph: etree._Element) -> Line:
        stack: list[tuple[Iterator[etree._Element], bool, _Look]] = [(shown_in(paragraph), False, PLAIN)]
        while stack:
            children, struck, look = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
            elif child.tag == names.R:
                if not self.styles.hidden(child, self.style):
                    stack.append((shown_in(child), self.styles.struck(child, self.style), _look(child)))
            elif (text := self._said(child, look)) is not None:
                self.pieces.append((text, struck))
            else:
                stack.append((shown_in(child), struck, look))
        self.line.text = _joined(self.pieces)
        return self.line

    def _said(self, element: etree._Element, look: _Look) -> str | None:
        """What an element says itself; None to look into it."""
        tag = element.tag
        if tag == names.O_MATH:
            return self._equation(linear(element).strip())
        if tag in (names.T, names.DRAWING + "t"):
            text = element.text or ""
            return in_font(text, look.font) if look.font else raised(text, look.way)
        if tag in MARKS:
            return MARKS[tag]
        if tag in SAID:
            return SAID[tag](element)
        if tag in HANGING:
            return self._hang(HANGING[tag](element))
        return None

    def _equation(self, text: str) -> str:
        """Two that follow each other are two."""
        before = self.pieces[-1][0] if self.pieces else ""
        self.equation, follows = text, bool(self.equation) and before.endswith(self.equation)
        return f" {text}" if follows else text

    def _hang(self, hung: Hung) -> str:
        self.line.hung.append(hung)
        return self.marker(hung)


def read_line(paragraph: etree._Element, styles: Styles, marker: Marker) -> Line:
    """The paragraph's line; ``marker`` says what stands in the text for what hangs on it."""
    return _Walk(styles, marker, styles.style_of(paragraph)).read(paragraph)


def _joined(pieces: list[tuple[str, bool]]) -> str:
    """The text; what is struck through stands between ``~~``, without the white space around it."""
    out: list[str] = []
    for struck, group in groupby(pieces, key=lambda piece: piece[1]):
        text = "".join(piece for piece, _ in group)
        inner = text.strip()
        if struck and inner:
            left = len(text) - len(text.lstrip())
            text = f"{text[:left]}{STRUCK}{inner}{STRUCK}{text[left + len(inner) :]}"
        out.append(text)
    return BLANK.sub("\n", clean("".join(out)).replace(SOFT_HYPHEN, ""))


def _displayed(element: etree._Element) -> str:
    return f"\n{text}\n" if (text := linear(element).strip()) else ""


def _ruby(element: etree._Element) -> str:
    """A word with its reading beside it, in brackets."""
    word, reading = ("".join(words_in(one, names.T)) for one in (_first(element, BASE), _first(element, READING)))
    return f"{word}({reading})" if reading.strip() else word


def _first(element: etree._Element, tag: str) -> etree._Element:
    found = element.find(tag)
    return etree.Element(tag) if found is None else found


def _form(element: etree._Element) -> str:
    """A field of an old form: a box that is ticked or not, the chosen line of a list."""
    box = element.find(f"{WORD}ffData/{WORD}checkBox")
    if box is not None:
        ticked = on(box, "checked")
        return "☒" if (on(box, "default") if ticked is None else ticked) else "☐"
    lines = element.find(f"{WORD}ffData/{WORD}ddList")
    if lines is None:
        return ""
    entries = [one.get(names.VAL, "") for one in lines.iterchildren(WORD + "listEntry")]
    chosen = number(lines, "result") or 0
    return entries[chosen] if 0 <= chosen < len(entries) else ""


def _hangs(kind: Hanging, key: str) -> Callable[[etree._Element], Hung]:
    return lambda element: Hung(kind, element.get(key, ""), element)


SAID: Mapping[str, Callable[[etree._Element], str]] = {
    WORD + "sym": sign_of,
    names.O_MATH_PARA: _displayed,
    MATH + "t": lambda element: element.text or "",
    RUBY: _ruby,
    names.FIELD_CHAR: _form,
    PICTURE: lambda element: f" {told} " if (told := told_of(element.get("descr"))) else "",
    VML + "textpath": lambda element: f" {element.get('string', '')} ",
}
HANGING: Mapping[str, Callable[[etree._Element], Hung]] = {
    WORD + "footnoteReference": _hangs("footnote", ID),
    WORD + "endnoteReference": _hangs("endnote", ID),
    WORD + "commentReference": _hangs("comment", ID),
    names.BOX: _hangs("box", ID),
    CHART + "chart": _hangs("chart", REFERENCE + "id"),
    CHART_2014 + "chart": _hangs("chart_2014", REFERENCE + "id"),
    DIAGRAM + "relIds": _hangs("diagram", REFERENCE + "dm"),
    names.ALT_CHUNK: _hangs("chunk", REFERENCE + "id"),
}
