"""Everything by keyboard: from the registration to the proof and back to the question."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.ui.library import PDF, PDF_QUESTION, Library
from tests.e2e.ui.visitor import Visit, Visitor
from tests.servers.stack import PASSWORD

MOST_STOPS = 60
# A ring on the focused element, its neighbour or what holds it; or a border that is another one without the focus.
RING = """(one) => {
  const around = [one, one.parentElement, one.parentElement?.parentElement].filter(Boolean);
  const ring = around.flatMap((at) => [at, at.nextElementSibling]).filter(Boolean).some((at) => {
    const style = getComputedStyle(at);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none';
  });
  if (ring) return true;
  const borders = () => around.map((at) => getComputedStyle(at).borderColor).join();
  const focused = borders();
  one.blur();
  const without = borders();
  one.focus();
  return focused !== without;
}"""


def tab_to(page: Page, target: Locator, key: str = "Tab") -> Locator:
    """Press Tab until the element has the focus; every stop on the way must show that it has it."""
    target.first.wait_for(state="attached")
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        focused = page.locator(":focus")
        if focused.count():
            seen = focused.first.evaluate(RING)
            assert seen, f"no visible focus: {focused.first.evaluate('(one) => one.outerHTML')[:200]}"
        if target.first.evaluate("(one) => one === document.activeElement"):
            return target.first
    raise AssertionError(f"not reached by {key}: {target}")


def type_into(page: Page, target: Locator, text: str) -> None:
    """Go there by Tab and type."""
    tab_to(page, target)
    page.keyboard.type(text)


def register(visitor: Visitor) -> None:
    """The first field has the focus from the start; Enter sends."""
    page = visitor.open("/register").page
    expect(page.get_by_label("First name")).to_be_focused()
    page.keyboard.type("Ada")
    type_into(page, page.get_by_label("Last name"), "Keys")
    type_into(page, page.get_by_label("E-mail"), f"keys-{id(visitor)}@example.com")
    for field in page.locator("input[autocomplete=new-password]").all():
        type_into(page, field, PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Make your first chatbot")).to_be_visible()


def fill_dialog(visitor: Visitor, button: str, name: str) -> None:
    """Open a dialog, which takes the focus to its first field, type a name, send with Enter."""
    page = visitor.page
    tab_to(page, visitor.button(button))
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_label("Name")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_walk_without_a_mouse(visit: Visit) -> None:
    """Register, create, upload, ask, open and close a citation; the focus is always seen and comes back."""
    visitor = visit()
    page = visitor.page
    register(visitor)
    fill_dialog(visitor, "New chatbot", "By keys")
    expect(page).to_have_url(re.compile("/sources"))
    fill_dialog(visitor, "Add source", "Rules")
    with page.expect_file_chooser() as chooser:
        tab_to(page, visitor.button("Choose files"))
        page.keyboard.press("Enter")
    chooser.value.set_files(PDF)
    expect(page.get_by_role("table").get_by_text("Searchable", exact=True)).to_be_visible(timeout=60_000)
    tab_to(page, visitor.link("Chat", exact=True), "Shift+Tab")
    page.keyboard.press("Enter")
    type_into(page, page.get_by_label("Your question"), PDF_QUESTION)
    page.keyboard.press("Enter")
    mark = page.locator("[data-citation]").first
    expect(mark).to_be_visible()
    tab_to(page, mark, "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[data-box]").first).to_be_attached()
    page.keyboard.press("Escape")
    expect(page.locator("[data-reader]")).to_have_count(0)
    expect(mark).to_be_focused()


# The key comes as soon as the address says that the reader is open, before anything else can happen.
OPEN_AND_LEAVE = """(mark) => {
  mark.click();
  return new Promise((done) => {
    const look = () => {
      if (!location.search.includes('read=')) return setTimeout(look);
      document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', code: 'Escape', bubbles: true}));
      done();
    };
    look();
  });
}"""


def test_escape_counts_from_the_press_that_opens_the_reader(reader: Visitor, library: Library) -> None:
    """However fast: the reader need not be drawn to be left."""
    page = reader.open(library.answer_path(library.pdf)).page
    mark = page.locator("[data-citation]").first
    for _ in range(3):
        mark.evaluate(OPEN_AND_LEAVE)
        expect(page).not_to_have_url(re.compile("read="))
        expect(page.locator("[data-reader]")).to_have_count(0)
        expect(mark).to_be_focused()
