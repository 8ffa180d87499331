"""What went wrong in the system that this one replaces, each by its name.

Two more stand where they belong: clicks swallowed by an overlay (``test_clicks.py``), endless refresh on 401
(``test_session.py``).
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.ui.library import Library, new_chatbot
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.stack import Account

SKELETON = "[role=status][aria-label=Loading]"
EMPTY = "Make your first chatbot"


def states(page: Page) -> set[str]:
    """Which of the dashboard's states are on the page."""
    looks: dict[str, Callable[[], int]] = {
        "loading": page.locator(f"main {SKELETON}").count,
        "empty": page.get_by_role("heading", name=EMPTY).count,
        "grid": page.locator("main ul[aria-label$=chatbot], main ul[aria-label$=chatbots]").count,
        "error": page.locator("main [role=alert]").count,
    }
    return {name for name, count in looks.items() if count()}


def test_broken_conditional_rendering_of_loading_empty_and_grid_states(visit: Visit, person: Account) -> None:
    """The dashboard is in exactly one state at any time: loading, then empty; loading, then the grid; or the error."""
    visitor = visit(person).expects()
    page = visitor.page
    held: list[Route] = []
    page.route("**/api/v1/chatbots/**", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks handlers
    page.goto(visitor.stack.url)
    expect(page.locator(f"main {SKELETON}")).to_be_visible()
    assert states(page) == {"loading"}
    for one in held:
        one.continue_()
    page.unroute("**/api/v1/chatbots/**")
    expect(page.get_by_role("heading", name=EMPTY)).to_be_visible()
    assert states(page) == {"empty"}
    new_chatbot(person, "First")
    page.reload()
    expect(visitor.link("First")).to_be_visible()
    assert states(page) == {"grid"}
    page.route("**/api/v1/chatbots/**", lambda route: route.fulfill(status=500, body="{}"))
    page.reload()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    assert states(page) == {"error"}


def test_missing_danger_variant(reader: Visitor, library: Library) -> None:
    """The button that deletes looks like no other one: its colour is the kit's red, not the accent and not grey."""
    page = reader.open(library.path("/settings")).page
    danger = reader.button("Delete this chatbot")
    usual = reader.button("Pause")
    colour = "(one) => getComputedStyle(one).backgroundColor"
    assert danger.evaluate(colour) != usual.evaluate(colour)
    red, green, blue = (int(part) for part in danger.evaluate(colour).removeprefix("rgb(").rstrip(")").split(","))
    assert red > 2 * max(green, blue)
    assert page.get_by_role("button", name="Delete this chatbot").count() == 1


def test_api_types_out_of_step_with_the_api(visit: Visit, person: Account) -> None:
    """Every field that the form sends is the one that the API answers, and comes back into the form."""
    visitor = visit(person)
    page = visitor.open("/?dialog=create").page
    sent = {
        "Name": "In step",
        "Description": "What it is for",
        "Welcome message": "Welcome, reader.",
        "Instructions": "Answer briefly.",
        "Model": "gpt-4o",
        "Temperature": "0.75",
    }
    dialog = page.get_by_role("dialog")
    for label, value in sent.items():
        dialog.get_by_label(label).fill(value)
    dialog.get_by_role("button", name="Create").click()
    expect(page.get_by_role("heading", name="In step")).to_be_visible()
    made = person.http.get("/api/v1/chatbots/").json()["items"][0]
    assert (made["welcome_message"], made["model_name"], made["temperature"]) == ("Welcome, reader.", "gpt-4o", 0.75)
    visitor.open(f"/?dialog=edit&chatbot={made['id']}")
    for label, value in sent.items():
        expect(page.get_by_role("dialog").get_by_label(label)).to_have_value(value)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("draft", "No documents yet"),
        ("processing", "Reading documents"),
        ("active", "Ready"),
        ("paused", "Paused"),
    ],
)
def test_api_types_out_of_step_with_the_api_status_values(
    reader: Visitor, library: Library, *, status: str, said: str
) -> None:
    """Each status of the API has its words on the badge."""
    page = reader.page

    def with_status(route: Route) -> None:
        reply = route.fetch()
        body = reply.json()
        body["items"][0]["status"] = status
        route.fulfill(response=reply, json=body)

    page.route("**/api/v1/chatbots/?**", with_status)
    page.route("**/api/v1/chatbots/", with_status)
    reader.open("/")
    expect(page.get_by_role("listitem").get_by_text(said, exact=True)).to_be_visible()
    assert library.account.http.get(f"/api/v1/chatbots/{library.chatbot}/").json()["status"] == "active"
