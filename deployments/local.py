"""The local stack: start, wait until everything is ready, load and ask the demo, serve, end."""

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

from deployments.client.addresses import trusts_environment
from deployments.client.failures import CommandFailed
from deployments.settings import LocalSettings, child_environment
from deployments.stack import address
from deployments.stack.crashes import SUPERVISOR, CrashWatch
from deployments.stack.demo import Demo
from deployments.stack.lock import FolderLock, take
from deployments.stack.ports import ensure_free
from deployments.stack.programs import Program, stack_programs
from deployments.stack.readiness import Readiness, ask_readiness
from deployments.stack.room import Room
from deployments.stack.shim import die_with_parent
from deployments.stack.supervision import Supervision

POLL_SECONDS, LOOK_SECONDS, REMIND_SECONDS = 0.2, 1.0, 5.0
LAST_LINES = 30
DEMO_TRIES = 3


class StackFailed(Exception):
    """The stack cannot go on; ``program`` is the one whose last log lines tell why."""

    def __init__(self, message: str, program: str) -> None:
        super().__init__(message)
        self.program = program


class LocalStack:
    """The programs of one data folder, watched by this process. Use ``running`` to start and end it."""

    def __init__(
        self, settings: LocalSettings, *, say: Callable[[str], None], programs: Sequence[Program] | None = None
    ) -> None:
        self.settings = settings
        self.programs = tuple(stack_programs(settings) if programs is None else programs)
        self._say = say
        self._lock: FolderLock | None = None
        self._watch = CrashWatch()
        self._room = Room(settings.data_dir)
        self._last_look = 0.0
        self._supervision = Supervision(self.programs, data_dir=settings.data_dir, env=child_environment(settings))

    @contextmanager
    def running(self) -> Iterator[None]:
        """Refuse what cannot work, start every program, and end all of them on the way out.

        Raises ``AlreadyRunning`` and ``PortTaken`` before anything is started.
        """
        self._lock = take(self.settings.data_dir)
        try:
            ensure_free(self._ports())
            self._supervision.start(self._lock)
            self._announce()
            yield
        finally:
            _ignore_signals()
            address.withdraw(self.settings.data_dir)
            self._supervision.stop()
            self._lock.release()

    def wait_until_ready(self) -> None:
        """Until ``/readyz`` says so. Raises ``StackFailed`` when a program keeps crashing or time is over."""
        began = reminded = time.monotonic()
        told: set[str] = set()
        while True:
            self.look()
            readiness = ask_readiness(self.settings.local_url, key=self.settings.watching_with)
            waited = time.monotonic() - began
            for title in self._up(readiness) - told:
                told.add(title)
                self._say(f"{title} is up ({waited:.0f} s)")
            if readiness.ready:
                self._say(f"Everything is ready ({waited:.1f} s)")
                return
            if waited > self.settings.start_seconds:
                raise StackFailed(f"Not ready after {waited:.0f} s: {self._remedies(readiness)}", "web")
            if time.monotonic() - reminded > REMIND_SECONDS:
                reminded = time.monotonic()
                self._say(f"Waiting for {self._missing(readiness, told)} ({waited:.0f} s)")
            time.sleep(POLL_SECONDS)

    def look(self) -> None:
        """See how the programs are, at most once a second. Raises ``StackFailed`` when restarting does not help."""
        if time.monotonic() - self._last_look < LOOK_SECONDS:
            return
        self._last_look = time.monotonic()
        if not self._supervision.alive:
            self._restart_supervisor()
        states = self._supervision.states() or []
        if told := self._room.look():
            self._tell(told)
        for name in self._watch.observe(states):
            self._tell(f"The {self._title(name)} ended and was restarted; see {self._log(name)}")
        if lost := self._watch.given_up(states):
            self._give_up(lost)

    def _give_up(self, lost: str) -> None:
        if not self._room.is_to_blame:
            raise StackFailed(f"The {self._title(lost)} ends again and again.", lost)
        self._watch.excuse()
        if not self._room.is_full:
            self._supervision.start_again()

    def _tell(self, line: str) -> None:
        # Where the output goes to a file, it may be on the full disk.
        with suppress(OSError):
            self._say(line)

    def serve(self) -> None:
        """Watch until a signal comes (``KeyboardInterrupt``) or the stack fails."""
        while True:
            self.look()
            time.sleep(LOOK_SECONDS)

    def last_lines(self, program: str) -> str:
        """The end of a program's log, with the file's name."""
        paths = sorted(self.settings.logs_dir.glob(f"{program}*.log")) or [self._log(program)]
        return "\n".join(f"Last lines of {path}:\n{tail(path, LAST_LINES)}" for path in paths)

    def _announce(self) -> None:
        given = self.settings
        address.announce(given.data_dir, web_url=given.local_url, prefect_url=given.prefect_url)

    def _restart_supervisor(self) -> None:
        self._watch.note(SUPERVISOR)
        self._watch.forget()
        self._tell("The supervisor ended, and its programs with it: all are started again")
        if (self._watch.given_up([]) is None or self._room.is_to_blame) and self._lock is not None:
            self._supervision.start(self._lock)

    def _ports(self) -> dict[str, tuple[str, int]]:
        ports = {"REFDESK_PORT": (self.settings.host, self.settings.port)}
        if self.settings.prefect_api_url is None:
            ports["REFDESK_PREFECT_PORT"] = ("127.0.0.1", self.settings.prefect_port)
        return ports

    def _up(self, readiness: Readiness) -> set[str]:
        up = {"Web app"} if readiness.reachable else set()
        return up | ({"Prefect server"} if _answers(f"{self.settings.prefect_url}/api/health") else set())

    def _missing(self, readiness: Readiness, up: set[str]) -> str:
        if not readiness.reachable:
            titles = {program.title for program in self.programs if program.name != "worker"}
            return ", ".join(sorted(title for title in titles if title.capitalize() not in up)) or "the web app"
        return ", ".join(one.name for one in readiness.checks if one.bad) or "the web app"

    def _remedies(self, readiness: Readiness) -> str:
        if not readiness.reachable:
            return f"nothing answers at {self.settings.local_url}."
        return " ".join(f"{one.name}: {one.remedy or one.consequence}" for one in readiness.checks if one.bad)

    def _title(self, name: str) -> str:
        return next((program.title for program in self.programs if program.name == name), name)

    def _log(self, name: str) -> Path:
        return self.settings.logs_dir / f"{name}.log"


