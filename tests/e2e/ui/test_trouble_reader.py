"""The source beside the answer when it goes away, is huge, runs over a page break or does not fit the screen.

Newer versions, purged texts and files that are gone are tested in ``components/reader/reader.test.tsx``.
"""

import re
from pathlib import Path
from typing import Any

import pypdfium2
from playwright.sync_api import Locator, Page, expect

from tests.e2e.ui.library import PDF, PDF_QUESTION, Library, ask, new_chatbot, new_source, upload
from tests.e2e.ui.proof import boxes_on, letters, letters_under, picture_is_drawn
from tests.e2e.ui.visitor import Visit
from tests.samples import pdfs
from tests.servers.stack import Account

QUESTION = "How many days before its use can the microscope be cancelled without a fee?"
RULE = "The microscope can be cancelled without a fee until nine days before its use."
TOP = "(one) => one.getBoundingClientRect().top"
# The longest time in which the page answers nothing, since the observer was put up.
STALLS = """() => { window.stalls = [0];
  new PerformanceObserver((list) => { for (const one of list.getEntries()) window.stalls.push(one.duration); })
    .observe({type: 'longtask', buffered: true}); }"""


def cited(who: Account, files: list[Path | tuple[str, bytes]], question: str) -> tuple[Library, dict[str, Any]]:
    """A new chatbot's answer about these files, with a citation."""
    source = new_source(who, chatbot := new_chatbot(who))
    upload(who, source, files)
    message = ask(who, chatbot, question)
    assert message["citations"], message
    return Library(who, chatbot, source, {}, {}, {}), message


def reader_of(page: Page) -> Locator:
    """The open reader."""
    return page.locator("[data-reader]")


def marked(page: Page) -> str:
    """The highlighted words."""
    expect(reader_of(page).locator("mark").first).to_be_visible()
    return letters("".join(reader_of(page).locator("mark").all_text_contents()))


def test_a_pdf_deleted_while_its_page_is_looked_at(visit: Visit, person: Account) -> None:
    """Said without a click, with the time; the page and its boxes stay, also for who opens the link later."""
    library, message = cited(person, [PDF], PDF_QUESTION)
    visitor = visit(person).expects()
    page = visitor.open(library.answer_path(message, read=1)).page
    assert picture_is_drawn(page)
    one = message["citations"][0]
    assert person.http.delete(f"/api/v1/documents/{one['document_id']}/").status_code == 204
    expect(reader_of(page).get_by_text(re.compile(r"Removed since: .*\d"))).to_be_visible(timeout=30_000)
    for _ in ("still open", "opened anew"):
        assert picture_is_drawn(page)
        assert letters_under(boxes_on(page), PDF, one["page"]) == letters(one["quote"])
        visitor.open(library.answer_path(message, read=1))
        expect(reader_of(page).get_by_text("Removed since")).to_be_visible()


def broken_off() -> bytes:
    """A PDF whose rule begins at the end of the first page and ends on the second."""
    filler = "Shelf {} holds journals of the nineteenth century, in leather and dust. "
    before = "".join(filler.format(number) for number in range(70))
    for cut in range(len(before), 2_000, -10):
        made = pdfs.paragraphs([[f"{before[-cut:]}{RULE} {before}"]])
        if letters(RULE)[:10] in letters_of(made, 0)[-60:] and letters(RULE)[-10:] in letters_of(made, 1)[:60]:
            return made
    raise AssertionError("The rule never falls on the page's end.")


def letters_of(made: bytes, at: int) -> str:
    """The letters of a page."""
    with pypdfium2.PdfDocument(made) as document:
        page = document[at]
        words = page.get_textpage()
        found = letters(words.get_text_range())
        words.close()
        page.close()
    return found


