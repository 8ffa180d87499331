"""A question that is not taken: why is said in words, it stays where it was typed, and one click asks it again."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.ui.library import PDF_QUESTION, post
from tests.e2e.ui.shaky import STREAMS, Shaky, answers, field, finished, put
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.openai_standin import Reply
from tests.servers.relay import problem, proxy_page

ASK = r"^POST /api/v1/conversations/[^/]+/messages/"
# What no keyboard types, but a paste may bring.
TYPE = """(area, value) => {
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(area, value);
  area.dispatchEvent(new Event('input', {bubbles: true}));
}"""
BEGIN = r"^POST /api/v1/chatbots/[^/]+/conversations/"


@pytest.fixture
def asker(visit: Visit, shaky: Shaky) -> Iterator[Visitor]:
    """Somebody in a new chat, behind the relay."""
    shaky.model.forget()
    yield visit(shaky.who, at=shaky.front).expects().open(shaky.chat)
    shaky.relay.forget()


def kept(page: Page, said: str) -> None:
    """The reason is said, the question stands in its field."""
    expect(page.get_by_role("alert")).to_contain_text(said)
    expect(field(page)).to_have_value(PDF_QUESTION)


def asked_again(visitor: Visitor, shaky: Shaky, before: int) -> None:
    """One click, and the answer comes: one conversation, one question, nothing left in the field."""
    visitor.button("Ask again").click()
    finished(visitor)
    expect(visitor.page.get_by_role("alert")).to_have_count(0)
    expect(field(visitor.page)).to_have_value("")
    expect(visitor.page.get_by_role("article", name="Question")).to_have_count(1)
    conversations = shaky.conversations()
    assert len(conversations) == before + 1
    assert [one["role"] for one in shaky.messages(conversations[0]["id"])] == ["user", "assistant"]


@contextmanager
def busy(shaky: Shaky) -> Iterator[None]:
    """As many answers in the making as the service can: slow ones, stopped at the end."""
    shaky.says(*[Reply(text="slow " * 2_000, pause=0.2)] * STREAMS)
    begun: list[str] = []
    path = "/api/v1/chatbots/{}/conversations/"
    talks = [post(shaky.who, path.format(shaky.chatbot))["id"] for _ in range(STREAMS)]

    def ask(talk: str) -> None:
        body, headers = {"content": PDF_QUESTION}, {"Accept": "text/event-stream"}
        with shaky.who.http.stream(
            "POST", f"/api/v1/conversations/{talk}/messages/", json=body, headers=headers
        ) as out:
            for line in out.iter_lines():
                if line.startswith("data:") and "message_id" in line:
                    begun.append(talk)

    threads = [threading.Thread(target=ask, args=(talk,)) for talk in talks]
    for one in threads:
        one.start()
    try:
        while len(begun) < STREAMS:
            threading.Event().wait(0.05)
        yield
    finally:
        for talk in talks:
            shaky.who.http.delete(f"/api/v1/conversations/{talk}/")
        for one in threads:
            one.join(30)


def test_more_questions_than_the_service_can_answer(asker: Visitor, shaky: Shaky) -> None:
    """503 of the service itself, its limit reached: the wait is said and counts down, then the click is let through."""
    before = len(shaky.conversations())
    with busy(shaky):
        put(asker.page)
        kept(asker.page, "Many answers are being written right now")
        expect(asker.page.get_by_role("alert")).to_contain_text("Wait 5 seconds, then ask again.")
        expect(asker.button(re.compile(r"Ask again in [1-5] s"))).to_be_disabled()
    assert len(shaky.conversations()) == before
    shaky.model.forget()
    expect(asker.button("Ask again", exact=True)).to_be_enabled()
    asked_again(asker, shaky, before)


@pytest.mark.parametrize(
    ("reply", "said", "waits"),
    [
        (
            problem(429, "too_many_requests", "Ten questions a minute.", Retry_After="3"),
            "Ten questions a minute.",
            True,
        ),
        (problem(503, "database_unavailable", "The database is away."), "The database is away.", False),
        (proxy_page(413), "The question is too large", False),
        (proxy_page(502), "The service cannot take questions right now", False),
    ],
    ids=["429", "503", "413 of a proxy", "502 of a proxy"],
)
def test_a_refusal_leaves_no_empty_conversation(
    asker: Visitor, shaky: Shaky, *, reply: bytes, said: str, waits: bool
) -> None:
    """Answered in the service's place, as a proxy before it may: the next click goes through, and there is one talk."""
    before = len(shaky.conversations())
    shaky.relay.answer(ASK, reply)
    put(asker.page)
    kept(asker.page, said)
    if waits:
        expect(asker.button(re.compile(r"Ask again in [1-3] s"))).to_be_disabled()
    expect(asker.button("Ask again", exact=True)).to_be_enabled()
    assert len(shaky.conversations()) == before
    asked_again(asker, shaky, before)


