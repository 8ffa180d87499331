"""``refdesk ask``: a question, its answer as it is written, and what it rests on."""

from typing import Annotated

import typer

from deployments.client.answers import ask as ask_for
from deployments.client.api import Json
from deployments.client.chatbots import find_chatbot
from deployments.client.layout import NO_ANSWER, citations, notes, unbacked
from deployments.client.terminal import output, write
from deployments.commands.session import AsJson, Chatbot, Url, api_client, command, print_json, settings

NO_ANSWER_CODE = 3


@command
def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotes.")],
    *,
    chatbot: Chatbot = None,
    conversation: Annotated[
        str | None, typer.Option(help="Id of a conversation to go on with; else a new one begins.")
    ] = None,
    url: Url = None,
    as_json: AsJson = False,
) -> int:
    """Ask a chatbot and read its cited answer.

    The answer is followed by its citations: title, page and the quoted passage.

    Exit code 3 when the sources hold no answer; the closest passages are shown then.

    Example: `refdesk ask "How long is the warranty?" --chatbot Support`
    """
    with api_client(settings(), url) as api:
        if conversation is None:
            found = find_chatbot(api, chatbot)
            conversation = api.post(f"/api/v1/chatbots/{found['id']}/conversations/")["id"]
        message = ask_for(api, conversation, question, on_token=_drop if as_json else write)
    if as_json:
        print_json({**message, "conversation_id": conversation})
    else:
        _show(message)
    return 0 if message["answered"] else NO_ANSWER_CODE


def _drop(_: str) -> None:
    """For programs, only the whole message counts."""


def _show(message: Json) -> None:
    console = output()
    console.print()
    if not message["answered"] and not message["content"]:
        console.print(NO_ANSWER)
    console.print(unbacked(message))
    console.print(citations(message))
    console.print(notes(message))
