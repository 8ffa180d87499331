"""Every button, link and input of the pages is clicked: the click arrives, and something happens.

Whether clicks arrive in all other states is looked at in ``test_looks.py``; that no control of theirs is without an
action, in ``webapp/ui/src/testing/controls.test.tsx``.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser

from tests.e2e.ui.clicking import click_everything
from tests.e2e.ui.library import Library, furnished
from tests.e2e.ui.pages import EXPECTED, STATES
from tests.e2e.ui.visitor import Visitor, visiting
from tests.servers.stack import Account, Stack

LOGIN = next(one for one in STATES if one.name == "login")
PRESSED = {
    "doors": ("login", "register", "nowhere"),
    "dashboard": ("dashboard", "dashboard-menu", "create", "keyboard-help", "menu-narrow"),
    "chat": ("chat-new", "chat-answer", "chat-nothing", "conversation-menu", "conversation-rename", "reader-pdf"),
    "sources": ("sources", "sources-menu", "sync-menu", "sources-schedule", "sources-history", "document"),
    "others": ("search-results", "settings", "system"),
}


@pytest.fixture(scope="module")
def done() -> set[str]:
    """What was clicked, by page: header and sidebar once, and what several states of one page have once."""
    return set()


@pytest.fixture(scope="module")
def throwaway(house: Stack) -> Iterator[Library]:
    """An account for clicks that delete, rename, start and stop."""
    with furnished(house) as made:
        yield made


@contextmanager
def clicker(browser: Browser, stack: Stack, who: Account | None) -> Iterator[Visitor]:
    """Somebody who clicks everything."""
    # Where a sync's run is shown: the one other address that a page may link to.
    prefect = stack.prefect_api.removesuffix("api")
    with visiting(browser, stack, permissions=["clipboard-write"]) as visitor:
        visitor.expects(EXPECTED).allowed.append(prefect)
        visitor.context.route(f"{prefect}**", lambda route: route.fulfill(body="Prefect"))
        # An answer made anew would take the place of the one that later states show.
        visitor.context.route("**/api/v1/messages/*/regenerate/", lambda route: route.fulfill(status=503, body="Full"))
        yield visitor.log_in(who) if who else visitor


@pytest.fixture(scope="module")
def clickers(browser: Browser, house: Stack, throwaway: Library) -> Iterator[dict[bool, Visitor]]:
    """A stranger and somebody inside, for all states."""
    with clicker(browser, house, None) as stranger, clicker(browser, house, throwaway.account) as inside:
        for one in (stranger, inside):
            # The switch of the language is a control like any other, but states are found by their English names.
            one.context.add_init_script("try { localStorage.removeItem('refdesk-language') } catch {}")
        yield {True: stranger, False: inside}


@pytest.mark.parametrize("group", PRESSED)
def test_clicks_swallowed_by_an_overlay(
    clickers: dict[bool, Visitor], throwaway: Library, group: str, *, done: set[str]
) -> None:
    """Regression: every control gets its own click, and every click does something that one can observe."""
    wrong: dict[str, list[str]] = {}
    for state in (one for one in STATES if one.name in PRESSED[group]):
        visitor = clickers[state.stranger]
        wrong |= {state.name: found} if (found := click_everything(visitor, throwaway, state, done=done)) else {}
        visitor.check()
    assert wrong == {}, json.dumps(wrong, indent=1)


ADD = "addEventListener('DOMContentLoaded', () => {{ const one = document.createElement('{0}'); {1} }})"
OVERLAY = "one.style.cssText = 'position:fixed;inset:0;z-index:9999'; document.body.append(one);"
DEAD = "one.textContent = 'Dead'; document.body.append(one);"


def test_an_overlay_and_a_dead_button_are_found(browser: Browser, house: Stack, throwaway: Library) -> None:
    """The test above can fail: under an invisible sheet every control is named, and a button without an action is."""
    with clicker(browser, house, None) as under:
        under.page.add_init_script(ADD.format("div", OVERLAY))
        swallowed = click_everything(under, throwaway, LOGIN, done=set())
    assert len(swallowed) >= 4
    assert all("the click would go to <div style=" in one for one in swallowed if "would" in one)
    with clicker(browser, house, None) as dead:
        dead.page.add_init_script(ADD.format("button", DEAD))
        (found,) = click_everything(dead, throwaway, LOGIN, done=set())
    assert found.startswith("/login: BUTTON submit Dead: nothing happens")
