"""What went wrong in the system that this one replaces, each by its name.

Others stand where they belong: clicks swallowed by an overlay (``test_clicks.py``, ``test_looks.py``), endless refresh
on 401 (``test_session.py``), broken conditional rendering of loading, empty and grid states
(``webapp/ui/src/pages/dashboard/dashboard.test.tsx``).
"""

from playwright.sync_api import expect

from tests.e2e.ui.library import Library
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.stack import Account


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
    dialog.get_by_role("button", name="More").click()
    for label, value in sent.items():
        dialog.get_by_label(label).fill(value)
    dialog.get_by_role("button", name="Create").click()
    expect(page.get_by_role("heading", name="In step")).to_be_visible()
    made = person.http.get("/api/v1/chatbots/").json()["items"][0]
    assert (made["welcome_message"], made["model_name"], made["temperature"]) == ("Welcome, reader.", "gpt-4o", 0.75)
    visitor.open(f"/?dialog=edit&chatbot={made['id']}")
    for label, value in sent.items():
        expect(page.get_by_role("dialog").get_by_label(label)).to_have_value(value)
