"""Printed numbers of OpenDocument lists, by the styles that the lists name."""

from collections.abc import Iterable

from lxml import etree

from pipelines.convert.archive import local

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
ROMAN = {"m": 1000, "cm": 900, "d": 500, "cd": 400, "c": 100, "xc": 90, "l": 50, "xl": 40}
ROMAN |= {"x": 10, "ix": 9, "v": 5, "iv": 4, "i": 1}
ROMAN_AT_MOST = 4_000
LETTERS = 26


class ListStyles:
    """How the levels of lists are numbered: by style and level, format and what stands around the number."""

    def __init__(self, roots: Iterable[etree._Element | None]) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, str]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        for root in roots:
            for style in () if root is None else root.iter(f"{TEXT}list-style"):
                self._read(style)

    def start(self, style: str, level: int) -> int:
        """The number of a list's first item."""
        return self._starts.get((style, level), 1)

    def number(self, style: str, level: int, count: int) -> str | None:
        """What is printed before an item; None for a dash."""
        form, before, after = self._levels.get((style, level), ("", "", ""))
        return f"{before}{_counted(count, form)}{after}" if form else None

    def _read(self, style: etree._Element) -> None:
        name = style.get(f"{STYLE}name", "")
        for one in style:
            told = one.get(f"{TEXT}level", "")
            if local(one) == "list-level-style-number" and told.isdigit():
                form = one.get(f"{STYLE}num-format", "")
                around = one.get(f"{STYLE}num-prefix", ""), one.get(f"{STYLE}num-suffix", "")
                self._levels[name, int(told)] = (form, *around)
                start = one.get(f"{TEXT}start-value", "1")
                self._starts[name, int(told)] = int(start) if start.isdigit() and len(start) < 7 else 1


def _counted(count: int, form: str) -> str:
    if form in ("a", "A"):
        letters = chr(ord("a") + (count - 1) % LETTERS) * ((count - 1) // LETTERS + 1)
        return (letters if form == "a" else letters.upper())[:9]
    if form in ("i", "I") and count < ROMAN_AT_MOST:
        words, rest = "", count
        for sign, value in ROMAN.items():
            words += sign * (rest // value)
            rest %= value
        return words if form == "i" else words.upper()
    return str(count)
