"""Makes ``.venv`` from the hashed lock: ``python deployments/bootstrap.py up|models|test``. Standard library only.

``up`` installs ``requirements.lock``; ``models`` and ``test`` install locks that hold the same versions and more, so an
environment made for tests also serves ``up``. Nothing happens when the locks have not changed.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".refdesk-stamp.json"
UV_LOCK = ROOT / "deployments" / "uv.lock.txt"
# Each holds what those before it hold.
LOCKS = {
    "up": ROOT / "requirements.lock",
    "models": ROOT / "requirements-models.lock",
    "test": ROOT / "requirements-dev.lock",
}
WANTED = ((3, 11), (3, 12))
REMEDY = (
    "This Python can neither make a virtual environment with pip nor run pip: on Debian and Ubuntu, "
    "`apt-get install python3-venv`, then again."
)


class BootstrapFailed(Exception):
    """The environment cannot be made; the message names the remedy."""


def say(message: str) -> None:
    """One line of progress."""
    print(message, flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a program that shows its own progress; it must succeed."""
    status = subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode
    if status:
        raise BootstrapFailed(f"{Path(str(command[0])).name} ended with status {status}; its message is above.")


def fingerprint(kind: str) -> str:
    """What an installed environment depends on: the lock, the project's declaration, uv, this file."""
    digest = hashlib.sha256()
    for path in (LOCKS[kind], ROOT / "pyproject.toml", UV_LOCK, Path(__file__)):
        digest.update(path.read_bytes())
    digest.update(str(ROOT).encode())
    return digest.hexdigest()


def installed() -> dict[str, str]:
    """The stamp of the last complete installation: ``{kind, fingerprint}``, or nothing."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return stamp if PYTHON.exists() else {}


def outdated(kind: str) -> str | None:
    """The kind to install, or None when the environment already serves."""
    stamp = installed()
    had = stamp.get("kind", kind)
    wanted = max(kind, had, key=list(LOCKS).index)
    return None if had == wanted and stamp.get("fingerprint") == fingerprint(wanted) else wanted


def suitable_python() -> str:
    """This interpreter if its version fits, else the first fitting one on the path."""
    if sys.version_info[:2] in WANTED:
        return sys.executable
    for major, minor in WANTED:
        found = shutil.which(f"python{major}.{minor}")
        if found and subprocess.run([found, "-c", ""], capture_output=True, check=False).returncode == 0:
            return found
    wanted = " or ".join(f"{major}.{minor}" for major, minor in WANTED)
    have = ".".join(map(str, sys.version_info[:2]))
    raise BootstrapFailed(
        f"Refdesk needs Python {wanted}, this is {have}: install one, or `make up PYTHON=python3.11`."
    )


def fits(python: Path) -> bool:
    """Whether an existing environment's interpreter starts and has a fitting version."""
    probe = "import sys; print(*sys.version_info[:2])"
    ran = subprocess.run([str(python), "-c", probe], capture_output=True, text=True, check=False)
    return ran.returncode == 0 and tuple(map(int, ran.stdout.split())) in WANTED


def make_venv(python: str) -> None:
    """``.venv``, kept when it works. Without pip: Debian's Python can do this even without ``python3-venv``."""
    if PYTHON.exists() and fits(PYTHON):
        return
    say(f"Making .venv with {python}")
    made = subprocess.run([python, "-m", "venv", "--clear", "--without-pip", str(VENV)], check=False)
    if made.returncode:
        raise BootstrapFailed(REMEDY)


def has_module(python: str, name: str) -> bool:
    """Whether an interpreter can import a module."""
    if python == sys.executable:
        return importlib.util.find_spec(name) is not None
    probe = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({name!r}) is None)"
    return subprocess.run([python, "-c", probe], capture_output=True, check=False).returncode == 0


def pip(python: str) -> list[str]:
    """The command of a pip: the environment's own by ensurepip, else the interpreter's."""
    own = [str(PYTHON), "-m", "pip"]
    if has_module(str(PYTHON), "pip"):
        return own
    if has_module(python, "ensurepip"):
        ensured = subprocess.run([str(PYTHON), "-m", "ensurepip", "--default-pip"], capture_output=True, check=False)
        if ensured.returncode == 0:
            return own
    if has_module(python, "pip"):
        return [python, "-m", "pip"]
    raise BootstrapFailed(REMEDY)


def uv_ready(tool: Path) -> bool:
    """Whether the pinned uv is there."""
    pinned = UV_LOCK.read_text().split("==", 1)[1].split()[0]
    if not tool.exists():
        return False
    ran = subprocess.run([str(tool), "--version"], capture_output=True, text=True, check=False)
    return ran.returncode == 0 and ran.stdout.split()[1:2] == [pinned]


def install_uv(python: str) -> Path:
    """The pinned uv in its own folder: ``--target`` also works where the interpreter is externally managed."""
    folder = VENV / "uv"
    tool = folder / "bin" / "uv"
    if not uv_ready(tool):
        say("Installing uv")
        shutil.rmtree(folder, ignore_errors=True)
        quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--root-user-action=ignore"]
        target: list[str | Path] = ["--require-hashes", "--target", folder, "-r", UV_LOCK]
        run(*pip(python), "install", *quiet, *target)
    return tool


def uv_environment() -> dict[str, str]:
    """Uv reads its own variables only: a package index set for pip is handed on."""
    env = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "CONDA_PREFIX")}
    index = env.get("PIP_INDEX_URL")
    if index and not {"UV_INDEX_URL", "UV_DEFAULT_INDEX"} & env.keys():
        env["UV_DEFAULT_INDEX"] = index
    return env


def install(kind: str) -> None:
    """Bring ``.venv`` to the lock; an interrupted installation is seen by its missing stamp."""
    began = time.monotonic()
    STAMP.unlink(missing_ok=True)
    python = suitable_python()
    make_venv(python)
    uv, env = install_uv(python), uv_environment()
    say(f"Installing {LOCKS[kind].name}")
    run(uv, "pip", "sync", "--compile-bytecode", "--python", PYTHON, "--require-hashes", LOCKS[kind], env=env)
    run(uv, "pip", "install", "--quiet", "--python", PYTHON, "--no-deps", "--no-build-isolation", "-e", ".", env=env)
    STAMP.write_text(json.dumps({"kind": kind, "fingerprint": fingerprint(kind)}))
    say(f"Installed in {time.monotonic() - began:.0f} s")


def main(arguments: list[str]) -> int:
    """Exit status 0 when the environment is ready, 1 with one line that names the remedy."""
    if len(arguments) != 1 or arguments[0] not in LOCKS:
        say("usage: bootstrap.py up|models|test")
        return 2
    one_at_a_time = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        kind = outdated(arguments[0])
        if kind:
            install(kind)
    except BootstrapFailed as failed:
        say(f"error: {failed}")
        return 1
    except KeyboardInterrupt:
        say("Interrupted; the next run takes it up again.")
        return 1
    finally:
        os.close(one_at_a_time)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
