"""``refdesk reindex``: all documents indexed anew, beside the index that answers."""

from typing import Annotated, Any

import typer

from deployments.client.failures import WrongUsage
from deployments.client.terminal import literal, output
from deployments.commands.session import AsJson, Url, api_client, command, print_json, settings

PHASES = {
    "none": "No index is being filled, and none was.",
    "asked": "Asked for: the worker begins within some seconds.",
    "filling": "Filling the next index; questions are answered from the one before.",
    "settling": "Swapped: the next index answers, the one before is dropped in a few minutes.",
    "done": "Done: the index is the one that the settings name.",
    "cancelled": "Cancelled: the index stays as it is.",
}


@command
def reindex(
    *,
    status: Annotated[bool, typer.Option("--status", help="Only say how far it is.")] = False,
    cancel: Annotated[bool, typer.Option("--cancel", help="Stop it and drop what was filled.")] = False,
    url: Url = None,
    as_json: AsJson = False,
) -> int:
    """Index all documents anew from their stored texts.

    Nothing is fetched or converted again. It is for operators; nobody has to wait for it, and what an update or another
    embedder needs begins by itself.
    """
    if status and cancel:
        raise WrongUsage("Give --status or --cancel, not both.")
    with api_client(settings(), url) as api:
        if status:
            state = api.get("/api/v1/reindex/")
        else:
            state = api.post("/api/v1/reindex/cancel/" if cancel else "/api/v1/reindex/")
    if as_json:
        print_json(state)
    else:
        for line in _lines(state):
            output().print(literal(line))
    return 0


def _lines(state: dict[str, Any]) -> list[str]:
    said = [PHASES[state["phase"]]]
    if state["phase"] == "filling":
        left = state["seconds_left"]
        ahead = f", {state['documents_per_second']:.1f} a second, {left / 60:.1f} min left" if left is not None else ""
        many = f"{state['done']:,} of {state['total']:,} documents" if state["total"] else f"{state['share']:.0%}"
        said.append(many + ahead)
    if error := state["error"]:
        said.append(f"It waits: {error['message']} {error['action']} [{error['code']}]")
    return said
