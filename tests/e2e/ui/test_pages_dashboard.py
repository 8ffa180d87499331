"""What only a browser with the real build shows of the first pages: code that does not arrive, and the sample.

The rest of them is tested in ``webapp/ui/src/pages``.
"""

import re

from playwright.sync_api import expect

from deployments.interface_build import SAMPLE
from tests.e2e.ui.visitor import Visit
from tests.servers.stack import Account

PARTS = (("Shell", "/"), ("DashboardPage", "/"), ("LoginPage", "/login"))


def test_a_page_whose_code_does_not_arrive_is_no_blank_page(visit: Visit, person: Account) -> None:
    """What is wrong is said, in the page's one main part, with a button that loads it once the server is back."""
    for part, path in PARTS:
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
