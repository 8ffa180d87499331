"""Lines and boxes drawn on a page, as far as they part the rows of a table."""

import ctypes
import math
from bisect import bisect_left
from collections.abc import Sequence

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipelines.convert.pdf.lines import in_frame
from pipelines.convert.pdf.zones import Zone

OBJECTS_AT_MOST = 20_000
# Points; and the share of a table's width that a rule goes over.
SHORTEST = 20.0
# In sizes of letters: how far above and below its text a table's frame may stand.
FARTHEST = 3.0
SHARE = 0.6
NEAR, THIN = 1.5, 4.0

Span = tuple[float, float, float]


class Rules:
    """Asked for where something looks like a table only: most pages have none, and drawings have thousands of paths."""

    def __init__(self, page: pdfium.PdfPage, angle: int) -> None:
        self._page, self._angle = page, angle
        self._found: list[Span] | None = None
        self._last: tuple[Zone, list[float]] | None = None

    def across(self, zone: Zone) -> list[float]:
        """The heights at which something is drawn over most of the zone, between its first row and its last."""
        if self._last is None or self._last[0] is not zone:
            self._last = zone, self._across(zone)
        return self._last[1]

    def _across(self, zone: Zone) -> list[float]:
        if self._found is None:
            self._found = sorted(self._edges())
        top, bottom = zone.rows[0][0].first.baseline, zone.rows[-1][0].first.baseline
        left, right = zone.columns[0][0], zone.columns[-1][1]
        above, below = (FARTHEST * rows[0].first.size for rows in (zone.rows[0], zone.rows[-1]))
        heights = _by_height(self._found, top - above, bottom + below)
        return [at for at, spans in heights if _covered(spans, left, right) >= SHARE * (right - left)]

    def count(self, zone: Zone) -> int:
        """How many heights those are."""
        return len(self.across(zone))

    def _edges(self) -> list[Span]:
        """Upper and lower edge of each drawing that is wide enough: ``(height, from, to)``."""
        found: list[Span] = []
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        for index in range(min(raw.FPDFPage_CountObjects(self._page.raw), OBJECTS_AT_MOST)):
            one = raw.FPDFPage_GetObject(self._page.raw, index)
            if raw.FPDFPageObj_GetType(one) != raw.FPDF_PAGEOBJ_PATH:
                continue
            if not raw.FPDFPageObj_GetBounds(one, left, bottom, right, top):
                continue
            edges = left.value, bottom.value, right.value, top.value
            if all(map(math.isfinite, edges)):
                low, high, upper, lower = in_frame(edges, self._angle)
                if high - low >= SHORTEST:
                    heights = {(upper + lower) / 2} if lower - upper <= THIN else {upper, lower}
                    found += [(height, low, high) for height in heights]
        return found


def _covered(spans: Sequence[tuple[float, float]], left: float, right: float) -> float:
    return sum(max(min(high, right) - max(low, left), 0.0) for low, high in spans)


def _by_height(spans: Sequence[Span], top: float, bottom: float) -> list[tuple[float, list[tuple[float, float]]]]:
    """What is drawn at one height, put together; a cell's lower edge and the upper one of the next are one rule."""
    found: list[tuple[float, list[tuple[float, float]]]] = []
    first, last = bisect_left(spans, (top,)), bisect_left(spans, (bottom,))
    for height, low, high in spans[first:last]:
        if found and height - found[-1][0] <= NEAR:
            found[-1][1].append((low, high))
        else:
            found.append((height, [(low, high)]))
    return found
