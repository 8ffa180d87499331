"""DOCX: paragraphs, headings and tables in their order; page headers, footers and deleted text stay out."""

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from pipelines.convert import office
from pipelines.convert.decode import clean
from pipelines.convert.failures import fail, skip
from pipelines.convert.source import Source
from pipelines.convert.writing import TextWriter
from pipelines.structure.tidy import reads_like_names
from pipelines.types import BlockKind, Text

HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
LIST = re.compile(r"list|aufz", re.IGNORECASE)
KIND = re.compile(r"(?:intense )?(quote|caption)", re.IGNORECASE)
KINDS: dict[str, BlockKind] = {"quote": "quote", "caption": "caption"}
DOCUMENT = "word/document.xml"
BODY_OUTLINE = 9
# A hostile file may ask for a billion.
COLUMNS_AT_MOST = 1_000
UNPACKED_MB = 256
ENTRIES = 10_000
# What is not shown: deleted and moved text, field codes, and the second copy that Word keeps for old readers.
HIDDEN = frozenset(
    [
        qn("w:del"),
        qn("w:moveFrom"),
        qn("w:instrText"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    ]
)
MARKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): ""}
P, TBL, TR, TC, SDT = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc"), qn("w:sdt")
BROKEN = (OpcError, zipfile.BadZipFile, etree.LxmlError, KeyError, ValueError, AttributeError, OSError, EOFError)


def claims(data: bytes) -> bool:
    """Whether it is an archive with a Word document in it."""
    return office.claims(data, DOCUMENT)


def expect(source: Source) -> None:
    """Raises ``type_mismatch``, ``encrypted`` or ``broken`` for what is no Word document."""
    office.expect(source, DOCUMENT, "a Word document")


def convert(source: Source) -> Text:
    """The title is the document's property, else its title paragraph or first heading. Raises ``broken``, ``empty``."""
    check_archive(source)
    try:
        document = docx.Document(io.BytesIO(source.data))
        levels = _Styles(document)
        blocks = list(_blocks(document.element.body))
    except BROKEN as wrong:
        fail("broken", source.name, _short(wrong))
    writer = TextWriter(source)
    for block in blocks:
        _write(block, levels, writer)
    if writer.empty:
        skip("empty", source.name)
    return writer.text(_title(document) or levels.title or writer.first_heading)


def check_archive(source: Source) -> None:
    """Refuse archives that swell or declare document types, before anything is unpacked into a tree."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            entries = archive.infolist()
            # A member is never read past its declared size, so the declared sum bounds the real one.
            if len(entries) > ENTRIES or sum(entry.file_size for entry in entries) > UNPACKED_MB * 1_000_000:
                fail("converter_memory", source.name, source.limits.memory_mb)
            for entry in entries:
                if entry.flag_bits & 1:
                    fail("encrypted", source.name)
                if entry.filename.endswith((".xml", ".rels")):
                    _check_member(archive, entry, source)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zipfile.zlib.error) as wrong:  # type: ignore[attr-defined]
        fail("broken", source.name, _short(wrong))


def _check_member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, source: Source) -> None:
    with archive.open(entry) as member:
        head = member.read(4_096)
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or "<!DOCTYPE".encode("utf-16-le") in head:
        fail("broken", source.name, "it declares a document type, which Word never does")


def _short(wrong: BaseException) -> str:
    return (clean(str(wrong)).strip().splitlines() or [type(wrong).__name__])[0][:120]


class _Styles:
    """Heading levels of paragraphs, by style and by outline level; remembers the first title paragraph."""

    def __init__(self, document: WordDocument) -> None:
        self.title: str | None = None
        self._levels: dict[str, int] = {}
        self._lists: set[str] = set()
        self._kinds: dict[str, BlockKind] = {}
        for style in document.styles.element.iter(qn("w:style")):
            key, name = style.get(qn("w:styleId"), ""), style.find(qn("w:name"))
            words = name.get(qn("w:val"), "") if name is not None else ""
            if level := _style_level(style, words):
                self._levels[key] = level
            if LIST.match(words):
                self._lists.add(key)
            if found := KIND.match(words):
                self._kinds[key] = KINDS[found[1].lower()]

    def level(self, paragraph: etree._Element) -> int | None:
        """1 for the outermost heading, None for body text."""
        own = _outline(paragraph.find(qn("w:pPr")))
        return own or self._levels.get(_style_of(paragraph))

    def depth(self, paragraph: etree._Element) -> int | None:
        """An item's depth in its list, 1 for the outermost; None for what is no item."""
        numbered = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if numbered is None:
            return 1 if _style_of(paragraph) in self._lists else None
        inner = numbered.find(qn("w:ilvl"))
        value = "" if inner is None else inner.get(qn("w:val"), "")
        return int(value) + 1 if value.isascii() and value.isdigit() else 1

    def kind(self, paragraph: etree._Element) -> BlockKind:
        """What a paragraph is by its style."""
        return self._kinds.get(_style_of(paragraph), "paragraph")


