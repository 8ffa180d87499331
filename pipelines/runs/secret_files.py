"""Secrets of an installation: each random, made once, in a file of the data folder that only its owner reads.

The folder itself is closed to others: texts, questions and databases lie in it.
"""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from pipelines.errors import PipelineError

OTHERS, NOT_OWNER = 0o007, 0o077


class WrongKeyFile(Exception):
    """The file of a secret is there and does not hold one; the message says what to do."""


class DataFolderOpen(PipelineError):
    """The data folder can be entered or read by everybody on this machine, and cannot be closed from here."""

    code = "data_folder_open"
    action = "Run `chmod 700` on it as its owner, or name another one in REFDESK_DATA_DIR."


def own_folder(data_dir: Path) -> None:
    """Make the data folder, or close it to everybody but its owner. Raises ``DataFolderOpen``.

    A folder of somebody else, in whose group this process is, stays as it is while others have no part in it.
    """
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    known = data_dir.stat()
    if known.st_uid == os.geteuid() and known.st_mode & NOT_OWNER:
        data_dir.chmod(known.st_mode & 0o700)
    if data_dir.stat().st_mode & OTHERS:
        raise DataFolderOpen(f"Everybody on this machine can look into the data folder {data_dir}.")


def made_once(path: Path, make: Callable[[], str]) -> str:
    """What the file says; where there is none, ``make``'s answer is kept in it (mode 600) for all who ask later.

    Written aside and linked into place: of processes that start together one wins, and nobody reads half a secret.
    """
    if not path.exists():
        _create(path, make())
    if (known := path.stat()).st_uid == os.geteuid() and known.st_mode & NOT_OWNER:
        # Copied from somewhere, say.
        path.chmod(0o600)
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
