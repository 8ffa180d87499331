"""What of a document is shown: insertions, one of several copies, results of fields; no deletions, no codes."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipelines.convert.docx.names import BOX, CHART, CHOICES, DIAGRAM, DRAWING, FIELD_CHAR, MATH, VML, WORD, T

SDT = WORD + "sdt"
ALTERNATE, CHOICE, FALLBACK = (CHOICES + name for name in ("AlternateContent", "Choice", "Fallback"))
# Deleted and moved text, codes of fields, properties of what stands around them.
HIDDEN = frozenset(
    WORD + name
    for name in re.findall(
        r"\w+",
        "del moveFrom instrText delText delInstrText sdtPr sdtEndPr pPr rPr tblPr tblGrid tblPrEx trPr tcPr sectPr "
        "customXmlPr smartTagPr",
    )
)
# They hold what they hold without being anything.
WRAPPERS = frozenset(
    WORD + name for name in re.findall(r"\w+", "ins moveTo customXml smartTag sdtContent hyperlink fldSimple dir bdo")
) | {CHOICE, FALLBACK}
# By these a copy of a drawing is known to say something.
TELLING = (T, BOX, CHART + "chart", DIAGRAM + "relIds", DRAWING + "t", MATH + "t", VML + "textpath", WORD + "sym")
FIELD_TYPE, FIELD_SIMPLE, CODE = (WORD + name for name in ("fldCharType", "fldSimple", "instrText"))
CODE_READ = 100
PIECES = (T, WORD + "sym", WORD + "tab", WORD + "br", WORD + "noBreakHyphen", MATH + "t")


def shown_in(parent: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """What is in an element, in order: wrappers are looked into at any depth, what is not shown is left out."""
    stack = [iter(parent)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == ALTERNATE:
            stack.append(iter(_chosen(child)))
        elif child.tag in WRAPPERS or child.tag == SDT:
            stack.append(iter(child))
        elif child.tag not in HIDDEN and isinstance(child.tag, str):
            yield child


def _chosen(alternate: etree._Element) -> etree._Element | tuple[()]:
    """The first copy that says anything: programs write one for themselves and one for older programs."""
    copies = [*alternate.iterchildren(CHOICE), *alternate.iterchildren(FALLBACK)]
    return next((copy for copy in copies if next(copy.iter(*TELLING), None) is not None), ())


def hide_codes(story: etree._Element, *, results: re.Pattern[str] | None = None) -> None:
    """What a field is made of is no text: between its beginning and its result, words become part of its code.

    A field that never ends is none: what follows it would be lost. The results of fields whose code begins like
    ``results`` are hidden too.
    """
    fields = _Fields(_ended(story), results)
    for element in story.iter(FIELD_CHAR, FIELD_SIMPLE, CODE, *PIECES):
        if element.tag == FIELD_CHAR:
            fields.pass_mark(element)
        elif element.tag == FIELD_SIMPLE:
            if results and results.match(element.get(WORD + "instr", "")):
                element.tag = CODE
        elif element.tag == CODE:
            fields.pass_code(element.text or "")
        elif fields.hide:
            element.tag = CODE


@dataclass(slots=True)
class _Field:
    """A field that is open; ``outer``: it is part of another one's code."""

    outer: bool
    code: str = ""
    resulting: bool = False

    @property
    def hides(self) -> bool:
        return self.outer or not self.resulting


@dataclass(slots=True)
class _Fields:
    """The fields that are open where a story is being read."""

    ended: set[etree._Element]
    results: re.Pattern[str] | None
    open: list[_Field] = field(default_factory=list)

    @property
    def hide(self) -> bool:
        """Whether what stands here is not shown."""
        return bool(self.open) and self.open[-1].hides

    def pass_code(self, code: str) -> None:
        """More of the code of the innermost field."""
        if self.open:
            self.open[-1].code += code[:CODE_READ]

    def pass_mark(self, mark: etree._Element) -> None:
        """A field begins, has its result next, or ends."""
        kind = mark.get(FIELD_TYPE)
        if kind == "begin" and mark in self.ended:
            self.open.append(_Field(outer=self.hide))
        elif kind == "separate" and self.open:
            last = self.open[-1]
            last.resulting = not (self.results and self.results.match(last.code))
        elif kind == "end" and self.open:
            self.open.pop()


def _ended(story: etree._Element) -> set[etree._Element]:
    """The beginnings of fields that end."""
    ended, begun = set(), []
    for element in story.iter(FIELD_CHAR):
        kind = element.get(FIELD_TYPE)
        if kind == "begin":
            begun.append(element)
        elif kind == "end" and begun:
            ended.add(begun.pop())
    return ended
