"""What a page is told in a state that the real service is in for a moment only, or never on a good day."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, Page, Route

Scene = Callable[[Page], None]
PROBLEM = {"title": "Trouble", "status": 500, "code": "trouble", "detail": "The detail of it.", "errors": []}


def silent(path: str) -> Scene:
    """The answers do not come."""
    return lambda page: page.route(re.compile(path), lambda _: None)


def failing(path: str, status: int = 500, method: str | None = None) -> Scene:
    """The service fails."""
    body = json.dumps({**PROBLEM, "status": status})

    def answer(route: Route) -> None:
        if method in (None, route.request.method):
            route.fulfill(status=status, content_type="application/problem+json", body=body)
        else:
            route.fallback()

    return lambda page: page.route(re.compile(path), answer)


def answering(path: str, body: Any) -> Scene:
    """The service says this."""
    return lambda page: page.route(re.compile(path), lambda route: route.fulfill(json=body))


def altering(path: str, alter: Callable[[Any], None]) -> Scene:
    """The service's own answer, with a change."""

    def answer(route: Route) -> None:
        if route.request.method != "GET":
            route.fallback()
            return
        reply = route.fetch()
        body = reply.json()
        alter(body)
        with suppress(Error):  # The page was left meanwhile.
            route.fulfill(response=reply, json=body)

    return lambda page: page.route(re.compile(path), answer)


def each(**fields: Any) -> Callable[[Any], None]:
    """Every item of a list with these fields."""

    def alter(body: Any) -> None:
        for one in body["items"]:
            one.update(fields)

    return alter


NOTHING: dict[str, Any] = {"items": [], "next_cursor": None}
CHATBOTS, CHATBOT = r"/api/v1/chatbots/(\?|$)", r"/api/v1/chatbots/[^/]+/$"
SOURCES, DOCUMENTS, SYNCS = r"/chatbots/[^/]+/sources/", r"/sources/[^/]+/documents/", r"/sources/[^/]+/syncs/"
DOCUMENT, FILES = r"/api/v1/documents/[^/]+/$", r"/sources/[^/]+/files/"
CONVERSATIONS, MESSAGES = r"/chatbots/[^/]+/conversations/", r"/conversations/[^/]+/messages/"
FEEDBACK = r"/messages/[^/]+/feedback/"
SEARCH, SETTINGS, READY = r"/api/v1/chatbots/[^/]+/search/", r"/api/v1/chatbots/[^/]+/settings/", r"/readyz"
USAGE = r"/api/v1/organization/usage/"
PROOF = r"/documents/[^/]+/(pages|text)/"

RUNNING = {"status": "running", "dry_run": False, "finished_at": None, "error": None}
BROKE_OFF = {"status": "failed", "error": {"code": "broken", "message": "It broke off.", "action": "Start it again."}}
PLAN = {
    "new": {"count": 2, "names": ["a.md", "b.md"]},
    "changed": {"count": 200, "names": ["c.md"]},
    "deleted": {"count": 0, "names": []},
    "unchanged": {"count": 1, "names": ["d.md"]},
}
UNREADY = {
    "status": "not_ready",
    "checks": [
        {"name": "prefect", "state": "failing", "consequence": "No document is read.", "remedy": "Start it."},
        {"name": "llm", "state": "missing", "consequence": "Answers are quotes.", "remedy": "Set a key."},
    ],
}


def syncing(page: Page) -> None:
    """A sync runs."""
    altering(SOURCES, each(status="syncing"))(page)
    altering(SYNCS, each(**RUNNING, progress={"done": 3, "total": 10, "current": "rules.pdf"}))(page)
