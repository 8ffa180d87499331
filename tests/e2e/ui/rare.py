"""What is rarely seen: proof that is gone, broken answers, long syncs, long messages, the open menu."""

import json
import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.ui import scenes
from tests.e2e.ui.library import Library
from tests.e2e.ui.pages import ALERT, DIALOG, PHONE, READER, State, pressed, seen
from tests.e2e.ui.scenes import Scene

LONG = "Donaudampfschifffahrtsgesellschaftsordnung_" * 4 + "final.pdf"
REASON = "The model did not answer within 60 seconds; what it had written until then is kept. " * 3


def _coded(path: str, code: str, status: int) -> Scene:
    """The service says why it has nothing to show."""
    body = json.dumps({**scenes.PROBLEM, "code": code, "status": status})

    def play(page: Page) -> None:
        page.route(
            re.compile(path),
            lambda route: route.fulfill(status=status, content_type="application/problem+json", body=body),
        )

    return play


def _last(**fields: Any) -> Scene:
    """The last message of a conversation with these fields."""
    return scenes.altering(scenes.MESSAGES, lambda body: body["items"][-1].update(fields))


def _long_sync(page: Page) -> None:
    scenes.altering(scenes.SOURCES, scenes.each(status="syncing"))(page)
    progress = {"done": 4_211, "total": 12_000, "current": LONG}
    scenes.altering(scenes.SYNCS, scenes.each(**scenes.RUNNING, progress=progress))(page)


def _refused_sync(page: Page) -> None:
    page.get_by_role("button", name="Other ways to sync").click()
    page.get_by_role("menuitem", name="Full sync").click()
    told = page.locator(ALERT).first
    expect(told).to_be_visible()
    # What is pointed at stays: a message that fades away has no contrast to speak of.
    told.hover()


def _pdf(library: Library) -> str:
    return library.answer_path(library.pdf, read=1)


def _docx(library: Library) -> str:
    return library.answer_path(library.docx, read=1)


def _answer(library: Library) -> str:
    return library.answer_path(library.pdf)


def _sources(library: Library) -> str:
    return library.path("/sources")


PURGED = _coded(r"/documents/[^/]+/text/", "text_purged", 410)
GONE = _coded(r"/documents/[^/]+/pages/", "file_gone", 404)
BROKEN = {"status": "failed", "error": {"code": "timeout", "detail": REASON}}
EMPTY = dict.fromkeys(("pending", "processing", "indexed", "skipped", "failed"), 0)
RARE = [
    State("purged", _docx, seen(f"{READER} blockquote"), scene=PURGED),
    State("purged-narrow", _docx, seen(f"{READER} blockquote"), scene=PURGED, width=PHONE),
    State("file-gone", _pdf, seen("mark"), scene=GONE),
    State("file-gone-narrow", _pdf, seen("mark"), scene=GONE, width=PHONE),
    State("interrupted", _answer, seen(ALERT), scene=_last(**BROKEN)),
    State("interrupted-before-a-word", _answer, seen(ALERT), scene=_last(**BROKEN, content="", citations=[])),
    State("stopped", _answer, scene=_last(status="stopped")),
    State("long-sync", _sources, seen("[role=progressbar]"), scene=_long_sync),
    State(
        "long-failure",
        _sources,
        _refused_sync,
        scene=scenes.failing(r"/sources/[^/]+/sync/", 503, "POST"),
        told=True,
    ),
    State(
        "source-empty",
        _sources,
        seen("text=add files below"),
        scene=scenes.altering(scenes.SOURCES, scenes.each(counts=EMPTY)),
    ),
    State(
        "chatbot-empty",
        lambda library: library.path("/chat"),
        seen("text=Add files"),
        scene=scenes.altering(scenes.SOURCES, scenes.each(counts=EMPTY)),
    ),
    State("menu", lambda _: "/", pressed("Open menu", "nav"), width=PHONE),
    State(
        "plan-none",
        lambda library: library.path("/sources?dialog=plan"),
        seen(f"{DIALOG} >> text=No dry run yet"),
        scene=scenes.answering(scenes.SYNCS, scenes.NOTHING),
    ),
]