def test_a_quote_that_runs_over_a_page_break(visit: Visit, person: Account, tmp_path: Path) -> None:
    """Boxes on both pages, together the quote; what goes on elsewhere is said, with the way there and back."""
    file = tmp_path / "broken-off.pdf"
    file.write_bytes(broken_off())
    library, message = cited(person, [file], QUESTION)
    one = message["citations"][0]
    assert letters(RULE) in letters(one["quote"])
    visitor = visit(person)
    page = visitor.open(library.answer_path(message, read=1)).page
    first = letters_under(boxes_on(page), file, 1)
    expect(page.get_by_text("The quote goes on on the next page.")).to_be_visible()
    visitor.button("Next page", exact=True).last.click()
    expect(page.get_by_text(re.compile("^Page 2 of"))).to_be_visible()
    expect(page.get_by_text("The quote begins on the page before.")).to_be_visible()
    second = letters_under(boxes_on(page), file, 2)
    assert first
    assert second
    assert first + second == letters(one["quote"])
    visitor.button("Previous page", exact=True).last.click()
    expect(page.get_by_text("The quote goes on on the next page.")).to_be_visible()
    assert letters_under(boxes_on(page), file, 1) == first


def test_a_text_of_several_megabytes(visit: Visit, person: Account) -> None:
    """Opens at the quote without a standstill, holds a bounded part of itself, and can be read on and on from there."""
    filler = [
        f"Entry {number} tells of the weather on some day, and of the ships in port.\n\n" for number in range(44_000)
    ]
    text = "".join([*filler[:22_000], f"# Instruments\n\n{RULE}\n\n", *filler[22_000:]])
    assert len(text) > 3_000_000
    library, _ = cited(person, [("log.md", text.encode())], QUESTION)
    visitor = visit(person)
    page = visitor.open(library.path("/chat")).page
    page.evaluate(STALLS)
    visitor.link(re.compile("How many days before")).click()
    page.locator("button[data-citation]").first.click()
    assert marked(page) == letters(RULE)
    expect(reader_of(page).locator("mark")).to_be_in_viewport()
    expect(reader_of(page).get_by_role("heading", name="[1] Instruments")).to_be_visible()
    blocks = reader_of(page).locator("[data-at]")
    for ways in (["after"] * 8, ["before"] * 3):
        for way in ways:
            visitor.button(f"Show more {way}").scroll_into_view_if_needed()
            edge = blocks.last if way == "after" else blocks.first
            at, top = edge.get_attribute("data-at"), edge.evaluate(TOP)
            visitor.button(f"Show more {way}").click()
            expect(edge).not_to_have_attribute("data-at", str(at))
            assert abs(reader_of(page).locator(f"[data-at='{at}']").evaluate(TOP) - top) < 2
            assert blocks.count() < 2_000
        if ways[0] == "after":
            visitor.button("Back to the quote").first.click()
            expect(reader_of(page).locator("mark")).to_be_in_viewport()
    assert page.evaluate("() => Math.max(...window.stalls)") < 1_000


def test_on_a_phone_the_page_fits_and_is_enlarged_by_two_fingers(visit: Visit, library: Library) -> None:
    """At 360 px it is as wide as the reader, the quote in view; fingers enlarge it beyond double, not the window."""
    visitor = visit(library.account, viewport={"width": 360, "height": 720})
    page = visitor.open(library.answer_path(library.pdf, read=1)).page
    boxes = page.locator("[data-box]")
    expect(boxes.first).to_be_in_viewport()
    expect(visitor.button("Fit to the width (0), 100%")).to_be_disabled()
    sheet = page.get_by_role("img", name=re.compile("^Page")).bounding_box()
    assert sheet
    assert 320 < sheet["width"] <= 360
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    devtools = visitor.context.new_cdp_session(page)
    for type_, apart in [("touchStart", 40), *(("touchMove", 40 + 6 * step) for step in range(1, 16))]:
        points = [{"x": 180 - apart, "y": 500}, {"x": 180 + apart, "y": 500}]
        devtools.send("Input.dispatchTouchEvent", {"type": type_, "touchPoints": points})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    enlarged = page.get_by_role("img", name=re.compile("^Page")).bounding_box()
    assert enlarged
    assert enlarged["width"] > 2.2 * sheet["width"]
    assert page.evaluate("() => [visualViewport.scale, document.documentElement.scrollWidth <= 360]") == [1, True]
    visitor.button(re.compile("Fit to the width")).click()
    expect(visitor.button("Fit to the width (0), 100%")).to_be_disabled()
    visitor.button(re.compile("Enlarge")).click()
    expect(visitor.button("Fit to the width (0), 125%")).to_be_enabled()
