"""The source beside the answer when the source changes, goes away, is huge or does not fit the screen."""

import re
import time
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.ui.forms import fill_login
from tests.e2e.ui.library import DOCX, DOCX_QUESTION, PDF, PDF_QUESTION, Library, ask, new_chatbot, new_source, upload
from tests.e2e.ui.proof import boxes_on, letters, letters_under, picture_is_drawn
from tests.e2e.ui.shaky import Shaky
from tests.e2e.ui.visitor import Visit
from tests.samples import pdfs
from tests.servers.openai_standin import Reply
from tests.servers.stack import Account, Stack

QUESTION = "How many days before its use can the microscope be cancelled without a fee?"
RULE = "The microscope can be cancelled without a fee until nine days before its use."
PAGES = 15 * 60 * 1000
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


def test_a_source_deleted_while_its_reader_is_open(visit: Visit, person: Account) -> None:
    """With all its documents: the text that was cited stays readable, and that it is gone is said."""
    library, message = cited(person, [DOCX], DOCX_QUESTION)
    page = visit(person).expects().open(library.answer_path(message, read=1)).page
    before = marked(page)
    assert person.http.delete(f"/api/v1/sources/{library.source}/").status_code == 204
    expect(reader_of(page).get_by_text("Removed since")).to_be_visible(timeout=30_000)
    assert marked(page) == before


def test_a_newer_version_and_the_way_to_it(visit: Visit, person: Account) -> None:
    """The cited version stays; a click shows the newest with the same words marked; both are links to be sent."""
    name, filler = "rules.md", "Quiet is kept in every room.\n\n" * 40
    library, message = cited(person, [(name, f"# Rules\n\n{RULE}\n".encode())], QUESTION)
    visitor = visit(person)
    page = visitor.open(library.answer_path(message, read=1)).page
    upload(person, library.source, [(name, f"# Rules, second edition\n\n{filler}{RULE}\n".encode())])
    expect(reader_of(page).get_by_text("A newer version exists.")).to_be_visible(timeout=30_000)
    expect(reader_of(page)).not_to_contain_text("second edition")
    visitor.button("Show the newest").click()
    expect(reader_of(page).get_by_text("It still has the words that were cited.")).to_be_visible()
    assert marked(page) == letters(message["citations"][0]["quote"])
    expect(reader_of(page)).to_contain_text("second edition")
    page.reload()
    expect(reader_of(page)).to_contain_text("second edition")
    visitor.button("Back to the cited one").click()
    expect(reader_of(page)).not_to_contain_text("second edition")
    assert marked(page) == letters(message["citations"][0]["quote"])


def test_a_newer_version_that_says_something_else(visit: Visit, person: Account) -> None:
    """A PDF whose sentence is gone: that is said, and its newest page is shown without a box."""
    first, second = (pdfs.paragraphs([[words]]) for words in (RULE, "None of the instruments may be booked this year."))
    library, message = cited(person, [("rules.pdf", first)], QUESTION)
    visitor = visit(person)
    page = visitor.open(library.answer_path(message, read=1)).page
    boxes_on(page)
    upload(person, library.source, [("rules.pdf", second)])
    expect(reader_of(page).get_by_text("A newer version exists.")).to_be_visible(timeout=30_000)
    visitor.button("Show the newest").click()
    expect(reader_of(page).get_by_text("It no longer has the words that were cited.")).to_be_visible()
    assert picture_is_drawn(page)
    expect(page.locator("[data-box]")).to_have_count(0)
    visitor.button("Back to the cited one").click()
    expect(page.locator("[data-box]").first).to_be_attached()


