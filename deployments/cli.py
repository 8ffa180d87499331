"""``refdesk``: the command line. A client of the HTTP API, and the local stack's switch."""

import typer

from deployments.commands.ask import ask
from deployments.commands.check import check
from deployments.commands.ingest import ingest
from deployments.commands.login import login
from deployments.commands.logs import logs
from deployments.commands.models import app as models
from deployments.commands.pipeline import app as pipeline
from deployments.commands.plan import plan
from deployments.commands.reindex import reindex
from deployments.commands.repair import repair
from deployments.commands.search import search
from deployments.commands.stop import stop
from deployments.commands.up import up
from deployments.commands.where import where

HELP = """Answers from your own collection, with citations.

The commands talk to `--url`, else to `REFDESK_URL`, else to the stack that runs in the data folder
(`REFDESK_DATA_DIR`; without it the folder `data` where you are).

Settings are environment variables or lines of `.env` where you are; docs/reference/settings.md lists them.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 no answer, 4 service not reachable.
"""
PANELS = {
    "The stack on this machine": (up, check, where, logs, reindex, plan, repair, stop),
    "Documents and questions": (login, ingest, ask, search),
}


def build() -> typer.Typer:
    """The command line's commands."""
    app = typer.Typer(
        name="refdesk",
        help=HELP,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
    )
    for panel, functions in PANELS.items():
        for function in functions:
            app.command(rich_help_panel=panel)(function)
    app.add_typer(models, name="models", rich_help_panel=next(iter(PANELS)))
    app.add_typer(pipeline, name="pipeline", rich_help_panel=list(PANELS)[-1])
    return app


def main() -> None:
    """The program ``refdesk``."""
    build()()
