"""What of a page is seen, and how much text each part of it holds: counted once, from the leaves up.

Elements are numbered in the order of the document, from 0; those within a hidden one have no number.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml import etree

from pipelines.convert.html_styles import Sheets

HIDDEN_TAGS = frozenset(
    re.findall(
        r"\w+",
        "script style noscript template head title select datalist input iframe object embed svg canvas audio "
        "video map applet noframes search rp",
    )
)
HIDDEN_ROLES = frozenset(["search", "menu", "menubar", "toolbar", "dialog", "alertdialog"])
UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
# Links to a heading itself, to edit it, numbers beside the lines of code.
AIDS = re.compile(r"(?:^|\s)(?:headerlink|mw-editsection|linenos?|line-numbers)(?:\s|$)")
PILCROWS = ("¶", "#", "§", "↩", "↩︎", "↑")
TEX = "math/tex"
BOXED = ("table", "pre")
WITHIN = frozenset(["p", "ul", "ol", "dl", "pre", "blockquote", "table", "div"])
HEADS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
MAIN_SHARE = 0.4


@dataclass(slots=True)
class Weight:
    """What an element holds: elements with itself, letters in links and outside of them, of all those the ones in
    tables and listings within it, rows, cells, blocks, headings and titles (``h1``).
    """

    elements: int = 1
    words: int = 0
    linked: int = 0
    boxed: int = 0
    rows: int = 0
    cells: int = 0
    blocks: int = 0
    heads: int = 0
    titles: int = 0

    @property
    def letters(self) -> int:
        """All of them."""
        return self.words + self.linked

    @property
    def links(self) -> bool:
        """Whether it consists of links."""
        return self.linked >= max(self.letters, 1) / 2

    def take(self, tag: str, inner: "Weight") -> None:
        """Count an element within."""
        self.elements += inner.elements
        self.words += inner.words
        self.linked += inner.linked
        self.boxed += inner.letters if tag in BOXED else inner.boxed
        self.rows += inner.rows + (tag == "tr")
        self.cells += inner.cells + (tag in ("td", "th"))
        self.blocks += inner.blocks + (tag in WITHIN)
        self.heads += inner.heads + (tag in HEADS)
        self.titles += inner.titles + (tag == "h1")


@dataclass(slots=True)
class Weights:
    """The weights of all elements by their numbers, which of them are hidden, and where the content is."""

    of: list[Weight] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    mains: list[int] = field(default_factory=list)

    def is_main(self, number: int) -> bool:
        """Whether an element is the content, or a part of it that says so."""
        at = bisect_left(self.mains, number)
        return at < len(self.mains) and self.mains[at] == number

    def holds_main(self, number: int) -> bool:
        """Whether an element is the content or holds it."""
        at = bisect_left(self.mains, number)
        return at < len(self.mains) and self.mains[at] < number + self.of[number].elements


def weighed(part: etree._Element, sheets: Sheets) -> Weights:
    """One pass over a page, whose sheets hide some of it."""
    found, stack, links = Weights(), [], 0
    named: list[int] = []
    articles: list[int] = []
    walk = etree.iterwalk(part, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            number, weight = len(found.of), Weight()
            found.of.append(weight)
            stack.append((number, weight))
            if element is not part and (hidden(element) or sheets.hide(element)):
                found.hidden.add(number)
                walk.skip_subtree()
                continue
            links += tag == "a"
            _count(weight, element.text, linked=links > 0)
            if tag == "main" or element.get("role") == "main":
                named.append(number)
            elif tag == "article":
                articles.append(number)
        else:
            number, weight = stack.pop()
            links -= tag == "a" and number not in found.hidden
            if stack:
                _count(stack[-1][1], element.tail, linked=links > 0)
                stack[-1][1].take(tag, weight)
    found.mains = _believed(found, named or _one(articles, found))
    return found


def hidden(element: etree._Element) -> bool:
    """Whether an element and all in it is not shown, or is there for scripts and machines."""
    tag = element.tag
    if tag in HIDDEN_TAGS:
        return tag != "script" or not element.get("type", "").startswith(TEX)
    if tag == "dialog":
        return element.get("open") is None
    if tag == "button" and not _opens_a_section(element):
        return True
    keys = element.attrib.keys()
    return bool(keys) and _hidden_by(element, keys)


def _opens_a_section(button: etree._Element) -> bool:
    """Whether it is a heading that shows and hides what is below."""
    return any(one.tag in HEADS or one.tag == "dt" for one in islice(button.iterancestors(), 2))


def _hidden_by(element: etree._Element, keys: Collection[Any]) -> bool:
    if "hidden" in keys and element.get("hidden") != "until-found":
        return True
    if element.get("aria-hidden") == "true" or element.get("role") in HIDDEN_ROLES:
        return True
    if "style" in keys and UNSEEN.search(element.get("style", "")):
        return True
    if element.tag == "a" and element.text in PILCROWS and not len(element):
        return True
    return "class" in keys and AIDS.search(element.get("class", "")) is not None


def _count(weight: Weight, text: str | None, *, linked: bool) -> None:
    if text and (letters := len(text.strip())):
        if linked:
            weight.linked += letters
        else:
            weight.words += letters


def _one(articles: list[int], found: Weights) -> Iterator[int]:
    """The only article that is in no other one."""
    outer = [number for at, number in enumerate(articles) if not at or number >= _end(articles[0], found)]
    if len(outer) == 1:
        yield outer[0]


def _end(number: int, found: Weights) -> int:
    return number + found.of[number].elements


def _believed(found: Weights, named: Iterator[int] | list[int]) -> list[int]:
    """The parts that call themselves the content, if they hold enough of the page."""
    mains = list(named)
    outer, end = 0, 0
    for number in mains:
        if number >= end:
            outer, end = outer + found.of[number].letters, _end(number, found)
    return mains if mains and outer >= MAIN_SHARE * found.of[0].letters else []
