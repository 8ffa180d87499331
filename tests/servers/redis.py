"""A Redis of a test's own: the machine's program, or Debian's package where it may be installed."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from tests.servers.installing import one_at_a_time

PACKAGE, PROGRAM = "redis-server", "redis-server"
INSTALL_SECONDS = 280
ABSENT = f"There is no Redis: install Debian's package {PACKAGE} (apt-get install {PACKAGE})."


class RedisServer:
    """A server on a port of this machine that a test starts and stops. Keeps nothing."""

    def __init__(self, port: int, folder: Path) -> None:
        self.url = f"redis://127.0.0.1:{port}/0"
        self._port, self._folder = port, folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = ["--bind", "127.0.0.1", "--port", str(self._port), "--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen([provide_redis(), *options], stdout=subprocess.DEVNULL)
        client, until = Redis.from_url(self.url), time.monotonic() + 20
        try:
            while True:
                try:
                    client.ping()
                    return
                except RedisError:
                    assert time.monotonic() < until, "Redis does not answer"
                    time.sleep(0.02)
        finally:
            client.close()

    def kill(self) -> None:
        """End it in the middle of whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """It stays connected and answers nothing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)


def provide_redis() -> str:
    """The path of the program, installed where it was missing and may be. Raises ``RuntimeError`` that says how."""
    if shutil.which(PROGRAM) is None:
        with one_at_a_time():
            _install()
    found = shutil.which(PROGRAM)
    if found is None:
        raise RuntimeError(ABSENT)
    return found


def _install() -> None:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0 or shutil.which(PROGRAM):
        return
    # Not as a service of the machine: each test starts its own.
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for arguments in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", PACKAGE]):
        subprocess.run([apt, *arguments], env=env, capture_output=True, timeout=INSTALL_SECONDS, check=False)
