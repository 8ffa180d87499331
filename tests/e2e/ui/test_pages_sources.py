"""A source's schedule and its syncs: planned, watched, cancelled, tried again, looked up."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.ui.library import Library, new_chatbot, new_source, upload, wait_for_sync
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.stack import Account, Stack

ENDS_MS = 60_000


@pytest.fixture
def keeper(visit: Visit, person: Account) -> tuple[Visitor, Library]:
    """Somebody in front of a source with one document."""
    source = new_source(person, chatbot := new_chatbot(person))
    upload(person, source, [("rules.md", b"# Rules\n\nNo shoes in the reading room.")])
    library = Library(person, chatbot, source, {}, {}, {})
    return visit(person).open(library.path("/sources")), library


@contextmanager
def paused_worker(stack: Stack) -> Iterator[None]:
    """The worker stands still: a sync that is asked for waits."""
    every = [stack.find("flows.worker"), *stack.find("flows.worker").children(recursive=True)]
    for one in every:
        one.suspend()
    try:
        yield
    finally:
        for one in every:
            one.resume()


def read_all_again(visitor: Visitor) -> None:
    """What a sync has to do where nothing waits."""
    visitor.button("Other ways to sync").click()
    visitor.page.get_by_role("menuitem", name="Full sync").click()


def choose_schedule(page: Page, *, rhythm: str, time: str, zone: str) -> None:
    """Fill the editor."""
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("When").select_option(rhythm)
    dialog.locator("input[type=time]").fill(time)
    dialog.get_by_label("Time zone").fill(zone)
    dialog.page.get_by_role("option", name=zone).click()


def test_a_schedule_in_words_survives_with_its_next_runs(keeper: tuple[Visitor, Library]) -> None:
    """What is said while choosing is what is kept, with three runs by the clock of its zone, also after a reload."""
    visitor, library = keeper
    page = visitor.page
    visitor.link("Schedule").click()
    choose_schedule(page, rhythm="Every weekday at", time="06:15", zone="Asia/Tokyo")
    expect(page.get_by_text("It will sync every weekday at 06:15, Asia/Tokyo.")).to_be_visible()
    visitor.button("Save schedule").click()
    expect(page.get_by_text("The schedule was saved.")).to_be_visible()
    kept = library.account.http.get(f"/api/v1/sources/{library.source}/").json()["schedule"]
    assert (kept["cron"], kept["timezone"], kept["active"]) == ("15 6 * * 1-5", "Asia/Tokyo", True)
    local = [datetime.fromisoformat(run).astimezone(ZoneInfo("Asia/Tokyo")) for run in kept["next_runs"][:3]]
    assert [f"{run:%H:%M}" for run in local] == ["06:15"] * 3
    assert all(run > datetime.now(UTC) for run in local)

    page.reload()
    expect(page.get_by_text("Syncs every weekday at 06:15, Asia/Tokyo")).to_be_visible()
    visitor.link("Schedule").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("input[type=time]")).to_have_value("06:15")
    shown = dialog.get_by_role("list").get_by_role("listitem")
    expect(shown).to_have_count(3)
    for item, run in zip(shown.all(), local, strict=True):
        expect(item).to_have_text(re.compile(rf"{run:%a}.*\b{run.day}\b.*06:15"))
    dialog.get_by_role("button", name="Remove schedule").click()
    expect(page.get_by_text("The schedule was removed.")).to_be_visible()
    assert library.account.http.get(f"/api/v1/sources/{library.source}/").json()["schedule"] is None


def test_a_dry_run_shows_its_plan_and_changes_nothing(keeper: tuple[Visitor, Library]) -> None:
    """The plan names what a sync would do; the history has the run, its plan, and the link to it in Prefect."""
    visitor, library = keeper
    page, http = visitor.page, library.account.http
    before = http.get(f"/api/v1/sources/{library.source}/documents/").json()["items"]
    visitor.button("Other ways to sync").click()
    page.get_by_role("menuitem", name="Dry run").click()
    dialog = page.get_by_role("dialog", name="What a sync would do")
    expect(dialog.get_by_text("Nothing has changed: a sync would do nothing.")).to_be_visible(timeout=ENDS_MS)
    dialog.get_by_role("button", name="Show").click()
    expect(dialog.get_by_role("list", name="Unchanged")).to_have_text("rules.md")
    assert http.get(f"/api/v1/sources/{library.source}/documents/").json()["items"] == before
    dialog.get_by_role("button", name="Close").last.click()

    visitor.link("History").click()
    runs = page.get_by_role("dialog").get_by_role("list", name="History of syncs").get_by_role("listitem")
    expect(runs).to_have_count(2)
    expect(runs.first).to_contain_text("Dry run")
    expect(runs.last).to_contain_text("1 indexed")
    syncs = http.get(f"/api/v1/sources/{library.source}/syncs/").json()["items"]
    for item, sync in zip(runs.all(), syncs, strict=True):
        link = item.get_by_role("link", name=re.compile("Run in Prefect"))
        expect(link).to_have_attribute("href", re.compile(f"/refdesk-enter#.*{sync['id']}$"))
        expect(link).to_have_attribute("target", "_blank")
        assert sync["id"] in sync["prefect_url"]
    runs.first.get_by_role("link", name="Plan").click()
    expect(page.get_by_role("dialog", name="What a sync would do")).to_be_visible()


def test_a_sync_is_cancelled_and_started_again(house: Stack, keeper: tuple[Visitor, Library]) -> None:
    """Waiting, cancelled, said in the history; the next one runs to its end."""
    visitor, library = keeper
    page = visitor.page
    with paused_worker(house):
        read_all_again(visitor)
        expect(page.get_by_text("Waiting for the worker")).to_be_visible()
        with page.expect_response("**/cancel/") as cancelled:
            visitor.button("Cancel sync").click()
        assert cancelled.value.ok
    expect(visitor.button("Cancel sync")).to_have_count(0, timeout=ENDS_MS)
    syncs = library.account.http.get(f"/api/v1/sources/{library.source}/syncs/").json()["items"]
    assert syncs[0]["status"] == "cancelled"
    with page.expect_response("**/sync/") as started:
        read_all_again(visitor)
    assert wait_for_sync(library.account, started.value.json()["sync"]["id"])["status"] == "succeeded"
    expect(visitor.button("Cancel sync")).to_have_count(0, timeout=ENDS_MS)
    visitor.link("History").click()
    runs = page.get_by_role("dialog").get_by_role("list", name="History of syncs").get_by_role("listitem")
    expect(runs.nth(0)).to_contain_text("Done")
    expect(runs.nth(1)).to_contain_text("Cancelled")


def test_badges_follow_a_sync(house: Stack, visit: Visit, person: Account) -> None:
    """On the dashboard and in the chatbot the state changes while documents are read, without a reload."""
    chatbot = new_chatbot(person, "Busy")
    visitor = visit(person).open("/")
    card = visitor.page.get_by_role("listitem").filter(has_text="Busy")
    expect(card.get_by_text("No documents yet")).to_be_visible()
    source = new_source(person, chatbot)
    with paused_worker(house):
        files = [("files", ("a.md", b"# A\n\nWords.", "text/markdown"))]
        sync = person.http.post(f"/api/v1/sources/{source}/files/", files=files).json()["sync"]["id"]
        visitor.open("/")
        expect(card.get_by_text("Reading documents")).to_be_visible()
        second = visitor.new_page()
        second.goto(f"{house.url}/chatbots/{chatbot}/sources")
        expect(second.get_by_text("Reading documents").first).to_be_visible()
    wait_for_sync(person, sync)
    expect(card.get_by_text("Ready", exact=True)).to_be_visible(timeout=ENDS_MS)
    expect(second.get_by_text("Ready", exact=True).first).to_be_visible(timeout=ENDS_MS)
    expect(second.get_by_role("table").get_by_text("Searchable", exact=True)).to_be_visible(timeout=ENDS_MS)
