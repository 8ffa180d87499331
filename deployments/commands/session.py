"""What every command does around its work: settings, a client, and the exit code of what went wrong."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Annotated, Any, ParamSpec

import typer

from deployments.client.api import Api
from deployments.client.failures import CommandFailed, WrongUsage
from deployments.client.terminal import clean, literal, progress_output
from deployments.client.tokens import TokenStore
from deployments.settings import LocalSettings, WrongSettings, read_settings
from deployments.stack.service import Service, find_service

P = ParamSpec("P")

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object, for programs.")]
Chatbot = Annotated[
    str | None,
    typer.Option("--chatbot", "-c", help="Id or name of the chatbot; may be left out when there is only one."),
]

Url = Annotated[
    str | None,
    typer.Option(
        "--url",
        metavar="URL",
        help="Web app to talk to; wins over REFDESK_URL. Without both: the stack that runs in the data folder.",
    ),
]


def command(function: Callable[P, int]) -> Callable[P, None]:
    """A command: what it returns is the exit code; failures become a message on stderr and their code."""

    @wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            status = function(*args, **kwargs)
        except (CommandFailed, WrongSettings) as failed:
            status = _tell(failed, as_json=bool(kwargs.get("as_json")))
        except KeyboardInterrupt:
            progress_output().print("Interrupted.")
            status = 1
        except BrokenPipeError:
            status = 1
        raise typer.Exit(status)

    return guarded


def _tell(failed: CommandFailed | WrongSettings, *, as_json: bool) -> int:
    wrong = failed if isinstance(failed, CommandFailed) else WrongUsage(str(failed), code="settings")
    if as_json:
        print_json({"error": {"code": wrong.code, "message": str(wrong)}})
    progress_output().print(literal(f"error: {wrong} [{wrong.code}]"))
    return wrong.exit_code


def print_json(value: dict[str, Any]) -> None:
    """One JSON object on stdout. Control characters are escaped by JSON itself."""
    sys.stdout.write(json.dumps(value, indent=2) + "\n")
    sys.stdout.flush()


def say(message: str) -> None:
    """A line of what is going on, on stdout at once."""
    print(clean(message), flush=True)


def settings() -> LocalSettings:
    """The settings of this command. Raises ``WrongSettings``."""
    return read_settings()


def service(given: LocalSettings, url: str | None) -> Service:
    """The web app that a command talks to. Raises ``NoStack`` when none is named and none runs."""
    return find_service(given.data_dir, option=url, variable=given.url)


@contextmanager
def api_client(given: LocalSettings, url: str | None) -> Iterator[Api]:
    """A client of that web app. A kept login is sent to the address that gave it and to no other."""
    token = given.token.get_secret_value() if given.token else None
    with Api(service(given, url).url, store=TokenStore(given.data_dir), token=token) as api:
        yield api
