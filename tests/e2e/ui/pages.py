"""Every page of the interface and its states, as paths of a furnished account."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.ui import scenes
from tests.e2e.ui.library import Library
from tests.e2e.ui.scenes import Scene
from tests.e2e.ui.visitor import Visitor

Act = Callable[[Page], Any]
Path = Callable[[Library], str]
WIDE, PHONE = 1280, 360


@dataclass(frozen=True)
class State:
    """A page in one of its states: where it is, what it is told, what has to be done and seen there.

    ``told``: a message lies over the page, and takes clicks where it does.
    """

    name: str
    path: Path
    act: Act | None = None
    stranger: bool = False
    scene: Scene | None = None
    loading: bool = False
    told: bool = False
    width: int = WIDE


def seen(selector: str) -> Act:
    """Wait until it is there."""
    return lambda page: expect(page.locator(selector).first).to_be_visible()


def pressed(name: str, then: str, role: Any = "button") -> Act:
    """Click what is called so and wait for what that brings."""

    def act(page: Page) -> None:
        page.get_by_role(role, name=name).first.click()
        expect(page.locator(then).first).to_be_visible()

    return act


def filled(label: str, text: str, then: Act | None = None) -> Act:
    """Type into a field."""

    def act(page: Page) -> None:
        page.get_by_label(label).first.fill(text)
        if then:
            then(page)

    return act


def _refused_upload(page: Page) -> None:
    files = [{"name": name, "mimeType": "text/markdown", "buffer": b"# A"} for name in ("a.md", "b.md")]
    page.get_by_label("Choose files").first.set_input_files(files)  # type: ignore[arg-type]
    expect(page.get_by_text("2 files not sent")).to_be_visible()


def _asked(page: Page) -> None:
    page.get_by_label("Your question").fill("May I bring my dog?")
    page.get_by_label("Your question").press("Enter")
    expect(page.get_by_role("alert").first).to_be_visible()


def _as_text(page: Page) -> None:
    page.get_by_text("Text", exact=True).click()
    expect(page.locator("mark").first).to_be_visible()


def _weekly(page: Page) -> None:
    page.get_by_label("When").select_option("weekly")
    expect(page.get_by_label("Day")).to_be_visible()


DIALOG, MENU, READER, ALERT, LOADING = "[role=dialog]", "[role=menu]", "[data-reader]", "[role=alert]", "[role=status]"
NOBODY = "00000000-0000-7000-8000-000000000000"


def _at(rest: str) -> Path:
    return lambda library: library.path(rest)


def _pdf(library: Library) -> str:
    return library.answer_path(library.pdf)


def _pdf_read(library: Library) -> str:
    return library.answer_path(library.pdf, read=1)


def _docx_read(library: Library) -> str:
    return library.answer_path(library.docx, read=1)


def _about(dialog: str) -> Path:
    return lambda library: library.path(f"/chat?dialog={dialog}&of={library.nothing['conversation']}")


def _document(rest: str = "") -> Path:
    return lambda library: library.path(f"/sources?document={library.pdf['citations'][0]['document_id']}{rest}")


OUTSIDE = [
    State("login", lambda _: "/login", stranger=True),
    State("login-errors", lambda _: "/login", pressed("Log in", "[aria-invalid=true]"), stranger=True),
    State("login-expired", lambda _: "/login?expired=true&target=%2Fsystem", stranger=True),
    State(
        "login-failed",
        lambda _: "/login",
        filled("E-mail", "a@example.com", filled("Password", "wrong", pressed("Log in", ALERT))),
        stranger=True,
    ),
    State("register", lambda _: "/register", stranger=True),
    State("register-errors", lambda _: "/register", pressed("Create account", "[aria-invalid=true]"), stranger=True),
    State("welcome-used", lambda _: "/welcome?code=no", seen(ALERT), stranger=True),
    State("nowhere", lambda _: "/no/such/page", stranger=True),
]
DASHBOARD = [
    State("dashboard", lambda _: "/"),
    State("dashboard-loading", lambda _: "/", seen(LOADING), scene=scenes.silent(scenes.CHATBOTS), loading=True),
    State("dashboard-error", lambda _: "/", seen(ALERT), scene=scenes.failing(scenes.CHATBOTS)),
    State("dashboard-empty", lambda _: "/", scene=scenes.answering(scenes.CHATBOTS, scenes.NOTHING)),
    State("dashboard-no-match", lambda _: "/?q=zzz"),
    State("dashboard-menu", lambda _: "/", pressed("Actions for", MENU)),
    State("create", lambda _: "/?dialog=create", seen(DIALOG)),
    State(
        "create-refused",
        lambda _: "/?dialog=create",
        filled("Name", "No", pressed("Create", f"{DIALOG} {ALERT}")),
        scene=scenes.failing(scenes.CHATBOTS, 422, "POST"),
    ),
    State("edit", lambda library: f"/?dialog=edit&chatbot={library.chatbot}", seen(DIALOG)),
    State("delete", lambda library: f"/?dialog=delete&chatbot={library.chatbot}", seen(DIALOG)),
    State("palette", lambda _: "/", pressed("Search and go", f"{DIALOG} input")),
    State(
        "palette-nothing",
        lambda _: "/",
        lambda page: (pressed("Search and go", f"{DIALOG} input")(page), page.keyboard.type("zzz")),
    ),
    State("keyboard-help", lambda _: "/", pressed("Keyboard help", DIALOG)),
    State("menu-narrow", lambda _: "/", pressed("Open menu", "nav"), width=PHONE),
]
CHAT = [
    State("chat-new", _at("/chat")),
    State("chat-answer", _pdf, seen("[data-citation]")),
    State("chat-loading", _pdf, seen(LOADING), scene=scenes.silent(scenes.MESSAGES), loading=True),
    State("chat-error", _pdf, seen(ALERT), scene=scenes.failing(scenes.MESSAGES)),
    State("chat-refused", _pdf, _asked, scene=scenes.failing(scenes.MESSAGES, 503, "POST")),
    State("chat-nothing", lambda library: library.answer_path(library.nothing)),
    State("chat-gone", _at(f"/chat/{NOBODY}")),
    State("chat-no-match", _at("/chat?q=zzz")),
    State(
        "chat-comment",
        lambda library: library.answer_path(library.docx),
        pressed("This did not help", "textarea[maxlength='2000']"),
        scene=scenes.answering(scenes.FEEDBACK, {}),
    ),
    State("chat-copied", _pdf, pressed("Copy", "[role=alert]")),
    State("conversation-menu", _at("/chat"), pressed("Actions for", MENU)),
    State("conversation-rename", _about("rename"), seen(DIALOG)),
    State("conversation-delete", _about("delete"), seen(DIALOG)),
    State("conversations-narrow", _pdf, pressed("Conversations", DIALOG), width=PHONE),
    State("reader-pdf", _pdf_read, seen(f"{READER} img")),
    State(
        "reader-pdf-text", _pdf_read, lambda page: (page.get_by_text("Text", exact=True).click(), seen("mark")(page))
    ),
    State("reader-docx", _docx_read, seen("mark")),
    State("reader-loading", _pdf_read, seen(LOADING), scene=scenes.silent(scenes.PROOF), loading=True),
    State("reader-error", _pdf_read, seen(f"{READER} {ALERT}"), scene=scenes.failing(scenes.PROOF)),
    State(
        "reader-removed",
        _docx_read,
        seen("mark"),
        scene=scenes.altering(scenes.DOCUMENT, lambda body: body.update(status="deleted")),
    ),
    State(
        "reader-newer",
        _docx_read,
        seen("mark"),
        scene=scenes.altering(scenes.DOCUMENT, lambda body: body.update(version="f" * 64)),
    ),
    State("reader-narrow", _pdf_read, seen(f"{READER} img"), width=PHONE),
]
SOURCES = [
    State("sources", _at("/sources")),
    State("sources-loading", _at("/sources"), seen(LOADING), scene=scenes.silent(scenes.SOURCES), loading=True),
    State("sources-error", _at("/sources"), seen(ALERT), scene=scenes.failing(scenes.SOURCES)),
    State("sources-empty", _at("/sources"), scene=scenes.answering(scenes.SOURCES, scenes.NOTHING)),
    State("documents-error", _at("/sources"), seen(ALERT), scene=scenes.failing(scenes.DOCUMENTS)),
    State("documents-empty", _at("/sources"), scene=scenes.answering(scenes.DOCUMENTS, scenes.NOTHING)),
    State("sources-syncing", _at("/sources"), seen("[role=progressbar]"), scene=scenes.syncing),
    State(
        "sources-sync-failed",
        _at("/sources"),
        seen(ALERT),
        scene=scenes.altering(scenes.SYNCS, scenes.each(**scenes.BROKE_OFF)),
    ),
    State("sources-uploads", _at("/sources"), _refused_upload, scene=scenes.failing(scenes.FILES, 503)),
    State("sources-add", _at("/sources?dialog=add"), seen(DIALOG)),
    State("sources-edit", _at("/sources?dialog=edit"), seen(DIALOG)),
    State("sources-menu", _at("/sources"), pressed("More for", MENU)),
    State("sources-menu-narrow", _at("/sources"), pressed("More for", MENU), width=PHONE),
    State("sync-menu", _at("/sources"), pressed("Other ways to sync", MENU)),
    State("sources-schedule", _at("/sources?dialog=schedule"), seen(DIALOG)),
    State("sources-schedule-weekly", _at("/sources?dialog=schedule"), _weekly),
    State("sources-history", _at("/sources?dialog=history"), seen(DIALOG)),
    State("sources-plan", _at("/sources?dialog=plan"), seen(DIALOG)),
    State(
        "sources-plan-full",
        _at("/sources?dialog=plan"),
        seen(f"{DIALOG} li"),
        scene=scenes.altering(scenes.SYNCS, scenes.each(dry_run=True, plan=scenes.PLAN)),
    ),
    State("sources-delete", _at("/sources?dialog=delete"), seen(DIALOG)),
    State("sources-no-match", _at("/sources?q=zzz")),
    State("sources-failed", _at("/sources?status=failed")),
    State("document", _document(), seen(DIALOG)),
    State("document-failed", _at("/sources"), pressed("broken", DIALOG, "link")),
    State("document-delete", _document("&dialog=delete"), seen(DIALOG)),
    State("document-gone", _at(f"/sources?document={NOBODY}"), seen(f"{DIALOG} {ALERT}")),
]
OTHERS = [
    State("search", _at("/search")),
    State("search-results", _at("/search?q=cancel+a+booking")),
    State("search-loading", _at("/search?q=a"), seen(LOADING), scene=scenes.silent(scenes.SEARCH), loading=True),
    State("search-error", _at("/search?q=a"), seen(ALERT), scene=scenes.failing(scenes.SEARCH)),
    State("search-nothing", _at("/search?q=a"), scene=scenes.answering(scenes.SEARCH, {"items": []})),
    State("settings", _at("/settings")),
    State("settings-loading", _at("/settings"), seen(LOADING), scene=scenes.silent(scenes.SETTINGS), loading=True),
    State("settings-error", _at("/settings"), seen(ALERT), scene=scenes.failing(scenes.SETTINGS)),
    State("settings-changed", _at("/settings"), filled("Description", "Another one")),
    State(
        "settings-leave", _at("/settings"), filled("Description", "Yet another", pressed("System", DIALOG, role="link"))
    ),
    State("settings-delete", _at("/settings"), pressed("Delete this chatbot", DIALOG)),
    State("chatbot-gone", lambda _: f"/chatbots/{NOBODY}/chat"),
    State("system", lambda _: "/system"),
    State("system-loading", lambda _: "/system", seen(LOADING), scene=scenes.silent(scenes.READY), loading=True),
    State("system-error", lambda _: "/system", seen(ALERT), scene=scenes.failing(scenes.READY)),
    State("usage", lambda _: "/usage", seen("main table")),
    State("usage-error", lambda _: "/usage", seen(ALERT), scene=scenes.failing(scenes.USAGE)),
    State("alerts", lambda _: "/system", pressed("Alerts", DIALOG)),
    State("system-not-ready", lambda _: "/system", scene=scenes.answering(scenes.READY, scenes.UNREADY)),
]
GROUPS = {"outside": OUTSIDE, "dashboard": DASHBOARD, "chat": CHAT, "sources": SOURCES, "others": OTHERS}
STATES = [state for group in GROUPS.values() for state in group]
# The browser prints these answers of the service itself; the pages show them in words.
EXPECTED = r"Failed to load resource.*(40[0-9]|422|50[0-9])"


def enter(visitor: Visitor, library: Library, state: State) -> None:
    """Bring a visitor's page into a state."""
    page = visitor.page
    page.unroute_all()
    if page.viewport_size and page.viewport_size["width"] != state.width:
        page.set_viewport_size({"width": state.width, "height": 800})
    if state.scene:
        state.scene(page)
    if state.loading:
        page.goto(f"{visitor.stack.url}{state.path(library)}")
    else:
        visitor.open(state.path(library))
    if state.act:
        state.act(page)
