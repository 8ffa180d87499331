"""A converter server whose reader tries whatever the document asks for: a document that has got hold of its child.

The real one but for that. Each line of a document is an attempt and what it is aimed at; the text that comes out has a
line for each: ``done``, or the name of the error.
"""

import ctypes
import errno
import importlib
import mmap
import os
import resource
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipelines.convert import child
from pipelines.convert.source import Source
from pipelines.convert.wire import Job

LIBC = ctypes.CDLL(None, use_errno=True)
PTRACE_ATTACH, PIDFD_OPEN, IO_URING_SETUP, PR_SET_PDEATHSIG = 16, 434, 425, 1
NEW_USER, NEW_NET = 0x10000000, 0x40000000
INHERITED = 64
OF_THIS_MACHINE = os.uname().machine


def obeying(source: Source, job: Job) -> dict[str, object]:
    """The answer to ``convert``."""
    lines = source.data.decode().splitlines()
    told = "\n".join(_outcome(*line.split(" ", 1)) for line in lines)
    return real(replace(source, data=told.encode()), job)


def _outcome(attempt: str, aim: str = "") -> str:
    try:
        ATTEMPTS[attempt](aim)
    except OSError as refused:
        return f"{attempt} {errno.errorcode.get(refused.errno or 0, 'error')}"
    except ValueError:  # what ``resource`` makes of it
        return f"{attempt} EPERM"
    return f"{attempt} done"


def _call(number: int, *arguments: int) -> None:
    if LIBC.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), "")


def _connect(address: tuple[str, int] | str, family: int) -> None:
    with socket.socket(family) as one:
        one.connect(address)


def _inherited(aim: str) -> None:
    """Whether a descriptor is open that leads to a folder."""
    for number in range(INHERITED):
        try:
            held = Path(f"/proc/self/fd/{number}").readlink()
        except OSError:
            continue
        if held.is_dir() or str(held) == aim:
            return
    raise PermissionError(errno.EACCES, "")


def _start(aim: str) -> None:
    try:
        subprocess.run(aim.split(), check=True, stdin=subprocess.DEVNULL, timeout=10)
    except subprocess.CalledProcessError as failed:
        # It was started, and could not open what it was to load.
        raise PermissionError(errno.EACCES, "") from failed


def _memory(aim: str) -> None:
    with Path(f"/proc/{aim}/mem").open("rb") as stream:
        stream.read(1)


def _thread_of_another(aim: str) -> None:
    _call({"x86_64": 234, "aarch64": 131}[OF_THIS_MACHINE], int(aim), int(aim), signal.SIGCONT)


def _longer_life(_: str) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _of_another(aim: str) -> None:
    resource.prlimit(int(aim), resource.RLIMIT_CPU)


def _linger(_: str) -> None:
    if not os.fork():
        LIBC.prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0)
        time.sleep(60)
        os._exit(0)


def _memory_program(_: str) -> None:
    os.close(os.memfd_create("program"))


ATTEMPTS: dict[str, Callable[[str], object]] = {
    "read": lambda aim: Path(aim).read_bytes(),
    "read-through-root": lambda aim: Path(f"/proc/self/root{aim}").read_bytes(),
    "list": os.listdir,
    "write": lambda aim: Path(aim).write_bytes(b""),
    "append": lambda aim: os.close(os.open(aim, os.O_WRONLY | os.O_APPEND)),
    "truncate": lambda aim: os.truncate(aim, 0),
    "remove": os.unlink,
    "rename": lambda aim: Path(aim).rename(f"{aim}-2"),
    "link": lambda aim: os.link(aim, f"{aim}-3"),
    "folder": lambda aim: Path(f"{aim}-4").mkdir(),
    "mode": lambda aim: Path(aim).chmod(0o777),
    "times": lambda aim: os.utime(aim, (0, 0)),
    "environment": lambda aim: Path(f"/proc/{aim}/environ").read_bytes(),
    "memory": _memory,
    "inherited": _inherited,
    "tcp": lambda aim: _connect(("127.0.0.1", int(aim)), socket.AF_INET),
    "tcp6": lambda aim: _connect(("::1", int(aim)), socket.AF_INET6),
    "listen": lambda _: socket.create_server(("127.0.0.1", 0)).close(),
    "unix": lambda aim: _connect(aim, socket.AF_UNIX),
    "pair": lambda _: socket.socketpair(),
    "uring": lambda _: _call(IO_URING_SETUP, 1, 0),
    "shell": lambda aim: _start(f"/bin/sh -c {aim}"),
    "loader": _start,
    "become": lambda aim: os.execv(aim, [aim]),
    "linger": _linger,
    "fork": lambda _: os.fork() or os._exit(0),
    "memory-program": _memory_program,
    "signal": lambda aim: os.kill(int(aim), 0),
    "kill": lambda aim: os.kill(int(aim), signal.SIGKILL),
    "thread": _thread_of_another,
    "ptrace": lambda aim: LIBC.ptrace(PTRACE_ATTACH, int(aim), 0, 0) and _raise(),
    "descriptor": lambda aim: _call(PIDFD_OPEN, int(aim), 0),
    "namespace": lambda _: LIBC.unshare(NEW_USER | NEW_NET) and _raise(),
    "limits": _longer_life,
    "limits-of": _of_another,
    "shared-memory": lambda _: LIBC.shmget(1, mmap.PAGESIZE, 0o1666) < 0 and _raise(),
    # What it must still be able to do.
    "library": importlib.import_module,
    "own": lambda aim: list(Path(aim).iterdir()),
    "abort": lambda _: os.kill(os.getpid(), 0),
}


def _raise() -> None:
    raise OSError(ctypes.get_errno(), "")


real = child.ACTIONS["convert"]

if __name__ == "__main__":
    child.ACTIONS["convert"] = obeying
    child.main()
