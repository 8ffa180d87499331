"""Conversations and ratings: what was said stays, dialogs are addresses, the focus comes back, failures are told."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.ui.library import DOCX, DOCX_QUESTION, Library, ask, new_chatbot, new_source, upload
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.stack import Account

GONE = "00000000-0000-7000-8000-000000000000"


@pytest.fixture
def talk(visit: Visit, person: Account) -> tuple[Visitor, Library, dict[str, Any]]:
    """Somebody with a conversation of their own, open."""
    source = new_source(person, chatbot := new_chatbot(person))
    upload(person, source, [DOCX])
    message = ask(person, chatbot, DOCX_QUESTION)
    library = Library(person, chatbot, source, {}, {}, {})
    return visit(person).open(library.answer_path(message)), library, message


def feedback(who: Account, message: dict[str, Any]) -> Any:
    """What the service keeps of a rating."""
    items = who.http.get(f"/api/v1/conversations/{message['conversation']}/messages/").json()["items"]
    return items[-1]["feedback"]


def test_a_rating_and_its_comment_are_there_after_a_reload(talk: tuple[Visitor, Library, dict[str, Any]]) -> None:
    """The thumb is filled, the comment is shown and can be changed; the other thumb begins anew."""
    visitor, library, message = talk
    page, who = visitor.page, library.account
    visitor.button("This did not help").click()
    page.get_by_label("What should be better? (optional)").fill("The wrong form is named.")
    visitor.button("Send comment").click()
    expect(page.get_by_text("Your comment: The wrong form is named.")).to_be_visible()
    assert feedback(who, message) == {"rating": "down", "comment": "The wrong form is named."}
    page.reload()
    expect(visitor.button("This did not help")).to_have_attribute("aria-pressed", "true")
    expect(visitor.button("This helped")).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_text("Your comment: The wrong form is named.")).to_be_visible()
    visitor.button("Change it").click()
    expect(page.get_by_label("What should be better? (optional)")).to_have_value("The wrong form is named.")
    visitor.button("Cancel").click()
    expect(page.get_by_text("Your comment: The wrong form is named.")).to_be_visible()
    visitor.button("This helped").click()
    visitor.button("No comment").click()
    expect(page.get_by_text("Your comment:")).to_have_count(0)
    page.reload()
    expect(visitor.button("This helped")).to_have_attribute("aria-pressed", "true")
    assert feedback(who, message) == {"rating": "up", "comment": None}


def test_a_rating_that_is_not_stored_is_not_shown(talk: tuple[Visitor, Library, dict[str, Any]]) -> None:
    """The conversation is gone meanwhile: the failure is said, and the thumb stays empty."""
    visitor, library, message = talk
    visitor.expects()
    assert library.account.http.delete(f"/api/v1/conversations/{message['conversation']}/").status_code == 204
    visitor.button("This helped").click()
    expect(visitor.page.get_by_text("Your rating was not stored")).to_be_visible()
    expect(visitor.button("This helped")).to_have_attribute("aria-pressed", "false")


def open_menu(visitor: Visitor, item: str) -> Page:
    """Open the conversation's menu with the keyboard and choose."""
    visitor.button(re.compile("^Actions for")).first.focus()
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_role("menuitem", name=item).press("Enter")
    expect(visitor.page.get_by_role("dialog")).to_be_visible()
    return visitor.page


def test_a_conversation_is_renamed_in_a_dialog_that_is_an_address(
    talk: tuple[Visitor, Library, dict[str, Any]],
) -> None:
    """A reload keeps it open, the browser's back closes it, and the focus returns to the button it came from."""
    visitor, library, message = talk
    page = open_menu(visitor, "Rename")
    expect(page).to_have_url(re.compile(rf"dialog=rename&of={message['conversation']}"))
    page.reload()
    title = page.get_by_role("dialog").get_by_label("Title")
    expect(title).to_have_value(DOCX_QUESTION)
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    open_menu(visitor, "Rename")
    expect(title).to_be_focused()
    title.fill("Loans from abroad")
    title.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(visitor.link(re.compile("^Loans from abroad"))).to_be_visible()
    expect(visitor.button("Actions for Loans from abroad")).to_be_focused()
    conversation = library.account.http.get(f"/api/v1/conversations/{message['conversation']}/").json()
    assert conversation["title"] == "Loans from abroad"


