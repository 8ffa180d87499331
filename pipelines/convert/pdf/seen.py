"""Letters that a page does not show: drawn in no ink, or white on white. A layer of text over a scan is its text."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice, repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

NO_INK = raw.FPDF_TEXTRENDERMODE_INVISIBLE
STROKED = (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
WHITE = 250
OPAQUE_AT_LEAST = 3
# Of a page with more drawings than that, all white text may lie on one of them.
GROUNDS_AT_MOST = 1_000
DEPTH_AT_MOST = 8
OBJECTS_AT_MOST = 200_000

_POINTER = ctypes.c_void_p


def _quick(name: str, *kinds: Any) -> Callable[..., int]:
    """A function of pdfium that takes addresses as numbers: asked for each object of each page."""
    address = ctypes.cast(getattr(raw, name), _POINTER).value or 0
    return ctypes.CFUNCTYPE(*kinds)(address)


_GET = _quick("FPDFPage_GetObject", _POINTER, _POINTER, ctypes.c_int)
_KIND = _quick("FPDFPageObj_GetType", ctypes.c_int, _POINTER)
_MODE = _quick("FPDFTextObj_GetTextRenderMode", ctypes.c_int, _POINTER)
_FILL = _quick("FPDFPageObj_GetFillColor", ctypes.c_int, *[_POINTER] * 5)

Bounds = tuple[float, float, float, float]


@dataclass(slots=True)
class _Ink:
    """What a page is drawn of, so far as it tells what is seen of the text."""

    none: set[int] = field(default_factory=set)
    white: set[int] = field(default_factory=set)
    grounds: list[Bounds] = field(default_factory=list)
    images: list[Bounds] = field(default_factory=list)


def unseen(page: pdfium.PdfPage, textpage: object, boxes: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which characters nobody sees: of objects without ink and no image behind them, or white on the bare page."""
    hidden = np.zeros(len(boxes), dtype=bool)
    ink = _ink(page)
    owners = [_address(raw.FPDFText_GetTextObject(textpage, index)) for index in range(len(boxes))]
    middles = np.column_stack(((boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2))
    for objects, grounds in ((ink.none, ink.images), (ink.white, ink.grounds + ink.images)):
        if len(grounds) <= GROUNDS_AT_MOST:
            found = np.array([owner in objects for owner in owners], dtype=bool)
            hidden |= found & ~_upon(middles, grounds)
    return hidden


def faint(page: pdfium.PdfPage) -> bool:
    """Whether any text of the page is drawn in no ink or in white: most pages are done with that."""
    count = min(raw.FPDFPage_CountObjects(page.raw), OBJECTS_AT_MOST)
    inside = ctypes.cast(page.raw, ctypes.c_void_p).value
    color = (ctypes.c_uint * 4)()
    parts = [ctypes.addressof(color) + 4 * at for at in range(4)]
    for one in map(_GET, repeat(inside, count), range(count)):
        kind = _KIND(one)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            if _MODE(one) == NO_INK or (_FILL(one, *parts) and (min(color[:3]) >= WHITE or color[3] < OPAQUE_AT_LEAST)):
                return True
        elif kind == raw.FPDF_PAGEOBJ_FORM and _faint_within(ctypes.cast(one, raw.FPDF_PAGEOBJECT)):
            return True
    return False


def _faint_within(form: object) -> bool:
    color = [ctypes.c_uint() for _ in range(4)]
    texts = (one for one, kind, _ in islice(_within(form, 1), OBJECTS_AT_MOST // 100) if kind == raw.FPDF_PAGEOBJ_TEXT)
    return any(_mode(one) == NO_INK or _is_white(one, color) for one in texts)


def _ink(page: pdfium.PdfPage) -> _Ink:
    ink, color = _Ink(), [ctypes.c_uint() for _ in range(4)]
    for one, kind, depth in _objects(page):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            mode = _mode(one)
            if mode == NO_INK:
                ink.none.add(_address(one))
            elif mode not in STROKED and _is_white(one, color):
                ink.white.add(_address(one))
        elif depth == 0 and (bounds := _bounds(one)):
            if kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING) or (
                kind == raw.FPDF_PAGEOBJ_FORM and _holds_image(one)
            ):
                ink.images.append(bounds)
            elif not _is_white(one, color):
                ink.grounds.append(bounds)
    return ink


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[object, int, int]]:
    """The page's objects, those within forms after the form: ``(object, kind, depth)``."""
    count, get = raw.FPDFPage_CountObjects(page.raw), raw.FPDFPage_GetObject
    left = OBJECTS_AT_MOST
    for index in range(min(count, left)):
        one = get(page.raw, index)
        kind = raw.FPDFPageObj_GetType(one)
        yield one, kind, 0
        if kind == raw.FPDF_PAGEOBJ_FORM:
            for inner in _within(one, 1):
                if left <= 0:
                    return
                left -= 1
                yield inner


def _within(form: object, depth: int) -> Iterator[tuple[object, int, int]]:
    if depth > DEPTH_AT_MOST:
        return
    for index in range(max(raw.FPDFFormObj_CountObjects(form), 0)):
        one = raw.FPDFFormObj_GetObject(form, index)
        kind = raw.FPDFPageObj_GetType(one)
        yield one, kind, depth
        if kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _within(one, depth + 1)


def _holds_image(form: object) -> bool:
    inside = islice(_within(form, 1), OBJECTS_AT_MOST // 100)
    return any(kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING) for _, kind, _ in inside)


def _mode(one: object) -> int:
    mode: int = raw.FPDFTextObj_GetTextRenderMode(one)
    return mode


def _is_white(one: object, color: list[ctypes.c_uint]) -> bool:
    """Filled in white, or in nothing at all."""
    if not raw.FPDFPageObj_GetFillColor(one, *color):
        return False
    red, green, blue, alpha = color
    white = red.value >= WHITE and green.value >= WHITE and blue.value >= WHITE
    return white or alpha.value < OPAQUE_AT_LEAST


def _bounds(one: object) -> Bounds | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(one, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value


def _upon(middles: NDArray[np.float64], grounds: list[Bounds]) -> NDArray[np.bool_]:
    found = np.zeros(len(middles), dtype=bool)
    for left, bottom, right, top in grounds:
        found |= (middles[:, 0] >= left) & (middles[:, 0] <= right) & (middles[:, 1] >= bottom) & (middles[:, 1] <= top)
    return found


def _address(one: object) -> int:
    return ctypes.cast(one, ctypes.c_void_p).value or 0  # type: ignore[arg-type]
