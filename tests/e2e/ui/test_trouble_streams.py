"""An answer while it is written, over a network that breaks and a service that dies: its words stay, and the way on."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.ui.shaky import LAST, LONG, Shaky, answers, begin, field, finished, put
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.openai_standin import Reply

SCROLLER = "[data-scroller][aria-label=Messages]"
SILENCE_MS = 26_000
# What the service may take from being there again to saying that the answer will not come.
TOLD_SECONDS = 3.0
POSITION = f"""() => {{ const one = document.querySelector('{SCROLLER}');
  const {{scrollTop: top, scrollHeight: height, clientHeight}} = one;
  return {{top, height, left: height - top - clientHeight}}; }}"""
LOST = "The connection was lost. Trying to reach the answer again."


@pytest.fixture
def talker(visit: Visit, shaky: Shaky) -> Iterator[Visitor]:
    """Somebody in a new chat, behind the relay."""
    shaky.model.forget()
    yield visit(shaky.who, at=shaky.front).expects().open(shaky.chat)
    shaky.model.forget()


def whole(page: Page) -> None:
    """Every sentence of the long answer stands there once."""
    text = " ".join(answers(page).last.inner_text().split())
    assert [text.count(f"sentence {number} ") for number in range(40)] == [1] * 40


def test_a_network_that_breaks_is_come_back_over(talker: Visitor, shaky: Shaky) -> None:
    """Cut twice in the middle: each time the answer goes on from where it was, and every word stands there once."""
    page = begin(talker, shaky)
    shaky.relay.cut()
    expect(answers(page)).to_contain_text("sentence 9")
    shaky.relay.cut()
    finished(talker)
    whole(page)
    again = talker.calls("/events/")
    assert len(again) >= 2
    assert all(int(one.headers["last-event-id"]) > 1 for one in again)
    expect(page.get_by_role("article", name="Question")).to_have_count(1)


def test_a_network_that_goes_away_without_a_word(talker: Visitor, shaky: Shaky) -> None:
    """The connection stays open and nothing comes, not even a heartbeat: it is given up, and another one is tried."""
    page = talker.page
    page.clock.install()
    begin(talker, shaky)
    with shaky.relay.silent():
        page.clock.fast_forward(SILENCE_MS)
        expect(page.get_by_text(LOST).first).to_be_attached()
    finished(talker)
    whole(page)


def test_a_question_into_a_silent_network(talker: Visitor, shaky: Shaky) -> None:
    """Nobody answers at all: no spinner for ever; the question stays, and is asked once when the network is back."""
    page = talker.page
    page.clock.install()
    put(page)
    finished(talker)
    with shaky.relay.silent():
        put(page, "And who pays for a cancelled booking?")
        expect(talker.button("Send")).to_be_disabled()
        page.clock.fast_forward(SILENCE_MS)
        expect(page.get_by_text(LOST)).to_have_count(0)
    # The question may come through after all, before or after the page looks whether it did.
    refused = talker.button("Ask again", exact=True)
    expect(refused.or_(talker.button("This helped").nth(1))).to_be_visible()
    if refused.is_visible():
        expect(field(page)).to_have_value("And who pays for a cancelled booking?")
        refused.click()
    expect(field(page)).to_have_value("")
    finished(talker, 1)
    expect(page.get_by_role("article", name="Question")).to_have_count(2)


def test_a_killed_service_says_so_as_soon_as_it_is_back(talker: Visitor, shaky: Shaky) -> None:
    """The web process dies in mid answer: back again it knows what its predecessor left, and the page tells it."""
    page = begin(talker, shaky, Reply(text=str(LONG.text) * 20, size=12, pause=0.05))
    said = answers(page).inner_text().split(" sentence 1 ")[0]
    shaky.stack.find("-m webapp").kill()
    expect(page.get_by_text(LOST).first).to_be_attached()
    shaky.stack.wait_ready()
    ready = time.monotonic()
    talk = shaky.conversations()[0]["id"]
    while shaky.messages(talk)[-1]["status"] == "running":
        assert time.monotonic() - ready < TOLD_SECONDS
        time.sleep(0.1)
    expect(page.get_by_text("This answer was not finished")).to_be_visible()
    expect(page.get_by_text("The process that made this answer ended before it; ask again.")).to_be_visible()
    assert said.split()[0] in answers(page).inner_text()
    expect(answers(page)).to_contain_text("sentence 1")
    page.reload()
    expect(page.get_by_text("This answer was not finished")).to_be_visible()
    expect(page.get_by_text("The process that made this answer ended before it; ask again.")).to_be_visible()
    expect(answers(page)).to_contain_text("sentence 1")
    shaky.model.forget()
    talker.button("Ask again").click()
    finished(talker)


def test_marks_become_live_while_the_answer_is_written(talker: Visitor, shaky: Shaky) -> None:
    """A mark is a button as soon as its citation is proven, long before the end; it opens the reader meanwhile."""
    page = begin(talker, shaky)
    mark = answers(page).locator("button[data-citation]").first
    expect(mark).to_be_visible()
    expect(answers(page)).to_have_attribute("aria-busy", "true")
    mark.click()
    expect(page.locator("[data-reader] [data-box]").first).to_be_attached()
    expect(answers(page)).to_have_attribute("aria-busy", "true")
    finished(talker)
    whole(page)


def test_the_view_follows_only_while_the_reader_is_at_the_end(visit: Visit, shaky: Shaky) -> None:
    """Scrolled up it stays where it is however much is said; a click leads to the end, and it follows again."""
    visitor = visit(shaky.who, at=shaky.front, viewport={"width": 1280, "height": 420}).open(shaky.chat)
    page = begin(visitor, shaky, Reply(text=str(LONG.text) * 2, size=12, pause=0.04))
    expect(answers(page)).to_contain_text("sentence 9")
    assert page.evaluate(POSITION)["left"] < 64
    page.mouse.move(700, 200)
    page.mouse.wheel(0, -150)
    expect(visitor.button("Jump to the end")).to_be_visible()
    before = page.evaluate(POSITION)
    expect(answers(page)).to_contain_text("sentence 25")
    after = page.evaluate(POSITION)
    assert after["height"] > before["height"] + 50
    assert after["top"] == before["top"]
    visitor.button("Jump to the end").click()
    expect(answers(page)).to_contain_text("sentence 35")
    assert page.evaluate(POSITION)["left"] < 64
    expect(visitor.button("Jump to the end")).to_have_count(0)
    visitor.button("Stop").click()
    expect(page.get_by_text("Stopped before it was finished.")).to_be_visible()


def test_an_answer_goes_on_while_one_looks_elsewhere(talker: Visitor, shaky: Shaky) -> None:
    """Another page and back: the answer was written meanwhile; the field holds what was typed for the next question."""
    page = begin(talker, shaky)
    field(page).fill("And the next question")
    talker.link("Settings", exact=True).click()
    expect(page.get_by_label("Description")).to_be_visible()
    page.go_back()
    expect(field(page)).to_have_value("And the next question")
    expect(answers(page)).to_contain_text(LAST, timeout=40_000)
    whole(page)
