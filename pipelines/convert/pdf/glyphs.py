"""The characters of a PDF page with their boxes, all asked for at once: a call per character is what a page costs.

A box reaches as far as its letter's advance and its font's ascent and descent, in the page's own points.
"""

import ctypes
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from pipelines.convert.pdf.calls import INT, Room, address, pointer, quick
from pipelines.convert.pdf.seen import Seen

HYPHEN = "\ufffe"
NOTHING = "\x00"
SPACES = " \xa0\t\r\n"
SPACE, NO_BREAK = 0x20, 0xA0
# No page is that large; what a hostile one says beyond is not worth a number that overflows.
FARTHEST = 1e6
FLAT = 0.01
SPACED = 3
SURROGATES = range(0xD800, 0xE000)
HIGH = range(0xD800, 0xDC00)
_LOOSE = quick("FPDFText_GetLooseCharBox", INT)
_TEXT = quick("FPDFText_GetText", INT)
_BOXES = Room("f4", 4)

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Mask = NDArray[np.bool_]


class TextPage:
    """The characters of a page, to be closed before it. Raises ``PdfiumError``.

    pypdfium2's own sees to what is never closed: that takes longer than to read some lines.
    """

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.raw = raw.FPDFText_LoadPage(page.raw)
        if not self.raw:
            raise pdfium.PdfiumError("Failed to load text page.")

    def count_chars(self) -> int:
        """How many there are."""
        count: int = raw.FPDFText_CountChars(self.raw)
        return max(count, 0)

    def close(self) -> None:
        """Once."""
        raw.FPDFText_ClosePage(self.raw)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """``text`` has one character per pdfium character: NUL where it is not to be stored, a space where it is not seen.

    ``boxes`` are rows of left, top, right, bottom, of the first and the last letter of every word: nothing else is
    asked where it lies; those are ``starts`` and ``stops``. ``edges`` is the page's shown part: left, bottom, right,
    top. ``spaced``: somewhere letters stand alone, one after another.
    """

    text: str
    boxes: Floats
    edges: tuple[float, float, float, float]
    spaced: bool
    starts: Places
    stops: Places


def glyphs_of(page: pdfium.PdfPage, textpage: TextPage) -> Glyphs:
    """All of a page's characters."""
    text = text_of(textpage.raw, textpage.count_chars())
    ends = ends_in(text)
    told = _boxes(textpage.raw, ends)
    boxes = np.zeros((len(text), 4), dtype=np.float64)
    boxes[ends] = told
    starts, stops = ends[::2], ends[1::2]
    spaced = _spaced(starts, stops)
    edges = _sane(page.get_bbox())
    hidden = _run_over(ends, _outside(told, edges), len(text))
    seen = Seen(page)
    if seen.doubtful:
        hidden |= seen.hidden(textpage.raw, text, boxes)
    if hidden.any():
        text = "".join(" " if gone else mark for mark, gone in zip(text, hidden.tolist(), strict=True))
        shown = ~hidden[starts]
        starts, stops = starts[shown], stops[shown]
    return Glyphs(text, boxes, edges, spaced, starts, stops)


def ends_in(text: str) -> Places:
    """The first and the last letter of every word: spaces, line ends and what is not to be stored part them."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    letters = np.zeros(len(codes) + 2, dtype=bool)
    np.logical_and(codes > SPACE, codes != NO_BREAK, out=letters[1:-1])
    ends = np.flatnonzero(letters[1:] != letters[:-1])
    ends[1::2] -= 1
    return ends


def _spaced(starts: Places, stops: Places) -> bool:
    alone = starts[starts == stops]
    return bool((alone[SPACED:] - alone[:-SPACED] == 2 * SPACED).any())


def _run_over(ends: Places, outside: Mask, count: int) -> Mask:
    """The letters of words that begin and end outside; of all ``count`` letters."""
    found = np.zeros(count, dtype=bool)
    if outside.any():
        words = ends.reshape(-1, 2)[outside.reshape(-1, 2).all(axis=1)]
        for first, last in words.tolist():
            found[first : last + 1] = True
    return found


def text_of(textpage: object, count: int) -> str:
    """One Python character per pdfium character; a letter beyond the BMP, which are two of them, stands first."""
    # An array of ctypes would be a type of its own for each length.
    buffer = np.zeros(2 * count + 2, dtype=np.uint16)
    written = _TEXT(pointer(address(textpage)), 0, count, pointer(buffer.ctypes.data))
    text = buffer[: max(written - 1, 0)].tobytes().decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    # Characters without a code are missing from that text: ask for each, so that places stay true.
    codes = [raw.FPDFText_GetUnicode(textpage, index) for index in range(count)]
    return "".join(_paired(codes))


def _paired(codes: list[int]) -> list[str]:
    marks: list[str] = []
    for code in codes:
        if code in SURROGATES:
            before = codes[len(marks) - 1] if marks else 0
            if code not in HIGH and before in HIGH:
                marks[-1] = chr(0x10000 + ((before - 0xD800) << 10) + code - 0xDC00)
            marks.append(NOTHING)
        else:
            marks.append(_character(code))
    return marks


def _character(code: int) -> str:
    # Code 2 is how pdfium marks the hyphen it found at a line's end.
    if code == 2:
        return HYPHEN
    return chr(code) if 0 < code < 0x110000 else NOTHING


def _boxes(textpage: object, ends: Places) -> Floats:
    """The boxes of some of a page's letters."""
    _, told = _BOXES.told(_LOOSE, ends.tolist(), pointer(address(textpage)))
    told[np.isnan(told)] = 0.0
    boxes = np.clip(told.astype(np.float64), -FARTHEST, FARTHEST)
    left, top, right, bottom = boxes.T
    # Letters of fonts that tell no advance: their drawn shape is taken.
    flat = np.flatnonzero((right - left < FLAT) & (top - bottom < FLAT))
    if len(flat):
        boxes[flat] = _shapes(textpage, ends[flat].tolist(), boxes[flat])
    return boxes


def _shapes(textpage: object, places: Sequence[int], boxes: Floats) -> Floats:
    """The boxes that letters' shapes fill; of those that have none what they are said to have."""
    box = [ctypes.c_double() for _ in range(4)]
    for row, index in enumerate(places):
        if raw.FPDFText_GetCharBox(textpage, index, *box):
            left, right, bottom, top = _sane(tuple(one.value for one in box))
            boxes[row] = left, top, right, bottom
    return boxes


def _sane(edges: tuple[float, ...]) -> tuple[float, float, float, float]:
    one, two, three, four = (
        float(min(max(edge, -FARTHEST), FARTHEST)) if math.isfinite(edge) else 0.0 for edge in edges
    )
    return one, two, three, four


def _outside(boxes: Floats, edges: tuple[float, float, float, float]) -> Mask:
    """Letters whose middle the page does not show."""
    left, bottom, right, top = edges
    if not len(boxes) or (_within(boxes[:, ::2], left, right) and _within(boxes[:, 1::2], bottom, top)):
        return np.zeros(len(boxes), dtype=bool)
    across, up = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    return (across < left) | (across > right) | (up < bottom) | (up > top)


def _within(edges: Floats, low: float, high: float) -> bool:
    """Whether all are: then nothing of a page needs a closer look, as of most."""
    return bool(edges.min() >= low and edges.max() <= high)
