"""``refdesk check``: what runs, what is missing, what to do. Works when nothing runs."""

import os
import platform
import shutil
from dataclasses import asdict
from pathlib import Path

from rich.table import Table

from deployments.client.terminal import literal, one_line, output
from deployments.client.tokens import TokenStore
from deployments.commands.session import AsJson, command, print_json, settings
from deployments.settings import LocalSettings
from deployments.stack.lock import holder
from deployments.stack.readiness import Check, ask_readiness

LITTLE_DISK_BYTES = 2_000_000_000
UNREACHABLE, NOT_READY = 4, 1
STYLES = {"ok": "green", "missing": "dim"}


@command
def check(*, as_json: AsJson = False) -> int:
    """Say what runs, what is missing and what to do. Exit code 0 when ready, 1 when not, 4 when nothing answers."""
    given = settings()
    readiness = ask_readiness(given.web_url)
    checks = [*_machine(given), _service(given, reachable=readiness.reachable), *readiness.checks, _login(given)]
    if as_json:
        print_json({"url": given.web_url, "ready": readiness.ready, "checks": [asdict(one) for one in checks]})
    else:
        output().print(_table(checks))
        output().print(literal("Ready." if readiness.ready else "Not ready: see “what to do”."))
    if readiness.ready:
        return 0
    return NOT_READY if readiness.reachable else UNREACHABLE


def _machine(given: LocalSettings) -> list[Check]:
    return [Check("python", "ok", platform.python_version()), _folder(given.data_dir), _disk(given.data_dir)]


def _folder(data_dir: Path) -> Check:
    existing = _existing(data_dir)
    if not os.access(existing, os.W_OK | os.X_OK):
        return Check(
            "data folder", "failing", f"{existing} cannot be written to.", "Change its owner or REFDESK_DATA_DIR."
        )
    if existing != data_dir:
        return Check("data folder", "missing", f"{data_dir} is made by the first `make up`.")
    return Check("data folder", "ok", str(data_dir))


def _disk(data_dir: Path) -> Check:
    free = shutil.disk_usage(_existing(data_dir)).free
    said = f"{free / 1e9:.1f} GB free"
    if free < LITTLE_DISK_BYTES:
        return Check("disk", "failing", f"{said}; new documents may not fit.", "Free space, or move REFDESK_DATA_DIR.")
    return Check("disk", "ok", said)


def _existing(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.exists())


def _service(given: LocalSettings, *, reachable: bool) -> Check:
    if reachable:
        return Check("web app", "ok", given.web_url)
    pid = holder(given.data_dir) if given.url is None else None
    if pid:
        remedy = "Wait for it; `make logs` shows what it does."
        return Check("web app", "failing", f"Process {pid} is starting or ending the stack.", remedy)
    remedy = "Start it with `make up`." if given.url is None else "Start it, or correct REFDESK_URL."
    return Check("web app", "failing", f"Nothing answers at {given.web_url}.", remedy)


def _login(given: LocalSettings) -> Check:
    if given.token:
        return Check("login", "ok", "REFDESK_TOKEN")
    login = TokenStore(given.data_dir).get(given.web_url)
    if login:
        return Check("login", "ok", login.email)
    return Check("login", "missing", "ask, search and ingest need a login.", "Run `refdesk login`.")


def _table(checks: list[Check]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    for title in ("what", "state", "which means", "what to do"):
        table.add_column(title, overflow="fold")
    for one in checks:
        state = literal(one_line(one.state), STYLES.get(one.state, "red"))
        table.add_row(
            literal(one_line(one.name)), state, literal(one_line(one.consequence)), literal(one_line(one.remedy))
        )
    return table
