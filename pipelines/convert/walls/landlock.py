"""Landlock, through ``ctypes``: a process says what it may reach of the file system, and reaches nothing else.

Works for everybody who has set ``no_new_privs``. Linux' ``Documentation/userspace-api/landlock.rst``.
"""

import ctypes
import os
import struct
from collections.abc import Iterable
from contextlib import closing
from typing import IO

LIBC = ctypes.CDLL(None, use_errno=True)
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION = 1
PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
# What can be refused of the file system, by version: what is not named below is refused altogether.
_FIRST = (1 << 13) - 1
_SINCE = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
BIND_AND_CONNECT_TCP = 0b11
ABSTRACT_SOCKETS_AND_SIGNALS = 0b11
TCP_SINCE, SIGNALS_SINCE = 4, 6


def version() -> int:
    """What this kernel knows of it; 0: nothing, or it may not be used."""
    found = int(LIBC.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint(VERSION)))
    return max(found, 0)


def restrict(allowed: Iterable[tuple[int, int]], known: int) -> None:
    """This process from now on: nothing but ``allowed``, descriptors of files or folders with what may be done there.

    No TCP and no signals to others where ``known`` (``version``) has that. Raises ``OSError``.
    """
    with closing(_ruleset(known)) as ruleset:
        for descriptor, access in allowed:
            rule = ctypes.create_string_buffer(struct.pack("=Qi", access, descriptor))
            _called(ADD_RULE, ruleset.fileno(), PATH_BENEATH, rule, 0)
        _called(RESTRICT_SELF, ruleset.fileno(), 0)


def _ruleset(known: int) -> IO[bytes]:
    files = _FIRST | sum(bit for since, bit in _SINCE.items() if since <= known)
    fields = [files]
    if known >= TCP_SINCE:
        fields.append(BIND_AND_CONNECT_TCP)
    if known >= SIGNALS_SINCE:
        fields.append(ABSTRACT_SOCKETS_AND_SIGNALS)
    packed = struct.pack(f"={len(fields)}Q", *fields)
    descriptor = _called(CREATE_RULESET, ctypes.create_string_buffer(packed), ctypes.c_size_t(len(packed)), 0)
    return os.fdopen(descriptor, "rb", buffering=0)


def _called(number: int, *arguments: object) -> int:
    answer = int(LIBC.syscall(number, *arguments))
    if answer < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return answer
