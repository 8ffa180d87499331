"""A process that is killed at a step of a publication: ``python -m tests.integration.opensearch.dying …``."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from pipelines.index.opensearch import publishing as opensearch_publish
from pipelines.index.opensearch.store import OpenSearchIndex
from tests.contracts.index.making import ORG, document, lease, publication

STEPS = ("claim", "half", "write", "confirm", "flip", "clear")
TEXTS = tuple(f"common second number{number}" for number in range(12))
LEASE_SECONDS = 5.0


def die_at(url: str, prefix: str, step: str) -> int:
    """Publish version v2 of the document in a process that is killed right after a step. Answers its exit code."""
    command = [sys.executable, "-m", "tests.integration.opensearch.dying", url, prefix, step]
    return subprocess.run(command, cwd=Path(__file__).parents[3], check=False, timeout=60).returncode


def _killing(publisher: type, name: str) -> None:
    original = getattr(publisher, name)

    def step(self: Any, *arguments: Any) -> Any:
        original(self, *arguments)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(publisher, name, step)


def main(url: str, prefix: str, step: str) -> None:
    """Publish and die."""
    if step == "half":
        opensearch_publish.BATCH = 5
    _killing(opensearch_publish.Publisher, "_send" if step == "half" else step)
    index = OpenSearchIndex(url, prefix)
    row = document()
    row = index.get(ORG, [row.document_id])[row.document_id]
    index.publish([publication(row, TEXTS, version="v2", claim=lease("dying", seconds=LEASE_SECONDS))])


if __name__ == "__main__":
    main(*sys.argv[1:])
