"""The whole walk: register, create, upload, watch, ask, check the proof, delete, log out, return."""

import re

from playwright.sync_api import expect

from tests.e2e.ui.forms import fill_login, fill_registration
from tests.e2e.ui.library import DOCX, DOCX_QUESTION, PDF, PDF_QUESTION, Library
from tests.e2e.ui.proof import boxes_on, letters, letters_under, picture_is_drawn
from tests.e2e.ui.visitor import Visit, Visitor

MARK = "[data-citation]"


def create(visitor: Visitor, name: str) -> None:
    """A chatbot with a source called Rules, from the dashboard."""
    page = visitor.page
    visitor.button("New chatbot").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="More").click()
    dialog.get_by_label("Welcome message").fill("Welcome, reader.")
    dialog.get_by_role("button", name="Create").click()
    expect(page).to_have_url(re.compile("/sources"))
    visitor.button("Add source").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Rules")
    dialog.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Rules")).to_be_visible()


def put_question(visitor: Visitor, question: str) -> None:
    """Ask in the open chat and wait for the first live mark."""
    page = visitor.page
    field = page.get_by_label("Your question")
    field.fill(question)
    field.press("Enter")
    expect(page.get_by_role("article", name="Question").last).to_have_text(question)
    answer = page.get_by_role("article", name="Answer").last
    expect(answer.locator(MARK).first).to_be_visible()
    expect(answer.get_by_role("button", name="This helped")).to_be_visible()


def last_answer(visitor: Visitor) -> dict:
    """The last answer as the API has it, asked for from the page's own session."""
    reply = [one for one in visitor.calls("/messages/", "GET") if "/conversations/" in one.url][-1]
    headers = {"Authorization": reply.headers["authorization"]}
    items = visitor.context.request.get(reply.url, headers=headers).json()["items"]
    return items[-1]


def test_from_the_registration_to_the_proof_and_to_nothing(visit: Visit) -> None:
    """A person who never saw the API gets from nothing to a checked answer, and back to nothing."""
    visitor = visit()
    page = visitor.page
    visitor.open("/register")
    fill_registration(visitor)
    visitor.button("Create account").click()
    expect(page.get_by_role("heading", name="Make your first chatbot")).to_be_visible()
    create(visitor, "House rules")

    with page.expect_file_chooser() as chooser:
        visitor.button("Choose files").click()
    chooser.value.set_files([PDF, DOCX])
    expect(page.get_by_text("2 of 2 files sent")).to_be_visible()
    table = page.get_by_role("table", name="Documents of Rules")
    expect(table.get_by_text("Searchable", exact=True)).to_have_count(2, timeout=60_000)

    visitor.link("Chat", exact=True).click()
    expect(page.get_by_text("Welcome, reader.")).to_be_visible()
    put_question(visitor, PDF_QUESTION)
    cited = last_answer(visitor)["citations"][0]
    page.locator(MARK).first.click()
    expect(page.locator("[data-reader]")).to_be_visible()
    assert picture_is_drawn(page)
    assert letters_under(boxes_on(page), PDF, cited["page"]) == letters(cited["quote"])

    put_question(visitor, DOCX_QUESTION)
    cited = last_answer(visitor)["citations"][0]
    page.get_by_role("article", name="Answer").last.locator(MARK).first.click()
    marked = page.locator("[data-reader] mark")
    expect(marked.first).to_be_visible()
    assert letters("".join(marked.all_text_contents())) == letters(cited["quote"])

    remove(visitor)


def remove(visitor: Visitor) -> None:
    """Delete a document, the source, then the chatbot."""
    page = visitor.page
    visitor.link("Sources", exact=True).click()
    page.get_by_role("link", name="Delete ").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Delete document").click()
    table = page.get_by_role("table", name="Documents of Rules")
    expect(table.get_by_text("Searchable", exact=True)).to_have_count(1)
    visitor.button("More for Rules").click()
    page.get_by_role("menuitem", name="Delete").click()
    confirm(visitor, "Rules")
    expect(page.get_by_text("Rules was deleted.")).to_be_visible()
    visitor.link("Settings", exact=True).click()
    visitor.button("Delete this chatbot").click()
    confirm(visitor, "House rules")
    expect(page.get_by_role("heading", name="Make your first chatbot")).to_be_visible()


def confirm(visitor: Visitor, name: str) -> None:
    """Type the name that a deletion asks for."""
    dialog = visitor.page.get_by_role("dialog")
    danger = dialog.locator("button[type=submit]")
    expect(danger).to_be_disabled()
    dialog.get_by_role("textbox").fill(name)
    danger.click()


def test_logging_out_and_in_again_leads_back(reader: Visitor, library: Library) -> None:
    """One is where one was: the same answer, the same citation open; the address was kept in between."""
    page = reader.open(library.answer_path(library.pdf, read=1)).page
    # All of it: what is still under way when the session ends is refused, and the browser says so.
    assert picture_is_drawn(page)
    expect(page.locator("[data-box]").first).to_be_attached()
    reader.button("Log out").click()
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    fill_login(reader, library.account)
    expect(page).to_have_url(f"{reader.stack.url}{library.answer_path(library.pdf, read=1)}")
    expect(page.locator("[data-box]").first).to_be_attached()


def test_the_next_person_at_the_same_browser_sees_nothing_of_the_last(visit: Visit, library: Library) -> None:
    """After a logout and another login the lists are the new person's, from the first moment."""
    visitor = visit(library.account)
    page = visitor.open("/").page
    expect(visitor.link("Harbour Library")).to_be_visible()
    visitor.button("Log out").click()
    visitor.link("Create one").click()
    fill_registration(visitor)
    page.evaluate(
        """() => { window.seen = false;
        new MutationObserver(() => { window.seen ||= document.body.innerText.includes('Harbour Library'); })
          .observe(document.body, {childList: true, subtree: true}); }"""
    )
    visitor.button("Create account").click()
    expect(page.get_by_role("heading", name="Make your first chatbot")).to_be_visible()
    assert page.evaluate("() => window.seen") is False
