"""Whose every route is: drawn here once, read by the guard, by the API's description and by docs/reference/routes.md.

What is not in the table is closed to all but operators, so that a route that somebody forgot opens nothing.
"""

import re
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from flask import Flask

KEY = "refdesk.doors"
CONVERTER, PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>"), r"{\1}"


@dataclass(frozen=True, slots=True)
class Insides:
    """Whether whoever asks now may know where the installation runs and on what. Filled in by accounts."""

    seen: Callable[[], bool]


class Whose(StrEnum):
    """Who may come in."""

    ANYBODY = "anybody"
    MEMBER = "member"
    WATCHER = "watcher"
    OPERATOR = "operator"


MEANING: Mapping[Whose, str] = {
    Whose.ANYBODY: "No token. It tells nothing of any organisation, and of the installation only whether it works.",
    Whose.MEMBER: "Who has an account. All that is told or changed is their organisation's; what belongs to another one"
    " is answered as what never was. Nothing tells where the installation runs, on what, and in which versions.",
    Whose.WATCHER: "Programs that watch the installation: `REFDESK_WATCH_KEY` as Bearer token, or an operator's token;"
    " without either while only this machine reaches the service. All organisations in sum, none alone.",
    Whose.OPERATOR: "Who runs the installation (`REFDESK_OPERATORS`). Everybody else: 403 `operators_only`.",
}

_TABLE: Mapping[Whose, str] = {
    Whose.ANYBODY: """
        get /
        get /docs/
        get /docs/assets/{name}
        get /healthz
        get /openapi.json
        get /readyz
        get /static/{filename}
        post /auth/demo/
        post /auth/login/
        post /auth/logout/
        post /auth/refresh/
        post /auth/register/
    """,
    Whose.WATCHER: """
        get /metrics
    """,
    Whose.OPERATOR: """
        get /api/v1/operator/alerts/
        get /api/v1/organizations/{organization}/plan/
        patch /api/v1/organizations/{organization}/plan/
        post /api/v1/reindex/
        post /api/v1/reindex/cancel/
    """,
    Whose.MEMBER: """
        get /auth/me/
        get /api/v1/organization/alerts/
        get /api/v1/organization/providers/
        post /api/v1/organization/providers/
        patch /api/v1/organization/providers/{provider_id}/
        delete /api/v1/organization/providers/{provider_id}/
        post /api/v1/organization/providers/{provider_id}/test/
        get /api/v1/organization/providers/{provider_id}/models/
        get /api/v1/organization/usage/
        get /api/v1/reindex/
        get /api/v1/chatbots/
        post /api/v1/chatbots/
        get /api/v1/chatbots/{chatbot_id}/
        patch /api/v1/chatbots/{chatbot_id}/
        delete /api/v1/chatbots/{chatbot_id}/
        get /api/v1/chatbots/{chatbot_id}/settings/
        patch /api/v1/chatbots/{chatbot_id}/settings/
        get /api/v1/chatbots/{chatbot_id}/sources/
        post /api/v1/chatbots/{chatbot_id}/sources/
        post /api/v1/chatbots/{chatbot_id}/sources/test/
        post /api/v1/chatbots/{chatbot_id}/files/
        post /api/v1/chatbots/{chatbot_id}/search/
        get /api/v1/chatbots/{chatbot_id}/suggestions/
        get /api/v1/chatbots/{chatbot_id}/conversations/
        post /api/v1/chatbots/{chatbot_id}/conversations/
        get /api/v1/sources/{source_id}/
        patch /api/v1/sources/{source_id}/
        delete /api/v1/sources/{source_id}/
        post /api/v1/sources/{source_id}/files/
        get /api/v1/sources/{source_id}/documents/
        post /api/v1/sources/{source_id}/documents/bulk/
        get /api/v1/sources/{source_id}/problems/
        get /api/v1/sources/{source_id}/languages/
        post /api/v1/sources/{source_id}/sync/
        get /api/v1/sources/{source_id}/syncs/
        get /api/v1/syncs/{sync_id}/
        post /api/v1/syncs/{sync_id}/cancel/
        get /api/v1/documents/{document_id}/
        patch /api/v1/documents/{document_id}/
        delete /api/v1/documents/{document_id}/
        post /api/v1/documents/{document_id}/retry/
        get /api/v1/documents/{document_id}/text/
        get /api/v1/documents/{document_id}/file/
        get /api/v1/documents/{document_id}/summary/
        get /api/v1/documents/{document_id}/pages/{n}/
        get /api/v1/documents/{document_id}/pages/{n}/image/
        get /api/v1/conversations/{conversation_id}/
        patch /api/v1/conversations/{conversation_id}/
        delete /api/v1/conversations/{conversation_id}/
        get /api/v1/conversations/{conversation_id}/messages/
        post /api/v1/conversations/{conversation_id}/messages/
        get /api/v1/conversations/{conversation_id}/export/
        get /api/v1/messages/{message_id}/events/
        get /api/v1/messages/{message_id}/explain/
        get /api/v1/messages/{message_id}/followups/
        post /api/v1/messages/{message_id}/feedback/
        post /api/v1/messages/{message_id}/regenerate/
        post /api/v1/messages/{message_id}/replay/
        post /api/v1/messages/{message_id}/stop/
    """,
}
DOORS: Mapping[str, Whose] = {
    line.strip(): whose for whose, lines in _TABLE.items() for line in lines.strip().splitlines()
}


def install(app: Flask) -> None:
    """Give an app the table."""
    app.extensions[KEY] = dict(DOORS)


def doors(app: Flask) -> MutableMapping[str, Whose]:
    """The app's table."""
    found: MutableMapping[str, Whose] = app.extensions[KEY]
    return found


def whose(app: Flask, method: str, rule: str) -> Whose:
    """Whose a route is; one that the table does not name is the operators'."""
    return doors(app).get(route_of(method, rule), Whose.OPERATOR)


@lru_cache(maxsize=1_024)
def route_of(method: str, rule: str) -> str:
    """A route as the table writes it: ``get /api/v1/chatbots/{chatbot_id}/``. HEAD is the GET it goes with."""
    return f"{'get' if method == 'HEAD' else method.lower()} {CONVERTER.sub(PARAMETER, rule)}"
