"""Files for a service that takes less of them: the reason stands at the one that it is about."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.ui.library import new_chatbot, new_source
from tests.e2e.ui.shaky import UPLOAD_MB, Shaky
from tests.e2e.ui.test_pages_uploads import READ_MS, Desk
from tests.e2e.ui.visitor import Visit
from tests.servers.stack import account


@pytest.fixture
def small_desk(visit: Visit, shaky: Shaky) -> Iterator[Desk]:
    """The same where a request may not weigh much."""
    with account(shaky.stack) as who:
        source = new_source(who, chatbot := new_chatbot(who))
        yield Desk(visit(who, at=shaky.stack).open(f"/chatbots/{chatbot}/sources"), who, source)


def test_of_many_files_only_the_one_that_is_too_large_is_refused(small_desk: Desk, tmp_path: Path) -> None:
    """The service's own 413 for a request of several: each is sent alone, the reason stands at the one it is about."""
    desk = small_desk
    for name in ("small.md", "large.md", "other.md"):
        (tmp_path / name).write_text(f"# {name}")
    with (tmp_path / "large.md").open("a") as large:
        large.write("\n" * (UPLOAD_MB * 1_000_000))
    desk.visitor.expects(r"Failed to load resource.*413")
    desk.choose(sorted(tmp_path.iterdir()))
    expect(desk.on_the_way.get_by_text("2 of 3 files sent · 1 file not sent")).to_be_visible()
    row = desk.on_the_way.get_by_role("listitem").filter(has_text="large.md")
    expect(row).to_contain_text("Larger than this installation takes. Split it")
    expect(desk.table.get_by_text("Searchable", exact=True)).to_have_count(2, timeout=READ_MS)
