"""``refdesk repair``: mends what the database and the index hold that is out of step. Works when nothing runs."""

import sqlite3
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from deployments.client.failures import CommandFailed
from deployments.client.terminal import literal, output
from deployments.commands.session import AsJson, command, print_json, settings
from deployments.settings import LocalSettings
from deployments.stack import index_state
from deployments.stack.lock import holder
from deployments.stack.orphans import DATABASE, Orphans, copied, found, mended


@command
def repair(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    as_json: AsJson = False,
) -> int:
    """Mend rows of the data folder's database that point at nothing, and an index that is out of step.

    Each is copied first, into `repairs/` in the data folder; the copies' names are said. Of the database rows that
    belong to what is gone are removed, those that only mention it forget it. Of the index what belongs to nothing is
    removed, and documents that lack something are read again by the next sync. It may run while the stack does, but for
    an index file that is damaged.
    """
    given = settings()
    orphans, copy = _database(given.data_dir / DATABASE, dry_run=dry_run)
    state = _index(given, dry_run=dry_run)
    if as_json:
        told_orphans = [asdict(one) for one in orphans]
        index = {"copy": state.copy, "wrong": [wrong for wrong, _ in state.wrong]}
        print_json({"dry_run": dry_run, "copy": copy and str(copy), "orphans": told_orphans, "index": index})
        return 0
    for one in (copy, state.copy):
        if one:
            output().print(literal(f"Copied to {one} before anything was changed."))
    for orphaned in orphans:
        output().print(literal(told(orphaned, done=copy is not None)))
    for wrong, remedy in state.wrong:
        output().print(literal(f"Index: {wrong}; {'would be mended' if dry_run else 'mended'}: {remedy}."))
    if not orphans and not state.wrong:
        output().print(literal("Nothing to mend."))
    return 0


def _database(database: Path, *, dry_run: bool) -> tuple[list[Orphans], Path | None]:
    try:
        orphans = found(database)
        if not orphans or dry_run:
            return orphans, None
        copy = copied(database)
        return mended(database), copy
    except sqlite3.Error as broken:
        raise CommandFailed(f"{database} cannot be mended, and nothing was changed: {broken}.") from broken


def _index(given: LocalSettings, *, dry_run: bool) -> index_state.State:
    try:
        state = index_state.looked(given)
        if dry_run or not state.wrong:
            return state
        if state.is_damaged and holder(given.data_dir) is not None:
            raise CommandFailed("The index file is damaged: run `make stop` first, then `refdesk repair` again.")
        return index_state.mended(given)
    except index_state.CannotTell as why:
        raise CommandFailed(f"The index cannot be mended: {why}.") from why


def told(one: Orphans, *, done: bool) -> str:
    """What is wrong with rows and what is done about it."""
    wrong = f"{one.rows:,} of {one.table}: {', '.join(one.columns)} names no row of {one.parent}"
    if one.are_kept:
        return f"{wrong}; {'forgotten' if done else 'would be forgotten'}."
    return f"{wrong}; {'removed' if done else 'would be removed'}."
