"""The index as ``check`` and ``repair`` see it: a program of the pipelines looks at it, and mends it."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import deployments
from deployments.settings import LocalSettings, child_environment
from deployments.stack.orphans import COPIES, DATABASE

PROGRAM = "pipelines.commands.mend"


class CannotTell(Exception):
    """The index cannot be looked at or mended; the message says why."""


@dataclass(frozen=True, slots=True)
class State:
    """``wrong``: what is wrong, and what mending does about it. ``is_damaged``: the file itself.

    ``copy`` is where everything was copied before it was mended.
    """

    wrong: tuple[tuple[str, str], ...]
    is_damaged: bool = False
    copy: str | None = None


def looked(given: LocalSettings, *, seconds: float | None = None) -> State:
    """What is wrong with the index. Raises ``CannotTell``."""
    return _asked("look", given, seconds)


def mended(given: LocalSettings) -> State:
    """What was wrong and is mended. Raises ``CannotTell``."""
    return _asked("mend", given, None)


def _asked(act: str, given: LocalSettings, seconds: float | None) -> State:
    environment = child_environment(given)
    asked = {"known": _known(given, environment), "copies": str(given.data_dir / COPIES), "seconds": seconds}
    done = subprocess.run(
        [sys.executable, "-m", PROGRAM, act],
        cwd=Path(deployments.__file__).parent.parent,
        env=environment,
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotTell((done.stderr.strip().splitlines() or ["it gave no reason"])[-1].rstrip("."))
    told: dict[str, Any] = json.loads(done.stdout)
    return State(tuple((wrong, remedy) for wrong, remedy in told["wrong"]), told["file"], told["copy"])


def _known(given: LocalSettings, environment: Mapping[str, str]) -> list[tuple[str, str]] | None:
    """Organisation and source of all that the database knows, deleted ones included; None where it is another one, and
    where it knows no organisation: a database that was lost is no reason to remove what is left.
    """
    database = given.data_dir / DATABASE
    if environment.get("REFDESK_DATABASE_URL") or not database.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            if not connection.execute("SELECT 1 FROM organizations LIMIT 1").fetchone():
                return None
            return list(connection.execute("SELECT org_id, id FROM sources"))
    except sqlite3.Error:
        return None
