"""The one extraction that both the stored text and the places on the page come from: same bytes, same result."""

import ctypes
import re
from dataclasses import replace
from datetime import datetime

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipelines.convert.decode import JUNK
from pipelines.convert.failures import fail, skip
from pipelines.convert.pdf.assembly import Assembly, Extraction, Page
from pipelines.convert.pdf.comments import comments
from pipelines.convert.pdf.forms import is_notice, page_at
from pipelines.convert.pdf.furniture import Furniture, Look, furniture
from pipelines.convert.pdf.labels import Labels
from pipelines.convert.pdf.lines import Line
from pipelines.convert.pdf.margins import body_size
from pipelines.convert.pdf.order import arranged, usual_angle_of
from pipelines.convert.pdf.outline import begins, squeezed
from pipelines.convert.pdf.reading import page_lines
from pipelines.convert.pdf.rules import Rules
from pipelines.convert.source import Source

# "D:20240131120000+01'00'", of which each part but the year may be missing (ISO 32000-1, 7.9.4).
DAY = re.compile(r"\s*(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")


def open_pdf(source: Source) -> pdfium.PdfDocument:
    """The opened document. Raises ``encrypted``, ``broken`` or ``too_many_pages``."""
    try:
        document = pdfium.PdfDocument(source.path or source.data)
        document.init_forms()
        pages = len(document)
    except pdfium.PdfiumError as wrong:
        code = getattr(wrong, "err_code", None)
        if code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            fail("encrypted", source.name)
        fail("broken", source.name, "its structure is incomplete")
    if not pages:
        fail("broken", source.name, "it has no pages")
    if pages > source.limits.pages:
        fail("too_many_pages", source.name, f"{pages:,} pages; {source.limits.pages:,} are read")
    return document


def extract(document: pdfium.PdfDocument, source: Source) -> Extraction:
    """The whole document's text. Raises ``no_text``, ``dynamic_form``, ``too_long`` or ``broken``."""
    notes = [_comments(document, index, source) for index in range(len(document))]
    pages = [_lines(document, index, source) for index in range(len(document))]
    if not any(pages) and not any(notes):
        skip("no_text", source.name)
    look = Look(body_size(pages), squeezed(metadata_title(document)), begins(document))
    found = furniture(pages, look)
    told = [replace(_page(lines, found), comments=own) for lines, own in zip(pages, notes, strict=True)]
    extraction = Assembly(told, source).run()
    if is_notice(document, extraction.text):
        skip("dynamic_form", source.name)
    return extraction


def _page(lines: list[Line], found: Furniture) -> Page:
    """A page's lines, those of its margins that are told this once apart."""
    text = [line for line in lines if (line.page, line.order) not in found.dropped]
    return Page(text, [line for line in lines if (line.page, line.order) in found.kept])


def _comments(document: pdfium.PdfDocument, index: int, source: Source) -> list[Line]:
    """What people wrote on a page, where the source says that it is read."""
    try:
        return comments(document, index) if source.reading.comments else []
    except pdfium.PdfiumError:
        fail("broken", source.name, f"page {index + 1} cannot be loaded")


def _lines(document: pdfium.PdfDocument, index: int, source: Source) -> list[Line]:
    try:
        page, fields = page_at(document, index)
    except pdfium.PdfiumError:
        fail("broken", source.name, f"page {index + 1} cannot be loaded")
    try:
        drawn = page_lines(page, index + 1)
        angle = usual_angle_of(drawn)
        if fields:
            drawn = Labels(drawn, angle).filled(fields)
        return arranged(drawn, Rules(page, angle))
    finally:
        page.close()


def about(document: pdfium.PdfDocument) -> dict[str, str]:
    """Author and dates (ISO 8601, as far as they are told) of the document's properties."""
    found = {"author": _property(document, b"Author")[:500]}
    for name, key in (("created", b"CreationDate"), ("modified", b"ModDate")):
        match = DAY.match(_property(document, key))
        found[name] = _day(match) if match else ""
    return {name: words for name, words in found.items() if words}


def _day(match: re.Match[str]) -> str:
    """Nothing where there is no such day; without its time zone, as the reader's own is not known either."""
    year, month, day, hour, minute, second = (one or "" for one in match.groups())
    date = f"{year}-{month or '01'}-{day or '01'}"
    told = f"{date}T{hour}:{minute or '00'}:{second or '00'}" if hour else date
    try:
        datetime.fromisoformat(told)
    except ValueError:
        return ""
    return told


def metadata_title(document: pdfium.PdfDocument) -> str:
    """The title that the document's properties hold, or an empty string."""
    return _property(document, b"Title")


def _property(document: pdfium.PdfDocument, key: bytes) -> str:
    length = raw.FPDF_GetMetaText(document.raw, key, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDF_GetMetaText(document.raw, key, buffer, length)
    text = buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
    return " ".join(JUNK.sub("", text).split())
