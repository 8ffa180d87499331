"""A question that is not taken: why is said in words, it stays where it was typed, and one click asks it again.

The other refusals are tested in ``pages/chatbot/chat/refused.test.tsx``; here the service itself refuses, and a real
browser loses what the service said.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.ui.library import PDF_QUESTION, post
from tests.e2e.ui.shaky import STREAMS, Shaky, field, finished, put
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.openai_standin import Reply

ASK = r"^POST /api/v1/conversations/[^/]+/messages/"


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


def test_a_question_whose_reply_was_lost_is_not_asked_twice(asker: Visitor, shaky: Shaky) -> None:
    """The service took it, the connection broke before it could say so: after a reload it is found, asked for once."""
    before = len(shaky.conversations())
    # More than once: the browser, too, sends by itself once more what was lost on a connection that it kept.
    for _ in range(12):
        shaky.relay.lose_reply(ASK)
    put(asker.page)
    kept(asker.page, "The server cannot be reached")
    shaky.relay.forget()
    asker.page.reload()
    expect(field(asker.page)).to_have_value(PDF_QUESTION)
    field(asker.page).press("Enter")
    finished(asker)
    conversations = shaky.conversations()
    assert len(conversations) == before + 1
    assert [one["role"] for one in shaky.messages(conversations[0]["id"])] == ["user", "assistant"]
    expect(field(asker.page)).to_have_value("")