def load_demo(stack: LocalStack, say: Callable[[str], None]) -> Demo:
    """The demo, loaded. A program that crashes meanwhile is waited for; then the load is taken up again."""
    demo = Demo(stack.settings.local_url, stack.settings.data_dir, say=_unrepeated(say), look=stack.look)
    for attempt in range(1, DEMO_TRIES + 1):
        try:
            demo.ready()
        except CommandFailed as failed:
            if attempt == DEMO_TRIES:
                raise
            say(f"Loading the sample library was interrupted ({failed}); taking it up again")
            stack.wait_until_ready()
        else:
            break
    return demo


def tail(path: Path, lines: int) -> str:
    """The last lines of a log."""
    try:
        with path.open("rb") as log:
            log.seek(0, os.SEEK_END)
            log.seek(max(0, log.tell() - 200 * lines - 4096))
            text = log.read().decode("utf-8", "replace")
    except FileNotFoundError:
        return "(nothing was logged)"
    return "\n".join(text.splitlines()[-lines:])


def end_on_signals(*, with_parent: bool) -> None:
    """SIGTERM and SIGHUP end the stack as Ctrl-C does; ``with_parent``: so does the end of make."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.default_int_handler)
    if with_parent:
        die_with_parent(signal.SIGTERM)


def _ignore_signals() -> None:
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2.0, trust_env=trusts_environment(url)).is_success
    except httpx.HTTPError:
        return False


def _unrepeated(say: Callable[[str], None]) -> Callable[[str], None]:
    last = [""]

    def once(message: str) -> None:
        if message != last[0]:
            last[0] = message
            say(message)

    return once
