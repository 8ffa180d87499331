"""What a designer would send back: an open menu that is not alone, edges that cannot be seen, room that is wasted."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.ui.library import Library
from tests.e2e.ui.pages import DIALOG, PHONE
from tests.e2e.ui.test_looks import THEMES
from tests.e2e.ui.visitor import Visit, Visitor

LEAST = 3.0
# The contrast of every control's edge (a switch: its track) with the ground around it and, where it has one, its own.
EDGES = """() => {
  const light = (one) => {
    const part = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(one[0]) + 0.7152 * part(one[1]) + 0.0722 * part(one[2]);
  };
  const rgba = (text) => text.match(/[0-9.]+/g).map(Number);
  const clear = (one) => one.length > 3 && one[3] === 0;
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const color = rgba(getComputedStyle(at).backgroundColor);
      if (!clear(color)) return color;
    }
    return [255, 255, 255];
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const kinds = 'input:not([type=hidden], [type=file], [hidden]), textarea, select';
  return [...document.querySelectorAll(kinds)].filter((one) => one !== document.activeElement).flatMap((one) => {
    const turned = one.getAttribute('role') === 'switch';
    const drawn = turned ? one.parentElement.querySelector('.mantine-Switch-track') : one;
    const style = getComputedStyle(drawn);
    if (getComputedStyle(drawn).opacity === '0' || drawn.getBoundingClientRect().width === 0) return [];
    const edge = rgba(turned || one.checked ? style.backgroundColor : style.borderTopColor);
    const name = one.getAttribute('aria-label') ?? one.labels?.[0]?.innerText ?? one.outerHTML.slice(0, 80);
    return [[`${one.type} ${name}`, clear(edge) ? 1 : ratio(edge, ground(drawn.parentElement))]];
  });
}"""


def _stops(page: Page) -> set[str]:
    """The parts of the page that Tab gets to."""
    stops = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        stops.add(page.evaluate("() => document.activeElement.closest('main, nav, header')?.tagName.toLowerCase()"))
    return stops


def test_the_page_under_the_open_menu_is_out_of_reach(visit: Visit, library: Library) -> None:
    """On a phone: Tab stays in header and menu, a click finds the menu, Escape closes it and focuses its button."""
    visitor = visit(library.account, viewport={"width": PHONE, "height": 800}).open("/")
    page = visitor.page
    menu, content = page.locator("nav[aria-label=Main]"), page.locator("main")
    assert "nav" not in _stops(page)
    visitor.button("Open menu").click()
    expect(content).to_have_attribute("inert", "")
    stops = _stops(page)
    assert "nav" in stops
    assert "main" not in stops
    expect(menu).to_be_in_viewport(ratio=0.9)
    assert page.evaluate("() => Boolean(document.elementFromPoint(180, 400).closest('nav'))")
    page.keyboard.press("Escape")
    expect(visitor.button("Open menu")).to_be_focused()
    expect(content).not_to_have_attribute("inert", "")
    expect(menu).to_have_attribute("inert", "")


def test_going_somewhere_closes_the_menu(visit: Visit, library: Library) -> None:
    """A link of the menu leads to its page, which can be reached; so does the page that is open already."""
    visitor = visit(library.account, viewport={"width": PHONE, "height": 800}).open("/")
    page = visitor.page
    for name in ("System", "System", "Chatbots"):
        visitor.button("Open menu").click()
        visitor.link(name, exact=True).click()
        expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
        expect(visitor.button("Open menu")).to_be_visible()


def test_the_edges_of_controls_are_seen(reader: Visitor, library: Library) -> None:
    """Fields, boxes, rings and switches stand out from their ground by three to one, in both themes."""
    page = reader.page
    for rest in ("/settings", "/sources?dialog=schedule", "/sources?dialog=edit", "/search?q=loans"):
        reader.open(library.path(rest))
        if "dialog" in rest:
            expect(page.locator(DIALOG)).to_be_visible()
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", theme)
            edges: list[Any] = page.evaluate(EDGES)
            assert edges
            assert {name: ratio for name, ratio in edges if ratio < LEAST} == {}, (rest, theme)


def test_a_wide_window_is_used(visit: Visit, library: Library) -> None:
    """What scores mean stands beside the results, optional parts beside the needed ones; folded or below elsewhere."""
    visitor = visit(library.account, viewport={"width": 1920, "height": 900})
    page = visitor.page
    visitor.open(library.path("/search?q=loans"))
    meaning = page.get_by_role("region", name="What the scores mean")
    first = page.get_by_role("main").get_by_role("listitem").filter(has=page.get_by_label("Rank 1")).last
    beside, results = meaning.bounding_box(), first.bounding_box()
    assert beside
    assert results
    assert beside["x"] > results["x"] + results["width"]
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(meaning).to_have_count(0)
    expect(page.get_by_text("What the scores mean")).to_be_visible()
    page.set_viewport_size({"width": 1920, "height": 900})
    visitor.open("/system")
    tops = [page.get_by_role("heading", name=name, exact=True).bounding_box() for name in ("Needed", "Optional")]
    assert tops[0]
    assert tops[1]
    assert tops[0]["y"] == tops[1]["y"]
