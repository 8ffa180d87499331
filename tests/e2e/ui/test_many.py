"""A source of ten thousand documents: scrolled to its end without a gap, filtered, searched."""

import contextlib
import time

import pytest
from playwright.sync_api import Page, expect

from pipelines.index.factory import open_index
from pipelines.settings import PipelineSettings
from pipelines.types import Document, DocumentError, Status, document_id_for
from tests.e2e.ui.library import Library, new_chatbot, new_source
from tests.e2e.ui.visitor import Visit
from tests.servers.stack import Account, Stack

MANY = 10_000
FAILED_EVERY = 1_000
# Rows of the window that show their document, and all that lie in it.
IN_VIEW = """(table) => {
  const window = table.getBoundingClientRect();
  const top = window.top + 40;
  const rows = [...table.querySelectorAll('[role=row][aria-rowindex]')].filter((row) => {
    const box = row.getBoundingClientRect();
    return row.getAttribute('aria-rowindex') !== '1' && box.bottom > top && box.top < window.bottom;
  });
  const covered = rows.reduce((sum, row) => {
    const box = row.getBoundingClientRect();
    return sum + Math.min(box.bottom, window.bottom) - Math.max(box.top, top);
  }, 0);
  return {named: rows.filter((row) => row.querySelector('[data-row]')).length, drawn: rows.length,
          gap: window.bottom - top - covered, last: rows.at(-1)?.getAttribute('aria-rowindex') ?? null};
}"""
FULL = f"(table) => {{ const seen = ({IN_VIEW})(table); return seen.named === seen.drawn; }}"


def row(org: str, source: str, number: int) -> Document:
    """One of many rows, as a sync leaves them."""
    uri = f"folder-{number // 100:03}/report-{number:05}.pdf"
    failed = number % FAILED_EVERY == 0
    error = DocumentError("broken", "It cannot be read.", "Save it again.") if failed else None
    status = Status.FAILED if failed else Status.SKIPPED
    return Document(
        document_id_for(source, uri), org, source, uri, f"Report {number:05}", bytes=number, status=status, error=error
    )


@pytest.fixture
def many(house: Stack, person: Account) -> Library:
    """A source whose manifest holds the rows; they were put there, no file was read."""
    source = new_source(person, chatbot := new_chatbot(person))
    org = person.http.get("/auth/me/").json()["organization"]["id"]
    with contextlib.closing(open_index(PipelineSettings(data_dir=house.data_dir))) as index:
        for start in range(0, MANY, 2_000):
            assert not index.put([row(org, source, number) for number in range(start, start + 2_000)])
    return Library(person, chatbot, source, {}, {}, {})


def scroll_to_the_end(page: Page) -> None:
    """Wheel down, and see at every stop that the window is full of named rows."""
    table = page.get_by_role("table", name="Documents of Handbooks")
    box = table.bounding_box()
    assert box
    page.mouse.move(box["x"] + 100, box["y"] + box["height"] / 2)
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        page.mouse.wheel(0, 12_000)
        page.wait_for_function(FULL, arg=table.element_handle())
        seen = table.evaluate(IN_VIEW)
        assert seen["gap"] < 6, seen
        if seen["last"] == str(MANY + 1):
            return
    pytest.fail(f"The end was not reached: {seen}")


def test_ten_thousand_documents_scroll_filter_and_search(visit: Visit, many: Library) -> None:
    """No stop of the way shows an empty row or a hole; few rows are in the page; filter and search find one at once."""
    visitor = visit(many.account)
    page = visitor.open(many.path("/sources")).page
    scroll_to_the_end(page)
    expect(page.get_by_role("link", name=f"Report {MANY - 1:05}", exact=True)).to_be_visible()
    assert page.get_by_role("row").count() < 80
    page.get_by_label("Search by name").fill("report-04711")
    expect(page.get_by_role("link", name="Report 04711", exact=True)).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_label("Search by name").fill("")
    page.get_by_label("Status").select_option("failed")
    expect(page.get_by_role("row")).to_have_count(1 + MANY // FAILED_EVERY)
    expect(page.get_by_text("It cannot be read. Save it again.").first).to_be_visible()
