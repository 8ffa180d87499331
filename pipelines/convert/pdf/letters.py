"""What pdfium knows of single letters of a page: size, face, the angle they are set at, where they stand."""

import ctypes
import math
from collections.abc import Callable
from functools import partial

from pipelines.convert.pdf.calls import DOUBLE, INT, POINTER, address, quick
from pipelines.convert.pdf.glyphs import FARTHEST

FIXED_PITCH = 1
FIXED_NAMES = (b"mono", b"courier", b"consol", b"typewriter", b"cmtt", b"menlo", b"fixed")
BOLD_NAMES = (b"bold", b"black", b"heavy", b"cmbx", b"-bd")
NAME_AT_MOST = 128

_SIZE = quick("FPDFText_GetFontSize", DOUBLE, POINTER, INT)
_MATRIX = quick("FPDFText_GetMatrix", INT, POINTER, INT, POINTER)
_ORIGIN = quick("FPDFText_GetCharOrigin", INT, POINTER, INT, POINTER, POINTER)
_MADE = quick("FPDFText_IsGenerated", INT, POINTER, INT)
_CODE = quick("FPDFText_GetUnicode", ctypes.c_uint, POINTER, INT)
_FONT = quick("FPDFText_GetFontInfo", ctypes.c_ulong, POINTER, INT, POINTER, ctypes.c_ulong, POINTER)


class Letters:
    """The letters of a page of text by their index. Buffers are made once."""

    def __init__(self, textpage: object) -> None:
        self._page = address(textpage)
        self._matrix, self._origin = (ctypes.c_float * 6)(), (ctypes.c_double * 2)()
        self._name, self._flags = ctypes.create_string_buffer(NAME_AT_MOST), ctypes.c_int()
        self._into = ctypes.addressof(self._matrix)
        self._x = ctypes.addressof(self._origin)
        self._y = self._x + ctypes.sizeof(ctypes.c_double)
        self._named, self._flagged = ctypes.addressof(self._name), ctypes.addressof(self._flags)
        self._faces: dict[bytes, tuple[bool, bool]] = {}
        # The size of the letter at an index, in points, before the page scales it.
        self.size: Callable[[int], float] = partial(_SIZE, self._page)

    def frame(self, index: int) -> tuple[int, float]:
        """The right angle that a letter is set at, and by how much its size is scaled."""
        if not _MATRIX(self._page, index, self._into):
            return 0, 1.0
        a, b, c, d, _, _ = self._matrix[:]
        if not math.isfinite(a + b + c + d):
            return 0, 1.0
        angle = 0 if not b and a > 0 else round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360
        return angle, math.hypot(c, d) or 1.0

    def baseline(self, index: int, angle: int) -> float:
        """How far down it stands, as lines at that angle see it."""
        _ORIGIN(self._page, index, self._x, self._y)
        x, y = self._origin
        down: float = -y if angle == 0 else x if angle == 90 else y if angle == 180 else -x
        return min(max(down, -FARTHEST), FARTHEST) if math.isfinite(down) else 0.0

    def made(self, index: int) -> bool:
        """Whether nobody drew it: pdfium put it in."""
        return bool(_MADE(self._page, index))

    def drawn(self, index: int) -> bool:
        """Whether it is no space, and drawn."""
        return _CODE(self._page, index) not in (0x20, 0xA0) and not self.made(index)

    def face(self, index: int) -> tuple[bool, bool]:
        """Whether a letter is of a typewriter face, and whether it is bold."""
        _FONT(self._page, index, self._named, NAME_AT_MOST, self._flagged)
        name = self._name.value
        known = self._faces.get(name)
        if known is None:
            small = name.lower()
            mono = bool(self._flags.value & FIXED_PITCH) or any(part in small for part in FIXED_NAMES)
            known = self._faces[name] = mono, any(part in small for part in BOLD_NAMES)
        return known
