"""``refdesk login``: keep tokens for the other commands."""

import sys
from typing import Annotated

import typer

from deployments.client.terminal import literal, output
from deployments.commands.session import AsJson, Url, api_client, command, print_json, settings


@command
def login(
    *,
    email: Annotated[str, typer.Option("--email", "-e", prompt=True, help="E-mail address of the account.")],
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input instead of asking for it.")
    ] = False,
    url: Url = None,
    as_json: AsJson = False,
) -> int:
    """Log in for the other commands.

    The tokens are kept in the data folder, readable by you only, and sent to the address that gave them and to no
    other. `REFDESK_TOKEN` wins over them.
    """
    password = sys.stdin.readline().rstrip("\n") if password_stdin else typer.prompt("Password", hide_input=True)
    with api_client(settings(), url) as api:
        kept = api.login(email, password)
    if as_json:
        print_json({"url": api.url, "email": kept.email})
    else:
        output().print(literal(f"Logged in at {api.url} as {kept.email}."))
    return 0
