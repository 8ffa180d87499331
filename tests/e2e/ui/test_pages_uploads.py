"""Files on their way into a source: dropped, refused one by one, read or not read, tried again, deleted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.ui.library import DOCX, new_chatbot, new_source
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.stack import Account

READ_MS = 60_000


@dataclass(frozen=True)
class Desk:
    """Somebody in front of an empty source."""

    visitor: Visitor
    who: Account
    source: str

    @property
    def page(self) -> Page:
        """The sources page."""
        return self.visitor.page

    @property
    def on_the_way(self) -> Locator:
        """The list of files that were chosen."""
        return self.page.get_by_role("region", name="Files on their way")

    @property
    def table(self) -> Locator:
        """The documents."""
        return self.page.get_by_role("table", name="Documents of Handbooks")

    def choose(self, files: Sequence[Path]) -> None:
        """As the browser's own file dialog does."""
        self.page.get_by_label("Choose files").first.set_input_files(files)


@pytest.fixture
def desk(visit: Visit, person: Account) -> Desk:
    """An account of its own, at the page of its only source."""
    source = new_source(person, chatbot := new_chatbot(person))
    return Desk(visit(person).open(f"/chatbots/{chatbot}/sources"), person, source)


def drag(desk: Desk, paths: Sequence[Path], *steps: str) -> None:
    """What the browser gets from the desktop when somebody drags files or folders over the field."""
    box = desk.page.get_by_role("region", name="Add files").bounding_box()
    assert box
    devtools = desk.visitor.context.new_cdp_session(desk.page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    at = {"x": box["x"] + 40, "y": box["y"] + 20, "data": data}
    for step in steps:
        devtools.send("Input.dispatchDragEvent", {"type": step, **at})
    devtools.detach()


def test_files_and_a_folder_are_dropped_with_progress_for_each(desk: Desk, tmp_path: Path) -> None:
    """The field says that one may let go; every file is listed while it is sent, a folder's files with their path."""
    folder = tmp_path / "rules"
    (folder / "old").mkdir(parents=True)
    for path in [*(tmp_path / f"note-{number}.md" for number in range(4)), folder / "a.md", folder / "old" / "b.md"]:
        path.write_text(f"# {path.stem}\n\nWords of {path.stem}.")
    (folder / "Thumbs.db").write_bytes(b"junk")
    page, held = desk.page, list[Route]()
    page.route("**/files/", lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks handlers
    dropped = [*tmp_path.glob("note-*.md"), folder]
    drag(desk, dropped, "dragEnter", "dragOver")
    expect(page.get_by_text("Let go to upload")).to_be_visible()
    drag(desk, dropped, "dragOver", "drop")
    expect(page.get_by_text("Drop files or a folder here")).to_be_visible()
    expect(desk.on_the_way.get_by_text("0 of 6 files sent")).to_be_visible()
    expect(desk.on_the_way.get_by_role("progressbar")).to_have_attribute("aria-valuenow", re.compile(r"\d"))
    expect(desk.on_the_way.get_by_role("listitem").filter(has_text=re.compile(r"%|Being stored"))).not_to_have_count(0)
    held.pop().continue_()
    expect(desk.on_the_way.get_by_text("6 of 6 files sent")).to_be_visible()
    expect(desk.table.get_by_text("Searchable", exact=True)).to_have_count(6, timeout=READ_MS)
    listed = desk.who.http.get(f"/api/v1/sources/{desk.source}/documents/").json()["items"]
    uris = {one["uri"] for one in listed}
    assert uris == {*(f"note-{number}.md" for number in range(4)), "rules/a.md", "rules/old/b.md"}


def test_what_cannot_be_read_says_why_and_what_to_do(desk: Desk, tmp_path: Path) -> None:
    """Broken, empty, of an unknown kind, lying about its kind: reason and advice; retried when mended, or deleted."""
    files = {
        "broken.pdf": b"%PDF-1.7\nnothing of a document",
        "empty.txt": b"",
        "film.mp4": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00",
        "liar.docx": b"no Word document at all",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    desk.choose(sorted(tmp_path.iterdir()))
    said = {
        "broken.pdf": ("Failed", "is damaged and cannot be read"),
        "empty.txt": ("Skipped", "is empty"),
        "film.mp4": ("Skipped", "is of a type that is not read. Upload it as PDF"),
        "liar.docx": ("Failed", "is not what its name says"),
    }
    for name, (status, reason) in said.items():
        row = desk.table.get_by_role("row").filter(has=desk.page.get_by_role("link", name=name, exact=True))
        expect(row).to_contain_text(status, timeout=READ_MS)
        expect(row).to_contain_text(reason)
    tell_one(desk, "liar.docx", "is not what its name says")
    mend_and_delete(desk, tmp_path / "mended" / "liar.docx")


def tell_one(desk: Desk, name: str, reason: str) -> None:
    """The details say it at length; nothing is offered that would end where it was."""
    desk.table.get_by_role("link", name=name, exact=True).click()
    details = desk.page.get_by_role("dialog")
    expect(details).to_contain_text(reason)
    expect(details).to_contain_text("What to do")
    expect(details.get_by_role("button", name="Try again")).to_have_count(0)
    details.get_by_role("button", name="Close details").click()


def mend_and_delete(desk: Desk, mended: Path) -> None:
    """The same name with good bytes is read; what stays bad is deleted."""
    mended.parent.mkdir()
    mended.write_bytes(DOCX.read_bytes())
    desk.choose([mended])
    expect(desk.table.get_by_text("Searchable", exact=True)).to_have_count(1, timeout=READ_MS)
    desk.page.get_by_role("link", name="Delete film.mp4").click()
    desk.page.get_by_role("dialog").get_by_role("button", name="Delete document").click()
    expect(desk.page.get_by_text("film.mp4 was deleted.")).to_be_visible()
    expect(desk.table.get_by_text("Skipped", exact=True)).to_have_count(1)


def test_a_file_that_vanished_is_said(desk: Desk, tmp_path: Path) -> None:
    """Chosen, then deleted before it was sent: the others go on."""
    page, files = desk.page, [tmp_path / name for name in ("stays.md", "goes.md")]
    desk.visitor.expects()
    for one in files:
        one.write_text(f"# {one.stem}")
    page.route("**/files/", lambda route: route.abort("connectionrefused"))
    desk.choose(files)
    expect(page.get_by_text("2 files not sent")).to_be_visible()
    files[1].unlink()
    page.unroute("**/files/")
    desk.visitor.button("Retry what was not sent").click()
    expect(page.get_by_text("1 of 2 files sent")).to_be_visible()
    expect(page.get_by_text("The file is no longer there")).to_be_visible()
