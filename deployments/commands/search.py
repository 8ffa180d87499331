"""``refdesk search``: passages, best first."""

from typing import Annotated

import typer

from deployments.client.chatbots import find_chatbot
from deployments.client.layout import hits
from deployments.client.terminal import output
from deployments.commands.session import AsJson, Chatbot, Url, api_client, command, print_json, settings

NOTHING_FOUND = 3


@command
def search(
    query: Annotated[str, typer.Argument(help="Words or a question.")],
    *,
    chatbot: Chatbot = None,
    top: Annotated[int, typer.Option("--top", "-k", min=1, max=100, help="How many passages.")] = 10,
    url: Url = None,
    as_json: AsJson = False,
) -> int:
    """Search a chatbot's sources without asking for an answer.

    Passages come best first. Exit code 3 when nothing is found.
    """
    with api_client(settings(), url) as api:
        found = find_chatbot(api, chatbot)
        answer = api.post(f"/api/v1/chatbots/{found['id']}/search/", {"query": query, "top_k": top})
    if as_json:
        print_json(answer)
    elif answer["items"]:
        output().print(hits(answer["items"]))
    else:
        output().print("Nothing found.")
    return 0 if answer["items"] else NOTHING_FOUND
