"""The characters of a PDF page with their boxes, all asked for at once: a call per character is what a page costs.

A box reaches as far as its letter's advance and its font's ascent and descent, in the page's own points.
"""

import ctypes
import math
import re
from collections import deque
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray
from pypdfium2 import raw

from pipelines.convert.pdf.calls import INT, POINTER, address, quick
from pipelines.convert.pdf.seen import Seen

HYPHEN = "\ufffe"
NOTHING = "\x00"
SPACES = " \xa0\t\r\n"
SPACE, NO_BREAK = 0x20, 0xA0
WORD = re.compile("[^\x00-\x20\xa0]+")
# No page is that large; what a hostile one says beyond is not worth a number that overflows.
FARTHEST = 1e6
FLAT = 0.01
SPACED = 3
SURROGATES = range(0xD800, 0xE000)
HIGH = range(0xD800, 0xDC00)
BOX_BYTES = 16
_LOOSE = quick("FPDFText_GetLooseCharBox", INT, POINTER, INT, POINTER)
_TEXT = quick("FPDFText_GetText", INT, POINTER, INT, INT, POINTER)

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Glyphs:
    """``text`` has one character per pdfium character: NUL where it is not to be stored, a space where it is not seen.

    ``boxes`` are rows of left, top, right, bottom, of the first and the last letter of every word; ``edges`` the page's
    shown part: left, bottom, right, top. ``spaced``: somewhere letters stand alone, one after another. ``letters``:
    which characters are drawn.
    """

    text: str
    boxes: Floats
    edges: tuple[float, float, float, float]
    spaced: bool
    letters: Mask


def glyphs_of(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> Glyphs:
    """All of a page's characters."""
    count = textpage.count_chars()
    text = text_of(textpage.raw, count)
    letters = lettered(text)
    ends = np.flatnonzero(_edges(letters))
    boxes = _boxes(textpage.raw, ends, count=len(text))
    edges = _sane(page.get_bbox())
    hidden = _run_over(text, ends[_outside(boxes[ends], edges)])
    seen = Seen(page)
    if seen.doubtful:
        hidden |= seen.hidden(textpage.raw, text, boxes)
    spaced = _spaced(letters)
    if hidden.any():
        text = "".join(" " if gone else mark for mark, gone in zip(text, (hidden & letters).tolist(), strict=True))
        letters = lettered(text)
        boxes = _boxes(textpage.raw, np.flatnonzero(_edges(letters)), count=len(text))
    return Glyphs(text, boxes, edges, spaced, letters)


def _edges(letters: Mask) -> Mask:
    """The first and the last letter of each word: nothing else is asked where it lies."""
    before, after = np.zeros_like(letters), np.zeros_like(letters)
    before[1:], after[:-1] = letters[:-1], letters[1:]
    return letters & ~(before & after)


def _spaced(letters: Mask) -> bool:
    alone = letters.copy()
    alone[1:] &= ~letters[:-1]
    alone[:-1] &= ~letters[1:]
    places = np.flatnonzero(alone)
    return bool((places[SPACED:] - places[:-SPACED] == 2 * SPACED).any())


def lettered(text: str) -> Mask:
    """Which characters are drawn: no spaces, line ends or what is not to be stored."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    letters: Mask = (codes > SPACE) & (codes != NO_BREAK)
    return letters


def _run_over(text: str, beyond: NDArray[np.intp]) -> Mask:
    """The letters of words that begin and end where the page does not show them; ``beyond`` are such places."""
    found = np.zeros(len(text), dtype=bool)
    if len(beyond):
        outside = np.zeros(len(text), dtype=bool)
        outside[beyond] = True
        for word in WORD.finditer(text):
            start, end = word.span()
            found[start:end] = bool(outside[start] and outside[end - 1])
    return found


def text_of(textpage: object, count: int) -> str:
    """One Python character per pdfium character; a letter beyond the BMP, which are two of them, stands first."""
    # An array of ctypes would be a type of its own for each length.
    buffer = np.zeros(2 * count + 2, dtype=np.uint16)
    written = _TEXT(address(textpage), 0, count, buffer.ctypes.data)
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


def _boxes(textpage: object, places: NDArray[np.intp], *, count: int) -> Floats:
    """The boxes of some of a page's letters; the others' are empty."""
    told = np.zeros((len(places), 4), dtype=np.float32)
    first = told.ctypes.data
    into = range(first, first + BOX_BYTES * len(places), BOX_BYTES)
    deque(map(_LOOSE, repeat(address(textpage)), places.tolist(), into), maxlen=0)
    told[np.isnan(told)] = 0.0
    found = np.clip(told.astype(np.float64), -FARTHEST, FARTHEST)
    boxes = np.zeros((count, 4), dtype=np.float64)
    boxes[places] = found
    left, top, right, bottom = found.T
    # Letters of fonts that tell no advance: their drawn shape is taken.
    flat = (right - left < FLAT) & (top - bottom < FLAT)
    if flat.any():
        _shapes(textpage, places[flat], boxes)
    return boxes


def _shapes(textpage: object, places: NDArray[np.intp], boxes: Floats) -> None:
    box = [ctypes.c_double() for _ in range(4)]
    for index in places.tolist():
        if raw.FPDFText_GetCharBox(textpage, index, *box):
            left, right, bottom, top = _sane(tuple(one.value for one in box))
            boxes[index] = left, top, right, bottom


def _sane(edges: tuple[float, ...]) -> tuple[float, float, float, float]:
    one, two, three, four = (
        float(min(max(edge, -FARTHEST), FARTHEST)) if math.isfinite(edge) else 0.0 for edge in edges
    )
    return one, two, three, four


def _outside(boxes: Floats, edges: tuple[float, float, float, float]) -> Mask:
    """Letters whose middle the page does not show."""
    left, bottom, right, top = edges
    across, up = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    return (across < left) | (across > right) | (up < bottom) | (up > top)
