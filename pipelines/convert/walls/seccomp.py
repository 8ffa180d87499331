"""A seccomp filter, through ``ctypes``: system calls that a converter's child has no use for are refused.

Everybody who has set ``no_new_privs`` may set one, nobody can take it away. Linux'
``Documentation/userspace-api/seccomp_filter.rst``.
"""

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterable
from functools import cache

from pipelines.convert.walls import syscalls
from pipelines.convert.walls.syscalls import Machine

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_SECCOMP, MODE_FILTER = 22, 2

LOAD, EQUAL, GREATER, ANY_BIT, RETURN = 0x20, 0x15, 0x25, 0x45, 0x06
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
REFUSED, UNKNOWN = ERROR | errno.EPERM, ERROR | errno.ENOSYS
CLONE_THREAD = 0x00010000
# New namespaces: of mounts, control groups, names, IPC, users, processes, network.
CLONE_NEW = 0x7E020000

_Step = tuple[int, int, int, int]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


@cache
def here() -> Machine | None:
    """The numbers of this machine, None where there is no filter for it."""
    return syscalls.machine(platform.machine()) if ctypes.sizeof(ctypes.c_void_p) == 8 else None


def restrict(machine: Machine, *, programs: bool, signals: bool) -> None:
    """This process from now on: no network, no other processes, no change of files.

    ``programs``: it may start some. ``signals``: those to others are somebody else's to refuse. Raises ``OSError``.
    """
    packed = prepared(machine, programs=programs, signals_of=None if signals else os.getpid())
    program = _Program(len(packed) // 8, packed)
    if LIBC.prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.byref(program), 0, 0):
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))


@cache
def prepared(machine: Machine, *, programs: bool, signals_of: int | None) -> bytes:
    """The filter, packed; ``signals_of`` may send signals to itself only, None: to whom it likes."""
    return b"".join(struct.pack("=HBBI", *step) for step in _steps(machine, programs=programs, signals_of=signals_of))


def _steps(machine: Machine, *, programs: bool, signals_of: int | None) -> list[_Step]:
    refused = [syscalls.NETWORK, syscalls.PROCESSES, syscalls.FILES]
    if not programs:
        refused.append(syscalls.PROGRAMS)
    if signals_of is not None:
        refused.append(syscalls.SIGNALS_BY_DESCRIPTOR)
    numbers = machine.numbers
    return [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, machine.audit),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        # Those of another kind on the same processor (x32) have great numbers.
        *_answered(GREATER, syscalls.LAST_KNOWN, UNKNOWN),
        # Its flags lie in memory, which a filter does not see; whoever is refused it uses ``clone``.
        *_answered(EQUAL, numbers["clone3"], UNKNOWN),
        *(step for number in machine.of(*refused) for step in _answered(EQUAL, number, REFUSED)),
        *_looked_at([numbers["clone"]], _clone(programs=programs)),
        *_looked_at([numbers["prlimit64"]], _only(0)),
        *([] if signals_of is None else _looked_at(machine.of(syscalls.SIGNALS), _only(signals_of))),
        (RETURN, 0, 0, ALLOW),
    ]


def _answered(test: int, value: int, answer: int) -> list[_Step]:
    return [(test, 0, 1, value), (RETURN, 0, 0, answer)]


def _looked_at(numbers: Iterable[int], steps: list[_Step]) -> list[_Step]:
    """``steps`` decide about calls of these numbers; they see the low half of the first argument."""
    whole = [(LOAD, 0, 0, FIRST_ARGUMENT), *steps]
    return [step for number in numbers for step in ((EQUAL, 0, len(whole), number), *whole)]


def _clone(*, programs: bool) -> list[_Step]:
    threads_only = [] if programs else [(ANY_BIT, 1, 0, CLONE_THREAD), (RETURN, 0, 0, REFUSED)]
    return [(ANY_BIT, 0, 1, CLONE_NEW), (RETURN, 0, 0, REFUSED), *threads_only, (RETURN, 0, 0, ALLOW)]


def _only(value: int) -> list[_Step]:
    return [(EQUAL, 1, 0, value), (RETURN, 0, 0, REFUSED), (RETURN, 0, 0, ALLOW)]
