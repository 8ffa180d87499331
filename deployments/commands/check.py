"""``refdesk check``: what runs, what is missing, what to do. Works when nothing runs."""

import os
import platform
import shutil
import sqlite3
from dataclasses import asdict
from pathlib import Path

from rich.table import Table

from deployments.client.terminal import literal, one_line, output
from deployments.client.tokens import TokenStore
from deployments.commands.session import AsJson, Url, command, print_json, service, settings
from deployments.settings import LocalSettings
from deployments.stack import index_state
from deployments.stack.orphans import DATABASE, found
from deployments.stack.readiness import Check, Readiness, ask_readiness
from deployments.stack.service import NoStack, Service
from deployments.stack.walls import in_force

LITTLE_DISK_BYTES = 2_000_000_000
# So long the pages of a large index file are looked at; `refdesk repair` looks at all of them.
INDEX_SECONDS = 5.0
UNREACHABLE, NOT_READY = 4, 1
STYLES = {"ok": "green", "missing": "dim"}


@command
def check(*, url: Url = None, as_json: AsJson = False) -> int:
    """Say what runs and where, what is missing and what to do.

    It works when nothing runs, too. Exit code 0 when ready, 1 when not, 4 when nothing answers.
    """
    given = settings()
    found, unknown = _find(given, url)
    # A web app elsewhere does not get this installation's key.
    key = given.watching_with if found and found.is_local else None
    readiness = ask_readiness(found.url, key=key) if found else Readiness(reachable=False)
    web_app = _web_app(found, reachable=readiness.reachable) if found else unknown
    checks = [*_machine(given), *web_app, *readiness.checks, _login(given, found)]
    if as_json:
        where = {"url": found and found.url, "url_from": found and found.named_by}
        print_json({**where, "ready": readiness.ready, "checks": [asdict(one) for one in checks]})
    else:
        output().print(_table(checks))
        output().print(literal("Ready." if readiness.ready else "Not ready: see “what to do”."))
    if readiness.ready:
        return 0
    return NOT_READY if readiness.reachable else UNREACHABLE


def _machine(given: LocalSettings) -> list[Check]:
    python = Check("python", "ok", platform.python_version())
    folder = [_folder(given.data_dir), _disk(given.data_dir)]
    return [python, *folder, _ocr(), _walls(), *_orphans(given.data_dir), *_index(given)]


def _ocr() -> Check:
    if found := shutil.which("tesseract"):
        return Check("ocr", "ok", f"Scans and pictures of text are read by {found}.")
    return Check("ocr", "missing", "Scans and pictures of text are skipped.", "Install tesseract-ocr, then retry them.")


def _orphans(data_dir: Path) -> list[Check]:
    try:
        orphans = found(data_dir / DATABASE)
    except sqlite3.Error as broken:
        return [Check("database", "failing", f"{data_dir / DATABASE} cannot be read: {broken}.", "Restore a backup.")]
    said = "; ".join(f"{one.rows:,} of {one.table} name no row of {one.parent}" for one in orphans)
    remedy = "See `refdesk repair --dry-run`, then `refdesk repair`: it copies the database first."
    return [Check("database", "degraded", f"Rows point at nothing: {said}.", remedy)] if orphans else []


def _index(given: LocalSettings) -> list[Check]:
    try:
        state = index_state.looked(given, seconds=INDEX_SECONDS)
    except index_state.CannotTell as why:
        return [Check("index contents", "failing", f"They cannot be looked through: {why}.", "See “index”.")]
    if not state.wrong:
        return []
    said = "; ".join(wrong for wrong, _ in state.wrong)
    first = "`make stop`, then " if state.is_damaged else ""
    remedy = f"See `refdesk repair --dry-run`; {first}`refdesk repair`: it copies the index first, where it is a file."
    return [Check("index contents", "failing" if state.is_damaged else "degraded", f"Out of step: {said}.", remedy)]


def _walls() -> Check:
    standing = in_force()
    shut, open_to = ([wall for wall, stands in standing.items() if stands is wanted] for wanted in (True, False))
    kept = f"Whoever reads documents is kept from {', '.join(shut) or 'nothing'}"
    if not open_to:
        return Check("walls", "ok", f"{kept}.")
    remedy = "Use a kernel with Landlock (Linux 6.12 for all of it) and seccomp, and let containers use them."
    return Check("walls", "missing", f"{kept}; not from {', '.join(open_to)}.", remedy)


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


def _find(given: LocalSettings, url: str | None) -> tuple[Service | None, list[Check]]:
    try:
        return service(given, url), []
    except NoStack as none:
        return None, [Check("web app", "failing", f"{none.why}.", f"{none.remedy[:1].upper()}{none.remedy[1:]}.")]


def _web_app(found: Service, *, reachable: bool) -> list[Check]:
    if reachable:
        state = Check("web app", "ok", "It answers.")
    elif found.is_local:
        state = Check("web app", "failing", "It does not answer yet.", "Wait for it; `make logs` shows what it does.")
    else:
        state = Check("web app", "failing", "Nothing answers there.", f"Start it, or correct {found.named_by}.")
    return [Check("address", "ok", f"{found.url}, from {found.named_by}"), state]


def _login(given: LocalSettings, found: Service | None) -> Check:
    if given.token:
        return Check("login", "ok", "REFDESK_TOKEN")
    if found is None:
        return Check("login", "missing", "Logins belong to an address, and none is known.")
    login = TokenStore(given.data_dir).get(found.url)
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
