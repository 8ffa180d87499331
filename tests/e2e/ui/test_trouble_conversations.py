"""Conversations and ratings where the service keeps them and a phone shows them.

Their dialogs and failures are tested in ``pages/chatbot/chat/conversations.test.tsx``.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.ui.library import DOCX, DOCX_QUESTION, Library, ask, new_chatbot, new_source, upload
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.stack import Account


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
