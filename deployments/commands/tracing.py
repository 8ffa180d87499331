"""All lines of one request over every process's logs, the rotated ones too.

Web app and worker write JSON lines with ids; a run is tied to requests by lines that name both. Prefect's server writes
plain lines, found by the run's id. Files are read twice, line by line: the first time for the runs of the request.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RUN_KEYS = ("flow_run_id", "run_id")
ROTATED = re.compile(r"^(?P<name>.+\.log)(?:\.(?P<number>\d+))?$")
STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?")
# A longer line is cut before it is parsed: somebody else's text must not cost memory.
LONGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when it was written (as far as it says so), by which program, and its text."""

    at: str
    program: str
    text: str


def log_files(folder: Path) -> list[Path]:
    """Every log with its rotated predecessors, the oldest of each first."""
    named = [(match, path) for path in folder.glob("*.log*") if (match := ROTATED.match(path.name))]
    return [path for _, path in sorted(named, key=lambda one: (one[0]["name"], -int(one[0]["number"] or 0)))]


def lines_of(request: str, files: Sequence[Path]) -> list[Line]:
    """What was logged for a request and for the runs that it began or joined, by time."""
    runs = _runs_of(request, files)
    found = []
    for path in files:
        at = ""
        for text in _lines(path):
            # Lines of a traceback have no time of their own.
            at = _time_of(text) or at
            if _belongs(text, request, runs):
                found.append(Line(at, path.name.partition(".log")[0], text))
    return sorted(found, key=lambda line: line.at)


def _runs_of(request: str, files: Iterable[Path]) -> frozenset[str]:
    runs: set[str] = set()
    for path in files:
        for text in _lines(path):
            if request in text and _said(text).get("request_id") == request:
                runs |= {str(run) for key in RUN_KEYS if (run := _said(text).get(key))}
    return frozenset(runs)


def _belongs(text: str, request: str, runs: frozenset[str]) -> bool:
    if request in text:
        said = _said(text)
        if not said or said.get("request_id") == request:
            return True
    if not any(run in text for run in runs):
        return False
    # Another request that joined the run has lines of its own: what they say of the run is its, not ours.
    other = _said(text).get("request_id")
    return other is None or other == request or bool(_said(text).get("flow_run_id"))


def _said(text: str) -> dict[str, Any]:
    if not text.startswith("{"):
        return {}
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _time_of(text: str) -> str:
    said = _said(text)
    stamp = said.get("timestamp") if said else (match[0] if (match := STAMP.search(text[:200])) else None)
    return str(stamp or "").replace(" ", "T")


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open("rb") as log:
            while block := log.readline(LONGEST):
                yield block.decode("utf-8", "replace").rstrip("\n")
    except FileNotFoundError:
        return  # rotated away meanwhile
