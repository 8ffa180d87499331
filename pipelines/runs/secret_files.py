"""Secrets of an installation: each random, made once, in a file of the data folder that only its owner reads."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


class WrongKeyFile(Exception):
    """The file of a secret is there and does not hold one; the message says what to do."""


def made_once(path: Path, make: Callable[[], str]) -> str:
    """What the file says; where there is none, ``make``'s answer is kept in it (mode 600) for all who ask later.

    Written aside and linked into place: of processes that start together one wins, and nobody reads half a secret.
    """
    if not path.exists():
        _create(path, make())
    return path.read_text(encoding="ascii").strip()


def _create(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        pass  # Another process was first; its secret counts.
    finally:
        aside.unlink()
