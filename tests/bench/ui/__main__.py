"""``make bench-ui``: LCP and interaction with the CPU slowed down four times, and the first load's JavaScript."""

import argparse
import json
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.bench.stack.figures import percentile
from tests.bench.stack.library import ended
from tests.e2e.ui.library import Library, furnished
from tests.e2e.ui.visitor import Visitor, visiting
from tests.servers.browser import chromium
from tests.servers.stack import Stack, new_stack

SLOWER = 4
LCP_MS, INTERACTION_MS, LOAD_KB = 1000.0, 100.0, 250.0
PAINTS = """() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
  .observe({type: 'largest-contentful-paint', buffered: true}))"""
WATCH = """() => { window.slow = []; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (one.interactionId) window.slow.push(one.duration);
}).observe({type: 'event', durationThreshold: 16, buffered: true}); }"""
SCRIPTS = """() => performance.getEntriesByType('resource').filter(({name}) => name.endsWith('.js'))
  .reduce((sum, {encodedBodySize}) => sum + encodedBodySize, 0)"""


def print_figure(figure: str, value: float, unit: str, **more: object) -> None:
    """One JSON line on stdout."""
    print(json.dumps({"figure": figure, "value": round(value, 1), "unit": unit, **more}), flush=True)


def slowed(visitor: Visitor) -> Page:
    """The visitor's page with a slower processor."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return visitor.page


def first_loads(browser: Browser, stack: Stack, library: Library, *, rounds: int) -> None:
    """Each with an empty cache: the login as a stranger, the dashboard and an answer as somebody who is logged in."""
    paths = {"login": "/login", "dashboard": "/", "answer": library.answer_path(library.pdf)}
    for name, path in paths.items():
        paints, weights = [], []
        for _ in range(rounds):
            with visiting(browser, stack) as visitor:
                if name != "login":
                    visitor.log_in(library.account)
                page = slowed(visitor)
                visitor.open(path)
                page.wait_for_timeout(500)
                paints.append(float(page.evaluate(PAINTS)))
                weights.append(page.evaluate(SCRIPTS) / 1000)
        print_figure("ui_lcp_p50", percentile(paints, 0.5), "ms", page=name, goal=LCP_MS, cpu_slowdown=SLOWER)
        print_figure("ui_first_load_js", max(weights), "kB", page=name, goal=LOAD_KB)


def interactions(browser: Browser, stack: Stack, library: Library, *, rounds: int) -> None:
    """Event to next paint of typing, opening a dialog, the palette, a citation, a tab; as the browser measures it."""
    with visiting(browser, stack) as visitor:
        visitor.log_in(library.account).open(library.answer_path(library.pdf))
        page = slowed(visitor)
        page.evaluate(WATCH)
        for _ in range(rounds):
            page.locator("[data-citation]").first.click()
            expect(page.locator("[data-box]").first).to_be_attached()
            page.keyboard.press("Escape")
            page.get_by_label("Your question").press_sequentially("How long?")
            page.get_by_label("Your question").fill("")
            page.keyboard.press("Control+k")
            page.keyboard.press("Escape")
            visitor.link("Sources", exact=True).click()
            visitor.settled()
            visitor.link("Chat", exact=True).click()
            visitor.settled()
            page.go_back()
            page.go_back()
            page.wait_for_timeout(300)
        took = page.evaluate("() => window.slow")
    took = [float(one) for one in took] or [16.0]
    for share in (0.5, 0.98):
        name = f"ui_interaction_p{share * 100:.0f}"
        print_figure(name, percentile(took, share), "ms", n=len(took), goal=INTERACTION_MS, cpu_slowdown=SLOWER)


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
