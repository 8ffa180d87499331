"""HTML to text: headings, paragraphs, lists, tables and code in reading order, without what surrounds the content.

Walks the tree itself: trafilatura 2.3 lost every heading of DocBook pages and the text between inline tags.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from pipelines.convert.decode import clean, decoded
from pipelines.convert.failures import fail, skip
from pipelines.convert.html_blocks import BlockBuilder
from pipelines.convert.html_furniture import Furniture
from pipelines.convert.html_math import linear
from pipelines.convert.html_styles import Sheets
from pipelines.convert.html_weights import weighed
from pipelines.convert.source import Source
from pipelines.convert.titles import worth_showing
from pipelines.convert.writing import TextWriter
from pipelines.types import Text

# The head may be long; what stands in comments, scripts and styles declares nothing.
HEAD_ENDS = re.compile(rb"<body[\s>]|</head", re.IGNORECASE)
HEAD_AT_MOST = 1_000_000
ASIDE = re.compile(rb"<!--|<(script|style)\b", re.IGNORECASE)
DECLARED = re.compile(rb"""<meta[\s/][^<>]*?charset\s*+=\s*+["']?+\s*+([\w.:+-]+)""", re.IGNORECASE)
XML_DECLARED = re.compile(rb"""\s*<\?xml[^>]{1,200}?encoding\s*=\s*["']([\w.:+-]+)""", re.IGNORECASE)
# libxml2 compares each attribute of a tag with all before it.
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
ATTRIBUTES = re.compile(rf"(<[a-zA-Z][^\s/>]{{0,60}}+(?=[\s/])(?:{_ATTRIBUTE}){{200}})(?:{_ATTRIBUTE})*+")
# It reads 2,048 elements deep. What nests deeper are tags that nobody closed: those of phrases are left out then, those
# of boxes part paragraphs.
PHRASES = re.compile(
    r"</?(?:a|abbr|b|big|code|em|font|i|ins|q|rt|ruby|small|span|strike|sub|sup|strong|tt|u)\b[^<>]*+>", re.IGNORECASE
)
BOXES = re.compile(
    r"</?(?:article|aside|blockquote|center|dd|details|dialog|div|dl|dt|fieldset|footer|form|header|main|nav|ol|pre|section|table|tbody|td|tr|ul)"
    r"\b[^<>]*+>",
    re.IGNORECASE,
)
TITLE_CHARS = 500
DEEP = "xcessive depth"


def convert(source: Source) -> Text:
    """The title is the page's own, else its first heading. Raises ``empty`` when nothing but surroundings is left."""
    found = decoded(source, _declared(source.data))
    root = _tree(found.text, source)
    writer = TextWriter(source)
    body = root.find("body")
    _write(root if body is None else body, writer)
    if writer.empty:
        skip("empty", source.name)
    text = writer.text(_title(root) or writer.first_heading)
    declared = root.get("lang") or root.get("xml:lang")
    return replace(text, meta=found.meta, language=declared[:TITLE_CHARS] if declared else None)


def _declared(data: bytes) -> str | None:
    """The label that a page gives its encoding, anywhere in its head."""
    if xml := XML_DECLARED.match(data):
        return xml[1].decode("ascii")
    ends = HEAD_ENDS.search(data, 0, HEAD_AT_MOST)
    head = data[: ends.start() if ends else HEAD_AT_MOST]
    meta = next(filter(None, map(DECLARED.search, _declaring(head))), None)
    return meta[1].decode("ascii") if meta else None


def _declaring(head: bytes) -> Iterator[bytes]:
    """What stands between comments, scripts and styles."""
    at, lowered = 0, head.lower()
    while at >= 0 and (aside := ASIDE.search(head, at)):
        yield head[at : aside.start()]
        at = lowered.find(b"</" + aside[1].lower() if aside[1] else b"-->", aside.end())
    if at >= 0:
        yield head[at:]


def _tree(text: str, source: Source) -> etree._Element:
    text = ATTRIBUTES.sub(r"\1", text)
    for simpler in (str, lambda text: PHRASES.sub("", text), lambda text: BOXES.sub("<p>", PHRASES.sub("", text))):
        # Entities are not fetched by this parser; the bytes are ours, so is the encoding; the guard limits its memory.
        parser = etree.HTMLParser(
            encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
        )
        try:
            root = etree.fromstring(simpler(text).encode(), parser)
        except etree.XMLSyntaxError:
            fail("broken", source.name, "no HTML in it")
        if not any(DEEP in entry.message for entry in parser.error_log):
            break
    else:
        fail("broken", source.name, "its elements are nested too deeply")
    if root is None:
        skip("empty", source.name)
    return root


def _title(root: etree._Element) -> str | None:
    words = " ".join(clean(root.findtext(".//head//title") or "").split())
    return worth_showing(words[:TITLE_CHARS])


def _write(part: etree._Element, writer: TextWriter) -> None:
    """One pass over start and end of every element: no recursion that deep nesting could exhaust."""
    weights = weighed(part, Sheets(part.getroottree().getroot()))
    furniture, blocks = Furniture(weights), BlockBuilder(writer)
    number, read = -1, [False]
    walk = etree.iterwalk(part, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            number += 1
            weight = weights.of[number]
            left_out = number in weights.hidden or (number > 0 and furniture.drops(element, number))
            read.append(not left_out and element.tag != "math")
            if read[-1]:
                furniture.enter(element, number)
                blocks.open(element, weight)
                continue
            if not left_out:
                blocks.formula(linear(element), alone=element.get("display") == "block")
            walk.skip_subtree()
            number += weight.elements - 1
        else:
            if read.pop():
                blocks.close(element)
                furniture.leave()
            if element is not part:
                blocks.words(element.tail)
    blocks.finish()