def test_a_text_that_was_purged(visit: Visit, person: Account, house: Stack) -> None:
    """Its stored text is erased: only the quote is left, and it is said so."""
    library, message = cited(person, [DOCX], DOCX_QUESTION)
    one = message["citations"][0]
    assert person.http.delete(f"/api/v1/documents/{one['document_id']}/").status_code == 204
    stored = list(house.data_dir.rglob(f"texts/*/{one['document_id']}/*.json"))
    assert stored
    for file in stored:
        file.unlink()
    page = visit(person).expects().open(library.answer_path(message, read=1)).page
    expect(reader_of(page).get_by_text("The text was deleted for good")).to_be_visible()
    expect(reader_of(page).locator("blockquote")).to_have_text(one["quote"].strip())


def test_a_file_that_is_no_longer_kept(visit: Visit, person: Account, house: Stack) -> None:
    """The bytes of the cited PDF are gone: its text is shown, the quote marked; the original says that it is gone."""
    library, message = cited(person, [PDF], PDF_QUESTION)
    one = message["citations"][0]
    kept = [file for file in house.data_dir.rglob(f"uploads/*/*/{one['document_id']}/*") if file.is_file()]
    assert kept
    for file in kept:
        file.unlink()
    visitor = visit(person).expects()
    page = visitor.open(library.answer_path(message, read=1)).page
    expect(reader_of(page).get_by_text("The file of this version is no longer kept; this is its text.")).to_be_visible()
    assert marked(page) == letters(one["quote"])
    visitor.button("Open the original").click()
    expect(page.get_by_text("The original could not be opened")).to_be_visible()


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
    expect(reader_of(page).get_by_role("heading", name="# Instruments")).to_be_visible()
    blocks = reader_of(page).locator("[data-at]")
    for way in ["after"] * 8 + ["before"] * 3:
        visitor.button(f"Show more {way}").scroll_into_view_if_needed()
        edge = blocks.last if way == "after" else blocks.first
        at, top = edge.get_attribute("data-at"), edge.evaluate(TOP)
        visitor.button(f"Show more {way}").click()
        expect(edge).not_to_have_attribute("data-at", str(at))
        assert abs(reader_of(page).locator(f"[data-at='{at}']").evaluate(TOP) - top) < 2
        assert blocks.count() < 2_000
    assert page.evaluate("() => Math.max(...window.stalls)") < 1_000
    visitor.button("Back to the quote").first.click()
    expect(reader_of(page).locator("mark")).to_be_in_viewport()


def test_a_session_that_ends_while_the_reader_is_open(visit: Visit, library: Library) -> None:
    """After the login the same page of the same source is open, and nothing of the way is lost."""
    visitor = visit(library.account).expects()
    page = visitor.page
    page.clock.install()
    visitor.open(library.answer_path(library.pdf, read=1))
    assert picture_is_drawn(page)
    page.get_by_label("Your question").fill("Half a quest")
    visitor.context.clear_cookies()
    page.clock.fast_forward(PAGES)
    expect(page.get_by_text("Your session ended.")).to_be_visible()
    fill_login(visitor, library.account)
    expect(page).to_have_url(f"{visitor.stack.url}{library.answer_path(library.pdf, read=1)}")
    assert picture_is_drawn(page)
    one = library.pdf["citations"][0]
    assert letters_under(boxes_on(page), PDF, one["page"]) == letters(one["quote"])
    expect(page.get_by_label("Your question")).to_have_value("Half a quest")


def test_on_a_phone_the_page_begins_at_the_quote(visit: Visit, library: Library) -> None:
    """At 360 px the quote fills the width, in view without a scroll; fit and back work; nothing scrolls the window."""
    visitor = visit(library.account, viewport={"width": 360, "height": 720})
    page = visitor.open(library.answer_path(library.pdf, read=1)).page
    boxes = page.locator("[data-box]")
    expect(boxes.first).to_be_in_viewport()
    drawn = [box for one in boxes.all() if (box := one.bounding_box())]
    left, right = min(box["x"] for box in drawn), max(box["x"] + box["width"] for box in drawn)
    assert left >= 0
    assert right <= 360
    assert right - left > 0.75 * 360
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    zoomed = visitor.button(re.compile("Fit to the width"))
    expect(zoomed).to_be_enabled()
    zoomed.click()
    expect(visitor.button("Fit to the width (0), 100%")).to_be_disabled()
    visitor.button(re.compile("Enlarge")).click()
    expect(visitor.button("Fit to the width (0), 125%")).to_be_enabled()


