"""Asks a process of the converters' which walls around them hold on this machine."""

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import deployments

PROGRAM = "pipelines.convert.walls.trial"
NAMES = ("files", "network", "programs", "processes")
SECONDS = 30


def in_force() -> dict[str, bool]:
    """Of ``NAMES``, which a converter's child is kept from; none of them where it cannot be tried. Takes 0.2 s."""
    told: dict[str, bool] = {}
    with suppress(subprocess.SubprocessError, OSError, json.JSONDecodeError):
        done = subprocess.run(
            [sys.executable, "-m", PROGRAM],
            cwd=Path(deployments.__file__).parent.parent,
            env={"LANG": "C.UTF-8"},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=True,
        )
        told = json.loads(done.stdout)
    return {name: told.get(name, False) for name in NAMES}
