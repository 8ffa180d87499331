"""Every page of the interface and its main states, as paths of a furnished account."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.ui.library import Library
from tests.e2e.ui.visitor import Visitor

Act = Callable[[Page], Any]


@dataclass(frozen=True)
class State:
    """A page in one of its states: where it is, and what has to be done and seen there."""

    name: str
    path: Callable[[Library], str]
    act: Act | None = None
    stranger: bool = False


def _visible(selector: str) -> Act:
    return lambda page: expect(page.locator(selector).first).to_be_visible()


def _press(name: str, then: str) -> Act:
    def act(page: Page) -> None:
        page.get_by_role("button", name=name).first.click()
        expect(page.locator(then).first).to_be_visible()

    return act


def _failed_login(page: Page) -> None:
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()


def _broken_registration(page: Page) -> None:
    page.get_by_role("button", name="Create account").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()


DIALOG, MENU, READER = "[role=dialog]", "[role=menu]", "[data-reader]"


def _sources(search: str) -> Callable[[Library], str]:
    return lambda library: library.path(f"/sources{search}")


def _document(library: Library) -> str:
    return library.path(f"/sources?document={library.pdf['citations'][0]['document_id']}")


STATES = [
    State("login", lambda _: "/login", stranger=True),
    State("login-errors", lambda _: "/login", _failed_login, stranger=True),
    State("register", lambda _: "/register", stranger=True),
    State("register-errors", lambda _: "/register", _broken_registration, stranger=True),
    State("welcome-used", lambda _: "/welcome?code=no", _visible("[role=alert]"), stranger=True),
    State("nowhere", lambda _: "/no/such/page", stranger=True),
    State("dashboard", lambda _: "/"),
    State("dashboard-no-match", lambda _: "/?q=zzz"),
    State("dashboard-menu", lambda _: "/", _press("Actions for", MENU)),
    State("create", lambda _: "/?dialog=create", _visible(DIALOG)),
    State("edit", lambda library: f"/?dialog=edit&chatbot={library.chatbot}", _visible(DIALOG)),
    State("delete", lambda library: f"/?dialog=delete&chatbot={library.chatbot}", _visible(DIALOG)),
    State("palette", lambda _: "/", _press("Search and go", "[role=dialog] input")),
    State("keyboard-help", lambda _: "/", _press("Keyboard help", DIALOG)),
    State("chat-new", lambda library: library.path("/chat")),
    State("chat-answer", lambda library: library.answer_path(library.pdf), _visible("[data-citation]")),
    State("chat-nothing", lambda library: library.answer_path(library.nothing)),
    State("chat-gone", lambda library: library.path("/chat/00000000-0000-7000-8000-000000000000")),
    State("reader-pdf", lambda library: library.answer_path(library.pdf, read=1), _visible("[data-box], img")),
    State("reader-docx", lambda library: library.answer_path(library.docx, read=1), _visible("mark")),
    State("sources", _sources("")),
    State("sources-add", _sources("?dialog=add"), _visible(DIALOG)),
    State("sources-edit", _sources("?dialog=edit"), _visible(DIALOG)),
    State("sources-schedule", _sources("?dialog=schedule"), _visible(DIALOG)),
    State("sources-history", _sources("?dialog=history"), _visible(DIALOG)),
    State("sources-plan", _sources("?dialog=plan"), _visible(DIALOG)),
    State("sources-delete", _sources("?dialog=delete"), _visible(DIALOG)),
    State("sources-no-match", _sources("?q=zzz")),
    State("sources-failed", _sources("?status=failed")),
    State("document", _document, _visible(DIALOG)),
    State("search", lambda library: library.path("/search")),
    State("search-results", lambda library: library.path("/search?q=cancel+a+booking")),
    State("settings", lambda library: library.path("/settings")),
    State("chatbot-gone", lambda _: "/chatbots/00000000-0000-7000-8000-000000000000/chat"),
    State("system", lambda _: "/system"),
]
# The browser prints these answers of the service itself; the pages show them in words.
EXPECTED = r"Failed to load resource.*40[0-9]"


def enter(visitor: Visitor, library: Library, state: State) -> None:
    """Bring a visitor's page into a state."""
    visitor.open(state.path(library))
    if state.act:
        state.act(visitor.page)
