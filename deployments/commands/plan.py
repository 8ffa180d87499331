"""``refdesk plan``: which limits an organisation has."""

from typing import Annotated, Any
from urllib.parse import quote

import typer

from deployments.client.failures import WrongUsage
from deployments.client.terminal import literal, output
from deployments.commands.session import AsJson, Url, api_client, command, print_json, settings

Organization = Annotated[str, typer.Argument(help="Id or slug of the organisation.")]
Plan = Annotated[str | None, typer.Argument(help="Plan to give it; without one, say which it has.")]


@command
def plan(
    organization: Organization,
    name: Plan = None,
    *,
    default: Annotated[bool, typer.Option("--default", help="Put it back on REFDESK_DEFAULT_PLAN.")] = False,
    url: Url = None,
    as_json: AsJson = False,
) -> int:
    """Show or change the plan of an organisation.

    It is for operators, and counts from the organisation's next request on. What plans there are, and what they allow,
    REFDESK_PLANS says.
    """
    if default and name is not None:
        raise WrongUsage("Give a plan or --default, not both.")
    path = f"/api/v1/organizations/{quote(organization, safe='')}/plan/"
    with api_client(settings(), url) as api:
        changes = default or name is not None
        shown = api.call("PATCH", path, json={"plan": name}) if changes else api.get(path)
    if as_json:
        print_json(shown)
    else:
        output().print(literal(_line(shown)))
    return 0


def _line(shown: dict[str, Any]) -> str:
    whose = "" if shown["chosen"] else ", as every organisation that was given none"
    there = ", ".join(shown["plans"])
    return f"{shown['name']} ({shown['slug']}) has the plan {shown['plan']}{whose}. There are {there}."
