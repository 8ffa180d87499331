"""The same load with other frameworks, each in an environment of its own, against the bare parts in the same run."""

import importlib.metadata
import statistics
import subprocess
import sys
from pathlib import Path

from tests.bench.ingest.loads import Bench, Loads
from tests.bench.ingest.measured import Taken, line
from tests.bench.stack.figures import tell

# What each needs beside what all need.
PEERS = {
    "langchain": ("langchain-community", "langchain-text-splitters", "opensearch-py", "pypdfium2"),
    "llamaindex": ("llama-index-core", "llama-index-readers-file", "llama-index-vector-stores-opensearch"),
    "haystack": ("haystack-ai", "opensearch-haystack", "pypdf"),
}


def run(bench: Bench) -> None:
    """Print a line for each: wall, CPU with the server's, and both against the bare parts."""
    loads, pythons = Loads(bench, "opensearch"), {name: _made(bench.folder / name, name) for name in PEERS}
    # One of each, that nobody compiles for the others.
    for name, python in pythons.items():
        tell(f"{name}: warm after {loads.peer(name, python)}")
    bare, taken = list[Taken](), {name: list[Taken]() for name in PEERS}
    for number in range(bench.pairs):
        bare.append(loads.bare(bench.files))
        for name in PEERS if number % 2 == 0 else reversed(PEERS):
            taken[name].append(loads.peer(name, pythons[name]))
            tell(f"{name}: {taken[name][-1]}")
    for name, ones in taken.items():
        _report(name, ones, bare)


def _made(folder: Path, name: str) -> Path:
    """An environment with what one needs, of this interpreter's version. Answers its interpreter."""
    uv, python = Path(sys.prefix) / "uv" / "bin" / "uv", folder / "bin" / "python"
    shared = [f"{one}=={importlib.metadata.version(one)}" for one in ("wordllama", "psutil")]
    subprocess.run([uv, "venv", "-q", "-p", sys.executable, folder], check=True)
    # Copied: NLTK, which LlamaIndex brings, reads no file that has a second name.
    install = [str(uv), "pip", "install", "-q", "--link-mode", "copy", "-p", str(python)]
    subprocess.run([*install, *PEERS[name], *shared], check=True)
    return python


def _report(name: str, taken: list[Taken], bare: list[Taken]) -> None:
    seconds = statistics.median(one.seconds for one in taken)
    cpu, theirs = (statistics.median(one.cpu + one.server for one in ones) for ones in (taken, bare))
    ratio = statistics.median(one.seconds / other.seconds for one, other in zip(taken, bare, strict=True))
    more = {"bare_s": statistics.median(one.seconds for one in bare), "cpu_s": cpu, "cpu_ratio": cpu / theirs}
    line(f"first_load_{name}", "opensearch", seconds, unit="s", ratio=ratio, chunks=taken[-1].chunks, **more)
