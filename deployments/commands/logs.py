"""``refdesk logs``: the end of every process's log."""

import re
import time
from pathlib import Path
from typing import Annotated

import typer

from deployments.client.failures import CommandFailed, WrongUsage
from deployments.client.terminal import write
from deployments.commands.session import command, say, settings
from deployments.commands.tracing import lines_of, log_files
from deployments.local import tail

POLL_SECONDS = 0.3
# As the web app takes them from callers, and makes them.
SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")


@command
def logs(
    name: Annotated[
        str | None, typer.Argument(help="web, worker, prefect or supervisor; without it all of them.")
    ] = None,
    *,
    lines: Annotated[int, typer.Option("--lines", "-n", min=1, max=10_000, help="How many lines of each.")] = 30,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on with what is written from now on.")] = False,
    request: Annotated[
        str | None,
        typer.Option(
            "--request",
            metavar="ID",
            help="All lines of one question or upload, over all logs: the id is in the answer's X-Request-ID and in"
            " every problem.",
        ),
    ] = None,
) -> int:
    """Show the last log lines of the stack's processes, or all lines of one request.

    They are in the data folder and stay there when the stack has ended.

    Example: `refdesk logs web --follow`
    """
    given = settings()
    if request is not None:
        return _trace(given.logs_dir, request, name=name, follow=follow)
    files = sorted(given.logs_dir.glob("*.log")) if given.logs_dir.exists() else []
    chosen = [path for path in files if name is None or path.stem == name]
    if not chosen:
        there = ", ".join(path.stem for path in files) or "none yet"
        raise WrongUsage(f"There is no such log in {given.logs_dir}; there are: {there}.")
    for path in chosen:
        say(f"==> {path} <==\n{tail(path, lines)}\n")
    if follow:
        _follow(chosen)
    return 0


def _trace(folder: Path, request: str, *, name: str | None, follow: bool) -> int:
    if follow or not SANE.fullmatch(request):
        raise WrongUsage("--request takes an id of 8 to 64 letters, digits, dots, dashes, and no --follow.")
    files = log_files(folder)
    found = [line for line in lines_of(request, files) if name in (None, line.program)]
    if not found:
        raise CommandFailed(
            f"No line of request {request} in the {len(files)} logs of {folder}; each process keeps its last 40 MB.",
            code="no_such_request",
        )
    write("".join(f"{line.program:>10} | {line.text}\n" for line in found))
    return 0


def _follow(paths: list[Path]) -> None:
    places = {path: path.stat().st_size for path in paths}
    while True:
        for path in paths:
            places[path] = _new_text(path, places[path])
        time.sleep(POLL_SECONDS)


def _new_text(path: Path, place: int) -> int:
    size = path.stat().st_size if path.exists() else 0
    if size < place:  # rotated
        place = 0
    if size > place:
        with path.open("rb") as log:
            log.seek(place)
            text = log.read(size - place).decode("utf-8", "replace")
        write("".join(f"{path.stem:>10} | {line}\n" for line in text.splitlines()))
    return size
