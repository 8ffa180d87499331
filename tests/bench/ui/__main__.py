"""``make bench-ui``: LCP and interaction with the CPU slowed down four times, and the first load's JavaScript."""

import argparse
import json
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.bench.stack.figures import percentile
from tests.bench.stack.library import ended
from tests.bench.ui.loads import SLOWER, first_loads, print_figure, slowed
from tests.bench.ui.tracing import CATEGORIES, answered_after
from tests.e2e.ui.library import Library, furnished
from tests.e2e.ui.visitor import Visitor, visiting
from tests.servers.browser import chromium
from tests.servers.stack import Stack, new_stack

# Between two keys or clicks, as with a quick person.
PAUSE_MS = 150
INTERACTION_MS = 100.0


def interactions(browser: Browser, stack: Stack, library: Library, *, rounds: int) -> None:
    """From event to next picture: typing, a citation, the palette, a tab; from the browser's own trace."""
    with visiting(browser, stack) as visitor, tempfile.NamedTemporaryFile(suffix=".json") as trace:
        visitor.log_in(library.account).open(library.answer_path(library.pdf))
        page = slowed(visitor)
        page.keyboard.press("Escape")
        browser.start_tracing(page=page, path=trace.name, categories=CATEGORIES)
        for _ in range(rounds):
            one_round(visitor)
        browser.stop_tracing()
        took = answered_after(json.loads(Path(trace.name).read_bytes())["traceEvents"])
    for name in sorted({name for name, _ in took}):
        times = [time for one, time in took if one == name]
        print_figure("ui_interaction_p50", percentile(times, 0.5), "ms", event=name, n=len(times), worst=max(times))
    for share in (0.5, 0.98):
        times = [time for _, time in took]
        name = f"ui_interaction_p{share * 100:.0f}"
        print_figure(name, percentile(times, share), "ms", n=len(times), goal=INTERACTION_MS, cpu_slowdown=SLOWER)


def one_round(visitor: Visitor) -> None:
    """What somebody does who reads: opens a citation, types, looks for a page, leafs through the parts."""
    page = visitor.page
    page.locator("[data-citation]").first.click()
    expect(page.locator("[data-box]").first).to_be_attached()
    page.keyboard.press("Escape")
    page.get_by_label("Your question").press_sequentially("How long?", delay=PAUSE_MS)
    page.get_by_label("Your question").fill("")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.type("so", delay=PAUSE_MS)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    for part in ("Sources", "Chat"):
        visitor.link(part, exact=True).click()
        visitor.settled()
    page.go_back()
    page.go_back()
    page.wait_for_timeout(PAUSE_MS)


def main() -> None:
    """A stack of its own with a furnished account."""
    parser = argparse.ArgumentParser(description="Budgets of the web interface.")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="refdesk-bench-") as folder, ended(new_stack(Path(folder))) as stack:
        stack.wait_ready()
        with furnished(stack) as library, chromium() as browser:
            first_loads(browser, stack, library, rounds=given.rounds)
            interactions(browser, stack, library, rounds=given.rounds)


if __name__ == "__main__":
    main()
