"""What concerns the installation is its operators': others are shown neither the System page nor links into Prefect."""

import re

from playwright.sync_api import expect

from tests.e2e.ui.library import new_chatbot, new_source, upload
from tests.e2e.ui.visitor import Visit
from tests.servers.stack import Account, Stack, account


def test_only_operators_see_the_system_and_prefect(visit: Visit, house: Stack) -> None:
    """Menu, palette, page and history agree, as the service knows the person."""
    for operator in (True, False):
        with account(house, operator=operator) as person:
            look_around(visit, person, operator=operator)


def look_around(visit: Visit, person: Account, *, operator: bool) -> None:
    """What one person is shown."""
    chatbot = new_chatbot(person, "Desk")
    source = new_source(person, chatbot)
    upload(person, source, [("a.md", b"# A\n\nWords.")])
    visitor = visit(person).open(f"/chatbots/{chatbot}/sources?source={source}&dialog=history")
    page, number = visitor.page, int(operator)
    runs = page.get_by_role("list", name="History of syncs").get_by_role("listitem")
    expect(runs).to_have_count(1)
    expect(runs.get_by_role("link", name=re.compile("Run in Prefect"))).to_have_count(number)
    visitor.open("/")
    expect(visitor.link("Chatbots").first).to_be_visible()
    expect(visitor.link("System")).to_have_count(number)
    page.keyboard.press("Control+k")
    page.get_by_role("textbox").last.fill("System")
    expect(page.get_by_role("button", name="System")).to_have_count(number)
    visitor.open("/system")
    expect(page.get_by_role("heading", name="System")).to_be_visible()
    expect(page.get_by_text("This page is for those who run this installation.")).to_have_count(1 - number)
    expect(page.get_by_role("heading", name="Needed")).to_have_count(number)
