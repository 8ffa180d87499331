"""A load in a process of its own: what it took, of the processor too, and what it held in memory."""

import gc
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psutil

# As the stack's processes run (deployments/settings.py).
MALLOC = {"MALLOC_ARENA_MAX": "2", "MALLOC_TRIM_THRESHOLD_": "131072"}


@dataclass(slots=True)
class Taken:
    """Of one load. CPU seconds are of the process with its ended children; ``server`` are OpenSearch's meanwhile.

    ``peak`` is the process's largest resident size, ``child`` the largest of a child, in MB.
    """

    seconds: float = 0.0
    cpu: float = 0.0
    server: float = 0.0
    chunks: int = 0
    peak: float = 0.0
    child: float = 0.0


@contextmanager
def clock(server: int | None = None) -> Iterator[Taken]:
    """Measures its block; what runs in children counts once they have ended. ``server``: OpenSearch's process."""
    taken, java = Taken(), psutil.Process(server) if server else None
    gc.collect()
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    before = sum(java.cpu_times()[:2]) if java else 0.0
    spent, began = _spent(), time.perf_counter()
    yield taken
    taken.seconds = time.perf_counter() - began
    taken.cpu = _spent() - spent
    taken.server = sum(java.cpu_times()[:2]) - before if java else 0.0
    taken.peak = _peak_mb()


def end(taken: Taken, ended: float | None = None) -> None:
    """Print what was taken, after the children have ended too (``ended``: their CPU seconds from then on)."""
    taken.child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6
    if ended is not None:
        taken.cpu += ended
    print(json.dumps(asdict(taken)), flush=True)


def children_cpu() -> float:
    """CPU seconds of ended children, theirs included."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(module: str, *arguments: object, server: int | None = None, python: str | Path = sys.executable) -> Taken:
    """Run a load's module, in this environment or another. Raises ``RuntimeError`` with what it said where it fails."""
    if server:
        arguments += ("--server", server)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("REFDESK_", "OPENAI_"))}
    environment = MALLOC | kept
    command = [str(python), "-m", f"tests.bench.ingest.{module}", *map(str, arguments)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{module}: {done.stderr[-3_000:]}")
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return Taken(**told)


def line(figure: str, store: str, value: float, *, unit: str, **more: float | None) -> None:
    """Print a figure as one JSON line; ``more``: its comparison and goal."""
    told = {name: round(one, 3) for name, one in more.items() if one is not None}
    print(json.dumps({"figure": figure, "store": store, "value": round(value, 3), "unit": unit, **told}), flush=True)


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime + children_cpu()


def _peak_mb() -> float:
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / 1e6