@pytest.mark.parametrize("item", ["Rename", "Delete"])
@pytest.mark.parametrize("how", ["Escape", "Cancel", "Close"])
def test_the_focus_returns_from_a_dialog(talk: tuple[Visitor, Library, dict[str, Any]], *, item: str, how: str) -> None:
    """However it is closed; it holds the focus while it is open."""
    visitor, _, _ = talk
    page = open_menu(visitor, item)
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.closest('[role=dialog]') !== null")
    if how == "Escape":
        page.keyboard.press("Escape")
    else:
        page.get_by_role("dialog").get_by_role("button", name=how, exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(visitor.button(re.compile("^Actions for"))).to_be_focused()
    assert "dialog=" not in page.url


def test_a_deleted_conversation_leads_to_a_new_one(talk: tuple[Visitor, Library, dict[str, Any]]) -> None:
    """The open one goes, with its reader; nothing asks for it any more; the list says what to do."""
    visitor, library, message = talk
    page = open_menu(visitor, "Delete")
    visitor.requests.clear()
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page).to_have_url(f"{visitor.stack.url}{library.path('/chat')}")
    expect(page.get_by_text("No conversations yet. Ask something.")).to_be_visible()
    expect(page.get_by_text("Ask your documents")).to_be_visible()
    assert not visitor.calls(f"/conversations/{message['conversation']}/", "GET")
    answer = library.account.http.get(f"/api/v1/conversations/{message['conversation']}/")
    assert answer.status_code == 404


@pytest.mark.parametrize("dialog", ["rename", "delete"])
def test_a_dialog_about_a_conversation_that_is_gone(visit: Visit, library: Library, dialog: str) -> None:
    """An old link: it says so, and closing it leads on."""
    visitor = visit(library.account).expects()
    page = visitor.open(library.path(f"/chat?dialog={dialog}&of={GONE}")).page
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text("Not found")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_label("Your question")).to_be_visible()


def test_a_conversation_deleted_by_somebody_else(talk: tuple[Visitor, Library, dict[str, Any]]) -> None:
    """Asking in it: the question is kept, it is said, and a new conversation is one click away."""
    visitor, library, message = talk
    visitor.expects()
    page = visitor.page
    assert library.account.http.delete(f"/api/v1/conversations/{message['conversation']}/").status_code == 204
    page.get_by_label("Your question").fill("And from abroad?")
    page.get_by_label("Your question").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The question was not sent")
    expect(page.get_by_label("Your question")).to_have_value("And from abroad?")
    visitor.link("New conversation").first.click()
    expect(page.get_by_text("Ask your documents")).to_be_visible()


def test_on_a_phone_a_dialog_gives_the_focus_back_to_the_list(visit: Visit, library: Library) -> None:
    """The list lies over the conversation there: closing its dialog leaves one in the list, Escape then in the chat."""
    visitor = visit(library.account, viewport={"width": 360, "height": 720})
    page = visitor.open(library.answer_path(library.docx)).page
    opener = visitor.button("Conversations", exact=True)
    opener.click()
    expect(page.get_by_role("dialog", name="Conversations")).to_be_visible()
    visitor.button(re.compile("^Actions for")).first.click()
    page.get_by_role("menuitem", name="Rename").click()
    expect(page.get_by_role("dialog", name="Rename conversation")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Rename conversation")).to_have_count(0)
    expect(visitor.button(re.compile("^Actions for")).first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()
