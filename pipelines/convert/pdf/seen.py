"""Words that a page does not show: without ink, in the colour of what lies behind, covered later, or cut off by a clip.

What may be hidden is told by geometry; whether it is, by two pictures of the page, with those texts and without. What
lies under a scan, or over it without ink, is the scan's text, and stays.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

from pipelines.convert.pdf.calls import ADDRESS, address, pointer, quick
from pipelines.convert.pdf.objects import OBJECTS_AT_MOST, Asker, Bounds, Color, Text
from pipelines.convert.pdf.pictures import Compared

WORD = re.compile("[^\x00-\x20\xa0]+")
WHITE = 250
OPAQUE_AT_LEAST = 3
OPAQUE = 250
# Of 255: colours that nobody tells apart.
ALIKE = 14
# Of a page with more fills and pictures than that, the largest are looked at.
COVERS_AT_MOST = 400
# Drawings have thousands of colours, and texts on them one or two.
COLORS_AT_MOST = 400
# The share of a page that pictures take where it is a scan; and of a word that is covered, or cut off.
SCAN = 0.5
SLACK = 0.5

_OWNER = quick("FPDFText_GetTextObject", ADDRESS)

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Seen:
    """What of a page's text may be hidden. Cheap to ask of pages on which nothing is."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page, self._asker = page, Asker()
        self._drawn = self._asker.look(page)
        self._scan = _area([one for _, one in self._drawn.pictures]) >= SCAN * _area([page.get_bbox()])
        self._doubtful = self._without_contrast() | self._covered()

    @property
    def doubtful(self) -> bool:
        """Whether anything may be hidden."""
        return bool(self._doubtful or self._drawn.none or self._drawn.clips)

    def hidden(self, textpage: object, text: str, boxes: Floats) -> Mask:
        """Which characters nobody sees; ``boxes`` (left, top, right, bottom) of the first and last of each word."""
        drawn, page = self._drawn, pointer(address(textpage))
        pictures = [one for _, one in _largest(drawn.pictures)]
        compared = Compared(self._page, self._doubtful) if self._doubtful else None
        found = np.zeros(len(text), dtype=bool)
        for word in WORD.finditer(text):
            start, end = word.span()
            owner = _OWNER(page, start)
            box = _around(boxes[start], boxes[end - 1])
            if owner in drawn.none:
                gone = not _upon(box, pictures)
            elif owner in drawn.clips and _cut_off(box, drawn.clips[owner]):
                gone = True
            elif compared and owner in self._doubtful:
                gone = not compared.differs(box) and not (self._scan and _upon(box, pictures))
            else:
                gone = False
            if gone:
                found[start:end] = True
        return found

    def _without_contrast(self) -> set[int]:
        """Texts in white, in nothing, or in the colour of something that was drawn before."""
        colors = self._drawn.colors
        every = set(colors.values())
        pale = set(filter(_pale, every))
        found = {one for one, color in colors.items() if color in pale} if pale else set()
        fills = {color[:3] for _, _, color in self._drawn.fills}
        used = list(every)[:COLORS_AT_MOST] if len(fills) <= COLORS_AT_MOST else []
        known = {color for color in used if any(_alike(color, fill) for fill in fills)}
        if known:
            texts = self._texts([text for text in self._drawn.texts if colors.get(text[1]) in known])
            for order, bounds, color in _largest(self._drawn.fills):
                found |= {one for one in texts.upon(bounds, after=order) if _alike(colors[one], color)}
        return found

    def _covered(self) -> set[int]:
        """Texts that something opaque was drawn over later; pictures of a scan are drawn over its text."""
        covers = [(order, bounds) for order, bounds, color in self._drawn.fills if color[3] >= OPAQUE]
        if not self._scan:
            covers += self._drawn.pictures
        last = max((order for order, _ in covers), default=-1)
        early = [text for text in self._drawn.texts if text[0] < last] if covers else []
        if not early:
            return set()
        texts = self._texts(early)
        return {one for order, bounds in _largest(covers) for one in texts.upon(bounds, before=order)}

    def _texts(self, texts: Sequence[Text]) -> "_Texts":
        """Where some texts stand."""
        places = [(order, one, self._asker.bounds(one, matrix)) for order, one, matrix in texts]
        kept = [(order, one, bounds) for order, one, bounds in places if bounds]
        orders = np.array([order for order, _, _ in kept], dtype=np.int64)
        edges = np.array([bounds for _, _, bounds in kept], dtype=np.float64).reshape(-1, 4)
        return _Texts([one for _, one, _ in kept], orders, edges)


@dataclass(frozen=True, slots=True)
class _Texts:
    """Texts by their addresses, when they are drawn, and where."""

    addresses: list[int]
    orders: NDArray[np.int64]
    edges: Floats

    def upon(self, bounds: Bounds, *, after: int = -1, before: int = OBJECTS_AT_MOST) -> Iterator[int]:
        """Those that meet a rectangle and are drawn in between."""
        left, bottom, right, top = self.edges.T
        meet = (left < bounds[2]) & (right > bounds[0]) & (bottom < bounds[3]) & (top > bounds[1])
        found = np.flatnonzero(meet & (self.orders > after) & (self.orders < before))
        return (self.addresses[at] for at in found.tolist())


def _alike(color: Color, other: Sequence[int]) -> bool:
    return all(abs(one - two) <= ALIKE for one, two in zip(color[:3], other, strict=False))


def _largest(drawn: Iterable[tuple]) -> list[tuple]:  # type: ignore[type-arg]
    return sorted(drawn, key=lambda one: _area([one[1]]), reverse=True)[:COVERS_AT_MOST]


def _pale(color: Color) -> bool:
    return min(color[:3]) >= WHITE or color[3] < OPAQUE_AT_LEAST


def _area(bounds: Sequence[Bounds]) -> float:
    return sum((right - left) * (top - bottom) for left, bottom, right, top in bounds)


def _meet(one: Bounds, other: Bounds) -> bool:
    return one[0] < other[2] and one[2] > other[0] and one[1] < other[3] and one[3] > other[1]


def _around(one: Floats, other: Floats) -> Bounds:
    """The room of a word, by the boxes of its first and its last letter."""
    xs, ys = (one[0], one[2], other[0], other[2]), (one[1], one[3], other[1], other[3])
    return float(min(xs)), float(min(ys)), float(max(xs)), float(max(ys))


def _upon(box: Bounds, pictures: Sequence[Bounds]) -> bool:
    across, up = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(left <= across <= right and bottom <= up <= top for left, bottom, right, top in pictures)


def _cut_off(box: Bounds, clip: Bounds) -> bool:
    """Whether nothing of a word lies within a clip."""
    return not _meet(box, (clip[0] + SLACK, clip[1] + SLACK, clip[2] - SLACK, clip[3] - SLACK))
