"""Room on the disk: nothing new is accepted on the last megabytes, which keep reading, asking and logging in alive."""

import errno
import shutil
from pathlib import Path

from flask import Flask, request

from webapp.errors import StorageFull
from webapp.settings import WebSettings

FLOOR_BYTES = 32_000_000
NEW = frozenset({"POST", "PUT", "PATCH"})
# What goes on without room for anything new: its rows are small, and the floor is theirs.
LIVES_ON = frozenset({"conversations", "health"})
SESSIONS = frozenset({"auth.login", "auth.refresh", "auth.logout"})
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def keep(app: Flask, settings: WebSettings) -> None:
    """Refuse what brings something new (507) while less than the floor would stay free."""

    def look() -> None:
        if request.method in NEW and not _lives_on():
            wanted = request.content_length or 0
            if free(settings.data_dir) <= FLOOR_BYTES + wanted:
                raise StorageFull(wanted)

    app.before_request(look)


def free(folder: Path) -> int:
    """Bytes that are free where a folder lies."""
    return shutil.disk_usage(folder).free


def is_full(error: BaseException | None) -> bool:
    """Whether an error says that there is no room, at any place of its chain."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        error = error.__cause__ or error.__context__
    return False


def _lives_on() -> bool:
    return request.blueprint in LIVES_ON or request.endpoint in SESSIONS or request.path.endswith("/search/")
