"""What paragraphs and letters are by their styles, each of which may be based on another."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

from pipelines.convert.docx.names import P_PR, R_PR, WORD, number, on, val
from pipelines.types import BlockKind

T = TypeVar("T")
HEADING = re.compile(r"heading ?(\d)", re.IGNORECASE)
LISTED = re.compile(r"list (?:bullet|number)|aufz", re.IGNORECASE)
KIND = re.compile(r"(?:intense )?(quote|caption)", re.IGNORECASE)
KINDS: dict[str, BlockKind] = {"quote": "quote", "caption": "caption"}
BODY_OUTLINE = 9
# Word allows eleven; a hostile file may have a million.
CHAIN = 30


@dataclass(frozen=True, slots=True)
class Listing:
    """Which list a paragraph is in, and how deep; 0 is no list. None: not said."""

    list_id: int | None
    level: int | None


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says itself. ``outline`` is 0 for body text, from 1 for headings; None is what is not said."""

    key: str
    name: str
    base: str
    outline: int | None
    listing: Listing
    hidden: bool | None
    struck: bool | None


class Styles:
    """The styles of a document; without any, their usual names still mean something."""

    def __init__(self, root: etree._Element | None) -> None:
        every = [] if root is None else list(root.iterchildren(WORD + "style"))
        self._styles = {style.key: style for style in map(_style, every)}
        self._default = next((one.get(WORD + "styleId", "") for one in every if _is_default(one)), "")

    def style_of(self, paragraph: etree._Element) -> str:
        """The id of a paragraph's style."""
        return val(paragraph, "pPr", "pStyle") or self._default

    def outline(self, paragraph: etree._Element) -> int | None:
        """1 for the outermost heading, None for body text."""
        own = _outline(paragraph.find(P_PR))
        return (self._first(self.style_of(paragraph), lambda one: one.outline) if own is None else own) or None

    def listing(self, key: str) -> Listing:
        """Which list a style puts its paragraphs in."""
        return Listing(
            self._first(key, lambda one: one.listing.list_id), self._first(key, lambda one: one.listing.level)
        )

    def lineage(self, key: str) -> list[str]:
        """The ids of a style and of those that it is based on."""
        return [one.key for one in self._chain(key)]

    def is_listed(self, key: str) -> bool:
        """Whether a style is for items by its name."""
        return any(LISTED.match(one.name) for one in self._chain(key))

    def kind(self, key: str) -> BlockKind:
        """What a paragraph is by its style."""
        found = next((match for one in self._chain(key) if (match := KIND.match(one.name))), None)
        return KINDS[found[1].lower()] if found else "paragraph"

    def is_title(self, key: str) -> bool:
        """Whether it is the style of a document's title."""
        return any(one.name.lower() == "title" for one in self._chain(key))

    def hidden(self, run: etree._Element, paragraph_style: str) -> bool:
        """Whether a run is not to be seen."""
        return self._switched(run, paragraph_style, HIDING)

    def struck(self, run: etree._Element, paragraph_style: str) -> bool:
        """Whether a run is struck through."""
        return self._switched(run, paragraph_style, STRIKING)

    def _switched(self, run: etree._Element, paragraph_style: str, switch: "_Switch") -> bool:
        """What a run says itself, else its style, else its paragraph's."""
        properties = run.find(R_PR)
        if properties is not None:
            if (own := switch.said(properties)) is not None:
                return own
            if (key := val(properties, "rStyle")) and (found := self._first(key, switch.of)) is not None:
                return found
        return bool(self._first(paragraph_style, switch.of))

    def _first(self, key: str, said: Callable[[Style], T | None]) -> T | None:
        return next((found for one in self._chain(key) if (found := said(one)) is not None), None)

    def _chain(self, key: str) -> Iterator[Style]:
        for _ in range(CHAIN):
            style = self._styles.get(key)
            if style is None:
                if key:
                    yield _known(key)
                return
            yield style
            key = style.base


@dataclass(frozen=True, slots=True)
class _Switch:
    """A property of letters that is on or off, by any of its names; ``of``: what a style says of it."""

    names: tuple[str, ...]
    of: Callable[[Style], bool | None]

    def said(self, properties: etree._Element | None) -> bool | None:
        """None where it is not mentioned."""
        said = [found for name in self.names if (found := on(properties, name)) is not None]
        return any(said) if said else None


HIDING = _Switch(("vanish",), lambda style: style.hidden)
STRIKING = _Switch(("strike", "dstrike"), lambda style: style.struck)


def _is_default(style: etree._Element) -> bool:
    return style.get(WORD + "type") == "paragraph" and style.get(WORD + "default") in ("1", "true", "on")


def _style(style: etree._Element) -> Style:
    name = val(style, "name") or ""
    properties, letters = style.find(P_PR), style.find(R_PR)
    said = _outline(properties)
    return Style(
        key=style.get(WORD + "styleId", ""),
        name=name,
        base=val(style, "basedOn") or "",
        outline=_by_name(name) if said is None else said,
        listing=listing_of(properties),
        hidden=HIDING.said(letters),
        struck=STRIKING.said(letters),
    )


def _known(key: str) -> Style:
    """A style that is used and not there: Word's own ids are their names without spaces."""
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", key)
    return Style(key, name, "", _by_name(name), Listing(None, None), None, None)


def listing_of(properties: etree._Element | None) -> Listing:
    """The list that properties of a paragraph name."""
    return Listing(number(properties, "numPr", "numId"), number(properties, "numPr", "ilvl"))


def _by_name(name: str) -> int | None:
    if name.lower() == "title":
        return 1
    found = HEADING.match(name)
    return int(found[1]) if found else None


def _outline(properties: etree._Element | None) -> int | None:
    level = number(properties, "outlineLvl")
    return None if level is None or level < 0 else level + 1 if level < BODY_OUTLINE else 0
