"""Clicks as a person makes them, on every control of a page: does each get its own, and does something happen."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import ElementHandle, Error, Page

from tests.e2e.ui.library import Library
from tests.e2e.ui.pages import State, enter
from tests.e2e.ui.visitor import Visitor

# What can be clicked, in the order of the page; in an open dialog or menu what is inside it, and messages above it.
FIND = """() => {
  const controls = 'button, a[href], input, textarea, select, summary, [contenteditable=true], [role=button], ' +
    '[role=link], [role=tab], [role=radio], [role=checkbox], [role=switch], [role=option], [role=menuitem]';
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  const open = shown('[role=dialog], [role=menu]');
  const phone = shown('.mantine-Burger-root[aria-expanded=true]').length > 0;
  const roots = open.length ? [open.at(-1), ...document.querySelectorAll('[role=alert]')]
    : phone ? shown('.mantine-AppShell-header, .mantine-AppShell-navbar') : [document];
  const within = roots.flatMap((root) => [...root.querySelectorAll(controls)]);
  return [...new Set(within)].filter((one) => {
    const box = one.getBoundingClientRect();
    const labelled = one.matches('input') && one.labels?.length && box.width <= 1;
    return one.checkVisibility({visibilityProperty: true}) && (labelled || (box.width > 1 && box.height > 1))
      && !one.disabled && one.ariaDisabled !== 'true' && !one.closest('[aria-current=page], [inert]');
  });
}"""
NAME = """(one) => {
  const words = [one.tagName, one.type, one.ariaLabel, one.textContent, one.getAttribute('placeholder'),
    one.id && one.labels?.[0]?.textContent];
  const place = (path) => path.replace(/[0-9a-f-]{20,}/g, '');
  const where = one.closest('.mantine-AppShell-header, .mantine-AppShell-navbar') ? 'chrome'
    : one.closest('[role=dialog]') ? `dialog ${place(location.search)}`
    : place(location.pathname.split('/').slice(0, 4).join('/'));
  return `${where}: ${words.filter(Boolean).join(' ').slice(0, 90)}`;
}"""
# Its middle, and who gets a click there: null for the control itself, something in it, or its label.
SPOT = """(one) => {
  one.scrollIntoView({block: 'center', inline: 'center'});
  const small = one.getBoundingClientRect();
  const shown = small.width <= 1 && one.labels?.[0] ? one.labels[0] : one;
  const box = shown.getClientRects()[0] ?? small;
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const hit = document.elementFromPoint(x, y);
  const own = hit && (one.contains(hit) || [...(one.labels ?? [])].some((its) => its.contains(hit))
    || (hit.contains(one) && hit.matches('label')));
  return {x, y, missed: own ? null : (hit?.outerHTML ?? 'nothing').slice(0, 160)};
}"""
NAMES = f"() => ({FIND})().map({NAME})"
SURVEY = f"() => ({FIND})().map((one) => [({NAME})(one), ({SPOT})(one)])"
# Elements that are to be seen: an empty one, where messages will appear, comes with the first click whatever it does.
STATE = """() => [location.href, document.body.innerText,
  [...document.body.querySelectorAll('*')].filter((one) => one.clientHeight > 0 && one.checkVisibility()).length,
  [...document.querySelectorAll('input, textarea, select')].map((one) => one.value + one.checked + one.type).join('|'),
  [...document.querySelectorAll('[aria-expanded], [aria-pressed], [aria-selected]')].map((one) =>
    one.ariaExpanded + one.ariaPressed + one.ariaSelected).join('|'),
  document.documentElement.dataset.mantineColorScheme, JSON.stringify(localStorage)].join('\\n')"""
# A field that has the focus has taken its click.
OBSERVE = f"""(one) => [({STATE})(),
  one.isConnected && one.matches('input, textarea, select') && document.activeElement === one]"""
# Something that Escape closes, opened by a click: its address is the page's own.
OPEN = "() => !location.search.includes('dialog') && !!document.querySelector('[role=dialog], [role=menu]')"
FOCUS = "() => document.activeElement?.outerHTML.slice(0, 160) ?? 'nothing'"
MOMENT_MS = 25
FEW_MOMENTS = 16
MOMENTS = 120


@dataclass
class Seen:
    """What can be observed before a click."""

    text: str
    requests: int
    pages: int


def click_everything(visitor: Visitor, library: Library, state: State, *, done: set[str]) -> list[str]:
    """Hit-test all controls, click those that were not clicked before, each on the page as one finds it."""
    come_back(visitor, library, state)
    page = visitor.page
    found = survey(page)
    assert found, f"{state.name} has nothing to click"
    wrong = [f"{name}: the click would go to {spot['missed']}" for name, spot in found if spot["missed"]]
    start = page.evaluate(STATE)
    for name in dict(found):
        if name in done:
            continue
        done.add(name)
        if not is_back(page, start):
            come_back(visitor, library, state)
            start = page.evaluate(STATE)
        wrong += press(visitor, name)
    return sorted(set(wrong))


def is_back(page: Page, start: str) -> bool:
    """Whether the page is as it was, if need be after Escape or the browser's way back; another one is loaded anew."""

    def same() -> bool:
        try:
            return bool(page.evaluate(STATE) == start)
        except Error:
            return False  # Between two pages, or at the empty one before the first.

    if same():
        return True
    if page.evaluate(OPEN):
        page.keyboard.press("Escape")
    elif page.url != start.split("\n", 1)[0]:
        page.go_back(wait_until="commit")
    for _ in range(FEW_MOMENTS):
        if same():
            return True
        page.wait_for_timeout(MOMENT_MS)
    return False


