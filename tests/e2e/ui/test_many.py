"""A source of ten thousand documents: scrolled without a gap, filtered, searched, watched, changed."""

import contextlib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from pipelines.assembly.stores import open_index
from pipelines.settings import PipelineSettings
from pipelines.types import Document, DocumentError, Status, document_id_for
from tests.e2e.ui.library import Library, new_chatbot, new_source
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.stack import Stack, account

MANY = 10_000
FAILED_EVERY = 1_000
# From the top to the end, four screens a step: at every stop the window is filled without a hole by named rows.
WALK = """async (table) => {
  const rows = () => [...table.querySelectorAll('[role=row]')].slice(1);
  const index = (row) => Number(row.ariaRowIndex ?? row.getAttribute('aria-rowindex'));
  const filled = () => {
    const [drawn, window] = [rows(), table.getBoundingClientRect()];
    return drawn.length > 0 && drawn.length === index(drawn.at(-1)) - index(drawn[0]) + 1
      && drawn[0].getBoundingClientRect().top < window.top + 40
      && drawn.at(-1).getBoundingClientRect().bottom > window.bottom - 6
      && drawn.every((row) => row.querySelector('[data-row]'));
  };
  const names = [];
  for (;;) {
    const at = table.scrollTop;
    const began = performance.now();
    while (!filled()) {
      if (performance.now() - began > 15000) return {names: names.length, hole: at};
      await new Promise(requestAnimationFrame);
    }
    for (const row of rows()) names[index(row) - 2] = row.querySelector('[data-row]').textContent;
    table.scrollTop += 4 * table.clientHeight;
    if (table.scrollTop === at) return {names, hole: null};
    await new Promise(requestAnimationFrame);
  }
}"""
LISTS = "/documents/?"


def row(org: str, source: str, number: int) -> Document:
    """One of many rows, as a sync leaves them."""
    uri = f"folder-{number // 100:03}/report-{number:05}.pdf"
    failed = number % FAILED_EVERY == 0
    error = DocumentError("converter_timeout", "It cannot be read.", "Save it again.") if failed else None
    status = Status.FAILED if failed else Status.SKIPPED
    return Document(
        document_id_for(source, uri), org, source, uri, f"Report {number:05}", bytes=number, status=status, error=error
    )


@pytest.fixture(scope="module")
def many(house: Stack) -> Iterator[Library]:
    """A source whose manifest holds the rows; they were put there, no file was read. The last test changes a few."""
    with account(house) as keeper:
        source = new_source(keeper, chatbot := new_chatbot(keeper))
        org = keeper.http.get("/auth/me/").json()["organization"]["id"]
        with contextlib.closing(open_index(PipelineSettings(data_dir=house.data_dir))) as index:
            for start in range(0, MANY, 2_000):
                assert not index.put([row(org, source, number) for number in range(start, start + 2_000)])
        yield Library(keeper, chatbot, source, {}, {}, {})


def test_ten_thousand_documents_scroll_filter_and_search(visit: Visit, many: Library) -> None:
    """Every row is seen once, none is empty, there is no hole; few rows are in the page; filter and search find one."""
    visitor = visit(many.account)
    page = visitor.open(many.path("/sources")).page
    seen = page.get_by_role("table", name="Documents of Handbooks").evaluate(WALK)
    assert seen["hole"] is None, seen
    assert seen["names"] == [f"Report {number:05}" for number in range(MANY)]
    assert len(visitor.calls(LISTS)) == MANY / 100, "each page is asked for once"
    assert page.get_by_role("row").count() < 80
    page.get_by_label("Search by name").fill("report-04711")
    expect(page.get_by_role("link", name="Report 04711", exact=True)).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_label("Search by name").fill("")
    page.get_by_label("Status").select_option("failed")
    expect(page.get_by_role("row")).to_have_count(1 + MANY // FAILED_EVERY)
    expect(page.get_by_text("It cannot be read. Save it again.").first).to_be_visible()


def syncing(route: Route) -> None:
    """The sources as they are while a sync runs: a real one of so many documents takes an hour."""
    reply = route.fetch()
    body = reply.json()
    for source in body["items"]:
        source["status"] = "syncing"
    route.fulfill(response=reply, json=body)


def open_the_end(visitor: Visitor, many: Library) -> Page:
    """The last documents, by the keyboard."""
    page = visitor.open(many.path("/sources")).page
    page.get_by_role("link", name="Report 00000", exact=True).focus()
    page.keyboard.press("End")
    expect(page.get_by_role("link", name=f"Report {MANY - 1:05}", exact=True)).to_be_focused(timeout=60_000)
    return page


def test_a_sync_of_ten_thousand_documents_is_watched_at_the_cost_of_what_is_seen(visit: Visit, many: Library) -> None:
    """At the end of the list only its last page is looked at again and again, not the hundred before it."""
    visitor = visit(many.account)
    visitor.page.route("**/sources/?**", syncing)
    page = open_the_end(visitor, many)
    jump = len(visitor.calls(LISTS))
    for _ in range(3):
        with page.expect_response(lambda answer: LISTS in answer.url):
            pass
    watched = [one.url for one in visitor.calls(LISTS)[jump:]]
    assert len(set(watched)) <= 2, watched
    assert len(watched) <= 8, watched


def test_a_change_of_one_document_of_ten_thousand_asks_for_no_other(visit: Visit, many: Library) -> None:
    """A deleted row goes, a retried one waits; their neighbours stay, and no page of the list is loaded for it."""
    visitor = visit(many.account)
    page = open_the_end(visitor, many)
    # A real retry would begin a sync of all of them.
    page.route("**/retry/", lambda route: route.fulfill(status=202, json={"sync": {}}))
    page.keyboard.press("Home")
    expect(page.get_by_role("link", name="Report 00000", exact=True)).to_be_focused()
    before = len(visitor.calls(LISTS))
    visitor.button("Try Report 00000 again").click()
    expect(page.get_by_role("row").nth(1).get_by_text("Waiting")).to_be_visible()
    page.get_by_role("link", name="Delete Report 00003").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete document").click()
    expect(page.get_by_role("link", name="Report 00003", exact=True)).to_have_count(0)
    expect(page.get_by_role("link", name="Report 00004", exact=True)).to_be_visible()
    expect(page.get_by_role("table", name="Documents of Handbooks")).to_have_attribute("aria-rowcount", str(MANY))
    assert visitor.calls(LISTS)[before:] == []
