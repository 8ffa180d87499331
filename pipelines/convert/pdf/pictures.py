"""A page drawn twice, with some of its texts and without: where both are alike, nobody sees those texts."""

import ctypes
import math
from collections.abc import Iterable

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from pipelines.convert.pdf.calls import INT, pointer, quick
from pipelines.convert.pdf.objects import Bounds

# Pixels for a point, and for a page; of 255, what an eye sees.
SCALE, PIXELS_AT_MOST = 1.5, 3_000_000
CONTRAST = 12
GRID = 1_000_000
# Of a letter's height: there the neighbours above and below have no ink.
INSET = 0.15

_ACTIVE = quick("FPDFPageObj_SetIsActive", INT)


class Compared:
    """Where a page looks otherwise without the texts at ``addresses``."""

    def __init__(self, page: pdfium.PdfPage, addresses: Iterable[int]) -> None:
        texts = [pointer(one) for one in addresses]
        across, down = page.get_size()
        scale = min(SCALE, math.sqrt(PIXELS_AT_MOST / max(across * down, 1.0)))
        whole = _drawn(page, scale)
        for one in texts:
            _ACTIVE(one, 0)
        try:
            without = _drawn(page, scale)
        finally:
            for one in texts:
                _ACTIVE(one, 1)
        differs = (np.abs(whole - without) > CONTRAST).any(axis=2)
        self._height, self._width = differs.shape
        self._sums = np.zeros((self._height + 1, self._width + 1), dtype=np.int64)
        self._sums[1:, 1:] = differs.cumsum(axis=0).cumsum(axis=1)
        self._origin = _device(page, 0, 0)
        (ox, oy), (rx, ry), (ux, uy) = self._origin, _device(page, 1_000, 0), _device(page, 0, 1_000)
        self._right, self._up = ((rx - ox) / 1_000, (ry - oy) / 1_000), ((ux - ox) / 1_000, (uy - oy) / 1_000)

    def differs(self, box: Bounds) -> bool:
        """Whether anything within a box on the page looks otherwise."""
        left, bottom, right, top = box
        inset = INSET * min(top - bottom, right - left)
        one, other = self._pixel(left, bottom + inset), self._pixel(right, top - inset)
        (x0, x1), (y0, y1) = (sorted(pair) for pair in zip(one, other, strict=True))
        first, last = _clamped(x0, x1, self._width)
        upper, lower = _clamped(y0, y1, self._height)
        sums = self._sums
        return bool(sums[lower, last] - sums[upper, last] - sums[lower, first] + sums[upper, first])

    def _pixel(self, x: float, y: float) -> tuple[float, float]:
        across = self._origin[0] + x * self._right[0] + y * self._up[0]
        down = self._origin[1] + x * self._right[1] + y * self._up[1]
        return across * self._width, down * self._height


def _clamped(low: float, high: float, size: int) -> tuple[int, int]:
    first = min(max(math.floor(low), 0), size)
    return first, min(max(math.ceil(high), first), size)


def _drawn(page: pdfium.PdfPage, scale: float) -> NDArray[np.int16]:
    bitmap = page.render(scale=scale, draw_annots=False, may_draw_forms=False)
    return np.asarray(bitmap.to_numpy()[:, :, :3], dtype=np.int16)


def _device(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page.raw, 0, 0, GRID, GRID, 0, x, y, across, down)
    return across.value / GRID, down.value / GRID
