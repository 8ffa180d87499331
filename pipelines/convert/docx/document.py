"""A Word document with its parts: styles, lists, notes, and what they refer to."""

from dataclasses import dataclass

from lxml import etree

from pipelines.convert.docx.names import WORD
from pipelines.convert.docx.notes import Notes, notes_of
from pipelines.convert.docx.numbering import Numbering
from pipelines.convert.docx.shown import hide_codes
from pipelines.convert.docx.styles import Styles
from pipelines.convert.failures import fail
from pipelines.convert.ooxml import Package
from pipelines.convert.source import Source

BODY = WORD + "body"
TOO_DEEP = "xcessive depth"


@dataclass(frozen=True, slots=True)
class Document:
    """What is read of it. Everything but the body may be missing or damaged."""

    package: Package
    main: str
    body: etree._Element
    settings: etree._Element | None
    styles: Styles
    numbering: Numbering
    notes: dict[str, Notes]


def open_document(package: Package, source: Source) -> Document:
    """Raises ``broken`` when there is no body that could be read."""
    main = package.main
    body = None if main is None else _body(package, main, source)
    if main is None or body is None:
        fail("broken", source.name, "it has no document in it")
    hide_codes(body)
    settings = _first(package, main, "settings")
    styles = Styles(_first(package, main, "styles"))
    numbering = Numbering(_first(package, main, "numbering"), styles)
    says = (settings, next(body.iter(WORD + "sectPr"), None))
    notes = {kind: notes_of(package, kind, says) for kind in ("footnote", "endnote", "comment")}
    return Document(package, main, body, settings, styles, numbering, notes)


def _body(package: Package, main: str, source: Source) -> etree._Element | None:
    try:
        root = package.tree(main)
    except etree.XMLSyntaxError as wrong:
        deep = TOO_DEEP in (wrong.msg or "")
        fail("broken", source.name, "it is nested too deeply" if deep else (wrong.msg or "it is cut off")[:120])
    return None if root is None else root.find(BODY)


def _first(package: Package, main: str, kind: str) -> etree._Element | None:
    return next((root for part in package.related(main, kind) if (root := package.xml(part)) is not None), None)
