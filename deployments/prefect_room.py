"""A Prefect server whose disk is full: its clients wait for room, instead of taking their runs for failed."""

import shutil
from collections.abc import Callable
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# SQLite needs some pages for a transaction and its journal.
FULL_BYTES = 1_000_000
RETRY_SECONDS = 2
ERRORS = 500


class WaitsForRoom:
    """Turns what failed while there is no room into 503 under maintenance: Prefect's clients try such a call again for
    as long as it takes, and count no other failure so.
    """

    def __init__(self, app: ASGIApp, is_full: Callable[[], bool]) -> None:
        self._app = app
        self._is_full = is_full

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] >= ERRORS and self._is_full():
                message["status"] = 503
                headers = MutableHeaders(scope=message)
                headers["Retry-After"] = str(RETRY_SECONDS)
                headers["Prefect-Maintenance"] = "true"
            await send(message)

        await self._app(scope, receive, telling)


def full(folder: Path) -> Callable[[], bool]:
    """Whether nothing can be written where a folder lies; asked each time."""
    return lambda: shutil.disk_usage(folder).free < FULL_BYTES
