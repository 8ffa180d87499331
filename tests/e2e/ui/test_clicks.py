"""Every visible button, link and input of every page is clicked: the click arrives, and something happens."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import ElementHandle, Error, Page

from tests.e2e.ui.library import Library, furnished
from tests.e2e.ui.pages import STATES, State, enter
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.stack import Stack

CONTROLS = (
    "button, a[href], input, textarea, select, summary, [role=radio], [role=switch], [role=option], [role=menuitem]"
)
# Clickable ones, in the order of the page; in an open dialog or menu only those inside it.
FIND = """(selector) => {
  const open = [...document.querySelectorAll('[role=dialog], [role=menu]')].filter((one) => one.checkVisibility());
  const root = open.at(-1) ?? document;
  return [...root.querySelectorAll(selector)].filter((one) => {
    const box = one.getBoundingClientRect();
    const labelled = one.matches('input') && one.labels?.length && box.width <= 1;
    return one.checkVisibility({visibilityProperty: true}) && (labelled || (box.width > 1 && box.height > 1))
      && !one.disabled && one.ariaDisabled !== 'true' && !one.closest('[aria-current=page], [inert]')
      && getComputedStyle(one).pointerEvents !== 'none';
  });
}"""
NAME = """(one) => [one.tagName, one.type, one.ariaLabel, one.textContent, one.getAttribute('placeholder'),
  one.id && one.labels?.[0]?.textContent].filter(Boolean).join(' ').slice(0, 90)"""
# Who gets a click in the middle: the control itself, something in it, or its label.
RECEIVER = """(one) => {
  one.scrollIntoView({block: 'center', inline: 'center'});
  const label = one.labels?.[0];
  const small = one.getBoundingClientRect();
  const shown = small.width <= 1 && label ? label : one;
  const lines = [...shown.getClientRects()];
  const box = lines[0] ?? small;
  const at = [box.left + box.width / 2, box.top + box.height / 2];
  const hit = document.elementFromPoint(...at);
  const right = hit && (one.contains(hit) || [...(one.labels ?? [])].some((its) => its.contains(hit))
    || (hit.contains(one) && hit.matches('label')));
  return {x: at[0], y: at[1], missed: right ? null : (hit?.outerHTML ?? 'nothing').slice(0, 160)};
}"""
WHERE = """(one) => {
  if (one.closest('.mantine-AppShell-header, .mantine-AppShell-navbar')) return 'chrome';
  if (one.closest('[role=dialog]')) return 'dialog ' + location.search.replace(/[0-9a-f-]{20,}/g, '');
  return location.pathname.split('/').slice(0, 4).join('/');
}"""
STATE = """() => [location.href, history.length, document.body.innerText, document.querySelectorAll('*').length,
  [...document.querySelectorAll('input, textarea, select')].map((one) => one.value + one.checked + one.type).join('|'),
  [...document.querySelectorAll('[aria-expanded], [aria-pressed], [aria-selected]')].map((one) =>
    one.ariaExpanded + one.ariaPressed + one.ariaSelected).join('|'),
  document.documentElement.dataset.mantineColorScheme, JSON.stringify(localStorage)].join('\\n')"""
HOVER_MS = 90
MOMENT_MS = 40
PATIENCE = 60
# These states show the same controls as another one, or are the dialog's own business.
TWICE = {"login-errors", "register-errors", "dashboard-no-match", "chatbot-gone", "nowhere"}


@dataclass
class Seen:
    """What can be observed before a click."""

    text: str
    requests: int
    pages: int
    focused: bool


def observe(visitor: Visitor, control: ElementHandle) -> Seen:
    """Everything that a click may change."""
    page = visitor.page
    focused = control.evaluate("(one) => document.activeElement === one")
    return Seen(page.evaluate(STATE), len(visitor.requests), len(visitor.context.pages), focused)


def changed(visitor: Visitor, control: ElementHandle, *, before: Seen, extra: list[str]) -> bool:
    """Whether anything is different: page, requests, tabs, the focus of a field, a file dialog, a download."""
    for _ in range(PATIENCE):
        try:
            now = observe(visitor, control)
        except Error:
            return True  # Gone with its page or dialog.
        takes_focus = control.evaluate("(one) => one.matches('input, textarea, select')") and now.focused
        if extra or takes_focus or (now.text, now.requests, now.pages) != (before.text, before.requests, before.pages):
            return True
        visitor.page.wait_for_timeout(MOMENT_MS)
    return False


def press(visitor: Visitor, control: ElementHandle) -> str | None:
    """Click in the middle; what is wrong with it, if anything."""
    page, extra = visitor.page, list[str]()
    hit: dict[str, Any] = control.evaluate(RECEIVER)
    if hit["missed"]:
        return f"the click goes to {hit['missed']}"
    page.once("filechooser", lambda _: extra.append("files"))
    page.mouse.move(hit["x"], hit["y"])
    page.wait_for_timeout(HOVER_MS)  # A link loads its page when the mouse comes near: that is not the click's.
    before = observe(visitor, control)
    page.mouse.down()
    page.mouse.up()
    return None if changed(visitor, control, before=before, extra=extra) else "nothing happens"


def controls(page: Page) -> list[ElementHandle]:
    """The controls of the page as it is."""
    found = page.evaluate_handle(FIND, CONTROLS)
    return [element for one in found.get_properties().values() if (element := one.as_element())]


def come_back(visitor: Visitor, library: Library, state: State) -> None:
    """The state again, as nobody had clicked: other tabs closed, logged in if a click ended the session."""
    for other in visitor.context.pages[1:]:
        other.close()
    visitor.page.goto("about:blank")
    if not state.stranger and not visitor.context.cookies():
        visitor.log_in(library.account)
    enter(visitor, library, state)


def click_everything(visitor: Visitor, library: Library, state: State, *, done: set[str]) -> list[str]:
    """Hit-test all controls, then click those that no state of this page had, each on the page as one finds it."""
    come_back(visitor, library, state)
    page, wrong = visitor.page, []
    start, count = page.evaluate(STATE), len(controls(page))
    assert count, state.name
    for at in range(count):
        if page.evaluate(STATE) != start:
            come_back(visitor, library, state)
            start = page.evaluate(STATE)
        found = controls(page)
        if at >= len(found):
            break
        name = found[at].evaluate(NAME)
        which = f"{found[at].evaluate(WHERE)} {name}"
        if which in done:
            missed = found[at].evaluate(RECEIVER)["missed"]
            why = f"the click would go to {missed}" if missed else None
        else:
            done.add(which)
            why = press(visitor, found[at])
            if why:  # On a page that was still arranging itself the click may fall beside: a fault stays one.
                come_back(visitor, library, state)
                start, found = page.evaluate(STATE), controls(page)
                why = press(visitor, found[at]) if at < len(found) else why
        wrong += [f"{name}: {why}"] if why else []
    return wrong


@pytest.fixture(scope="module")
def done() -> set[str]:
    """What was clicked, by page: header and sidebar once, and what several states of one page have once."""
    return set()


@pytest.fixture(scope="module")
def throwaway(house: Stack) -> Iterator[Library]:
    """An account for clicks that delete, rename, start and stop."""
    with furnished(house) as made:
        yield made


@pytest.mark.parametrize("state", [one for one in STATES if one.name not in TWICE], ids=lambda one: one.name)
def test_clicks_swallowed_by_an_overlay(visit: Visit, throwaway: Library, state: State, *, done: set[str]) -> None:
    """Regression: every control gets its own click, and every click does something that one can observe."""
    visitor = visit(None if state.stranger else throwaway.account, permissions=["clipboard-write"])
    visitor.expects(r"Failed to load resource.*(40[0-9]|422|503)")
    # Where a sync's run is shown: the one other address that a page may link to.
    prefect = visitor.stack.prefect_api.removesuffix("api")
    visitor.allowed.append(prefect)
    visitor.context.route(f"{prefect}**", lambda route: route.fulfill(body="Prefect"))
    wrong = click_everything(visitor, throwaway, state, done=done)
    assert wrong == [], json.dumps(wrong, indent=1)
