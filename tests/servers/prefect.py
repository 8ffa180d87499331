"""A real Prefect server, started once a run through the product's own launcher, and processes that die with the tests.

``REFDESK_TEST_PREFECT_URL`` names one that already runs (``http://host:port/api``), ``REFDESK_TEST_PREFECT_AUTH`` its
key (``user:password``).
"""

import fcntl
import os
import random
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.running.sharing import shared_folder
from tests.servers.http import LOCAL

# What the server of these tests asks for, and every program that they start knows.
AUTH = os.environ.get("REFDESK_TEST_PREFECT_AUTH") or f"tests:{secrets.token_hex(16)}"
# Its file, in the home of a server.
DATABASE = "prefect.db"
# At least as many as processes of a run.
PLACES = 8
SHIM = (
    "import ctypes, os, sys\n"
    "ctypes.CDLL(None).prctl(1, 9)\n"
    "if os.getppid() != int(sys.argv[1]): sys.exit(1)\n"
    "os.execv(sys.argv[2], sys.argv[2:])\n"
)


def free_port() -> int:
    """A TCP port of the loopback interface that nobody listens on.

    Below the ports that outgoing connections get: such a one may be taken before the server that it was found for
    comes to listen on it.
    """
    # Of a run's processes (gw0, gw1, …) each has ports of its own.
    place = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % PLACES
    for port in random.sample(range(20_000 + place, 30_000, PLACES), 100):
        try:
            with socket.create_server(("127.0.0.1", port)):
                return port
        except OSError:
            continue
    raise RuntimeError("No free port between 20000 and 30000.")


def start(arguments: Sequence[str], *, env: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start ``python <arguments>`` as a child that the kernel kills when this process ends, whatever ends it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "REFDESK_"))}
    with log.open("ab") as out:
        return subprocess.Popen(
            [sys.executable, "-c", SHIM, str(os.getpid()), sys.executable, *arguments],
            env={**inherited, "PREFECT_API_AUTH_STRING": AUTH, **env},
            stdout=out,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
        )


def stop(process: subprocess.Popen[bytes], *, seconds: float = 15) -> None:
    """Ask a child to end, and end it if it does not."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(seconds)


def prefect_client(url: str, *, auth: str = AUTH) -> httpx.Client:
    """A client of a server's REST API that has its key."""
    user, _, password = auth.partition(":")
    # Given up sooner than by a server that was given and drops idle connections after 5 s, as httpx does.
    limits = httpx.Limits(keepalive_expiry=3)
    return httpx.Client(base_url=url, auth=(user, password), timeout=30, limits=limits, **LOCAL)


@pytest.fixture(scope="session")
def prefect_database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of a server, made once a run: its migrations take as long as everything else of a start."""
    folder = (shared_folder(request.config) or tmp_path_factory.mktemp("migrated")) / "prefect-database"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            env = {"PREFECT_HOME": str(folder), "PREFECT_PROFILES_PATH": str(folder / "profiles.toml")}
            made = start(["-m", "prefect", "server", "database", "upgrade", "-y"], env=env, log=folder / "log")
            assert made.wait(250) == 0, (folder / "log").read_text()[-2000:]
            (folder / "done").touch()
    return folder / DATABASE


def put_database(database: Path, data: Path) -> None:
    """Have a data folder that was never used begin with this database."""
    (data / "prefect").mkdir(parents=True)
    shutil.copy(database, data / "prefect" / DATABASE)


@contextmanager
def prefect_server(home: Path, *, port: int | None = None, seconds: float = 120) -> Iterator[str]:
    """A server with its own home; yields its API URL once it is healthy."""
    port = port or free_port()
    log = home / "server.log"
    env = {"PREFECT_HOME": str(home / "prefect"), "REFDESK_DATA_DIR": str(home)}
    process = start(["-m", "deployments.prefect_server", "--port", str(port)], env=env, log=log)
    try:
        url = f"http://127.0.0.1:{port}/api"
        _wait_healthy(url, process, log=log, seconds=seconds)
        yield url
    finally:
        stop(process)


@pytest.fixture(scope="session")
def prefect_api_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The API URL of a real Prefect server that this run owns (or was given)."""
    given = os.environ.get("REFDESK_TEST_PREFECT_URL")
    if given:
        yield given.rstrip("/")
        return
    home = tmp_path_factory.mktemp("prefect")
    put_database(request.getfixturevalue("prefect_database"), home)
    with prefect_server(home) as url:
        yield url


def _wait_healthy(url: str, process: subprocess.Popen[bytes], *, log: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            if httpx.get(f"{url}/health", timeout=2, **LOCAL).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    pytest.fail(f"The Prefect server did not become healthy; its log ends with:\n{log.read_text()[-2000:]}")
