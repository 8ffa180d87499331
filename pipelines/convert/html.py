"""HTML to text: headings, paragraphs, lists, tables and code in reading order, without what surrounds the content.

Walks the tree itself: trafilatura 2.3 lost every heading of DocBook pages and the text between inline tags.
"""

import codecs
import re
from collections.abc import Iterator

from lxml import etree

from pipelines.convert.decode import clean, decode
from pipelines.convert.failures import fail, skip
from pipelines.convert.html_blocks import BlockBuilder
from pipelines.convert.source import Source
from pipelines.convert.writing import TextWriter
from pipelines.types import Text

DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
DROPPED_TAGS = frozenset(
    re.findall(
        r"\w+",
        "script style noscript template head nav footer aside button select textarea input iframe object embed svg "
        "math canvas audio video dialog menu",
    )
)
DROPPED_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "complementary", "menu", "dialog", "alert"])
SURROUNDINGS = re.compile(
    r"\b(nav|navbar|navigation|navheader|navfooter|sidebar|sphinxsidebar|menu|footer|breadcrumbs?|cookies?|toc|related|"
    r"pagination|share|social|skip-link|advert|ads|banner|masthead)\b",
    re.IGNORECASE,
)
LINKED_SHARE = 0.5
MAIN_SHARE = 0.4


def convert(source: Source) -> Text:
    """The title is the page's own, else its first heading. Raises ``empty`` when nothing but surroundings is left."""
    root = _tree(source)
    writer = TextWriter(source)
    _write(_main(root), writer)
    if writer.empty:
        skip("empty", source.name)
    return writer.text(_title(root) or writer.first_heading)


def _tree(source: Source) -> etree._Element:
    # Entities are not fetched by this parser; the bytes are ours, so is the encoding; the guard limits its memory.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(_characters(source).encode(), parser)
    except etree.XMLSyntaxError as wrong:
        fail("broken", source.name, wrong.msg or "no HTML in it")
    if any("xcessive depth" in entry.message for entry in parser.error_log):
        fail("broken", source.name, "its elements are nested too deeply")
    if root is None:
        skip("empty", source.name)
    return root


def _characters(source: Source) -> str:
    """The page's declared encoding counts unless a byte order mark says better; without any it is UTF-8."""
    marked = source.data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    found = None if marked else DECLARED.search(source.data[:2_048])
    if not found:
        return decode(source)
    declared = (found[1] or found[2]).decode("ascii", "replace")
    try:
        return clean(source.data.decode(declared))
    except (LookupError, UnicodeError):
        return decode(source)


def _title(root: etree._Element) -> str | None:
    words = " ".join((root.findtext(".//head//title") or "").split())
    return words[:500] or None


def _main(root: etree._Element) -> etree._Element:
    """The part that calls itself the content, if it holds enough of the page to be believed."""
    body = root.find("body")
    whole = body if body is not None else root
    parts = [element for element in whole.iter() if element.tag == "main" or element.get("role") == "main"]
    parts = parts or list(whole.iter("article"))[:2]
    if not parts or (len(parts) > 1 and parts[0].tag == "article"):
        return whole
    best = max(parts, key=_length)
    return best if _length(best) >= MAIN_SHARE * _length(whole) else whole


def _length(element: etree._Element) -> int:
    return sum(len(piece.strip()) for piece in _texts(element))


def _texts(element: etree._Element) -> Iterator[str]:
    for node in element.iter():
        if node.tag not in DROPPED_TAGS and node.text:
            yield node.text
        if node is not element and node.tail:
            yield node.tail


def _write(part: etree._Element, writer: TextWriter) -> None:
    """One pass over start and end of every element: no recursion that deep nesting could exhaust."""
    blocks = BlockBuilder(writer)
    walk = etree.iterwalk(part, events=("start", "end"))
    for event, element in walk:
        dropped = element is not part and _dropped(element)
        if event == "start":
            if dropped:
                walk.skip_subtree()
            else:
                blocks.open(element)
        else:
            if not dropped:
                blocks.close(element)
            if element is not part:
                blocks.words(element.tail)
    blocks.finish()


def _dropped(element: etree._Element) -> bool:
    if element.tag in DROPPED_TAGS or element.get("role") in DROPPED_ROLES:
        return True
    if "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if "headerlink" in names:
        return True
    return element.tag in ("div", "ul", "ol", "section", "table", "header") and _is_surrounding(element, names)


def _is_surrounding(element: etree._Element, names: str) -> bool:
    """A menu by its name is one only if it consists of links."""
    if not SURROUNDINGS.search(names):
        return False
    linked = sum(_length(link) for link in element.iter("a"))
    return linked >= LINKED_SHARE * max(_length(element), 1)
