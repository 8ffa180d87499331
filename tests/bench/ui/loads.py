"""First loads with an empty cache and a slower processor, beside a page that reads React and draws one heading."""

import json
import re
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from tests.bench.stack.figures import percentile
from tests.e2e.ui.library import Library
from tests.e2e.ui.visitor import Visitor, visiting
from tests.servers.stack import Stack

SLOWER = 4
LCP_MS, LOAD_KB = 1000.0, 250.0
BARE = "/bare"
PAINTS = """() => new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
  .observe({type: 'largest-contentful-paint', buffered: true}))"""
SCRIPTS = """() => performance.getEntriesByType('resource').filter(({name}) => name.endsWith('.js'))
  .reduce((sum, {encodedBodySize}) => sum + encodedBodySize, 0)"""


@dataclass(frozen=True)
class Load:
    """One first load: when the largest content was painted (ms), and the JavaScript that came for it (kB)."""

    paint: float
    weight: float


def print_figure(figure: str, value: float, unit: str, **more: object) -> None:
    """One JSON line on stdout."""
    print(json.dumps({"figure": figure, "value": round(value, 2), "unit": unit, **more}), flush=True)


def slowed(visitor: Visitor) -> Page:
    """The visitor's page with a slower processor."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return visitor.page


def first_loads(browser: Browser, stack: Stack, library: Library, *, rounds: int) -> None:
    """The login as a stranger, the others as somebody who is logged in; in turn, as machines drift."""
    answers = {"answer": library.answer_path(library.pdf), "answer and page": library.answer_path(library.pdf, read=1)}
    paths = {BARE: BARE, "login": "/login", "dashboard": "/", **answers}
    loads: dict[str, list[Load]] = {name: [] for name in paths}
    for _ in range(rounds):
        for name, path in paths.items():
            with visiting(browser, stack) as visitor:
                if name not in (BARE, "login"):
                    visitor.log_in(library.account)
                loads[name].append(one_load(visitor, path))
    bare = percentile([load.paint for load in loads.pop(BARE)], 0.5)
    print_figure("ui_lcp_p50", bare, "ms", page="bare", cpu_slowdown=SLOWER)
    for name, each in loads.items():
        paint = percentile([load.paint for load in each], 0.5)
        print_figure("ui_lcp_p50", paint, "ms", page=name, goal=LCP_MS, cpu_slowdown=SLOWER)
        print_figure("ui_lcp_ratio", paint / bare, "of bare", page=name)
        print_figure("ui_first_load_js", max(load.weight for load in each), "kB", page=name, goal=LOAD_KB)


def one_load(visitor: Visitor, path: str) -> Load:
    """Open it and look."""
    page = slowed(visitor)
    if path == BARE:
        body = bare(visitor)
        page.route(f"**{BARE}", lambda route: route.fulfill(body=body, content_type="text/html"))
        page.goto(f"{visitor.stack.url}{BARE}")
    else:
        visitor.open(path)
    page.wait_for_timeout(500)
    return Load(float(page.evaluate(PAINTS)), page.evaluate(SCRIPTS) / 1000)


def bare(visitor: Visitor) -> str:
    """A page of one heading, drawn once React is read: what this machine needs for next to nothing."""
    ours = visitor.context.request.get(f"{visitor.stack.url}/login").text()
    (react,) = re.findall(r'href="(/assets/react-[^"]+\.js)"', ours)
    return (
        f'<!doctype html><title>Bare</title><link rel="icon" href="data:,"><body>'
        f"<script type=module>import '{react}';document.body.innerHTML='<h1>Bare</h1>'</script>"
    )
