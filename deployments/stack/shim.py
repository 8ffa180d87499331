"""Runs a program that dies with its parent: ``python shim.py PROGRAM ARGUMENT…``. Standard library only (Linux).

The kernel sends SIGKILL when the thread that started this process ends (``PR_SET_PDEATHSIG``, prctl(2)), which also
happens when the parent is killed and can do nothing more. Open files, among them the data folder's lock, stay open.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(number: signal.Signals) -> None:
    """Ask the kernel for a signal at the parent's end. Raises ``OSError`` where it refuses."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) failed")


def main(arguments: list[str]) -> None:
    """Set the signal and become the program.

    ``REFDESK_PARENT_PID`` names the parent that must still be there: it may have ended before the signal was asked
    for. The program's own shimmed children will find this process there.
    """
    die_with_parent(signal.SIGKILL)
    parent = os.environ.get("REFDESK_PARENT_PID")
    if parent and os.getppid() != int(parent):
        sys.exit("the parent ended before its child began")
    os.environ["REFDESK_PARENT_PID"] = str(os.getpid())
    os.execvp(arguments[0], arguments)  # noqa: S606 - becoming another program is the purpose


if __name__ == "__main__":
    main(sys.argv[1:])
