"""A converter server whose reader does what a text says: it swells, leaks, loops or crashes.

The real one but for its reader: ``hog``, ``leak``, ``loop`` and ``crash`` harm their child, ``keep`` leaves it with
less memory for its neighbours, and everything else is converted as it is. ``stuck``, ``torn`` and ``odd`` harm it when
they are cut.
"""

import ctypes

from pipelines.convert import child
from pipelines.convert.source import Source
from pipelines.convert.wire import Job
from pipelines.cutting.cut import Cut, Cutting
from pipelines.types import Text

KEPT: list[bytearray] = []
MB = 1_000_000


def obeying(source: Source, job: Job) -> dict[str, object]:
    """The answer to ``convert``, if there is one."""
    match source.data.split()[:1]:
        case [b"hog"]:
            KEPT.append(bytearray(100_000 * MB))
        case [b"leak"]:
            while True:
                KEPT.append(bytearray(b"x" * MB))
        case [b"loop"]:
            while True:
                pass
        case [b"crash"]:
            ctypes.string_at(0)
        case [b"keep"]:
            KEPT.append(bytearray(b"x" * (20 * MB)))
    return real(source, job)


def cut_strangely(text: Text, cutting: Cutting) -> Cut:
    """The cut of a text, if there is one."""
    match text.text.split()[:1]:
        case ["stuck"]:
            while True:
                pass
        case ["torn"]:
            ctypes.string_at(0)
        case ["odd"]:
            raise ValueError("nobody expected this")
    return cut_of(text, cutting)


real, cut_of = child.ACTIONS["convert"], child.cut_of

if __name__ == "__main__":
    child.ACTIONS["convert"] = obeying
    child.cut_of = cut_strangely
    child.main()
