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
_LOOSE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Glyphs:
    """``text`` has one character per pdfium character: NUL where it is not to be stored, a space where it is not seen.

    ``boxes`` are rows of left, top, right, bottom, of the first and the last letter of every word; ``edges`` the page's
    shown part: left, bottom, right, top. ``spaced``: somewhere letters stand alone, one after another.
    """

    text: str
    boxes: Floats
    edges: tuple[float, float, float, float]
    spaced: bool


def glyphs_of(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> Glyphs:
    """All of a page's characters."""
    count = textpage.count_chars()
    text = text_of(textpage.raw, count)
    letters = lettered(text)
    boxes = _boxes(textpage.raw, _edges(letters))
    edges = _sane(page.get_bbox())
    hidden = _run_over(text, letters, _outside(boxes, edges))
    seen = Seen(page)
    if seen.doubtful:
        hidden |= seen.hidden(textpage.raw, text, boxes)
    if hidden.any():
        text = "".join(" " if gone else mark for mark, gone in zip(text, (hidden & letters).tolist(), strict=True))
        boxes = _boxes(textpage.raw, _edges(lettered(text)))
    return Glyphs(text, boxes, edges, _spaced(letters))


def _edges(letters: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The first and the last letter of each word: nothing else is asked where it lies."""
    before, after = np.zeros_like(letters), np.zeros_like(letters)
    before[1:], after[:-1] = letters[:-1], letters[1:]
    return letters & ~(before & after)


def _spaced(letters: NDArray[np.bool_]) -> bool:
    alone = letters.copy()
    alone[1:] &= ~letters[:-1]
    alone[:-1] &= ~letters[1:]
    places = np.flatnonzero(alone)
    return bool((places[SPACED:] - places[:-SPACED] == 2 * SPACED).any())


def lettered(text: str) -> NDArray[np.bool_]:
    """Which characters are drawn: no spaces, line ends or what is not to be stored."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    letters: NDArray[np.bool_] = (codes > SPACE) & (codes != NO_BREAK)
    return letters


def _run_over(text: str, letters: NDArray[np.bool_], outside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The letters of words that begin and end where the page does not show them."""
    outside = _edges(letters) & outside
    found = np.zeros(len(text), dtype=bool)
    if outside.any():
        for word in WORD.finditer(text):
            start, end = word.span()
            found[start:end] = bool(outside[start] and outside[end - 1])
    return found


def text_of(textpage: object, count: int) -> str:
    """One Python character per pdfium character; a letter beyond the BMP, which are two of them, stands first."""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(memoryview(buffer).cast("B")[: 2 * max(written - 1, 0)]).decode("utf-16-le", "replace")
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


def _boxes(textpage: object, wanted: NDArray[np.bool_]) -> Floats:
    """The boxes of some of a page's letters; the others' are empty."""
    places = np.flatnonzero(wanted)
    boxes = np.zeros((len(wanted), 4), dtype=np.float32)
    page = ctypes.cast(textpage, ctypes.c_void_p).value  # type: ignore[arg-type]
    into = (places * 16 + boxes.ctypes.data).tolist()
    deque(map(_LOOSE, repeat(page), places.tolist(), into), maxlen=0)
    found = np.clip(np.nan_to_num(boxes.astype(np.float64), posinf=FARTHEST, neginf=-FARTHEST), -FARTHEST, FARTHEST)
    flat = places[(found[places, 2] - found[places, 0] < FLAT) & (found[places, 1] - found[places, 3] < FLAT)]
    box = [ctypes.c_double() for _ in range(4)]
    # Letters of fonts that tell no advance: their drawn shape is taken.
    for index in flat.tolist():
        if raw.FPDFText_GetCharBox(textpage, index, *box):
            left, right, bottom, top = _sane(tuple(one.value for one in box))
            found[index] = left, top, right, bottom
    return found


def _sane(edges: tuple[float, ...]) -> tuple[float, float, float, float]:
    one, two, three, four = (
        float(min(max(edge, -FARTHEST), FARTHEST)) if math.isfinite(edge) else 0.0 for edge in edges
    )
    return one, two, three, four


def _outside(boxes: Floats, edges: tuple[float, float, float, float]) -> NDArray[np.bool_]:
    """Letters whose middle the page does not show."""
    left, bottom, right, top = edges
    across, up = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    return (across < left) | (across > right) | (up < bottom) | (up > top)
