"""What people wrote on a PDF's pages, as lines of their page: notes, comments of marked text, attached files' names."""

import ctypes
import re
from collections.abc import Callable, Iterator

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipelines.convert.decode import clean
from pipelines.convert.layout import NOWHERE
from pipelines.convert.pdf.forms import ANNOTATIONS_AT_MOST, annotation
from pipelines.convert.pdf.lines import Line, in_frame

MARKED = (raw.FPDF_ANNOT_HIGHLIGHT, raw.FPDF_ANNOT_UNDERLINE, raw.FPDF_ANNOT_SQUIGGLY, raw.FPDF_ANNOT_STRIKEOUT)
DRAWN = (raw.FPDF_ANNOT_LINE, raw.FPDF_ANNOT_SQUARE, raw.FPDF_ANNOT_CIRCLE, raw.FPDF_ANNOT_POLYGON)
WRITTEN = (raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_CARET)
FILE = raw.FPDF_ANNOT_FILEATTACHMENT
# A popup says again what its note says.
KINDS = frozenset({*MARKED, *DRAWN, *WRITTEN, raw.FPDF_ANNOT_POLYLINE, raw.FPDF_ANNOT_INK, FILE})
# Characters; whoever writes more writes a document.
LONGEST = 20_000
SIZE = 10.0
TAG = re.compile(r"<[^<>]*>")

Filler = Callable[[object, int], int]


def comments(document: pdfium.PdfDocument, index: int) -> list[Line]:
    """The comments on a page, each at the height where it stands. Raises ``PdfiumError``."""
    page = document[index]
    try:
        return list(_comments(page, index + 1))
    finally:
        page.close()


def _comments(page: pdfium.PdfPage, number: int) -> Iterator[Line]:
    angle = page.get_rotation()
    _, _, upper, lower = in_frame(page.get_bbox(), angle)
    rect = raw.FS_RECTF()
    for at in range(min(raw.FPDFPage_GetAnnotCount(page.raw), ANNOTATIONS_AT_MOST)):
        with annotation(page, at) as one:
            words = _said(one) if one else ""
            if words and raw.FPDFAnnot_GetRect(one, rect):
                box = rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top)
                left, right, top, _ = in_frame(box, angle)
                depth = min(max((top - upper) / max(lower - upper, 1.0), 0.0), 1.0)
                yield Line(
                    page=number,
                    order=-1,
                    start=0,
                    end=0,
                    text=words,
                    hyphen=False,
                    angle=angle,
                    left=left,
                    right=right,
                    baseline=top + SIZE,
                    size=SIZE,
                    sizes=(SIZE,),
                    word_right=right,
                    mono=False,
                    depth=depth,
                    chars=(NOWHERE,) * len(words),
                    comment=True,
                )


def _said(one: object) -> str:
    """A comment as it is told; nothing for what says nothing, or only that somebody agreed with another one."""
    kind = raw.FPDFAnnot_GetSubtype(one)
    if kind not in KINDS or raw.FPDFAnnot_GetFlags(one) & raw.FPDF_ANNOT_FLAG_HIDDEN or _string(one, b"StateModel"):
        return ""
    said = _string(one, b"Contents") or " ".join(TAG.sub(" ", _string(one, b"RC")).split())
    by = _string(one, b"T")
    told = f"Comment by {by}" if by else "Comment"
    if kind == FILE and (name := _attached(one)):
        return f"[Attached file {name}: {said}]" if said and said != name else f"[Attached file {name}]"
    return f"[{told}: {said}]" if said else ""


def _attached(one: object) -> str:
    file = raw.FPDFAnnot_GetFileAttachment(one)
    return _text(lambda into, size: raw.FPDFAttachment_GetName(file, into, size)) if file else ""


def _string(one: object, key: bytes) -> str:
    return _text(lambda into, size: raw.FPDFAnnot_GetStringValue(one, key, into, size))


def _text(fill: Filler) -> str:
    """What pdfium writes into a buffer of so many bytes, in one line."""
    length = min(fill(None, 0), 2 * LONGEST)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    if length <= 2 or fill(buffer, length) > length:
        return ""
    return " ".join(clean(bytes(buffer)[: length - 2].decode("utf-16-le", "replace")).split())
