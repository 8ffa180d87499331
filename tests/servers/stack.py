"""The real local stack, as ``refdesk up`` starts it: in a data folder of its own, on free ports, without the demo."""

import json
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from deployments.stack.programs import SHIM
from tests.servers.http import LOCAL
from tests.servers.prefect import free_port, put_database

REFDESK = Path(sys.executable).with_name("refdesk")
READY_SECONDS = 180.0
PORTS = frozenset({"REFDESK_PORT", "REFDESK_PREFECT_PORT"})
PASSWORD = "a-long-" + secrets.token_hex(8)
# The run's stack has operators enough for every test that needs one.
OPERATORS = tuple(f"operator-{number}@example.com" for number in range(500))
_UNUSED = iter(OPERATORS)


@dataclass
class Stack:
    """A local stack: where it is, and the process ``refdesk up`` once it was started."""

    data_dir: Path
    port: int
    prefect_port: int
    env: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The web app."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def prefect_api(self) -> str:
        """Prefect's REST API."""
        return f"http://127.0.0.1:{self.prefect_port}/api"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of every command for this stack; nothing of the caller's own settings."""
        own = ("PREFECT_", "REFDESK_", "OPENAI_")
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith(own)},
            "REFDESK_DATA_DIR": str(self.data_dir),
            "REFDESK_PORT": str(self.port),
            "REFDESK_PREFECT_PORT": str(self.prefect_port),
            "REFDESK_DEMO": "0",
            "COLUMNS": "200",
            **self.env,
        }

    @property
    def output(self) -> str:
        """What ``refdesk up`` has printed."""
        return (self.data_dir.parent / "up.log").read_text()

    def logs(self) -> list[Path]:
        """What its programs have written so far, ``refdesk up`` too."""
        return [*sorted((self.data_dir / "logs").iterdir()), self.data_dir.parent / "up.log"]

    def start(self) -> None:
        """Start ``refdesk up``; it ends with the tests, whatever ends them."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        with (self.data_dir.parent / "up.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-S", str(SHIM), sys.executable, str(REFDESK), "up"],
                cwd=self.data_dir.parent,
                env={**self.environment, "REFDESK_PARENT_PID": str(os.getpid())},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def wait_ready(self, seconds: float = READY_SECONDS) -> float:
        """Wait for ``/readyz`` to be 200; answers the seconds that took. Fails when ``refdesk up`` ends first."""
        began = time.monotonic()
        while not self.is_ready():
            ended = self.process is not None and self.process.poll() is not None
            if ended or time.monotonic() - began > seconds:
                pytest.fail(f"The stack is not ready; it said:\n{self.output[-3000:]}")
            time.sleep(0.2)
        return time.monotonic() - began

    def is_ready(self) -> bool:
        """Whether ``/readyz`` is 200 now."""
        try:
            return httpx.get(f"{self.url}/readyz", timeout=10, **LOCAL).status_code == 200
        except httpx.HTTPError:
            return False

    def processes(self) -> list[psutil.Process]:
        """``refdesk up`` and everything below it."""
        if self.process is None or self.process.poll() is not None:
            return []
        try:
            top = psutil.Process(self.process.pid)
            return [top, *top.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def find(self, words: str) -> psutil.Process:
        """The topmost process whose command line holds these words."""
        return next(one for one in self.processes() if words in _command(one))

    def finds(self, words: str) -> bool:
        """Whether there is such a process."""
        return any(words in _command(one) for one in self.processes())

    def kill_all(self) -> list[psutil.Process]:
        """SIGKILL every process at once; answers them."""
        every = self.processes()
        for one in every:
            one.suspend()
        for one in reversed(every):
            one.kill()
        self._reap()
        return every

    def stop(self, number: signal.Signals = signal.SIGTERM) -> float:
        """End it; answers the seconds that took."""
        began = time.monotonic()
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)
            self._reap()
        return time.monotonic() - began

    def refdesk(
        self, *arguments: str, seconds: float = 120, env: Mapping[str, str] | None = None, typed: str = ""
    ) -> "Ran":
        """Run a command of the command line, in a folder without ``.env``; ``typed`` is its standard input.

        Only ``up`` is told the ports: the others find the stack.
        """
        told = {name: value for name, value in self.environment.items() if arguments[0] == "up" or name not in PORTS}
        ran = subprocess.run(
            [sys.executable, str(REFDESK), *arguments],
            cwd=self.data_dir.parent,
            env={**told, **(env or {})},
            input=typed,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    def _reap(self) -> None:
        if self.process is not None:
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@dataclass(frozen=True)
class Ran:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """What ``--json`` printed."""
        parsed: dict[str, Any] = json.loads(self.out)
        return parsed


@dataclass(frozen=True)
class Account:
    """A registered person, with a client that is logged in as them."""

    email: str
    password: str
    http: httpx.Client
    access_token: str


def new_stack(folder: Path, **env: str) -> Stack:
    """A stack that is not started yet; everything it writes is below the folder."""
    return Stack(folder / "data", free_port(), free_port(), env)


@contextmanager
def account(stack: Stack, *, operator: bool = False) -> Iterator[Account]:
    """Register a person in an organisation of their own; an ``operator`` where the stack has ``OPERATORS``."""
    email = next(_UNUSED) if operator else f"person-{secrets.token_hex(6)}@example.com"
    names = {"first_name": "Ada", "last_name": "Reader"}
    body = {"email": email, "password": PASSWORD, "password_confirm": PASSWORD, **names}
    with httpx.Client(base_url=stack.url, timeout=60, **LOCAL) as http:
        answer = http.post("/auth/register/", json=body)
        assert answer.status_code == 201, answer.text
        token = answer.json()["access_token"]
        http.headers["Authorization"] = f"Bearer {token}"
        yield Account(email, PASSWORD, http, token)


def alive(process: psutil.Process) -> bool:
    """Whether a process runs; a zombie has ended."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


@pytest.fixture(scope="session")
def stack(prefect_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A ready stack for the whole run. Tests register accounts of their own and must not end or kill it."""
    made = new_stack(tmp_path_factory.mktemp("stack"), REFDESK_OPERATORS=",".join(OPERATORS))
    put_database(prefect_database, made.data_dir)
    made.start()
    try:
        made.wait_ready()
        yield made
    finally:
        made.stop()
