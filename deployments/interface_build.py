"""Builds the web interface: ``python -m deployments.interface_build build|up|run <script>…|check-api``.

``up`` builds where sources changed and forgives a failure: the stack then shows the build before, or the API's
documentation. ``build`` checks the types first. Node comes from this machine or, pinned, from PyPI; packages come from
the committed lock: those that a build needs, and for everything but ``up`` those of the checks and tests too.
"""

import fcntl
import hashlib
import json
import os
import shlex
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from deployments.bootstrap import ROOT, BootstrapFailed, say
from deployments.node import Node, find_node

UI = ROOT / "webapp" / "ui"
# The sample that the interface offers is built into it.
SAMPLE = ROOT / "deployments" / "sample"
# What is made here, and what editors leave behind, is no source.
MADE = frozenset({"node_modules", "dist", "dist.next", "dist.old", ".vite"})
STAMP = ".refdesk-stamp"
SCHEMA = "src/api/schema.d.ts"


class Interface:
    """The interface's folder: its packages and its build."""

    def __init__(self, folder: Path = UI, sample: Path = SAMPLE) -> None:
        self.folder = folder
        self.sample = sample
        self.dist = folder / "dist"
        self.modules = folder / "node_modules"

    def fingerprint(self) -> str:
        """What a build depends on: every source file, by name and content."""
        digest = hashlib.sha256()
        for path in self._sources():
            digest.update(f"{os.path.relpath(path, self.folder)}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    def is_current(self) -> bool:
        """Whether the build there is that of these sources."""
        return _read(self.dist / STAMP) == self.fingerprint()

    def install(self, node: Node, *, tools: bool = True) -> None:
        """Bring ``node_modules`` to the lock, without the checks' and tests' packages unless ``tools``.

        Nothing happens while the lock is unchanged and what is wanted is there; more than that is left there.
        """
        with_tools, without = (f"{kind} {self._lock()}" for kind in ("tools", "build"))
        if _read(self.modules / STAMP) in ((with_tools,) if tools else (with_tools, without)):
            return
        say(f"Installing the interface's packages{' and tools' if tools else ''}")
        left_out = () if tools else ("--omit=dev",)
        node.npm("ci", *left_out, "--no-audit", "--no-fund", "--loglevel=error", folder=self.folder)
        (self.modules / STAMP).write_text(with_tools if tools else without)

    def check_types(self, node: Node) -> None:
        """Raise ``BootstrapFailed`` where the sources' types do not fit."""
        self.install(node)
        say("Checking the types")
        node.npm("run", "--silent", "types", folder=self.folder)

    def build(self, node: Node) -> None:
        """Build beside the build there is, and take its place only when all went well."""
        began, following, before = time.monotonic(), self.folder / "dist.next", self.folder / "dist.old"
        made_of = self.fingerprint()
        self.install(node, tools=False)
        say("Building the web interface")
        try:
            options = ("--outDir", following.name, "--emptyOutDir", "--logLevel", "warn")
            node.npm("run", "--silent", "build", "--", *options, folder=self.folder)
            (following / STAMP).write_text(made_of)
            shutil.rmtree(before, ignore_errors=True)
            if self.dist.exists():
                self.dist.rename(before)
            following.rename(self.dist)
        finally:
            shutil.rmtree(following, ignore_errors=True)
            shutil.rmtree(before, ignore_errors=True)
        say(f"Built in {time.monotonic() - began:.0f} s")

    def check_api(self, node: Node) -> None:
        """Raise ``BootstrapFailed`` where the committed types are not those of ``webapp/openapi.json``."""
        self.install(node)
        script = shlex.split(json.loads((self.folder / "package.json").read_text())["scripts"]["api"])
        with tempfile.TemporaryDirectory() as aside:
            fresh = Path(aside) / "schema.d.ts"
            arguments = [str(fresh) if part == SCHEMA else part for part in script[1:]]
            node.run(self.modules / ".bin" / script[0], *arguments, folder=self.folder, quiet=True)
            if fresh.read_bytes() != (self.folder / SCHEMA).read_bytes():
                raise BootstrapFailed(f"webapp/ui/{SCHEMA} is out of step with webapp/openapi.json: run `make api`.")

    def _sources(self) -> Iterator[Path]:
        for path in sorted(self.folder.iterdir()):
            if path.name in MADE:
                continue
            yield from sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else (path,)
        yield from sorted(each for each in self.sample.iterdir() if each.is_file())

    def _lock(self) -> str:
        parts = (self.folder / name for name in ("package.json", "package-lock.json"))
        return hashlib.sha256(b"\0".join(part.read_bytes() for part in parts)).hexdigest()


def build_for_start(interface: Interface) -> None:
    """Build where sources changed. A failure is said with what is shown instead; nothing is raised."""
    try:
        if not interface.is_current():
            interface.build(find_node())
    except (BootstrapFailed, OSError) as failed:
        shown = "the interface built before" if interface.dist.exists() else "the API's documentation at /docs/"
        say(f"The web interface could not be built: {failed}")
        say(f"The stack starts all the same and shows {shown}; `make ui` tries again.")


def run_scripts(interface: Interface, scripts: Sequence[str]) -> None:
    """Run scripts of ``package.json`` one after another; one that runs for hours holds up nobody."""
    with _alone(interface):
        node = find_node()
        interface.install(node)
    for script in scripts:
        node.npm("run", "--silent", script, folder=interface.folder)


def main(arguments: Sequence[str]) -> int:
    """Exit status 0 when done, 1 with one line that names what went wrong, 2 for a wrong call."""
    interface = Interface()
    try:
        match list(arguments):
            case ["run", *scripts] if scripts:
                run_scripts(interface, scripts)
            case ["up" | "build" | "check-api" as action]:
                with _alone(interface):
                    _do(action, interface)
            case _:
                say("usage: python -m deployments.interface_build build|up|run <script>…|check-api")
                return 2
    except BootstrapFailed as failed:
        say(f"error: {failed}")
        return 1
    except KeyboardInterrupt:
        return 1
    return 0


def _do(action: str, interface: Interface) -> None:
    if action == "up":
        build_for_start(interface)
    elif action == "build":
        node = find_node()
        interface.check_types(node)
        interface.build(node)
    else:
        interface.check_api(find_node())


@contextmanager
def _alone(interface: Interface) -> Iterator[None]:
    """One at a time changes packages or build."""
    descriptor = os.open(interface.folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
