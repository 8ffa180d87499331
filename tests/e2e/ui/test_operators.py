"""What concerns the installation is its operators': others are shown neither the System page nor links into Prefect."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.ui.library import new_chatbot, new_source, upload
from tests.e2e.ui.visitor import Visit
from tests.servers.stack import Account, Stack, account


@pytest.fixture(params=[True, False], ids=["operator", "member"])
def somebody(house: Stack, request: pytest.FixtureRequest) -> Iterator[tuple[Account, bool]]:
    """A person, and whether they run the installation."""
    with account(house, operator=request.param) as made:
        yield made, request.param


def test_only_operators_see_the_system_and_prefect(visit: Visit, somebody: tuple[Account, bool]) -> None:
    """Menu, palette, page and history agree."""
    person, operator = somebody
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
