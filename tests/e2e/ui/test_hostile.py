"""Text of others is text: nothing of it runs, nothing of it loads."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.ui.library import Library, ask, new_chatbot, new_source, upload
from tests.e2e.ui.pages import STATES, enter
from tests.e2e.ui.scenes import MESSAGES, altering
from tests.e2e.ui.visitor import Visit
from tests.servers.stack import Account

PAYLOADS = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(2)</script>",
    '"><svg onload=alert(3)>',
    "![x](http://evil.example/pixel.png)",
    "[click](javascript:alert(4))",
    "<iframe src=http://evil.example/></iframe>",
    "<a href='javascript:alert(5)'>here</a>",
]
# Wherever words of others stand: names, descriptions, titles, messages, file names, texts.
SHOWN = {
    "dashboard",
    "edit",
    "delete",
    "chat-new",
    "chat-nothing",
    "conversation-menu",
    "conversation-rename",
    "conversation-delete",
    "reader-docx",
    "sources",
    "sources-edit",
    "sources-delete",
    "sources-history",
    "document",
    "document-delete",
    "search-results",
    "settings",
}
NAME = "<img src=x onerror=alert(6)><svg onload=alert(7)>"
QUESTION = "How is the harbour crane greased in spring?"
CRANE = "The harbour crane is greased in spring with {0} and checked {0} by two people."


@pytest.fixture
def hostile(person: Account) -> Library:
    """An account in which everything that people can name is an attack."""
    chatbot = new_chatbot(person, NAME, description=" ".join(PAYLOADS), welcome_message=" ".join(PAYLOADS))
    # Whatever its words are among so much that says nothing: an answer that quotes them is wanted.
    low = person.http.patch(f"/api/v1/chatbots/{chatbot}/settings/", json={"min_confidence": 0.05})
    assert low.is_success, low.text
    source = new_source(person, chatbot, NAME)
    text = "\n\n".join(f"# {one}\n\n{CRANE.format(one)}" for one in PAYLOADS)
    names = ["<img src=x onerror=alert(8)>.md", "javascript:alert(9).txt"]
    upload(person, source, [(name, text.encode()) for name in names])
    answer = ask(person, chatbot, QUESTION)
    assert answer["citations"], answer
    said = {"rating": "down", "comment": " ".join(PAYLOADS)}
    assert person.http.post(f"/api/v1/messages/{answer['id']}/feedback/", json=said).is_success
    renamed = person.http.patch(f"/api/v1/conversations/{answer['conversation']}/", json={"title": NAME})
    assert renamed.status_code == 200, renamed.text
    return Library(person, chatbot, source, answer, answer, ask(person, chatbot, PAYLOADS[0]))


def test_words_of_others_stay_text(visit: Visit, hostile: Library) -> None:
    """No dialog, no other host, no element of theirs; the visitor's own check holds the requests and the console."""
    visitor = visit(hostile.account).expects(r"Failed to load resource.*40[0-9]")
    page = visitor.page
    for state in (one for one in STATES if one.name in SHOWN):
        enter(visitor, hostile, state)
        assert page.locator("iframe, [onerror], [onload], a[href^=javascript], script:not([src])").count() == 0
        assert page.locator("main img:not([alt^='Page '])").count() == 0, state.name
    visitor.open(hostile.answer_path(hostile.pdf))
    expect(page.get_by_role("article", name="Answer")).to_contain_text("Your comment: <img src=x onerror=alert(1)>")
    expect(page.get_by_role("list", name="Conversations").get_by_role("link").filter(has_text=NAME)).to_have_count(1)
    visitor.open(hostile.answer_path(hostile.pdf, read=1))
    expect(page.locator("[data-reader] mark").first).to_contain_text("harbour crane")
    poison(page)
    visitor.open(hostile.answer_path(hostile.pdf))
    answer = page.get_by_role("article", name="Answer")
    expect(answer).to_contain_text("click")
    assert answer.locator("img, iframe, script, svg[onload], a").count() == 0
    assert len({one.url.split("/")[2] for one in visitor.requests if one.url.startswith("http")}) == 1


def poison(page: Page) -> None:
    """From now on answers hold everything at once, as a model could be talked into writing it."""

    def alter(body: Any) -> None:
        for one in body["items"]:
            if one["role"] == "assistant":
                one["content"] = "\n\n".join(PAYLOADS)

    altering(MESSAGES, alter)(page)
