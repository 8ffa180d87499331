"""Starts the Prefect server with what an installation needs (docs/adr/0211-prefect-server-launcher.md).

``python -m deployments.prefect_server --host 127.0.0.1 --port 4200``. On SQLite every write transaction begins
IMMEDIATE: Prefect's own DEFERRED ones answer 503 as soon as two of them meet. It asks for the installation's key and
is closed to pages of other origins (docs/adr/0214-prefect-is-closed.md). Any ``PREFECT_*`` variable that is already
set wins, but for the port.
"""

import argparse
import os
import socket
import sys
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.runs.prefect_key import own_key
from pipelines.runs.secret_files import WrongKeyFile

DEFAULT_PORT = 4200
LOOPBACK = ("127.0.0.1", "localhost")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the server listens; ``names`` are further host names that it is reached by."""

    host: str
    port: int
    names: tuple[str, ...] = ()


def environment(place: Place, *, home: Path, key: str) -> dict[str, str]:
    """What the server needs in its environment; ``home`` holds its database, its leases and its copy of the UI."""
    return {
        "PREFECT_HOME": str(home),
        "PREFECT_PROFILES_PATH": str(home / "profiles.toml"),
        "PREFECT_SERVER_API_HOST": place.host,
        "PREFECT_SERVER_API_PORT": str(place.port),
        "PREFECT_SERVER_API_AUTH_STRING": key,
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": f"http://{place.host}:{place.port}",
        # Beside the interface, by whatever name it was opened.
        "PREFECT_UI_API_URL": "/api",
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(home / "ui"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        # Longer than any client keeps an idle connection (Prefect's own 25 s): none is closed as a request comes in.
        "PREFECT_SERVER_API_KEEPALIVE_TIMEOUT": "75",
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
        "PREFECT_SERVER_DEPLOYMENTS_CONCURRENCY_SLOT_WAIT_SECONDS": "5",
        "PREFECT_CLI_PROMPT": "false",
        "DO_NOT_TRACK": "1",
    }


def main(argv: Sequence[str] | None = None) -> None:
    """Run the server in the foreground until it is told to stop. A taken port is one line and exit code 1."""
    place = _arguments(argv)
    if refusal := _refusal(place.host, place.port):
        sys.exit(refusal)
    try:
        _prepare(place)
    except WrongKeyFile as damaged:
        sys.exit(str(damaged))
    _begin_immediate()
    _close(place)
    from prefect.cli import app

    sys.argv = ["prefect", "server", "start", "--host", place.host, "--port", str(place.port)]
    app()


def _arguments(argv: Sequence[str] | None) -> Place:
    parser = argparse.ArgumentParser(prog="deployments.prefect_server", description="Start the Prefect server.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=int(os.environ.get("REFDESK_PREFECT_PORT") or DEFAULT_PORT))
    parser.add_argument("--name", action="append", default=[], help="host name that it is reached by; may be repeated")
    given = parser.parse_args(argv)
    return Place(given.host, given.port, tuple(given.name))


def _refusal(host: str, port: int) -> str | None:
    try:
        with socket.create_server((host, port)):
            return None
    except OverflowError:
        return f"Port {port} does not exist; choose one from 1 to 65535 with REFDESK_PREFECT_PORT or --port."
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno and error.errno > 0 else str(error)
        return (
            f"The Prefect server cannot listen on {host}:{port} ({reason}): stop what uses it, "
            "or choose another port with REFDESK_PREFECT_PORT or --port."
        )


def _prepare(place: Place) -> None:
    data = Path(os.environ.get("REFDESK_DATA_DIR") or "data").expanduser()
    home = Path(os.environ.get("PREFECT_HOME") or data / "prefect").expanduser().resolve()
    home.mkdir(parents=True, exist_ok=True)
    key = os.environ.get("PREFECT_API_AUTH_STRING") or own_key(data)
    wanted = environment(place, home=home, key=key)
    os.environ.update({name: value for name, value in wanted.items() if not os.environ.get(name)})
    os.environ["PREFECT_SERVER_API_PORT"] = str(place.port)  # the UI calls this port, whatever --port says


def _close(place: Place) -> None:
    from prefect.server.api import server

    from deployments.prefect_door import closed
    from deployments.prefect_room import WaitsForRoom, full

    make, names = server.create_app, (*LOOPBACK, place.host, *place.names)
    is_full = full(Path(os.environ["PREFECT_HOME"]))

    def create_app(*args: Any, **how: Any) -> Any:
        app = make(*args, **how)
        # The one that is served. The server's own services take another, which they call without a network.
        served = bool(how.get("final"))
        if not served:
            return app
        return closed(WaitsForRoom(app, is_full), names=names, key=os.environ.get("PREFECT_SERVER_API_AUTH_STRING"))

    setattr(server, "create_app", create_app)  # noqa: B010 - Prefect has no other place to put middleware around it


def _begin_immediate() -> None:
    from prefect.server.database.configurations import AioSqliteConfiguration
    from prefect.server.database.dependencies import set_database_config
    from prefect.settings import PREFECT_API_DATABASE_CONNECTION_URL
    from sqlalchemy.ext.asyncio import AsyncSession, AsyncSessionTransaction

    class ImmediateSqlite(AioSqliteConfiguration):
        """Takes SQLite's write lock when a transaction begins, so that waiting works instead of BUSY at the commit."""

        @asynccontextmanager
        async def begin_transaction(
            self,
            session: AsyncSession,
            with_for_update: bool = True,  # noqa: ARG002, FBT001, FBT002  (Prefect's own signature)
        ) -> AsyncGenerator[AsyncSessionTransaction, None]:
            async with super().begin_transaction(session, with_for_update=True) as transaction:
                yield transaction

    url = PREFECT_API_DATABASE_CONNECTION_URL.value()
    if url and url.startswith("sqlite"):
        set_database_config(ImmediateSqlite(connection_url=url))


if __name__ == "__main__":
    main()
