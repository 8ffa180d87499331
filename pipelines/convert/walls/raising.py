"""A process shuts itself in. Nothing opens it again, and whatever it starts is shut in with it."""

import ctypes
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.convert.walls import landlock, seccomp
from pipelines.convert.walls.landlock import READ_FILE, SIGNALS_SINCE
from pipelines.convert.walls.places import places

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_NO_NEW_PRIVS = 38
CAPABILITY_VERSION = 0x20080522
# Root may go on reading libraries that are somebody else's, where Landlock lets it.
CAP_DAC_READ_SEARCH = 1 << 2
# Of its own, it reads how much memory it took.
STATUS = Path("/proc/self/status")
LANDLOCK_STANDS, SECCOMP_STANDS = 1, 2


@dataclass(frozen=True, slots=True)
class Kernel:
    """What this machine's kernel lets be raised: Landlock, as its version (0: none), and a seccomp filter."""

    landlock: int
    seccomp: bool


class Walls:
    """For children that this process forks; what can be prepared for them is done here. Single-threaded.

    A wall that the kernel has not got is left out, ``kernel`` says which.
    """

    def __init__(self) -> None:
        self.kernel = tried()
        self._places: Mapping[Path, int] = places()
        machine = seccomp.here()
        if machine is not None and self.kernel.landlock >= SIGNALS_SINCE:
            for programs in (False, True):
                seccomp.prepared(machine, programs=programs, signals_of=None)

    def raise_them(self, *, programs: bool, document: int | None = None) -> None:
        """In a child, once. ``programs``: it may start the OCR program. ``document``: it may open that file by name.

        Raises ``OSError``: a child without the walls that it should have reads nothing.
        """
        LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if self.kernel.landlock:
            _shut_in(self._places, document, self.kernel.landlock)
        _drop_capabilities()
        if self.kernel.seccomp:
            _filter(programs=programs, landlock_version=self.kernel.landlock)


def tried() -> Kernel:
    """What a child of this process could raise. Forks; the process must have one thread."""
    pid = os.fork()
    if not pid:
        os._exit(_standing())
    _, status = os.waitpid(pid, 0)
    stood = os.waitstatus_to_exitcode(status)
    stood = max(stood, 0)
    return Kernel(landlock.version() if stood & LANDLOCK_STANDS else 0, bool(stood & SECCOMP_STANDS))


def _standing() -> int:
    stood = 0
    LIBC.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    known = landlock.version()
    try:
        if known:
            landlock.restrict([], known)
            stood |= LANDLOCK_STANDS
    except OSError:
        known = 0
    try:
        if seccomp.here():
            _filter(programs=False, landlock_version=known)
            stood |= SECCOMP_STANDS
    except OSError:
        pass
    return stood


def _shut_in(allowed: Mapping[Path, int], document: int | None, known: int) -> None:
    opened = [(os.open(path, os.O_PATH | os.O_CLOEXEC), rights) for path, rights in allowed.items() if path.exists()]
    opened.append((os.open(STATUS, os.O_PATH | os.O_CLOEXEC), READ_FILE))
    by_name = [] if document is None else [(document, READ_FILE)]
    landlock.restrict([*opened, *by_name], known)
    for descriptor, _ in opened:
        os.close(descriptor)


def _filter(*, programs: bool, landlock_version: int) -> None:
    machine = seccomp.here()
    if machine is not None:
        seccomp.restrict(machine, programs=programs, signals=landlock_version >= SIGNALS_SINCE)


def _drop_capabilities() -> None:
    """Root's, so that limits hold for it too; nobody else has any."""
    header = ctypes.create_string_buffer(struct.pack("=Ii", CAPABILITY_VERSION, 0))
    LIBC.capget(header, held := ctypes.create_string_buffer(24))
    kept = struct.unpack("=6I", held.raw)[1] & CAP_DAC_READ_SEARCH
    wanted = ctypes.create_string_buffer(struct.pack("=6I", kept, kept, 0, 0, 0, 0))
    if LIBC.capset(header, wanted):
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