def test_two_citations_of_one_page_are_told_apart(visit: Visit, person: Account) -> None:
    """By their own words, in the list below the answer: each opens at its own place."""
    rules = (
        "The microscope costs nine euros an hour. Bring your own slides.\n\nThe telescope costs seven euros an hour."
    )
    library, message = cited(
        person,
        [("prices.md", f"# Prices\n\n{rules}\n".encode())],
        "What do the microscope and the telescope cost an hour?",
    )
    assert len(message["citations"]) >= 2, message
    visitor = visit(person)
    page = visitor.open(library.answer_path(message)).page
    sources = page.get_by_role("list", name="Sources of this answer").get_by_role("button")
    expect(sources).to_have_count(len(message["citations"]))
    names = [" ".join(one.inner_text().split()) for one in sources.all()]
    for one, name in zip(sorted(message["citations"], key=lambda each: each["n"]), names, strict=True):
        assert letters(one["quote"])[:20] in letters(name)
    for number, one in enumerate(sorted(message["citations"], key=lambda each: each["n"])):
        sources.nth(number).click()
        expect(sources.nth(number)).to_have_attribute("aria-pressed", "true")
        expect(reader_of(page).locator("mark").first).to_contain_text(one["quote"].strip()[:20])


@pytest.mark.parametrize("kind", ["docx", "html", "txt"])
def test_headings_are_the_documents_own(visit: Visit, person: Account, kind: str) -> None:
    """Those that the converter found, and no short line that only looks like one."""
    html = f"<h1>Rules</h1><p>Short line</p><h2>Instruments</h2><p>{RULE}</p><p>Signed, the board</p>"
    text = f"Rules\n=====\n\nShort line\n\nInstruments\n-----------\n\n{RULE}\n\nSigned, the board\n"
    files: dict[str, list[Path | tuple[str, bytes]]] = {
        "docx": [DOCX],
        "html": [("rules.html", f"<html><body><main>{html}</main></body></html>".encode())],
        "txt": [("rules.txt", text.encode())],
    }
    library, message = cited(person, files[kind], DOCX_QUESTION if kind == "docx" else QUESTION)
    page = visit(person).open(library.answer_path(message, read=1)).page
    one = message["citations"][0]
    stored = person.http.get(f"/api/v1/documents/{one['document_id']}/text/").json()
    assert marked(page)
    shown = [letters(each.inner_text()) for each in reader_of(page).locator("h3").all()]
    assert shown == [letters(stored["text"][each["start"] : each["end"]]) for each in stored["headings"]]
    assert shown
    if kind != "docx":
        assert letters("Short line") not in shown


def test_a_reader_for_which_the_service_is_away(visit: Visit, shaky: Shaky) -> None:
    """It goes on showing what it has, however often it asks in vain; nothing blinks, nothing is emptied."""
    shaky.says(*[Reply(text="They take weeks [1].")] * 3)
    library, message = cited(shaky.who, [DOCX], DOCX_QUESTION)
    visitor = visit(shaky.who, at=shaky.front).expects()
    page = visitor.open(library.answer_path(message, read=1)).page
    before = marked(page)
    asked = len(visitor.calls("/api/v1/documents/"))
    deadline = time.monotonic() + 60
    with shaky.relay.down():
        while len(visitor.calls("/api/v1/documents/")) < asked + 3:
            assert reader_of(page).locator("mark").first.is_visible()
            assert time.monotonic() < deadline, "The reader does not ask again."
            page.wait_for_timeout(100)
        assert marked(page) == before
        expect(reader_of(page).get_by_role("alert")).to_have_count(0)
