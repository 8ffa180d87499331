"""The dashboard and what stands around pages: searching while one types, editing at once, a page that is broken."""

import re

import pytest
from playwright.sync_api import expect

from deployments.interface_build import SAMPLE
from tests.e2e.ui.library import Library, new_chatbot
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.stack import Account

WORDS = "harbour library"


@pytest.mark.parametrize("path", ["/", "sources"])
def test_no_letter_of_a_search_is_lost(reader: Visitor, library: Library, path: str) -> None:
    """However fast one types: every letter stands in the field, which keeps the focus; the URL and the list follow."""
    page = reader.open(path if path == "/" else library.path("/sources")).page
    field = page.get_by_role("searchbox")
    field.focus()
    for pace in (5, 260):
        field.press_sequentially(WORDS, delay=pace)
        expect(field).to_have_value(WORDS)
        expect(field).to_be_focused()
        expect(page).to_have_url(re.compile(r"q=harbour(\+|%20)library"))
        for _ in WORDS:
            field.press("Backspace")
        expect(page).not_to_have_url(re.compile("q="))
        expect(field).to_have_value("")
        expect(field).to_be_focused()


def test_a_search_follows_the_way_back(reader: Visitor, library: Library) -> None:
    """What one left and comes back to stands in the field again; emptied by a button, it is empty."""
    page = reader.open("/?q=nobody").page
    field = page.get_by_role("searchbox")
    expect(field).to_have_value("nobody")
    expect(page.get_by_role("heading", name="No chatbot matches")).to_be_visible()
    reader.link("System").click()
    expect(page.get_by_role("heading", name="System")).to_be_visible()
    page.go_back()
    expect(field).to_have_value("nobody")
    reader.button("Clear the search").click()
    expect(field).to_have_value("")
    expect(reader.link("Harbour Library")).to_be_visible()
    page.goto(f"{reader.stack.url}{library.path('/search?q=booking')}")
    expect(page.get_by_role("searchbox")).to_have_value("booking")
    page.get_by_role("searchbox").press("End")
    page.get_by_role("searchbox").press_sequentially(" of rooms", delay=20)
    page.keyboard.press("Enter")
    page.get_by_role("searchbox").press_sequentially(" and halls", delay=20)
    expect(page).to_have_url(re.compile(r"q=booking(\+|%20)of(\+|%20)rooms$"))
    expect(page.get_by_role("searchbox")).to_have_value("booking of rooms and halls")
    page.go_back()
    expect(page.get_by_role("searchbox")).to_have_value("booking")


def test_two_people_edit_one_chatbot_in_the_dialog(visit: Visit, person: Account) -> None:
    """The second is told what the first changed, with everything typed kept, and chooses whose version stays."""
    chatbot = new_chatbot(person, "Shared")
    visitor = visit(person)
    page = visitor.open(f"/?dialog=edit&chatbot={chatbot}").page
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Instructions").fill("Mine")
    theirs = {"instructions": "Theirs", "description": "Theirs too"}
    assert person.http.patch(f"/api/v1/chatbots/{chatbot}/", json=theirs).status_code == 200
    dialog.get_by_role("button", name="Save", exact=True).click()
    told = dialog.get_by_role("alert")
    expect(told).to_contain_text("Somebody changed it meanwhile")
    expect(told).to_contain_text("Description, Instructions")
    expect(dialog.get_by_label("Instructions")).to_have_value("Mine")
    assert person.http.get(f"/api/v1/chatbots/{chatbot}/").json()["instructions"] == "Theirs"
    told.get_by_role("button", name="Take theirs, drop mine").click()
    expect(dialog.get_by_label("Description")).to_have_value("Theirs too")
    dialog.get_by_label("Instructions").fill("Ours")
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    kept = person.http.get(f"/api/v1/chatbots/{chatbot}/").json()
    assert (kept["instructions"], kept["description"]) == ("Ours", "Theirs too")


@pytest.mark.parametrize(("part", "path"), [("Shell", "/"), ("DashboardPage", "/"), ("LoginPage", "/login")])
def test_a_page_whose_code_does_not_arrive_is_no_blank_page(
    visit: Visit, person: Account, *, part: str, path: str
) -> None:
    """What is wrong is said, in the page's one main part, with a button that loads it once the server is back."""
    visitor = visit(None if path == "/login" else person).expects(r"Failed to load|dynamically imported module")
    page = visitor.page
    page.route(re.compile(rf"/assets/{part}-"), lambda route: route.abort())
    page.goto(f"{visitor.stack.url}{path}")
    expect(page.get_by_role("alert")).to_contain_text("The server cannot be reached")
    expect(page.get_by_role("main")).to_have_count(1)
    page.unroute_all()
    visitor.button("Try again").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_many_chatbots_are_drawn_on_demand(visit: Visit, person: Account) -> None:
    """The grid begins with a screenful or two, says how many are left, and finds the last of them by its name."""
    for number in range(62):
        new_chatbot(person, f"Department {number:02}")
    visitor = visit(person).open("/")
    cards = visitor.page.get_by_role("list", name="62 chatbots").get_by_role("listitem")
    expect(cards).to_have_count(60)
    visitor.button("Show more (2 left)").click()
    expect(cards).to_have_count(62)
    visitor.open("/").page.get_by_role("searchbox").fill("Department 00")
    expect(visitor.page.get_by_role("list", name="1 chatbot")).to_contain_text("Department 00")


def test_somebody_without_documents_tries_the_sample(visit: Visit, person: Account) -> None:
    """One press from nothing: a chatbot of one's own reads the sample's files, byte for byte, and answers from them."""
    visitor = visit(person).open("/")
    page = visitor.page
    visitor.button("Try the sample library").click()
    expect(page).to_have_url(re.compile("/sources"))
    names = sorted(path.name for path in SAMPLE.iterdir() if path.suffix != ".json")
    expect(page.get_by_text(f"{len(names)} of {len(names)} files sent")).to_be_visible()
    expect(page.get_by_text(f"{len(names)} of {len(names)} documents searchable")).to_be_visible(timeout=60_000)
    (source,) = person.http.get(f"/api/v1/chatbots/{page.url.split('/')[4]}/sources/").json()["items"]
    for row in person.http.get(f"/api/v1/sources/{source['id']}/documents/").json()["items"]:
        original = person.http.get(f"/api/v1/documents/{row['id']}/file/")
        assert original.content == (SAMPLE / row["uri"]).read_bytes()
    visitor.link("Chat", exact=True).click()
    page.get_by_label("Your question").fill("For how many weeks may a member borrow a book?")
    page.get_by_label("Your question").press("Enter")
    expect(page.get_by_text("A member may borrow a book for four weeks.").first).to_be_visible()
    expect(page.locator("[data-citation]").first).to_be_visible()


def test_a_sample_that_cannot_be_set_up_says_why(visit: Visit, person: Account) -> None:
    """The place is still there to try again."""
    visitor = visit(person).open("/").expects()
    visitor.context.set_offline(True)
    visitor.button("Try the sample library").click()
    expect(visitor.page.get_by_text("The sample library could not be set up")).to_be_visible()
    visitor.context.set_offline(False)
    visitor.button("Try the sample library").click()
    expect(visitor.page).to_have_url(re.compile("/sources"))
