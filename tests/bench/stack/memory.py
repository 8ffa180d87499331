"""``make bench-memory``: the memory of the whole local stack after the demo, as the sum of PSS."""

import tempfile
import time
from pathlib import Path

import psutil

from tests.bench.stack.figures import print_figure, tell
from tests.bench.stack.library import ended
from tests.servers.stack import new_stack

GOAL_MB = 750.0
REST_SECONDS = 10.0
DEMO_SECONDS = 300.0


def proportional_mb(process: psutil.Process) -> float:
    """PSS of a process, in MB: shared pages count for each sharer in part."""
    rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text()
    line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) * 1024 / 1e6


def main() -> None:
    """Start with the demo, let it rest, add up."""
    with tempfile.TemporaryDirectory(prefix="refdesk-bench-") as folder:
        stack = new_stack(Path(folder), REFDESK_DEMO="1")
        with ended(stack):
            stack.wait_ready()
            deadline = time.monotonic() + DEMO_SECONDS
            while "Ctrl-C ends it." not in stack.output:
                if time.monotonic() > deadline:
                    raise TimeoutError(stack.output)
                time.sleep(0.5)
            time.sleep(REST_SECONDS)
            sizes = [(proportional_mb(one), " ".join(one.cmdline())[-60:]) for one in stack.processes()]
    for size, command in sizes:
        tell(f"{size:8.1f} MB  {command}")
    print_figure("stack_memory", sum(size for size, _ in sizes), "MB", store="sqlite", goal=GOAL_MB)


if __name__ == "__main__":
    main()
