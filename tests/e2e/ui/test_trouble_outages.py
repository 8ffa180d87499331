"""Parts of the stack end while somebody looks: nothing is lost, and what to do is said."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.ui.library import DOCX, new_chatbot, new_source
from tests.e2e.ui.shaky import Shaky, answers, begin
from tests.e2e.ui.visitor import Visit, Visitor

LAST_MS = 40_000
SHIFTS = """() => { window.shifts = [];
  new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput)
    window.shifts.push([one.value, one.sources?.map(({node}) => node?.outerHTML?.slice(0, 120))]); })
    .observe({type: 'layout-shift', buffered: false}); }"""


@pytest.fixture
def talker(visit: Visit, shaky: Shaky) -> Iterator[Visitor]:
    """Somebody in a new chat of the stack that may be harmed."""
    yield visit(shaky.who, at=shaky.stack).open(shaky.chat)
    shaky.model.forget()


def test_nothing_moves_while_an_answer_streams(talker: Visitor, shaky: Shaky) -> None:
    """No layout shift from the first token to the last; marks become live on the way."""
    page = begin(talker, shaky)
    page.evaluate(SHIFTS)
    expect(page.locator("[data-citation]").first).to_be_visible()
    expect(answers(page)).to_contain_text("sentence 39", timeout=LAST_MS)
    expect(page.get_by_role("button", name="This helped")).to_be_visible()
    assert page.evaluate("() => window.shifts.filter(([value]) => value > 0.001)") == []


def test_stop_ends_the_answer_and_keeps_its_words(talker: Visitor, shaky: Shaky) -> None:
    """What was said stays, and that it was stopped is said."""
    page = begin(talker, shaky)
    talker.button("Stop").click()
    expect(page.get_by_text("Stopped before it was finished.")).to_be_visible()
    expect(answers(page)).to_contain_text("sentence 2")
    expect(talker.button("Send")).to_be_visible()


def test_after_a_reload_the_running_answer_is_found_again(talker: Visitor, shaky: Shaky) -> None:
    """From its first word to its last, once."""
    page = begin(talker, shaky)
    page.reload()
    answer = answers(page)
    expect(answer).to_contain_text("sentence 39", timeout=LAST_MS)
    expect(talker.button("This helped")).to_be_visible()
    assert answer.inner_text().count("sentence 5 ") == 1


def test_a_restart_in_the_middle_of_an_answer_keeps_its_words(talker: Visitor, shaky: Shaky) -> None:
    """The loss and its reason are said, also after a reload, and the question can be asked again with a click."""
    talker.expects()
    page = begin(talker, shaky)
    shaky.stack.find("-m webapp").kill()
    expect(page.get_by_text("The connection was lost.").first).to_be_visible()
    expect(page.get_by_text("This answer was not finished")).to_be_visible(timeout=90_000)
    expect(answers(page).first).to_contain_text("sentence 1")
    reason = page.get_by_text("The process that made this answer ended before it; ask again.")
    expect(reason).to_be_visible()
    page.reload()
    expect(reason).to_be_visible()
    shaky.model.forget()
    talker.button("Ask again").click()
    expect(talker.button("This helped").last).to_be_visible()


def test_an_upload_and_a_sync_while_prefect_is_down_say_so(visit: Visit, shaky: Shaky) -> None:
    """The file stays in the list with the reason, the sync's button for the next try; once Prefect is back, a click
    sends the file.
    """
    visitor = visit(shaky.who, at=shaky.stack).expects(r"Failed to load resource.*503")
    new_source(shaky.who, chatbot := new_chatbot(shaky.who))
    page = visitor.open(f"/chatbots/{chatbot}/sources").page
    supervisor = shaky.stack.find("supervisor_program.py")
    server = shaky.stack.find("deployments.prefect_server")
    supervisor.suspend()
    try:
        server.kill()
        page.get_by_label("Choose files").first.set_input_files(DOCX)
        files = page.get_by_role("region", name="Files on their way")
        expect(files.get_by_text("1 file not sent")).to_be_visible(timeout=LAST_MS)
        expect(files.get_by_text("Prefect").first).to_be_visible()
        expect(files.get_by_text(DOCX.name)).to_be_visible()
        visitor.button("Other ways to sync").click()
        page.get_by_role("menuitem", name="Full sync").click()
        message = page.get_by_role("alert").filter(has_text="No sync was started")
        expect(message).to_contain_text("Prefect", timeout=LAST_MS)
        expect(message).to_contain_text(re.compile(r"Wait \d+ seconds, then try again\."))
        expect(visitor.button("Other ways to sync")).to_be_enabled()
        message.get_by_role("button", name="Close").click()
        expect(message).to_have_count(0)
    finally:
        supervisor.resume()
    shaky.stack.wait_ready()
    visitor.button("Retry what was not sent").click()
    expect(files.get_by_text("1 of 1 file sent")).to_be_visible(timeout=LAST_MS)
    expect(page.get_by_role("table").get_by_text("Searchable", exact=True)).to_be_visible(timeout=60_000)
