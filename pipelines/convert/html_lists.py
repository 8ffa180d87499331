"""The numbers of lists as they are printed."""

import re
from dataclasses import dataclass

from lxml import etree

STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b(none|decimal|(?:lower|upper)-(?:alpha|latin|roman))\b")
STYLES = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "decimal": "1",
}
NUMERALS = (
    *((1_000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
ROMAN_BELOW = 4_000
LISTS = ("ol", "ul", "menu", "dir")


@dataclass(slots=True)
class _List:
    """A list that is open: the number of its next item, None without numbers; how it counts and is written."""

    number: int | None
    step: int
    style: str


class Lists:
    """The lists that are open, innermost last."""

    def __init__(self) -> None:
        self._open: list[_List] = []

    @property
    def depth(self) -> int:
        """How many are open."""
        return len(self._open)

    def open(self, element: etree._Element) -> None:
        """A list begins."""
        style = _style(element) or "1"
        backwards = element.get("reversed") is not None
        number = None
        if element.tag == "ol" and style != "none":
            first = sum(1 for _ in element.iterchildren("li")) if backwards else 1
            number = whole(element.get("start"), first)
        self._open.append(_List(number, -1 if backwards else 1, style))

    def close(self) -> None:
        """The innermost ends."""
        if self._open:
            self._open.pop()

    def number(self, element: etree._Element) -> str:
        """What is printed before an item that begins: ``4.``, ``b.``, ``iii.``; empty for a mere mark."""
        last = self._open[-1] if self._open else None
        if last is None or last.number is None:
            return ""
        number = whole(element.get("value"), last.number)
        last.number = number + last.step
        style = _style(element) or last.style
        return f"{numbered(number, style)}." if style != "none" else ""


def numbered(number: int, style: str) -> str:
    """A number in letters or Roman numerals, as far as there are any."""
    if style in ("i", "I") and 0 < number < ROMAN_BELOW:
        text = _roman(number)
    elif style in ("a", "A") and number > 0:
        text = _letters(number)
    else:
        return str(number)
    return text.upper() if style.isupper() else text


def whole(value: str | None, otherwise: int) -> int:
    """The whole number of an attribute."""
    return int(value) if value and re.fullmatch(r"\s*-?\d{1,9}\s*", value, re.ASCII) else otherwise


def _style(element: etree._Element) -> str | None:
    said = STYLE.search(element.get("style", ""))
    if said:
        return STYLES.get(said[1], said[1])
    kind = element.get("type")
    return kind if kind in ("1", "a", "A", "i", "I") else None


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _roman(number: int) -> str:
    text = ""
    for value, letters in NUMERALS:
        count, number = divmod(number, value)
        text += letters * count
    return text
