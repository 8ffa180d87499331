"""Every page, in every state: clicks arrive, no fault that axe knows in either theme, nothing wider than the window."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from deployments.interface_build import Interface
from deployments.node import find_node
from tests.e2e.ui.clicking import MOMENT_MS, MOMENTS, survey
from tests.e2e.ui.library import Library
from tests.e2e.ui.pages import EXPECTED, GROUPS, PHONE, WIDE, State, enter
from tests.e2e.ui.rare import RARE
from tests.e2e.ui.visitor import Visit, Visitor

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
WIDTHS = (PHONE, 768, WIDE, 1920)
LOOKED_AT = {**GROUPS, "rare": RARE}
RUN = """async (rules) => {
  const only = rules ? {runOnly: {type: 'rule', values: rules}} : {};
  return (await axe.run(document, {resultTypes: ['violations'], ...only})).violations.map(({id, nodes}) =>
    `${id}: ` + nodes.slice(0, 3).map((one) => `${one.target.join(' ')} ${one.failureSummary}`).join(' | '));
}"""
# What another theme may change.
COLOURS = ["color-contrast", "link-in-text-block"]
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

    missed: dict[str, list[str]] = field(default_factory=dict)
    unfit: dict[str, list[str]] = field(default_factory=dict)
    wide: dict[str, list[str]] = field(default_factory=dict)

    @property
    def wrong(self) -> dict[str, dict[str, list[str]]]:
        """Everything that was found; empty where all is well."""
        found = {"gets another's click": self.missed, "axe": self.unfit, "wider than the window": self.wide}
        return {name: one for name, one in found.items() if one}

    def look(self, visitor: Visitor, state: State, axe: str) -> None:
        """At the page as it is: who gets each control's click, both themes, then every width."""
        page = visitor.page
        if not (state.loading or state.told):
            missed = [f"{name}: {spot['missed']}" for name, spot in survey(page) if spot["missed"]]
            self.missed |= {state.name: missed} if missed else {}
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", theme)
            rules = None if theme == THEMES[0] else COLOURS
            self.unfit |= {f"{state.name} ({theme})": wrong} if (wrong := violations(page, axe, rules)) else {}
        for width in WIDTHS if state.width == WIDE else (state.width,):
            self.wide |= {f"{state.name} at {width}": wrong} if (wrong := overflow(page, width)) else {}


def violations(page: Page, axe: str, rules: list[str] | None) -> list[str]:
    """What axe finds on the page as it is now; by these rules, or by all."""
    if not page.evaluate("() => 'axe' in window"):
        page.add_script_tag(content=axe)
    found: list[Any] = page.evaluate(RUN, rules)
    return [str(one) for one in found]


def overflow(page: Page, width: int) -> list[str]:
    """What reaches beyond the window at a width, once the page has taken it."""
    page.set_viewport_size({"width": width, "height": 800})
    page.wait_for_function("(width) => innerWidth === width", arg=width)
    wide: list[str] = page.evaluate(OVERFLOW)
    # What is laid out by script takes the new width a moment after the style sheet.
    for _ in range(MOMENTS):
        if not wide:
            break
        page.wait_for_timeout(MOMENT_MS)
        wide = page.evaluate(OVERFLOW)
    return wide


@pytest.fixture(scope="module")
def axe() -> str:
    """The rules' script, from the interface's own packages."""
    interface = Interface()
    interface.install(find_node())
    return (interface.modules / "axe-core" / "axe.min.js").read_text("utf-8")


def look_at_all(visitor: Visitor, library: Library, axe: str, *, states: Iterable[State]) -> Looks:
    """Every state is entered once and looked at in every way."""
    found = Looks()
    visitor.expects(EXPECTED).expects("status of 410")
    for state in states:
        enter(visitor, library, state)
        found.look(visitor, state, axe)
    return found


@pytest.mark.parametrize("group", LOOKED_AT)
def test_every_page_is_sound_in_every_state(visit: Visit, library: Library, axe: str, *, group: str) -> None:
    """Loading, empty, failed and filled pages, menus, dialogs, the reader, messages.

    Each control gets its own click, axe knows nothing against it in light and dark, and from a narrow phone to a wide
    screen nothing has to be scrolled sideways.
    """
    who = None if group == "outside" else library.account
    found = look_at_all(visit(who, bypass_csp=True), library, axe, states=LOOKED_AT[group])
    assert found.wrong == {}, json.dumps(found.wrong, indent=1)
