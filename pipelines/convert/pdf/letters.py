"""What pdfium knows of letters of a page: size, face, the angle they are set at, where they stand.

Of many letters at once, since each line of a page is asked for; the few that need another look, one by one.
"""

import ctypes
import math
from collections.abc import Sequence
from itertools import repeat

from pipelines.convert.pdf.calls import DOUBLE, INT, LONG, UNSIGNED, Room, address, pointer, quick
from pipelines.convert.pdf.glyphs import FARTHEST

FIXED_PITCH = 1
FIXED_NAMES = (b"mono", b"courier", b"consol", b"typewriter", b"cmtt", b"menlo", b"fixed")
BOLD_NAMES = (b"bold", b"black", b"heavy", b"cmbx", b"-bd")
NAME_AT_MOST = 128
NO_INK = (0x20, 0xA0)

_SIZE = quick("FPDFText_GetFontSize", DOUBLE)
_MATRIX = quick("FPDFText_GetMatrix", INT)
_ORIGIN = quick("FPDFText_GetCharOrigin", INT)
_MADE = quick("FPDFText_IsGenerated", INT)
_CODE = quick("FPDFText_GetUnicode", UNSIGNED)
_FONT = quick("FPDFText_GetFontInfo", LONG)
_MATRICES, _ORIGINS = Room("f4", 6), Room("f8", 2, each=True)
_NAME, _FLAGS = ctypes.create_string_buffer(NAME_AT_MOST), ctypes.c_int()
_FACE = pointer(ctypes.addressof(_NAME)), LONG.from_param(NAME_AT_MOST), pointer(ctypes.addressof(_FLAGS))

# The right angle that a letter is set at, and by how much its size is scaled.
Frame = tuple[int, float]
Face = tuple[bool, bool]


class Letters:
    """The letters of a page of text by their index."""

    def __init__(self, textpage: object) -> None:
        self._page = pointer(address(textpage))
        self._frames: dict[tuple[float, ...], Frame] = {}
        self._faces: dict[bytes, Face] = {}

    def sizes(self, places: Sequence[int]) -> list[float]:
        """Their sizes in points, before the page scales them."""
        return list(map(_SIZE, repeat(self._page), places))

    def frames(self, places: Sequence[int]) -> list[Frame]:
        """How they are set."""
        _, rows = _MATRICES.told(_MATRIX, places, self._page)
        # Where they stand is asked for apart: most letters of a page are set alike.
        return [self._frames.get(row) or self._frame(row) for row in map(tuple, rows[:, :4].tolist())]

    def baselines(self, places: Sequence[int], frames: Sequence[Frame]) -> list[float]:
        """How far down they stand, as lines set like that see it."""
        _, rows = _ORIGINS.told(_ORIGIN, places, self._page)
        return [_down(x, y, angle) for (x, y), (angle, _) in zip(rows.tolist(), frames, strict=True)]

    def size(self, index: int) -> float:
        """The size of one letter."""
        told: float = _SIZE(self._page, index)
        return told

    def frame(self, index: int) -> Frame:
        """How one letter is set."""
        return self.frames([index])[0]

    def baseline(self, index: int, angle: int) -> float:
        """How far down one letter stands, as lines at that angle see it."""
        return self.baselines([index], [(angle, 1.0)])[0]

    def made(self, index: int) -> bool:
        """Whether nobody drew it: pdfium put it in."""
        return bool(_MADE(self._page, index))

    def drawn(self, places: Sequence[int]) -> list[int]:
        """Those that are no spaces, and drawn."""
        codes = map(_CODE, repeat(self._page), places)
        inked = [place for place, code in zip(places, codes, strict=True) if code not in NO_INK]
        made = map(_MADE, repeat(self._page), inked)
        return [place for place, generated in zip(inked, made, strict=True) if not generated]

    def face(self, index: int) -> Face:
        """Whether a letter is of a typewriter face, and whether it is bold."""
        _FONT(self._page, index, *_FACE)
        name = _NAME.value
        known = self._faces.get(name)
        if known is None:
            small = name.lower()
            mono = bool(_FLAGS.value & FIXED_PITCH) or any(part in small for part in FIXED_NAMES)
            known = self._faces[name] = mono, any(part in small for part in BOLD_NAMES)
        return known

    def _frame(self, row: tuple[float, ...]) -> Frame:
        a, b, c, d = row
        angle, scale = 0, 1.0
        if math.isfinite(a + b + c + d):
            angle = 0 if not b and a > 0 else round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360
            scale = math.hypot(c, d) or 1.0
        return self._frames.setdefault(row, (angle, scale))


def _down(x: float, y: float, angle: int) -> float:
    down = -y if angle == 0 else x if angle == 90 else y if angle == 180 else -x
    return min(max(down, -FARTHEST), FARTHEST) if math.isfinite(down) else 0.0
