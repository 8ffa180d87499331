"""List and heading numbers as they are printed: Word stores no number, it counts."""

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace

from lxml import etree

from pipelines.convert.docx.formats import printed
from pipelines.convert.docx.names import P_PR, VAL, WORD, number, on, val, whole
from pipelines.convert.docx.styles import Listing, Styles, listing_of

LEVELS = 9
REFERENCE = re.compile(r"%([1-9])")
LONGEST = 80
ABSTRACT_ID, NUM_ID, LEVEL = WORD + "abstractNumId", WORD + "numId", WORD + "ilvl"
NUM_FMT = WORD + "numFmt"
# "001, 002, …": how many digits there are.
PADDED = re.compile(r"0+(?=\d)")


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before an item: its number, "" for none, None for a bullet. ``depth`` 1 is the outermost."""

    number: str | None
    depth: int


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str = ""
    digits: int = 0

    def shows(self, value: int) -> str:
        """A number of this level."""
        if self.kind in ("none", "bullet"):
            return ""
        return str(value).zfill(self.digits) if self.digits else printed(value, self.kind)

    def begins_anew(self, above: int) -> bool:
        """Whether this level is counted anew after an item of a level above."""
        return self.restart is None or above <= self.restart


@dataclass(slots=True)
class _List:
    """One list as it is used: its definition, and what it says otherwise by level."""

    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)

    def is_new(self, at: int) -> bool:
        """Whether it says where a level begins, and has not begun."""
        return at in self.starts and at not in self.begun

    def begins(self, at: int) -> int:
        """Where a level begins, which is said once."""
        self.begun.add(at)
        return self.starts[at]


class Numbering:
    """Counts the paragraphs of a document, which must be asked for in their order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        definitions = [] if root is None else list(root.iterchildren(WORD + "abstractNum"))
        self._abstracts = {one.get(ABSTRACT_ID, ""): _levels(one) for one in definitions}
        lists = [] if root is None else list(root.iterchildren(WORD + "num"))
        self._lists = {key: _list(one) for one in lists if (key := whole(one.get(NUM_ID))) is not None}
        self._linked = {one.get(ABSTRACT_ID, ""): val(one, "numStyleLink") or "" for one in definitions}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def label(self, paragraph: etree._Element) -> Label | None:
        """What is printed before a paragraph, which is counted by this; None for what is in no list."""
        style = self._styles.style_of(paragraph)
        own, styled = listing_of(paragraph.find(P_PR)), self._styles.listing(style)
        list_id = styled.list_id if own.list_id is None else own.list_id
        used = self._lists.get(list_id or 0)
        if used is None:
            return None
        abstract = self._abstract(used)
        level = self._level(own, style, self._abstracts.get(abstract, {}))
        return Label(self._printed(used, abstract, level), level + 1)

    def _abstract(self, used: _List) -> str:
        """The definition, or the one that its style leads to."""
        if not (linked := self._linked.get(used.abstract)):
            return used.abstract
        other = self._lists.get(self._styles.listing(linked).list_id or 0)
        return other.abstract if other else used.abstract

    def _level(self, own: Listing, style: str, levels: dict[int, _Level]) -> int:
        """What the paragraph says, else the level that is its style's, else what the style says."""
        if own.level is not None:
            return min(max(own.level, 0), LEVELS - 1)
        if own.list_id is None:
            lineage = self._styles.lineage(style)
            named = {level.style: at for at, level in levels.items() if level.style}
            if (at := next((named[key] for key in lineage if key in named), None)) is not None:
                return at
        return min(max(self._styles.listing(style).level or 0, 0), LEVELS - 1)

    def _printed(self, used: _List, abstract: str, at: int) -> str | None:
        levels = self._abstracts.get(abstract, {}) | used.levels
        counts = self._counts[abstract]
        level = levels.get(at, _Level(kind="none"))
        counts[at] = used.begins(at) if used.is_new(at) else counts[at] + 1 if at in counts else level.start
        for deeper in range(at + 1, LEVELS):
            if levels.get(deeper, level).begins_anew(at + 1):
                counts.pop(deeper, None)
        if level.kind == "bullet":
            return None
        shown = {key: replace(one, kind="decimal") for key, one in levels.items()} if level.legal else levels
        return REFERENCE.sub(lambda found: _shown(shown, counts, found), level.text)[:LONGEST].strip()


def _shown(levels: dict[int, _Level], counts: dict[int, int], found: re.Match[str]) -> str:
    at = int(found[1]) - 1
    one = levels.get(at, _Level())
    return one.shows(counts.get(at, one.start))


def _levels(parent: etree._Element) -> dict[int, _Level]:
    found = ((whole(one.get(LEVEL)), one) for one in parent.iterchildren(WORD + "lvl"))
    return {at: _read(one) for at, one in found if at is not None and 0 <= at < LEVELS}


def _read(level: etree._Element) -> _Level:
    start = number(level, "start")
    # A format of one's own stands beside another one for older programs.
    shape = next(level.iter(NUM_FMT), None)
    kind = "decimal" if shape is None else shape.get(VAL, "decimal")
    pattern = PADDED.match("" if shape is None else shape.get(WORD + "format", ""))
    return _Level(
        start=1 if start is None else start,
        kind=kind,
        text=val(level, "lvlText") or "",
        restart=number(level, "lvlRestart"),
        legal=bool(on(level, "isLgl")),
        style=val(level, "pStyle") or "",
        digits=min(len(pattern[0]) + 1, LEVELS) if pattern else 0,
    )


def _list(used: etree._Element) -> _List:
    one = _List(val(used, "abstractNumId") or "")
    for override in used.iterchildren(WORD + "lvlOverride"):
        at = whole(override.get(LEVEL))
        if at is None or not 0 <= at < LEVELS:
            continue
        if (start := number(override, "startOverride")) is not None:
            one.starts[at] = start
        if (level := override.find(WORD + "lvl")) is not None:
            one.levels[at] = _read(level)
    return one
