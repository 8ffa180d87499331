"""No page, in no state and neither theme, has a fault that axe knows."""

import json
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.e2e.ui.library import Library
from tests.e2e.ui.pages import EXPECTED, STATES, enter
from tests.e2e.ui.visitor import Visit

AXE = Path(__file__).parents[3] / "webapp" / "ui" / "node_modules" / "axe-core" / "axe.min.js"
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations.map(({id, nodes}) =>
  `${id}: ` + nodes.slice(0, 3).map((one) => `${one.target.join(' ')} ${one.failureSummary}`).join(' | '))"""


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it is now."""
    if not page.evaluate("() => 'axe' in window"):
        page.add_script_tag(content=AXE.read_text("utf-8"))
    found: list[Any] = page.evaluate(RUN)
    return [str(one) for one in found]


@pytest.mark.parametrize("stranger", [True, False], ids=["outside", "inside"])
def test_axe_finds_nothing(visit: Visit, library: Library, *, stranger: bool) -> None:
    """Every page and state that one can link to, and menus, dialogs and the reader opened on them, in both themes."""
    visitor = visit(None if stranger else library.account, bypass_csp=True).expects(EXPECTED)
    found: dict[str, list[str]] = {}
    for state in STATES:
        if state.stranger == stranger:
            enter(visitor, library, state)
            for theme in THEMES:
                visitor.page.emulate_media(color_scheme=theme)
                found |= {f"{state.name} ({theme})": wrong} if (wrong := violations(visitor.page)) else {}
    assert found == {}, json.dumps(found, indent=1)
