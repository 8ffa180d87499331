"""Foot- and endnotes and reviewers' comments."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from pipelines.convert.docx.formats import printed
from pipelines.convert.docx.lines import Hung
from pipelines.convert.docx.names import ID, WORD, val, whole
from pipelines.convert.docx.shown import hide_codes
from pipelines.convert.ooxml import Package

OWN_MARK = WORD + "customMarkFollows"
SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


@dataclass(frozen=True, slots=True)
class Story:
    """A text of its own beside the body: its element, and the part whose relations it uses."""

    part: str
    element: etree._Element


@dataclass(slots=True)
class Notes:
    """The notes of one kind; they are numbered as they are referred to, in each section anew where it ``restarts``."""

    kind: str
    numbers: str
    stories: dict[str, Story]
    numbered: dict[str, str] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    first: int = 1
    restarts: bool = False
    _count: int = 0

    def mark(self, hung: Hung) -> str:
        """What stands in the text for a note: ``[^1]``. One with a mark of its own has that in the text already."""
        if hung.key not in self.stories or own_mark(hung.element):
            return ""
        if hung.key not in self.numbered:
            self.numbered[hung.key] = printed(self.first + self._count, self.numbers)
            self._count += 1
        return f"[^{self.numbered[hung.key]}]"

    def end_section(self) -> None:
        """A section of the document ends."""
        if self.restarts:
            self._count = 0

    def take(self, hung: Hung) -> tuple[str | None, Story] | None:
        """A note and its number, once."""
        if hung.key in self.written or hung.key not in self.stories:
            return None
        self.written.add(hung.key)
        return self.numbered.get(hung.key), self.stories[hung.key]


def own_mark(element: etree._Element | None) -> bool:
    """Whether a reference brings its own mark."""
    return element is not None and element.get(OWN_MARK, "0").lower() in ("1", "true", "on")


def notes_of(package: Package, kind: str, said_by: Sequence[etree._Element | None]) -> Notes:
    """The "footnote"s, "endnote"s or "comment"s of a document, numbered as the first says of ``said_by`` that does."""

    def said(name: str) -> str | None:
        return next(filter(None, (val(one, f"{kind}Pr", name) for one in said_by)), None)

    usual = "lowerRoman" if kind == "endnote" else "decimal"
    numbers = said("numFmt") or usual
    stories: dict[str, Story] = {}
    for part in package.related(package.main or "", f"{kind}s"):
        if (root := package.xml(part)) is None:
            continue
        hide_codes(root)
        notes = (one for one in root.iterchildren(WORD + kind) if one.get(WORD + "type") not in SEPARATORS)
        stories |= {note.get(ID, ""): Story(part, note) for note in notes}
    return Notes(kind, numbers, stories, first=whole(said("numStart")) or 1, restarts=said("numRestart") == "eachSect")


def author_of(comment: etree._Element) -> str:
    """Who made a comment."""
    return " ".join(comment.get(WORD + "author", "").split())
