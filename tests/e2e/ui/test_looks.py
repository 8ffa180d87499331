"""Every page, in every state: no fault that axe knows in either theme, nothing wider than the window."""

import json
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from deployments.interface_build import Interface
from deployments.node import find_node
from tests.e2e.ui.library import Library
from tests.e2e.ui.pages import EXPECTED, PHONE, STATES, WIDE, State, enter
from tests.e2e.ui.shaky import LAST, LONG, Shaky, answers, begin
from tests.e2e.ui.visitor import Visit, Visitor, visiting
from tests.servers.stack import Stack

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (PHONE, 768, WIDE, 1920)
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(({id, nodes}) =>
  `${id}: ` + nodes.slice(0, 3).map((one) => `${one.target.join(' ')} ${one.failureSummary}`).join(' | '))"""
OVERFLOW = """() => {
  const most = document.documentElement.clientWidth;
  const wide = [...document.querySelectorAll('body *')].filter((one) => {
    const box = one.getBoundingClientRect();
    if (box.width === 0 || box.right <= most + 1) return false;
    for (let up = one.parentElement; up; up = up.parentElement)
      if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) return false;
    return getComputedStyle(one).position !== 'fixed' || box.left < most;
  });
  const over = document.documentElement.scrollWidth > most ? ['the page: ' + document.documentElement.scrollWidth] : [];
  return [...over, ...wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 120))];
}"""


@dataclass
class Looks:
    """What is wrong with how pages look, by state."""

    unfit: dict[str, list[str]] = field(default_factory=dict)
    wide: dict[str, list[str]] = field(default_factory=dict)

    def look(self, visitor: Visitor, state: State, axe: str) -> None:
        """At the page as it is, in both themes, then at every width."""
        page = visitor.page
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", theme)
            self.unfit |= {f"{state.name} ({theme})": wrong} if (wrong := violations(page, axe)) else {}
        for width in WIDTHS if state.width == WIDE else (state.width,):
            self.wide |= {f"{state.name} at {width}": wrong} if (wrong := overflow(page, width)) else {}


def violations(page: Page, axe: str) -> list[str]:
    """What axe finds on the page as it is now."""
    if not page.evaluate("() => 'axe' in window"):
        page.add_script_tag(content=axe)
    found: list[Any] = page.evaluate(RUN)
    return [str(one) for one in found]


def overflow(page: Page, width: int) -> list[str]:
    """What reaches beyond the window at a width, once the page has taken it."""
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_function("(width) => innerWidth === width", arg=width)
    wide: list[str] = page.evaluate(OVERFLOW)
    return wide


@pytest.fixture(scope="module")
def axe() -> str:
    """The rules' script, from the interface's own packages."""
    interface = Interface()
    interface.install(find_node())
    return (interface.modules / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def looks(browser: Browser, house: Stack, library: Library, *, axe: str) -> Looks:
    """Every state of every page is entered once and looked at in every way."""
    found = Looks()
    for stranger in (True, False):
        with visiting(browser, house, bypass_csp=True) as visitor:
            visitor.expects(EXPECTED)
            if not stranger:
                visitor.log_in(library.account)
            for state in (one for one in STATES if one.stranger == stranger):
                enter(visitor, library, state)
                found.look(visitor, state, axe)
    return found


def test_axe_finds_nothing(looks: Looks) -> None:
    """Loading, empty, failed and filled pages, menus, dialogs, the reader, messages; light and dark."""
    assert looks.unfit == {}, json.dumps(looks.unfit, indent=1)


def test_nothing_is_wider_than_the_window(looks: Looks) -> None:
    """From a narrow phone to a wide screen nothing has to be scrolled sideways."""
    assert looks.wide == {}, json.dumps(looks.wide, indent=1)


def test_an_answer_that_is_being_written_is_sound(visit: Visit, shaky: Shaky, axe: str) -> None:
    """While words come: nothing that axe knows, nothing too wide; and they still come when all was looked at."""
    found = Looks()
    visitor = visit(shaky.who, at=shaky.stack, bypass_csp=True).open(shaky.chat)
    page = begin(visitor, shaky, replace(LONG, pause=0.25))
    found.look(visitor, State("streaming", lambda _: ""), axe)
    assert LAST not in answers(page).inner_text()
    assert (found.unfit, found.wide) == ({}, {})
    visitor.button("Stop").click()
    shaky.model.forget()