def _style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else style.get(qn("w:val"), "")


def _style_level(style: etree._Element, name: str) -> int | None:
    if name.lower() == "title":
        return 1
    found = HEADING.match(name)
    return int(found[1]) if found else _outline(style.find(qn("w:pPr")))


def _outline(properties: etree._Element | None) -> int | None:
    level = None if properties is None else properties.find(qn("w:outlineLvl"))
    value = "" if level is None else level.get(qn("w:val"), "")
    return int(value) + 1 if value.isdigit() and int(value) < BODY_OUTLINE else None


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in order; content controls are looked into."""
    for child in parent:
        if child.tag in (P, TBL):
            yield child
        elif child.tag == SDT and (content := child.find(qn("w:sdtContent"))) is not None:
            yield from _blocks(content)


def _write(block: etree._Element, styles: _Styles, writer: TextWriter) -> None:
    if block.tag == TBL:
        _write_table(block, writer)
        return
    text = clean("".join(_pieces(block))).strip()
    level = styles.level(block)
    if level and text:
        writer.heading(text, level=level)
        styles.title = styles.title or (text if level == 1 else None)
    elif text and (depth := styles.depth(block)):
        writer.item(text, level=depth)
    else:
        writer.paragraph(text, styles.kind(block))


def _write_table(table: etree._Element, writer: TextWriter) -> None:
    """Its rows; a first one that reads like names is the header, as is one that Word repeats on every page."""
    # A table inside a cell reads as part of it and is not repeated.
    rows = [row for row in table.iter(TR) if not any(parent.tag == TC for parent in row.iterancestors())]
    cells = [list(_cells(row)) for row in rows]
    writer.table()
    for number, (row, words) in enumerate(zip(rows, cells, strict=True)):
        repeated = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        header = repeated or (not number and len(rows) > 1 and all(words) and reads_like_names(words))
        writer.row(words, between=" | ", header=header)


def _cells(row: etree._Element) -> Iterator[str]:
    """Text of a row's cells, one for every column; the further columns of a wide cell are empty."""
    for cell in row.iterchildren(TC, SDT):
        yield " ".join(" ".join(clean("".join(_pieces(part))) for part in cell.iter(P)).split())
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        columns = "" if span is None else span.get(qn("w:val"), "")
        yield from [""] * (min(int(columns), COLUMNS_AT_MOST) - 1 if columns.isascii() and columns.isdigit() else 0)


def _pieces(paragraph: etree._Element) -> Iterator[str]:
    """Visible text of a paragraph, inserted and linked runs included, text boxes and deletions not."""
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element.tag in HIDDEN or (element.tag == P and element is not paragraph):
            walk.skip_subtree()
        elif element.tag == qn("w:t"):
            yield element.text or ""
        elif element.tag in MARKS and element.getparent().tag == qn("w:r"):
            yield MARKS[element.tag]


def _title(document: WordDocument) -> str | None:
    try:
        title = document.core_properties.title
    except BROKEN:
        return None
    words = " ".join(clean(title or "").split())
    # The name that python-docx and Word give to a document nobody named.
    return None if words.lower() in ("", "word document") else words[:500]
