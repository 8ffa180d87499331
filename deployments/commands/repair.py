"""``refdesk repair``: mends what a database holds that points at nothing. Works when nothing runs."""

import sqlite3
from dataclasses import asdict
from typing import Annotated

import typer

from deployments.client.failures import CommandFailed
from deployments.client.terminal import literal, output
from deployments.commands.session import AsJson, command, print_json, settings
from deployments.stack.orphans import DATABASE, Orphans, copied, found, mended


@command
def repair(
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    as_json: AsJson = False,
) -> int:
    """Mend rows of the data folder's database that point at nothing.

    The whole database is copied first, into `repairs/` beside it; the copy's name is said. Rows that belong to what is
    gone are removed, those that only mention it forget it. It may run while the stack does.
    """
    database = settings().data_dir / DATABASE
    try:
        orphans, copy = found(database), None
        if orphans and not dry_run:
            copy = copied(database)
            orphans = mended(database)
    except sqlite3.Error as broken:
        raise CommandFailed(f"{database} cannot be mended, and nothing was changed: {broken}.") from broken
    if as_json:
        print_json({"dry_run": dry_run, "copy": copy and str(copy), "orphans": [asdict(one) for one in orphans]})
        return 0
    if copy:
        output().print(literal(f"Copied to {copy} before anything was changed."))
    for one in orphans:
        output().print(literal(told(one, done=copy is not None)))
    if not orphans:
        output().print(literal("Nothing to mend."))
    return 0


def told(one: Orphans, *, done: bool) -> str:
    """What is wrong with rows and what is done about it."""
    wrong = f"{one.rows:,} of {one.table}: {', '.join(one.columns)} names no row of {one.parent}"
    if one.are_kept:
        return f"{wrong}; {'forgotten' if done else 'would be forgotten'}."
    return f"{wrong}; {'removed' if done else 'would be removed'}."
