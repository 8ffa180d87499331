"""Text of others is text: nothing of it runs, nothing of it loads."""

import pytest
from playwright.sync_api import expect

from tests.e2e.ui.library import Library, ask, new_chatbot, new_source, upload
from tests.e2e.ui.pages import STATES, enter
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
OTHERWISE = {"palette", "reader-narrow", "document-failed"}
NAME = "<img src=x onerror=alert(6)><svg onload=alert(7)>"
QUESTION = "How is the harbour crane greased in spring?"
CRANE = "The harbour crane is greased in spring with {0} and checked {0} by two people."


@pytest.fixture
def hostile(person: Account) -> Library:
    """An account in which everything that people can name is an attack."""
    chatbot = new_chatbot(person, NAME, description=" ".join(PAYLOADS), welcome_message=" ".join(PAYLOADS))
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


def test_payloads_stay_text_on_every_page(visit: Visit, hostile: Library) -> None:
    """No dialog, no other host, no element of theirs; the visitor's own check holds the requests and the console."""
    visitor = visit(hostile.account).expects(r"Failed to load resource.*40[0-9]")
    page = visitor.page
    for state in STATES:
        # What holds words of others, of this account's documents: no PDF, none that broke.
        if state.stranger or state.scene or "pdf" in state.name or state.name in OTHERWISE:
            continue
        enter(visitor, hostile, state)
        assert page.locator("iframe, [onerror], [onload], a[href^=javascript], script:not([src])").count() == 0
        assert page.locator("main img:not([alt^='Page '])").count() == 0, state.name
    visitor.open(hostile.answer_path(hostile.pdf))
    expect(page.get_by_role("article", name="Answer")).to_contain_text("Your comment: <img src=x onerror=alert(1)>")
    expect(page.get_by_role("list", name="Conversations").get_by_role("link").filter(has_text=NAME)).to_have_count(1)
    visitor.open(hostile.answer_path(hostile.pdf, read=1))
    expect(page.locator("[data-reader] mark").first).to_contain_text("harbour crane")
    assert len({one.url.split("/")[2] for one in visitor.requests if one.url.startswith("http")}) == 1


def test_a_poisoned_answer_stays_text(visit: Visit, hostile: Library) -> None:
    """An answer whose Markdown holds everything at once, as a model could be talked into writing it."""
    visitor = visit(hostile.account)
    page = visitor.page
    poison = "\n\n".join(PAYLOADS)

    def poisoned(route):  # type: ignore[no-untyped-def]
        reply = route.fetch()
        body = reply.json()
        for one in body["items"]:
            one["content"] = poison if one["role"] == "assistant" else one["content"]
        route.fulfill(response=reply, json=body)

    page.route("**/messages/**", poisoned)
    visitor.open(hostile.answer_path(hostile.pdf))
    answer = page.get_by_role("article", name="Answer")
    expect(answer).to_contain_text("click")
    assert answer.locator("img, iframe, script, svg[onload], a").count() == 0
