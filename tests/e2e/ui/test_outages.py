"""Parts of the stack end while somebody looks: nothing is lost, and what to do is said."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.ui.library import DOCX, PDF, PDF_QUESTION, new_chatbot, new_source, upload
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.openai_standin import Reply, Standin
from tests.servers.stack import Account, Stack, account, new_stack

WORDS = " ".join(f"A booking can be cancelled free of charge, sentence {number} [1]." for number in range(40))
LONG = Reply(text=WORDS, size=12, pause=0.04)
SHIFTS = """() => { window.shifts = [];
  new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput)
    window.shifts.push([one.value, one.sources?.map(({node}) => node?.outerHTML?.slice(0, 120))]); })
    .observe({type: 'layout-shift', buffered: false}); }"""


@dataclass(frozen=True)
class Frail:
    """A stack of its own that may be harmed, with a chat model that speaks as slowly as it is told."""

    stack: Stack
    model: Standin
    who: Account
    chatbot: str
    source: str


@pytest.fixture(scope="module")
def frail(house: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Frail]:
    """One chatbot that has read a PDF."""
    model = Standin()
    stack = new_stack(tmp_path_factory.mktemp("frail"), OPENAI_API_KEY="test-key", OPENAI_BASE_URL=model.url)
    stack.start()
    try:
        stack.wait_ready()
        with account(stack) as who:
            source = new_source(who, chatbot := new_chatbot(who))
            upload(who, source, [PDF])
            yield Frail(stack, model, who, chatbot, source)
    finally:
        stack.stop()
        model.close()


@pytest.fixture
def talker(visit: Visit, frail: Frail) -> Visitor:
    """Somebody in a new chat of the frail stack."""
    visitor = visit(frail.who, at=frail.stack)
    return visitor.open(f"/chatbots/{frail.chatbot}/chat")


def begin(visitor: Visitor, frail: Frail, reply: Reply = LONG) -> Page:
    """Ask, and wait until the answer has begun."""
    frail.model.forget()
    frail.model.script(reply)
    page = visitor.page
    page.get_by_label("Your question").fill(PDF_QUESTION)
    page.get_by_label("Your question").press("Enter")
    expect(page.get_by_role("article", name="Answer")).to_contain_text("sentence 2")
    return page


def test_nothing_moves_while_an_answer_streams(talker: Visitor, frail: Frail) -> None:
    """No layout shift from the first token to the last; marks become live on the way."""
    page = begin(talker, frail)
    page.evaluate(SHIFTS)
    expect(page.locator("[data-citation]").first).to_be_visible()
    expect(page.get_by_role("article", name="Answer")).to_contain_text("sentence 39", timeout=40_000)
    expect(page.get_by_role("button", name="This helped")).to_be_visible()
    assert page.evaluate("() => window.shifts.filter(([value]) => value > 0.001)") == []


def test_stop_ends_the_answer_and_keeps_its_words(talker: Visitor, frail: Frail) -> None:
    """What was said stays, and that it was stopped is said."""
    page = begin(talker, frail)
    talker.button("Stop").click()
    expect(page.get_by_text("Stopped before it was finished.")).to_be_visible()
    expect(page.get_by_role("article", name="Answer")).to_contain_text("sentence 2")
    expect(talker.button("Send")).to_be_visible()


def test_after_a_reload_the_running_answer_is_found_again(talker: Visitor, frail: Frail) -> None:
    """From its first word to its last, once."""
    page = begin(talker, frail)
    page.reload()
    answer = page.get_by_role("article", name="Answer")
    expect(answer).to_contain_text("sentence 39", timeout=40_000)
    expect(talker.button("This helped")).to_be_visible()
    assert answer.inner_text().count("sentence 5\xa0") == 1


def test_a_restart_in_the_middle_of_an_answer_keeps_its_words(talker: Visitor, frail: Frail) -> None:
    """The loss is said, the page comes back by itself, and the question can be asked again with a click."""
    talker.expects()
    page = begin(talker, frail)
    frail.stack.find("-m webapp").kill()
    expect(page.get_by_text("The connection was lost.").first).to_be_visible()
    expect(page.get_by_text("This answer was not finished")).to_be_visible(timeout=90_000)
    expect(page.get_by_role("article", name="Answer").first).to_contain_text("sentence 1")
    frail.model.forget()
    talker.button("Ask again").click()
    expect(talker.button("This helped").last).to_be_visible()


def test_an_upload_while_prefect_is_down_says_so_and_keeps_the_files(visit: Visit, frail: Frail) -> None:
    """The file stays in the list with the reason; once Prefect is back, a click sends it."""
    visitor = visit(frail.who, at=frail.stack).expects(r"Failed to load resource.*503")
    page = visitor.open(f"/chatbots/{frail.chatbot}/sources").page
    supervisor = frail.stack.find("supervisor.supervisord")
    server = frail.stack.find("deployments.prefect_server")
    supervisor.suspend()
    try:
        server.kill()
        page.get_by_label("Choose files").first.set_input_files(DOCX)
        files = page.get_by_role("region", name="Files on their way")
        expect(files.get_by_text("1 file not sent")).to_be_visible(timeout=40_000)
        expect(files.get_by_text("Prefect").first).to_be_visible()
        expect(files.get_by_text(DOCX.name)).to_be_visible()
    finally:
        supervisor.resume()
    frail.stack.wait_ready()
    visitor.button("Retry what was not sent").click()
    expect(files.get_by_text("1 of 1 file sent")).to_be_visible(timeout=40_000)
    expect(page.get_by_role("table").get_by_text("Searchable", exact=True)).to_have_count(2, timeout=60_000)
