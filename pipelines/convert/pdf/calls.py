"""Functions of pdfium that are asked for each letter or drawing: addresses are numbers, nothing is converted."""

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

POINTER, INT, FLOAT, DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_float, ctypes.c_double


def quick(name: str, *kinds: Any) -> Callable[..., Any]:
    """A function of pdfium by its name; ``kinds`` are those of its result and of what it takes."""
    return ctypes.CFUNCTYPE(*kinds)(ctypes.cast(getattr(raw, name), POINTER).value or 0)


def address(handle: object) -> int:
    """Where that lies which a handle of pdfium leads to."""
    return ctypes.cast(handle, POINTER).value or 0  # type: ignore[arg-type]
