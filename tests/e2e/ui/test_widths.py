"""Every page fits: from a narrow phone to a wide screen nothing has to be scrolled sideways."""

import json

import pytest

from tests.e2e.ui.library import Library
from tests.e2e.ui.pages import EXPECTED, STATES, enter
from tests.e2e.ui.visitor import Visit, Visitor

WIDTHS = (360, 768, 1280, 1920)
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


@pytest.mark.parametrize("stranger", [True, False], ids=["outside", "inside"])
def test_nothing_is_wider_than_the_window(visit: Visit, library: Library, *, stranger: bool) -> None:
    """On every page and in every state."""
    visitor = visit(None if stranger else library.account).expects(EXPECTED)
    found = {}
    for state in STATES:
        if state.stranger == stranger:
            visitor.page.set_viewport_size({"width": 1280, "height": 800})
            enter(visitor, library, state)
            found |= {f"{state.name} at {width}": wrong for width in WIDTHS if (wrong := overflow(visitor, width))}
    assert found == {}, json.dumps(found, indent=1)


def overflow(visitor: Visitor, width: int) -> list[str]:
    """What reaches beyond the window at a width."""
    visitor.page.set_viewport_size({"width": width, "height": 800})
    visitor.settled()
    wide: list[str] = visitor.page.evaluate(OVERFLOW)
    return wide
