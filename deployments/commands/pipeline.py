"""``refdesk pipeline show``: the installation's Haystack pipelines as YAML."""

import subprocess
import sys
from enum import StrEnum
from typing import Annotated

import typer

from deployments.client.failures import CommandFailed
from deployments.commands.session import command, settings
from deployments.settings import child_environment

app = typer.Typer(no_args_is_help=True, help="Show the Haystack pipelines of this installation.")


class Which(StrEnum):
    """The pipelines of an installation."""

    QUERY = "query"
    INDEX = "index"


@app.callback()
def pipeline() -> None:
    """Show the Haystack pipelines of this installation."""


@app.command()
@command
def show(which: Annotated[Which, typer.Argument(help="The pipeline that answers, or the one that indexes.")]) -> int:
    """Print a pipeline as YAML: change it, and name the file in REFDESK_QUERY_PIPELINE."""
    # A process of its own: the command line itself does not load Haystack.
    program = [sys.executable, "-m", "pipelines.commands.show", which.value]
    environment = child_environment(settings())
    done = subprocess.run(program, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["it gave no reason"]
        raise CommandFailed(f"The pipeline cannot be shown: {lines[-1]}")
    sys.stdout.write(done.stdout)
    return 0
