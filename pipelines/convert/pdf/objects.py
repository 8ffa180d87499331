"""What a page is drawn of, in drawing order: asked for once, with as few questions as tell what may be hidden."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, repeat

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipelines.convert.pdf.calls import FLOAT, INT, POINTER, address, quick

NO_INK = raw.FPDF_TEXTRENDERMODE_INVISIBLE
STROKED = (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
TEXT, PATH, FORM = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM
OBJECTS_AT_MOST, DEPTH_AT_MOST = 200_000, 8
# Points: what is thinner is a line, and hides nothing.
THIN = 2.0

_PARTS = quick("FPDFPage_GetObject", POINTER, POINTER, INT)
_INNER = quick("FPDFFormObj_GetObject", POINTER, POINTER, ctypes.c_ulong)
_COUNT = quick("FPDFFormObj_CountObjects", INT, POINTER)
_KIND = quick("FPDFPageObj_GetType", INT, POINTER)
_MODE = quick("FPDFTextObj_GetTextRenderMode", INT, POINTER)
_FILL = quick("FPDFPageObj_GetFillColor", INT, *[POINTER] * 5)
_BOUNDS = quick("FPDFPageObj_GetBounds", INT, *[POINTER] * 5)
_MATRIX = quick("FPDFPageObj_GetMatrix", INT, POINTER, POINTER)
_CLEAR = quick("FPDFPageObj_HasTransparency", INT, POINTER)
_DRAWN = quick("FPDFPath_GetDrawMode", INT, POINTER, POINTER, POINTER)
_CLIP = quick("FPDFPageObj_GetClipPath", POINTER, POINTER)
_CLIPS = quick("FPDFClipPath_CountPaths", INT, POINTER)
_CORNERS = quick("FPDFClipPath_CountPathSegments", INT, POINTER, INT)
_CORNER = quick("FPDFClipPath_GetPathSegment", POINTER, POINTER, INT, INT)
_POINT = quick("FPDFPathSegment_GetPoint", INT, POINTER, POINTER, POINTER)
CORNERS_AT_MOST = 64
CLIPS_AT_MOST = 16

Bounds = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
Color = tuple[int, int, int, int]
Text = tuple[int, int, Matrix | None]


@dataclass(slots=True)
class Drawn:
    """Texts, fills and pictures as ``(order, address, …)``; what stands within a form of the page like all else.

    ``colors`` are what texts are filled with (red, green, blue, alpha), ``clips`` the rectangles that some are cut to.
    """

    texts: list[Text] = field(default_factory=list)
    none: set[int] = field(default_factory=set)
    colors: dict[int, Color] = field(default_factory=dict)
    clips: dict[int, Bounds] = field(default_factory=dict)
    fills: list[tuple[int, Bounds, Color]] = field(default_factory=list)
    pictures: list[tuple[int, Bounds]] = field(default_factory=list)


class Asker:
    """Asks about a page's objects; buffers are made once."""

    def __init__(self) -> None:
        self._color, self._floats, self._modes = (ctypes.c_uint * 4)(), (FLOAT * 6)(), (ctypes.c_int * 2)()
        self._colors = [ctypes.addressof(self._color) + 4 * at for at in range(4)]
        self._edges = [ctypes.addressof(self._floats) + 4 * at for at in range(4)]
        self._matrix = self._edges[0]
        self._drawn = [ctypes.addressof(self._modes) + 4 * at for at in range(2)]

    def look(self, page: pdfium.PdfPage) -> Drawn:
        """All that a page is drawn of, up to a number of objects that no page needs."""
        found = Drawn()
        others: list[tuple[int, int, int, Matrix | None]] = []
        order = 0
        count = min(raw.FPDFPage_CountObjects(page.raw), OBJECTS_AT_MOST)
        for one in map(_PARTS, repeat(address(page.raw), count), range(count)):
            kind = _KIND(one)
            if kind == TEXT:
                self._text(found, (order, one, None))
            elif kind != FORM:
                others.append((order, one, kind, None))
            else:
                for inner, inner_kind, matrix in islice(self._within(one, None, 1), OBJECTS_AT_MOST - order):
                    order += 1
                    if inner_kind == TEXT:
                        self._text(found, (order, inner, matrix))
                    else:
                        others.append((order, inner, inner_kind, matrix))
            order += 1
        if found.texts:
            for other in others:
                self._other(found, other)
        return found

    def _text(self, found: Drawn, text: Text) -> None:
        _, one, matrix = text
        found.texts.append(text)
        mode = _MODE(one)
        if mode == NO_INK:
            found.none.add(one)
        elif mode not in STROKED and _FILL(one, *self._colors):
            red, green, blue, alpha = self._color
            found.colors[one] = red, green, blue, alpha
        clip = _CLIP(one)
        if clip and _CLIPS(clip) > 0 and (cut := self._cut(clip, matrix)):
            found.clips[one] = cut

    def bounds(self, one: int, matrix: Matrix | None) -> Bounds | None:
        """Left, bottom, right, top on the page."""
        if not _BOUNDS(one, *self._edges):
            return None
        left, bottom, right, top = self._floats[:4]
        return _moved((left, bottom, right, top), matrix) if matrix else (left, bottom, right, top)

    def _other(self, found: Drawn, other: tuple[int, int, int, Matrix | None]) -> None:
        """A drawing that is large enough to hide something, or to lie behind it."""
        order, where, kind, matrix = other
        bounds = None if kind == FORM else self.bounds(where, matrix)
        if bounds is None or bounds[2] - bounds[0] < THIN or bounds[3] - bounds[1] < THIN:
            return
        if kind != PATH:
            found.pictures.append((order, bounds))
        elif _DRAWN(where, *self._drawn) and self._modes[0] and _FILL(where, *self._colors):
            red, green, blue, alpha = self._color
            found.fills.append((order, bounds, (red, green, blue, 0 if _CLEAR(where) else alpha)))

    def _within(self, form: int, outer: Matrix | None, depth: int) -> Iterator[tuple[int, int, Matrix | None]]:
        if depth > DEPTH_AT_MOST or not _MATRIX(form, self._matrix):
            return
        own: Matrix = tuple(self._floats)
        matrix = _times(own, outer) if outer else own
        for index in range(max(_COUNT(form), 0)):
            one = _INNER(form, index)
            kind = _KIND(one)
            yield one, kind, matrix
            if kind == FORM:
                yield from self._within(one, matrix, depth + 1)

    def _cut(self, clip: int, matrix: Matrix | None) -> Bounds | None:
        """What is left of the page by a clip: the rectangle around each of its paths, all together."""
        left, bottom, right, top = -1e9, -1e9, 1e9, 1e9
        for path in range(min(_CLIPS(clip), CLIPS_AT_MOST)):
            count = _CORNERS(clip, path)
            if not 0 < count <= CORNERS_AT_MOST:
                continue
            points = [self._floats[:2] for at in range(count) if _POINT(_CORNER(clip, path, at), *self._edges[:2])]
            if points:
                xs, ys = zip(*points, strict=True)
                left, bottom = max(left, min(xs)), max(bottom, min(ys))
                right, top = min(right, max(xs)), min(top, max(ys))
        cut = left, bottom, max(left, right), max(bottom, top)
        return _moved(cut, matrix) if matrix else cut


def _moved(bounds: Bounds, matrix: Matrix) -> Bounds:
    left, bottom, right, top = bounds
    a, b, c, d, e, f = matrix
    corners = ((left, bottom), (left, top), (right, bottom), (right, top))
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
