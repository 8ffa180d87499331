"""``refdesk login``: keep tokens for the other commands."""

import sys
from typing import Annotated

import typer

from deployments.client.terminal import literal, output
from deployments.commands.session import AsJson, api_client, command, print_json, settings


@command
def login(
    *,
    email: Annotated[str, typer.Option("--email", "-e", prompt=True, help="E-mail address of the account.")],
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input instead of asking for it.")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Log in and keep the tokens in the data folder, readable by you only. REFDESK_TOKEN overrides them."""
    password = sys.stdin.readline().rstrip("\n") if password_stdin else typer.prompt("Password", hide_input=True)
    given = settings()
    with api_client(given) as api:
        kept = api.login(email, password)
    if as_json:
        print_json({"url": given.web_url, "email": kept.email})
    else:
        output().print(literal(f"Logged in at {given.web_url} as {kept.email}."))
    return 0
