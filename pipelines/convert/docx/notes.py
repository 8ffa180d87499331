"""Foot- and endnotes and reviewers' comments."""

from dataclasses import dataclass, field

from lxml import etree

from pipelines.convert.docx.formats import printed
from pipelines.convert.docx.lines import Hung
from pipelines.convert.docx.names import ID, WORD, val
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
    """The notes of one kind; they are numbered as they are referred to."""

    kind: str
    numbers: str
    stories: dict[str, Story]
    numbered: dict[str, str] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)

    def mark(self, hung: Hung) -> str:
        """What stands in the text for a note: ``[^1]``. One with a mark of its own has that in the text already."""
        if hung.key not in self.stories or own_mark(hung.element):
            return ""
        if hung.key not in self.numbered:
            self.numbered[hung.key] = printed(len(self.numbered) + 1, self.numbers)
        return f"[^{self.numbered[hung.key]}]"

    def take(self, hung: Hung) -> tuple[str | None, Story] | None:
        """A note and its number, once."""
        if hung.key in self.written or hung.key not in self.stories:
            return None
        self.written.add(hung.key)
        return self.numbered.get(hung.key), self.stories[hung.key]


def own_mark(element: etree._Element | None) -> bool:
    """Whether a reference brings its own mark."""
    return element is not None and element.get(OWN_MARK, "0").lower() in ("1", "true", "on")


def notes_of(package: Package, kind: str, settings: etree._Element | None) -> Notes:
    """The "footnote"s, "endnote"s or "comment"s of a document."""
    usual = "lowerRoman" if kind == "endnote" else "decimal"
    numbers = val(settings, f"{kind}Pr", "numFmt") or usual
    stories: dict[str, Story] = {}
    for part in package.related(package.main or "", f"{kind}s"):
        if (root := package.xml(part)) is None:
            continue
        hide_codes(root)
        notes = (one for one in root.iterchildren(WORD + kind) if one.get(WORD + "type") not in SEPARATORS)
        stories |= {note.get(ID, ""): Story(part, note) for note in notes}
    return Notes(kind, numbers, stories)


def author_of(comment: etree._Element) -> str:
    """Who made a comment."""
    return " ".join(comment.get(WORD + "author", "").split())
