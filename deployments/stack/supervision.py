"""Runs supervisord as a child, asks it how its programs are, and ends them all."""

import os
import signal
import subprocess
import sys
import xmlrpc.client
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import IO, Any, cast

from supervisor.xmlrpc import SupervisorTransport

from deployments.stack.lock import FolderLock
from deployments.stack.programs import SHIM, Program, configuration

STOP_SECONDS = 13.0
SOCKET = "supervisor.sock"
SUPERVISOR = Path(__file__).with_name("supervisor_program.py")


@dataclass(frozen=True, slots=True)
class ProgramState:
    """How one program is: ``state`` is supervisor's name (STARTING, RUNNING, BACKOFF, FATAL, …); ``pid`` 0 if none."""

    name: str
    state: str
    pid: int
    note: str


class Supervision:
    """supervisord and its programs, as long as this process lives: they die with it, however it ends."""

    def __init__(self, programs: Sequence[Program], *, data_dir: Path, env: Mapping[str, str]) -> None:
        self.programs = tuple(programs)
        self.data_dir = data_dir
        self.env = dict(env)
        self.process: subprocess.Popen[bytes] | None = None
        self._run_fd: int | None = None

    def start(self, lock: FolderLock) -> None:
        """Start supervisord, which starts all programs at once; each inherits the folder's lock."""
        logs, run = self.data_dir / "logs", self.data_dir / "run"
        logs.mkdir(parents=True, exist_ok=True)
        run.mkdir(mode=0o700, exist_ok=True)
        (run / SOCKET).unlink(missing_ok=True)
        self._run_fd = self._run_fd if self._run_fd is not None else os.open(run, os.O_RDONLY | os.O_DIRECTORY)
        config = run / "supervisord.conf"
        _write(config, configuration(self.programs, socket=self._socket))
        with _opened(logs / "supervisor.out.log") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-S", str(SHIM), sys.executable, "-P", str(SUPERVISOR), "-c", str(config)],
                cwd=self.data_dir,
                env={**self.env, "REFDESK_PARENT_PID": str(os.getpid())},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                pass_fds=(lock.fd, self._run_fd),
                start_new_session=True,
            )

    @property
    def _socket(self) -> str:
        # A socket's path has at most 108 bytes; through the folder's descriptor the data folder may lie anywhere.
        return f"/proc/self/fd/{self._run_fd}/{SOCKET}"

    @property
    def alive(self) -> bool:
        """Whether supervisord itself runs."""
        return self.process is not None and self.process.poll() is None

    def states(self) -> list[ProgramState] | None:
        """How each program is; None when supervisord does not answer (yet)."""
        answered = cast("list[dict[str, Any]] | None", self._ask("getAllProcessInfo"))
        if answered is None:
            return None
        return [
            ProgramState(one["name"], one["statename"], int(one["pid"]), one["spawnerr"] or one["description"])
            for one in answered
        ]

    def start_again(self) -> None:
        """Start every program that supervisord has given up."""
        for group in sorted({f"tier{program.priority}" for program in self.programs}):
            self._ask("startProcessGroup", group, False)

    def _ask(self, method: str, *given: Any) -> object | None:
        """What supervisord answers; None when it does not (yet)."""
        transport = SupervisorTransport(None, None, f"unix://{self._socket}")
        try:
            proxy: Any = xmlrpc.client.ServerProxy("http://localhost", transport=transport)
            return cast("object", getattr(proxy.supervisor, method)(*given))
        except (OSError, HTTPException, xmlrpc.client.Error):
            return None
        finally:
            transport.close()

    def stop(self) -> None:
        """End every program: SIGTERM first, SIGKILL where that is not enough; at most 15 s."""
        if self.process is None:
            return
        if self.alive:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self._run_fd is not None:
            os.close(self._run_fd)
            self._run_fd = None


def _write(path: Path, text: str) -> None:
    """Write a file that mostly is there already: on a full disk supervisord is started again all the same."""
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("wb")
    except OSError:
        return Path(os.devnull).open("wb")
