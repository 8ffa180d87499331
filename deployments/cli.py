"""``refdesk``: the command line. A client of the HTTP API, and the local stack's switch."""

import typer

from deployments.commands.ask import ask
from deployments.commands.check import check
from deployments.commands.ingest import ingest
from deployments.commands.login import login
from deployments.commands.logs import logs
from deployments.commands.pipeline import app as pipeline
from deployments.commands.search import search
from deployments.commands.stop import stop
from deployments.commands.up import up

HELP = """Answers from your own collection, with citations.

Settings: REFDESK_URL (the local stack by default), REFDESK_TOKEN, REFDESK_DATA_DIR and others, see .env.example.

Exit codes: 0 done, 1 failed, 2 usage, 3 no answer, 4 service unreachable.
"""


def build() -> typer.Typer:
    """The command line's commands."""
    app = typer.Typer(
        name="refdesk", help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
    )
    for function in (up, check, login, ingest, ask, search, stop, logs):
        app.command()(function)
    app.add_typer(pipeline, name="pipeline")
    return app


def main() -> None:
    """The program ``refdesk``."""
    build()()
