"""Journeys through a conversation that is changed in its place, with the real service behind it."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.ui.library import PDF, PDF_QUESTION, new_chatbot, new_source, upload
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.stack import Account


def furnished(person: Account) -> str:
    """A chatbot that knows the PDF."""
    chatbot = new_chatbot(person)
    upload(person, new_source(person, chatbot), [PDF])
    return chatbot


def asked(visitor: Visitor, chatbot: str) -> Page:
    """A first question, answered."""
    page = visitor.open(f"/chatbots/{chatbot}/chat").page
    page.get_by_label("Your question").fill(PDF_QUESTION)
    page.keyboard.press("Enter")
    expect(visitor.button("Explain this answer")).to_be_visible()
    return page


def test_an_answer_is_made_anew_explained_and_the_question_edited(visit: Visit, person: Account) -> None:
    """The earlier ones can be read again; a reload shows the same conversation."""
    visitor = visit(person)
    page = asked(visitor, furnished(person))
    visitor.button("Answer it anew").click()
    visitor.button("Earlier version").click()
    earlier = page.get_by_role("dialog", name="Earlier version")
    expect(earlier).to_contain_text(PDF_QUESTION)
    page.keyboard.press("Escape")
    visitor.button("Explain this answer").click()
    panel = page.get_by_role("dialog", name="How this answer came about")
    expect(panel).to_contain_text("What was found")
    panel.get_by_role("button", name="Ask again").click()
    expect(panel).to_contain_text("The same answer with the same sources.")
    page.keyboard.press("Escape")
    visitor.button("Edit the question").click()
    page.get_by_label("The question in other words").fill("When can a booking be cancelled?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name="Question")).to_have_text("When can a booking be cancelled?")
    expect(visitor.button("Explain this answer")).to_have_count(1)
    page.reload()
    expect(page.get_by_role("article", name="Question")).to_have_text("When can a booking be cancelled?")


def test_a_document_is_asked_alone_from_its_details(visit: Visit, person: Account) -> None:
    """Until all are asked again; the question keeps what it was about."""
    visitor = visit(person)
    chatbot = furnished(person)
    page = visitor.open(f"/chatbots/{chatbot}/sources").page
    page.get_by_role("row").get_by_role("link").first.click()
    page.get_by_role("dialog").get_by_role("link", name="Ask about this document").click()
    expect(page.get_by_text(re.compile("Only in “"))).to_be_visible()
    page.get_by_label("Your question").fill(PDF_QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name="Question")).to_contain_text("Asked about “")
    visitor.button("Ask all documents again").click()
    expect(page.get_by_text(re.compile("Only in “"))).to_have_count(0)


def test_a_conversation_is_taken_along(visit: Visit, person: Account) -> None:
    """As Markdown from its menu, with question, answer and reference."""
    visitor = visit(person)
    page = asked(visitor, furnished(person))
    visitor.button(re.compile("^Actions for")).click()
    with page.expect_download() as taken:
        page.get_by_role("menuitem", name="Download as Markdown").click()
    text = taken.value.path().read_text("utf-8")
    assert f"## {PDF_QUESTION}" in text
    assert "[1] " in text
