"""The network goes: nothing waits for it without a word, and a service on this machine is asked all the same."""

import re

from playwright.sync_api import expect

from tests.e2e.ui.visitor import Visit
from tests.servers.stack import Account

UNREACHABLE = "The server cannot be reached"


def test_a_machine_without_a_network_still_has_its_own_service(visit: Visit, person: Account) -> None:
    """The browser says that it is offline; pages load and forms are sent as ever."""
    visitor = visit(person).open("/")
    page = visitor.page
    page.evaluate("() => window.dispatchEvent(new Event('offline'))")
    visitor.link("System").click()
    expect(page.get_by_text("Web application").or_(page.get_by_text("Prefect")).first).to_be_visible()
    visitor.link("Chatbots").first.click()
    visitor.button("New chatbot").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Made offline")
    dialog.get_by_role("button", name="Create").click()
    expect(page).to_have_url(re.compile("/sources"))
    expect(page.get_by_role("heading", name="Made offline")).to_be_visible()


def test_a_page_whose_code_cannot_be_fetched_says_so(visit: Visit, person: Account) -> None:
    """The frame stays, with the reason and a button that brings the page; the browser's own error page never shows."""
    visitor = visit(person).open("/").expects()
    page = visitor.page
    visitor.context.set_offline(True)
    visitor.link("System").click()
    expect(page.get_by_role("alert").first).to_contain_text(UNREACHABLE)
    expect(visitor.button("Log out")).to_be_visible()
    visitor.context.set_offline(False)
    visitor.button("Try again").first.click()
    expect(page.get_by_role("heading", name="System")).to_be_visible()
    expect(page.get_by_text(UNREACHABLE)).to_have_count(0)


def test_what_tells_of_a_failure_needs_nothing_that_can_fail(visit: Visit, person: Account) -> None:
    """The code of short messages does not come either: the reason is said in plain, the page stays."""
    visitor = visit(person).expects()
    page = visitor.page
    page.route("**/ToastList*", lambda route: route.abort())
    visitor.open("/")
    visitor.context.set_offline(True)
    visitor.button("Try the sample library").click()
    told = page.get_by_role("alert")
    expect(told).to_contain_text("The sample library could not be set up")
    expect(told).to_contain_text(UNREACHABLE)
    told.get_by_role("button", name="Close").click()
    expect(told).to_have_count(0)
    expect(visitor.button("New chatbot")).to_be_visible()
