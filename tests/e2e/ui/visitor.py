"""A person in front of the web interface: a browser context whose every page is watched."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Self

import httpx
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Error,
    Locator,
    Page,
    Request,
    expect,
)

from tests.servers.stack import Account, Stack

LOADING = "[role=status][aria-label^=Loading], [role=status][aria-label^=Opening]"
SETTLED = """(loading) => document.querySelector('main, [role=main]')?.checkVisibility()
  && !document.querySelector(loading)"""
SLOW_MS = 15_000
# The browser's own words for any answer of 400 and above, and for a connection that the test cuts.
NETWORK = re.compile(r"Failed to load resource")
expect.set_options(timeout=SLOW_MS)


@dataclass
class Visitor:
    """A context of the browser with its first page, and what went wrong in it.

    ``expected`` are patterns of console lines that a test brings about itself: answers of 4xx and 5xx are printed by
    the browser, whatever the page does with them. ``allowed`` are other addresses that a test's clicks lead to.
    ``waiting`` has no answer yet.
    """

    stack: Stack
    context: BrowserContext
    page: Page
    requests: list[Request] = field(default_factory=list)
    console: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    expected: list[re.Pattern[str]] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)
    waiting: set[Request] = field(default_factory=set)

    def open(self, path: str = "/") -> Self:
        """Go to a path of the interface and wait until nothing is loading any more."""
        self.page.goto(f"{self.stack.url}{path}")
        return self.settled()

    def settled(self) -> Self:
        """Wait until the page shows content and no placeholder of loading."""
        # Looked at often first: what is expected is looked at in steps of up to a second.
        for _ in range(100):
            with suppress(Error):
                if self.page.evaluate(SETTLED, LOADING):
                    break
            self.page.wait_for_timeout(20)
        expect(self.page.locator("main, [role=main]").first).to_be_visible()
        expect(self.page.locator(LOADING)).to_have_count(0)
        return self

    def expects(self, pattern: str = NETWORK.pattern) -> Self:
        """Say that console lines of this pattern are brought about by the test."""
        self.expected.append(re.compile(pattern))
        return self

    def button(self, name: str | re.Pattern[str], **how: Any) -> Locator:
        """A button by its name."""
        return self.page.get_by_role("button", name=name, **how)

    def link(self, name: str | re.Pattern[str], **how: Any) -> Locator:
        """A link by its name."""
        return self.page.get_by_role("link", name=name, **how)

    def calls(self, path: str, method: str | None = None) -> list[Request]:
        """The requests whose URL holds this, oldest first."""
        return [one for one in self.requests if path in one.url and method in (None, one.method)]

    def log_in(self, account: Account) -> Self:
        """Get the session cookie, as the login page does."""
        headers = {"X-Refdesk-Session": "cookie", "Origin": self.stack.url}
        body = {"email": account.email, "password": account.password}
        answer = self.context.request.post(f"{self.stack.url}/auth/login/", data=body, headers=headers)
        assert answer.ok, answer.text()
        return self

    def log_out_elsewhere(self) -> None:
        """End the login where the browser does not notice: it keeps its cookie, and the service refuses it."""
        (token,) = [one["value"] for one in self.context.cookies()]
        body = {"refresh_token": token}
        answer = httpx.post(f"{self.stack.url}/auth/logout/", json=body, timeout=60, trust_env=False)
        assert answer.status_code == 204, answer.text

    def new_page(self) -> Page:
        """Another tab, watched as the first."""
        return self.context.new_page()

    def check(self) -> None:
        """Assert what holds on every page: a quiet console, no dialog, no other host."""
        noise = [one for one in self.console if not any(pattern.search(one) for pattern in self.expected)]
        assert noise == [], f"the console says: {noise}"
        assert self.errors == [], f"errors in the page: {self.errors}"
        assert self.dialogs == [], f"dialogs: {self.dialogs}"
        foreign = {one.url for one in self.requests if not self._own(one.url)}
        assert foreign == set(), f"requests to other hosts: {foreign}"

    def _own(self, url: str) -> bool:
        return url.startswith((f"{self.stack.url}/", "blob:", "data:", "about:", *self.allowed))


def watch(visitor: Visitor) -> None:
    """Record everything that the context's pages say and ask for."""
    context = visitor.context

    def say(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            visitor.console.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def dialog(shown: Dialog) -> None:
        if shown.type == "beforeunload":
            shown.accept()
            return
        visitor.dialogs.append(f"{shown.type}: {shown.message}")
        shown.dismiss()

    def failed(error: Any) -> None:
        visitor.errors.append(str(error.error))

    context.on("console", say)
    context.on("dialog", dialog)
    context.on("weberror", failed)

    def ask(request: Request) -> None:
        visitor.requests.append(request)
        visitor.waiting.add(request)

    context.on("request", ask)
    context.on("response", lambda response: visitor.waiting.discard(response.request))
    context.on("requestfailed", lambda request: visitor.waiting.discard(request))  # noqa: PLW0108 - Playwright marks handlers


@contextmanager
def visiting(browser: Browser, stack: Stack, **how: Any) -> Iterator[Visitor]:
    """A visitor on a stack; ``how`` is Playwright's (viewport, color_scheme, …). Checks what it saw at the end."""
    options = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce", **how}
    context = browser.new_context(locale="en-GB", timezone_id="Europe/Berlin", accept_downloads=True, **options)
    context.set_default_timeout(SLOW_MS)
    visitor = Visitor(stack, context, context.new_page())
    watch(visitor)
    try:
        yield visitor
        visitor.check()
    finally:
        # A page that is still busy may refuse to go; the context goes all the same.
        with suppress(Error):
            # A request that a route still fetches would be an error in whatever runs next.
            for page in context.pages:
                page.unroute_all(behavior="ignoreErrors")
            context.close()


Visit = Callable[..., Visitor]
