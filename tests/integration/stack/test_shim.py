"""A shimmed program dies with its parent."""

import os
import subprocess
import sys
from pathlib import Path

from tests.integration.stack.test_local_stack import alive, eventually

SHIM = Path("deployments/stack/shim.py").resolve()
PARENT = "import subprocess, sys; child = subprocess.Popen(sys.argv[1:]); print(child.pid, flush=True); child.wait()"


def became_the_program(command: bytes) -> bool:
    """Whether the shim has given way to what it was told to run."""
    return b"time.sleep" in command and b"shim.py" not in command


def test_a_kill_of_the_parent_ends_the_program() -> None:
    """The kernel sees to it; the parent can do nothing more."""
    sleeper = [sys.executable, "-S", str(SHIM), sys.executable, "-S", "-c", "import time; time.sleep(600)"]
    with subprocess.Popen([sys.executable, "-c", PARENT, *sleeper], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        eventually(lambda: became_the_program(Path(f"/proc/{child}/cmdline").read_bytes()))
        parent.kill()
        eventually(lambda: not alive(child), seconds=5)


def test_a_program_whose_parent_ended_before_it_began_does_not_start() -> None:
    """The gap between fork and the kernel's promise is closed."""
    env = {**os.environ, "REFDESK_PARENT_PID": "1"}
    ran = subprocess.run([sys.executable, str(SHIM), "echo", "started"], env=env, capture_output=True, check=False)
    assert ran.returncode == 1
    assert ran.stdout == b""
