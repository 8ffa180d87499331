"""Finds a chatbot by id or name, and a source in it."""

from deployments.client.api import Api, Json
from deployments.client.failures import WrongUsage
from deployments.client.terminal import one_line


def find_chatbot(api: Api, wanted: str | None) -> Json:
    """The chatbot with that id, that name, or that name in other case; without a wish, the only one.

    Raises ``WrongUsage`` that lists the names.
    """
    every = list(api.items("/api/v1/chatbots/"))
    if wanted is None:
        matching = every
        wish = "Name one with --chatbot"
    else:
        matching = _matching(every, wanted)
        wish = f"There is no single chatbot “{one_line(wanted)}”"
    if len(matching) == 1:
        return matching[0]
    names = ", ".join(f"{one_line(one['name'])} ({one_line(one['id'])})" for one in matching or every)
    raise WrongUsage(f"{wish}; these are yours: {names or 'none yet'}.", code="chatbot")


def _matching(every: list[Json], wanted: str) -> list[Json]:
    exact = [one for one in every if wanted in (one["id"], one["name"])]
    return exact or [one for one in every if one["name"].casefold() == wanted.casefold()]


def ensure_chatbot(api: Api, name: str) -> Json:
    """The chatbot of that id or name, made when there is none."""
    matching = _matching(list(api.items("/api/v1/chatbots/")), name)
    return matching[0] if matching else api.post("/api/v1/chatbots/", {"name": name})


def ensure_source(api: Api, chatbot_id: str, name: str) -> Json:
    """The chatbot's upload source of that name, made when there is none."""
    path = f"/api/v1/chatbots/{chatbot_id}/sources/"
    for source in api.items(path):
        if source["name"] == name and source["kind"] == "upload":
            return source
    return api.post(path, {"name": name, "kind": "upload"})
