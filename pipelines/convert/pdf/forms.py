"""Fields of forms, so that what is filled in is text of its page: beside its label, with boxes like any other.

Text and choices are drawn into the page in memory; a box is told by a sign, ticked or not. Buttons are no content, and
no other annotation is read here: a reviewer's note is not what the document says.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2 as pdfium
from pypdfium2 import raw

ANNOTATIONS_AT_MOST = 10_000
OPTIONS_AT_MOST = 1_000
# What such a form's page says names the program that is needed, in whatever language.
BUILT = (raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND)
NOTICE, NOTICE_AT_MOST = "adobe", 2_000
UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
TICKS = (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON)
BUTTON, CHOICES = raw.FPDF_FORMFIELD_PUSHBUTTON, raw.FPDF_FORMFIELD_LISTBOX


@dataclass(frozen=True, slots=True)
class Field:
    """A field on its page: ``box`` is left, bottom, right, top in points.

    ``ticked`` is None for what is not ticked but filled in; ``chosen`` are the options taken of a list that shows all.
    """

    box: tuple[float, float, float, float]
    ticked: bool | None = None
    chosen: frozenset[str] | None = None


def is_notice(document: pdfium.PdfDocument, text: str) -> bool:
    """Whether the text is only what stands in for a form that is built where it is opened (XFA)."""
    built = raw.FPDF_GetFormType(document.raw) in BUILT
    return built and len(document) == 1 and len(text) <= NOTICE_AT_MOST and NOTICE in text.casefold()


def page_at(document: pdfium.PdfDocument, index: int) -> tuple[pdfium.PdfPage, list[Field]]:
    """The page with its form drawn into it, and the form's fields. Raises ``PdfiumError``."""
    page = document[index]
    if document.formenv is None:
        return page, []
    fields: list[Field] = []
    drop: list[int] = []
    for at in range(min(raw.FPDFPage_GetAnnotCount(page.raw), ANNOTATIONS_AT_MOST)):
        with annotation(page, at) as one:
            field, drawn = _field(document, one)
        if field is not None:
            fields.append(field)
        if not drawn:
            drop.append(at)
    if not fields:
        return page, []
    for at in reversed(drop):
        raw.FPDFPage_RemoveAnnot(page.raw, at)
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[index], fields


@contextmanager
def annotation(page: pdfium.PdfPage, at: int) -> Iterator[object]:
    """An annotation of a page by its number."""
    one = raw.FPDFPage_GetAnnot(page.raw, at)
    try:
        yield one
    finally:
        raw.FPDFPage_CloseAnnot(one)


def _field(document: pdfium.PdfDocument, one: object) -> tuple[Field | None, bool]:
    """The field, and whether it is to be drawn; None for what is no field, or not shown."""
    if raw.FPDFAnnot_GetSubtype(one) != raw.FPDF_ANNOT_WIDGET or raw.FPDFAnnot_GetFlags(one) & UNSEEN:
        return None, False
    form = document.formenv.raw
    kind = raw.FPDFAnnot_GetFormFieldType(form, one)
    rect = raw.FS_RECTF()
    if kind == BUTTON or not raw.FPDFAnnot_GetRect(one, rect):
        return None, False
    box = rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top)
    if kind in TICKS:
        return Field(box, ticked=bool(raw.FPDFAnnot_IsChecked(form, one))), False
    return Field(box, chosen=_chosen(form, one) if kind == CHOICES else None), True


def _chosen(form: object, one: object) -> frozenset[str]:
    count = min(max(raw.FPDFAnnot_GetOptionCount(form, one), 0), OPTIONS_AT_MOST)
    return frozenset(_label(form, one, at) for at in range(count) if raw.FPDFAnnot_IsOptionSelected(form, one, at))


def _label(form: object, one: object, at: int) -> str:
    length = raw.FPDFAnnot_GetOptionLabel(form, one, at, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    raw.FPDFAnnot_GetOptionLabel(form, one, at, buffer, length)
    return bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", "replace").strip()
