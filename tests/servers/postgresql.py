"""A PostgreSQL of the tests' own: the machine's programs, or Debian's package where it may be installed.

The server refuses to run as root: it then runs as the user that the package makes.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.servers.installing import one_at_a_time
from tests.servers.prefect import free_port

PACKAGE, ROOT = "postgresql", "postgres"
INSTALL_SECONDS, START_SECONDS = 280, 60
DEBIANS = Path("/usr/lib/postgresql")
ABSENT = f"There is no PostgreSQL: install Debian's package {PACKAGE} (apt-get install {PACKAGE})."
# Nothing of it is worth a disk's time, nor memory of a server's size.
OPTIONS = (
    "fsync=off",
    "full_page_writes=off",
    "shared_buffers=16MB",
    "max_connections=200",
    "unix_socket_directories=",
)


class PostgreSQL:
    """A server on a port of this machine, in a folder of its own, that a test starts and stops."""

    def __init__(self, port: int, folder: Path) -> None:
        self._port, self._folder = port, folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, at the first time an empty one, and wait until it answers."""
        programs = provide_postgresql()
        if not (self._folder / "PG_VERSION").exists():
            self._run([programs / "initdb", "-A", "trust", "-U", ROOT, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])
        options = [part for option in OPTIONS for part in ("-c", option)]
        command = [programs / "postgres", "-D", self._folder, "-h", "127.0.0.1", "-p", str(self._port), *options]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, user=_user(), cwd=self._folder)
        self._wait()

    def stop(self) -> None:
        """End it at once, whoever is connected."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()
            self._process = None

    def database(self, name: str) -> str:
        """The SQLAlchemy URL of a new, empty database."""
        with psycopg.connect(self._address(ROOT), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return f"postgresql+psycopg://{ROOT}@127.0.0.1:{self._port}/{name}"

    def _address(self, name: str) -> str:
        return f"postgresql://{ROOT}@127.0.0.1:{self._port}/{name}"

    def _run(self, command: list[str | Path]) -> None:
        subprocess.run([*command, "-D", self._folder], user=_user(), cwd=self._folder, capture_output=True, check=True)

    def _wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(self._address(ROOT), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                assert time.monotonic() < until, (self._folder / "log").read_text()[-2000:]
                time.sleep(0.05)


@contextmanager
def postgresql_server() -> Iterator[PostgreSQL]:
    """A running server, whose folder is gone afterwards."""
    # Not below the tests' own folders, which nobody else may enter.
    with tempfile.TemporaryDirectory(prefix="refdesk-postgresql-", ignore_cleanup_errors=True) as folder:
        if (user := _user()) is not None:
            os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
        server = PostgreSQL(free_port(), Path(folder))
        server.start()
        try:
            yield server
        finally:
            server.stop()


def provide_postgresql() -> Path:
    """Where the programs lie, installed where they were missing and may be. Raises ``RuntimeError`` that says how."""
    if _programs() is None:
        with one_at_a_time():
            _install()
    found = _programs()
    if found is None:
        raise RuntimeError(ABSENT)
    return found


def _programs() -> Path | None:
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(DEBIANS.glob("*/bin"), reverse=True)
    return next((place for place in places if (place / "postgres").exists()), None)


def _user() -> str | None:
    return ROOT if os.geteuid() == 0 else None


def _install() -> None:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0 or _programs() is not None:
        return
    # Not as a service of the machine: the tests start their own.
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for arguments in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", PACKAGE]):
        subprocess.run([apt, *arguments], env=env, capture_output=True, timeout=INSTALL_SECONDS, check=False)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """A server for all tests of this process that ask for one; each makes databases of its own."""
    with postgresql_server() as server:
        yield server