def test_a_refusal_in_the_middle_of_a_conversation(asker: Visitor, shaky: Shaky) -> None:
    """What was said stays, also over a reload; the question is asked again with a click."""
    put(asker.page)
    finished(asker)
    shaky.relay.answer(ASK, problem(429, "too_many_requests", "Slowly.", Retry_After="2"))
    put(asker.page)
    kept(asker.page, "Too many questions at once")
    expect(answers(asker.page)).to_have_count(1)
    asker.page.reload()
    expect(field(asker.page)).to_have_value(PDF_QUESTION)
    expect(answers(asker.page)).to_have_count(1)
    field(asker.page).press("Enter")
    finished(asker, 1)
    expect(field(asker.page)).to_have_value("")


def test_a_question_that_the_service_cannot_read(asker: Visitor, shaky: Shaky) -> None:
    """422 of the service itself, for a character that no text can hold: its own words, and the text to be mended."""
    before = len(shaky.conversations())
    value = "How long\0 can a booking be cancelled?"
    field(asker.page).evaluate(TYPE, value)
    field(asker.page).press("Enter")
    expect(asker.page.get_by_role("alert")).to_contain_text("The question was not sent")
    expect(field(asker.page)).to_have_value(value)
    assert len(shaky.conversations()) == before
    put(asker.page)
    finished(asker)


def test_a_question_that_is_too_long_is_counted_while_typing(asker: Visitor) -> None:
    """It cannot be sent, how much is too much is said, and nothing of it is cut off."""
    long = "é" * 8_003
    field(asker.page).fill(long)
    expect(asker.page.get_by_text("3 characters too many: shorten the question to send it.")).to_be_visible()
    expect(asker.button("Send")).to_be_disabled()
    field(asker.page).press("Enter")
    expect(field(asker.page)).to_have_value(long)
    assert not asker.calls("/conversations/", "POST")
    field(asker.page).press("Backspace")
    field(asker.page).press("Backspace")
    field(asker.page).press("Backspace")
    expect(asker.page.get_by_text("0 characters left")).to_be_visible()
    expect(asker.button("Send")).to_be_enabled()


@pytest.mark.parametrize("where", ["new chat", "conversation"])
def test_a_service_that_cannot_be_reached(asker: Visitor, shaky: Shaky, where: str) -> None:
    """Nobody listens any more: that is said, and once somebody does, one click asks, once."""
    if where == "conversation":
        put(asker.page)
        finished(asker)
    before = len(shaky.conversations())
    with shaky.relay.down():
        put(asker.page)
        kept(asker.page, "The server cannot be reached")
    if where == "new chat":
        asked_again(asker, shaky, before)
    else:
        asker.button("Ask again").click()
        finished(asker, 1)
        assert len(shaky.conversations()) == before


@pytest.mark.parametrize("then", ["at once", "after a while", "after a reload"])
def test_a_question_whose_reply_was_lost_is_not_asked_twice(asker: Visitor, shaky: Shaky, then: str) -> None:
    """The service took it, the connection broke before it could say so: the answer is found, asked for once."""
    before = len(shaky.conversations())
    # More than once: the browser, too, sends by itself once more what was lost on a connection that it kept.
    for _ in range(1 if then == "at once" else 12):
        shaky.relay.lose_reply(ASK)
    put(asker.page)
    if then != "at once":
        kept(asker.page, "The server cannot be reached")
        shaky.relay.forget()
    if then == "after a while":
        asker.button("Ask again").click()
    if then == "after a reload":
        asker.page.reload()
        expect(field(asker.page)).to_have_value(PDF_QUESTION)
        field(asker.page).press("Enter")
    finished(asker)
    conversations = shaky.conversations()
    assert len(conversations) == before + 1
    assert [one["role"] for one in shaky.messages(conversations[0]["id"])] == ["user", "assistant"]
    expect(field(asker.page)).to_have_value("")


def test_a_paused_chatbot_keeps_the_question_and_makes_no_conversation(asker: Visitor, shaky: Shaky) -> None:
    """Paused by somebody else meanwhile; set to active again, a click asks."""
    before = len(shaky.conversations())
    path = f"/api/v1/chatbots/{shaky.chatbot}/"
    assert shaky.who.http.patch(path, json={"status": "paused"}).status_code == 200
    try:
        put(asker.page)
        kept(asker.page, "This chatbot is paused")
        expect(asker.link("Open settings")).to_be_visible()
        assert len(shaky.conversations()) == before
    finally:
        assert shaky.who.http.patch(path, json={"status": "active"}).status_code == 200
    asked_again(asker, shaky, before)


def test_a_conversation_that_cannot_be_begun(asker: Visitor, shaky: Shaky) -> None:
    """Refused before there is one: the same words, the same click."""
    before = len(shaky.conversations())
    shaky.relay.answer(BEGIN, problem(429, "too_many_requests", "Slowly.", Retry_After="1"))
    put(asker.page)
    kept(asker.page, "Too many questions at once")
    asked_again(asker, shaky, before)