def survey(page: Page) -> list[Any]:
    """Every control and who gets its click, once the page has come to rest: while it moves a click may fall beside."""
    before = page.evaluate(SURVEY)
    for _ in range(MOMENTS):
        page.wait_for_timeout(MOMENT_MS)
        now: list[Any] = page.evaluate(SURVEY)
        if now == before:
            break
        before = now
    return before


def come_back(visitor: Visitor, library: Library, state: State) -> None:
    """The state again, as nobody had clicked: other tabs closed, logged in if a click ended the session."""
    for other in visitor.context.pages:
        if other is not visitor.page:
            other.close()
    visitor.page.goto("about:blank")
    if not state.stranger and not visitor.context.cookies():
        visitor.log_in(library.account)
    enter(visitor, library, state)


def press(visitor: Visitor, name: str) -> list[str]:
    """Click a control in its middle; what is wrong with it. One that an earlier click took away is passed over."""
    page, extra = visitor.page, list[str]()
    if find(page, name) is None:
        return []
    page.once("filechooser", lambda _: extra.append("files"))
    hover(page, name)
    before = at_rest(visitor)
    # Where it is now: what came late may have moved it, or put another in its place.
    control = hover(page, name)
    if control is None:
        return []
    link = bool(control.evaluate("(one) => one.matches('a[href]')"))
    page.mouse.down()
    page.mouse.up()
    happened = changed(visitor, control, before=before, extra=extra, link=link)
    return [] if happened else [f"{name}: nothing happens; {page.evaluate(FOCUS)} has the focus"]


def find(page: Page, name: str) -> ElementHandle | None:
    """The control of that name; None when there is none."""
    names = page.evaluate(NAMES)
    if name not in names:
        return None
    return page.evaluate_handle(FIND).get_property(str(names.index(name))).as_element()


def hover(page: Page, name: str) -> ElementHandle | None:
    """The mouse on the middle of the control of that name."""
    control = find(page, name)
    if control is not None:
        spot = control.evaluate(SPOT)
        page.mouse.move(spot["x"], spot["y"])
    return control


def at_rest(visitor: Visitor) -> Seen:
    """What is to be seen once nothing changes by itself any more: what comes late is not the next click's doing."""

    def see() -> Seen:
        return Seen(visitor.page.evaluate(STATE), len(visitor.requests), len(visitor.context.pages))

    before = see()
    for _ in range(FEW_MOMENTS):
        visitor.page.wait_for_timeout(2 * MOMENT_MS)
        now = see()
        if now == before:
            break
        before = now
    return before


def changed(visitor: Visitor, control: ElementHandle, *, before: Seen, extra: list[str], link: bool) -> bool:
    """Whether anything is different: page, requests, tabs, the focus of a field, a file dialog."""
    for _ in range(MOMENTS):
        try:
            text, focused = control.evaluate(OBSERVE)
        except Error:
            return True  # Gone with its page.
        # A link asks for its page when the mouse comes near already: of a link the page itself is expected.
        asked = not link and len(visitor.requests) != before.requests
        if extra or focused or asked or (text, len(visitor.context.pages)) != (before.text, before.pages):
            return True
        visitor.page.wait_for_timeout(MOMENT_MS)
    return False
