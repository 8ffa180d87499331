"""Maven, which fetches artifacts by a ``pom.xml`` that builds nothing."""

import subprocess
from pathlib import Path


class MavenFailed(Exception):
    """Maven ended with an error; the message is its first line about it."""


def package(pom: Path, out: Path, *, properties: dict[str, str] | None = None, seconds: float | None = None) -> None:
    """Run the phase ``package`` of a ``pom.xml`` that writes into ``${out}``.

    Raises ``MavenFailed``, ``FileNotFoundError`` where there is no ``mvn``, ``subprocess.TimeoutExpired``.
    """
    given = [f"-D{name}={value}" for name, value in {"out": str(out), **(properties or {})}.items()]
    command = ["mvn", "-q", "-B", *given, "-f", str(pom), "package"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds)
    if done.returncode != 0:
        lines = [line for line in done.stdout.splitlines() if "ERROR" in line] or ["no message"]
        raise MavenFailed(lines[0])
