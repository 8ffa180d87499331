"""Functions of pdfium that are asked for each letter or drawing, with as little as can be between Python and them.

To convert an argument takes longer than pdfium's answer: addresses are made arguments once, and answers are written
into room whose places are arguments already.
"""

import ctypes
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

ADDRESS, INT, FLOAT, DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_float, ctypes.c_double
UNSIGNED, LONG = ctypes.c_uint, ctypes.c_ulong
AT_ONCE = 1_024

# An address as an argument: a number of Python's would be cut to a C int.
pointer: Callable[[int], Any] = ADDRESS.from_param


def quick(name: str, result: type) -> Callable[..., Any]:
    """A function of pdfium by its name. It takes ``pointer`` and numbers that are C ints: nothing else is converted."""
    # The interpreter stays locked: to let others run for so short a time is half of what a call costs.
    return ctypes.PYFUNCTYPE(result)(ctypes.cast(getattr(raw, name), ADDRESS).value or 0)


def address(handle: object) -> int:
    """Where that lies which a handle of pdfium leads to."""
    return ctypes.cast(handle, ADDRESS).value or 0  # type: ignore[arg-type]


class Room:
    """Where pdfium writes some numbers for each of many letters or drawings."""

    def __init__(self, kind: str, numbers: int, *, each: bool = False) -> None:
        """``each``: every number is asked for with an argument of its own, or else all by one."""
        self._rows: NDArray[Any] = np.zeros((AT_ONCE, numbers), dtype=kind)
        down, across = self._rows.strides
        lefts = [self._rows.ctypes.data + number * across for number in range(numbers if each else 1)]
        self._into = [[pointer(left + row * down) for row in range(AT_ONCE)] for left in lefts]

    def told(self, ask: Callable[..., int], asked: Sequence[Any], *of: Any) -> tuple[list[int], NDArray[Any]]:
        """What ``ask`` returns for each, and a row of numbers for each: zeros where it has written none.

        It is given ``of``, what it is asked about, and where to write.
        """
        returned: list[int] = []
        rows = np.zeros((len(asked), self._rows.shape[1]), dtype=self._rows.dtype)
        for first in range(0, len(asked), AT_ONCE):
            part = asked[first : first + AT_ONCE]
            room = self._rows[: len(part)]
            room[:] = 0
            returned += map(ask, *map(repeat, of), part, *self._into)
            rows[first : first + AT_ONCE] = room
        return returned, rows
