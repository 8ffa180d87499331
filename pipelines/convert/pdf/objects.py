"""What a page is drawn of, in drawing order: asked for once, with as few questions as tell what may be hidden."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, repeat
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipelines.convert.pdf.calls import ADDRESS, FLOAT, INT, LONG, Room, address, pointer, quick

NO_INK = raw.FPDF_TEXTRENDERMODE_INVISIBLE
STROKED = (raw.FPDF_TEXTRENDERMODE_STROKE, raw.FPDF_TEXTRENDERMODE_STROKE_CLIP)
TEXT, PATH, FORM = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM
OBJECTS_AT_MOST, DEPTH_AT_MOST = 200_000, 8
# Points: what is thinner is a line, and hides nothing.
THIN = 2.0

_PARTS = quick("FPDFPage_GetObject", ADDRESS)
_INNER = quick("FPDFFormObj_GetObject", ADDRESS)
_COUNT = quick("FPDFFormObj_CountObjects", INT)
_KIND = quick("FPDFPageObj_GetType", INT)
_MODE = quick("FPDFTextObj_GetTextRenderMode", INT)
_FILL = quick("FPDFPageObj_GetFillColor", INT)
_BOUNDS = quick("FPDFPageObj_GetBounds", INT)
_MATRIX = quick("FPDFPageObj_GetMatrix", INT)
_CLEAR = quick("FPDFPageObj_HasTransparency", INT)
_DRAWN = quick("FPDFPath_GetDrawMode", INT)
_CLIP = quick("FPDFPageObj_GetClipPath", ADDRESS)
_CLIPS = quick("FPDFClipPath_CountPaths", INT)
_CORNERS = quick("FPDFClipPath_CountPathSegments", INT)
_CORNER = quick("FPDFClipPath_GetPathSegment", ADDRESS)
_POINT = quick("FPDFPathSegment_GetPoint", INT)
_COLORS = Room("u4", 4, each=True)
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
        self._color, self._floats, self._modes = (ctypes.c_uint * 4)(), (FLOAT * 6)(), (INT * 2)()
        self._colors = [pointer(ctypes.addressof(self._color) + 4 * at) for at in range(4)]
        self._edges = [pointer(ctypes.addressof(self._floats) + 4 * at) for at in range(4)]
        self._matrix = self._edges[0]
        self._drawn = [pointer(ctypes.addressof(self._modes) + 4 * at) for at in range(2)]

    def look(self, page: pdfium.PdfPage) -> Drawn:
        """All that a page is drawn of, up to a number of objects that no page needs."""
        count = min(raw.FPDFPage_CountObjects(page.raw), OBJECTS_AT_MOST)
        parts: list[int] = list(map(_PARTS, repeat(pointer(address(page.raw)), count), range(count)))
        kinds: list[int] = list(map(_KIND, map(pointer, parts)))
        found = Drawn()
        others: list[tuple[int, int, int, Matrix | None]] = []
        if kinds.count(TEXT) == count:
            found.texts += zip(range(count), parts, repeat(None))
        else:
            for order, one, kind, matrix in self._every(parts, kinds):
                if kind == TEXT:
                    found.texts.append((order, one, matrix))
                else:
                    others.append((order, one, kind, matrix))
        if found.texts:
            self._look_at_texts(found)
            for other in others:
                self._look_at_other(found, other)
        return found

    def _every(self, parts: Sequence[int], kinds: Sequence[int]) -> Iterator[tuple[int, int, int, Matrix | None]]:
        """All with their order and kind; in place of a form what is in it."""
        order = 0
        for one, kind in zip(parts, kinds, strict=True):
            if kind != FORM:
                yield order, one, kind, None
            else:
                for inner, inner_kind, matrix in islice(self._within(one, None, 1), max(OBJECTS_AT_MOST - order, 0)):
                    order += 1
                    yield order, inner, inner_kind, matrix
            order += 1

    def _look_at_texts(self, found: Drawn) -> None:
        """How each text is inked, and what is cut off from it."""
        asked = [pointer(one) for _, one, _ in found.texts]
        modes = list(map(_MODE, asked))
        filled, colors = _COLORS.told(_FILL, asked)
        colored = zip(found.texts, modes, filled, map(tuple, colors.tolist()), strict=True)
        for (_, one, _), mode, has, color in colored:
            if mode == NO_INK:
                found.none.add(one)
            elif has and mode not in STROKED:
                found.colors[one] = color
        for (_, one, matrix), clip in zip(found.texts, map(_CLIP, asked), strict=True):
            if clip and _CLIPS(pointer(clip)) > 0 and (cut := self._cut(pointer(clip), matrix)):
                found.clips[one] = cut

    def bounds(self, one: int, matrix: Matrix | None) -> Bounds | None:
        """Left, bottom, right, top on the page."""
        if not _BOUNDS(pointer(one), *self._edges):
            return None
        left, bottom, right, top = self._floats[:4]
        return _moved((left, bottom, right, top), matrix) if matrix else (left, bottom, right, top)

    def _look_at_other(self, found: Drawn, other: tuple[int, int, int, Matrix | None]) -> None:
        """A drawing that is large enough to hide something, or to lie behind it."""
        order, where, kind, matrix = other
        bounds = None if kind == FORM else self.bounds(where, matrix)
        if bounds is None or bounds[2] - bounds[0] < THIN or bounds[3] - bounds[1] < THIN:
            return
        asked = pointer(where)
        if kind != PATH:
            found.pictures.append((order, bounds))
        elif _DRAWN(asked, *self._drawn) and self._modes[0] and _FILL(asked, *self._colors):
            red, green, blue, alpha = self._color
            found.fills.append((order, bounds, (red, green, blue, 0 if _CLEAR(asked) else alpha)))

    def _within(self, form: int, outer: Matrix | None, depth: int) -> Iterator[tuple[int, int, Matrix | None]]:
        asked = pointer(form)
        if depth > DEPTH_AT_MOST or not _MATRIX(asked, self._matrix):
            return
        own: Matrix = tuple(self._floats)
        matrix = _times(own, outer) if outer else own
        for index in range(max(_COUNT(asked), 0)):
            one = _INNER(asked, LONG.from_param(index))
            kind = _KIND(pointer(one))
            yield one, kind, matrix
            if kind == FORM:
                yield from self._within(one, matrix, depth + 1)

    def _cut(self, clip: Any, matrix: Matrix | None) -> Bounds | None:
        """What is left of the page by a clip: the rectangle around each of its paths, all together."""
        left, bottom, right, top = -1e9, -1e9, 1e9, 1e9
        for path in range(min(_CLIPS(clip), CLIPS_AT_MOST)):
            count = _CORNERS(clip, path)
            if not 0 < count <= CORNERS_AT_MOST:
                continue
            corners = [pointer(_CORNER(clip, path, at)) for at in range(count)]
            points = [self._floats[:2] for corner in corners if _POINT(corner, *self._edges[:2])]
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
