"""What pages have at their head and foot, once, without the numbers of pages."""

import re
from collections.abc import Iterator

from lxml import etree

from pipelines.convert.docx.document import Document
from pipelines.convert.docx.names import REFERENCE, WORD, on
from pipelines.convert.docx.notes import Story
from pipelines.convert.docx.shown import hide_codes

SIDES = ("header", "footer")
# Fields that say on which page one is.
PAGES = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION)\b", re.IGNORECASE)
# What is left of "Page 3 of 7" says nothing.
LEFT_OVER = re.compile(
    r"[\W\d_]*(?:(?:pages?|pp?|of|seiten?|von|de|sur|página|pagina|pág|pag|di|van|sida|av|side|av|strona|z|стр|из|第|页|頁|共)"
    r"[\W\d_]*)*",
    re.IGNORECASE,
)


def furniture(document: Document) -> Iterator[tuple[str, Story]]:
    """What the pages show at their "header" and "footer", each part once, in the order of the sections."""
    seen: set[str] = set()
    relations = document.package.relations(document.main)
    for section in document.body.iter(WORD + "sectPr"):
        for side in SIDES:
            for reference in section.iterchildren(WORD + f"{side}Reference"):
                relation = relations.get(reference.get(REFERENCE + "id", ""))
                if relation is None or relation.target in seen or not _is_used(reference, section, document.settings):
                    continue
                seen.add(relation.target)
                if (root := document.package.xml(relation.target)) is not None:
                    hide_codes(root, results=PAGES)
                    yield side, Story(relation.target, root)


def says_something(line: str) -> bool:
    """Whether a line is more than the number of a page."""
    return not LEFT_OVER.fullmatch(line)


def _is_used(reference: etree._Element, section: etree._Element, settings: etree._Element | None) -> bool:
    """Those of first and of even pages may be there without being shown."""
    pages = reference.get(WORD + "type", "default")
    if pages == "first":
        return bool(on(section, "titlePg"))
    return pages != "even" or bool(on(settings, "evenAndOddHeaders"))
