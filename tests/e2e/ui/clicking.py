"""Clicks as a person makes them, on every control of a page: does each get its own, and does something happen."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
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
# Without how long ago something was: that changes by itself, a control stays the same one.
NAME = r"""(one) => {
  const text = one.textContent.replace(/(?<! )(now|\d+ \w+ ago)$/, '');
  const words = [one.tagName, one.type, one.ariaLabel, text, one.getAttribute('placeholder'),
    one.id && one.labels?.[0]?.textContent];
  const place = (path) => path.replace(/[0-9a-f-]{20,}/g, '');
  const where = one.closest('.mantine-AppShell-header, .mantine-AppShell-navbar') ? 'chrome'
    : one.closest('[role=dialog]') ? `dialog ${place(location.search)}`
    : place(location.pathname.split('/').slice(0, 4).join('/'));
  return `${where}: ${words.filter(Boolean).join(' ').slice(0, 90)}`;
}"""
# Whether an element is the control's own: itself, something in it, or its label.
OWN = """(one, hit) => !!hit && (one.contains(hit) || [...(one.labels ?? [])].some((its) => its.contains(hit))
  || (hit.contains(one) && hit.matches('label')))"""
# Its middle, and who gets a click there: null for the control itself.
SPOT = f"""(one) => {{
  one.scrollIntoView({{block: 'center', inline: 'center'}});
  const small = one.getBoundingClientRect();
  const shown = small.width <= 1 && one.labels?.[0] ? one.labels[0] : one;
  const box = shown.getClientRects()[0] ?? small;
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const hit = document.elementFromPoint(x, y);
  return {{x, y, missed: ({OWN})(one, hit) ? null : (hit?.outerHTML ?? 'nothing').slice(0, 160)}};
}}"""
SURVEY = f"() => ({FIND})().map((one) => [({NAME})(one), ({SPOT})(one)])"
PICK = f"(name) => ({FIND})().find((one) => ({NAME})(one) === name) ?? null"
# Elements that are to be seen: an empty one, where messages will appear, comes with the first click whatever it does.
STATE = r"""() => [location.href, document.body.innerText.replace(/(now|\d+ \w+ ago)$/gm, ''),
  [...document.body.querySelectorAll('*')].filter((one) => one.clientHeight > 0 && one.checkVisibility()).length,
  [...document.querySelectorAll('input, textarea, select')].map((one) => one.value + one.checked + one.type).join('|'),
  [...document.querySelectorAll('[aria-expanded], [aria-pressed], [aria-selected]')].map((one) =>
    one.ariaExpanded + one.ariaPressed + one.ariaSelected).join('|'),
  document.documentElement.dataset.mantineColorScheme, JSON.stringify(localStorage)].join('\n')"""
# The same page with the same controls: what was chosen or typed there does not stand in the next click's way.
PLACE = f"""() => [location.href, ...({FIND})().map({NAME}),
  ...[...document.querySelectorAll('[aria-expanded]')].map((one) => one.ariaExpanded)].join('\\n')"""
# Who really gets the press, whatever was under the mouse a moment before.
CATCH = f"""(one) => {{
  window.missed = 'nothing';
  addEventListener('pointerdown', ({{target}}) => {{
    window.missed = ({OWN})(one, target) ? null : target.outerHTML.slice(0, 160);
  }}, {{capture: true, once: true}});
  return one.matches('a[href]');
}}"""
# A field that has the focus has taken its click, also when it was drawn anew meanwhile.
OBSERVE = f"""(name) => {{
  const active = document.activeElement;
  return [({STATE})(), !!active?.matches('input, textarea, select') && ({NAME})(active) === name];
}}"""
# Until the browser has drawn what was to be drawn, and has nothing left to do: what is mounted a frame later is there.
DRAWN = """() => new Promise((done) => {
  setTimeout(done, 500);
  requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => done())));
})"""
# Something that Escape closes, opened by a click: its address is the page's own.
OPEN = "() => !location.search.includes('dialog') && !!document.querySelector('[role=dialog], [role=menu]')"
FOCUS = "() => document.activeElement?.outerHTML.slice(0, 160) ?? 'nothing'"
NO_PAGE = "about:blank"
MOMENT_MS = 25
# So long a page may take for each next step on its way back.
FEW_MOMENTS = 8
MOMENTS = 120
TRIES = 3
BESIDE = "the click went to"


@dataclass
class Seen:
    """What can be observed before a click."""

    text: str
    requests: int
    pages: int


@dataclass
class Start:
    """Where the clicks begin: the place, and the one before something was done there."""

    place: str
    before: str


def click_everything(visitor: Visitor, library: Library, state: State, *, done: set[str]) -> list[str]:
    """Hit-test all controls, click those that were not clicked before, each on the page as one finds it."""
    start = come_back(visitor, library, state)
    page = visitor.page
    found = survey(page)
    assert found, f"{state.name} has nothing to click"
    missed = {name: spot["missed"] for name, spot in found if spot["missed"]}
    wrong = [f"{name}: the click would go to {hit}" for name, hit in missed.items()]
    for name in dict(found):
        if name in done or name in missed:
            continue
        done.add(name)
        if not is_back(visitor, state, start):
            start = come_back(visitor, library, state)
        wrong += press(visitor, name)
    return sorted(set(wrong))


def is_back(visitor: Visitor, state: State, start: Start) -> bool:
    """Whether the page is where the clicks began, if need be after a way back, and done to again.

    What is still under way after a click is waited for: the page may be about to go.
    """
    page = visitor.page
    close_others(visitor)
    if not answered(visitor):
        return False
    with suppress(Error):
        page.evaluate(DRAWN)  # A menu may be mounted a frame after the click that opened it.
    if place(page) == start.place:
        return True
    if not went_back(page, start):
        return False
    if comes(page, start.place, start.before) == start.before != start.place and state.act:
        state.act(page)
    return comes(page, start.place) == start.place


def went_back(page: Page, start: Start) -> bool:
    """Whether Escape or the browser's way back may lead to the start; nothing does from an altered page."""
    try:
        if page.evaluate(OPEN):
            page.keyboard.press("Escape")
        elif page.url != start.place.split("\n", 1)[0]:
            page.go_back(wait_until="commit")
        else:
            return place(page) == start.before
    except Error:
        return False
    return page.url != NO_PAGE


def close_others(visitor: Visitor) -> None:
    """Close the tabs that a click opened."""
    for other in visitor.context.pages:
        if other is not visitor.page:
            other.close()


def answered(visitor: Visitor) -> bool:
    """Whether everything asked for has its answer, and it is drawn: a page that logs out is about to go."""
    for _ in range(MOMENTS):
        if not visitor.waiting:
            return True
        visitor.page.wait_for_timeout(MOMENT_MS)
        if not visitor.waiting:
            with suppress(Error):
                visitor.page.evaluate(DRAWN)
    return False


def place(page: Page) -> str:
    """The page's place; empty between two pages."""
    try:
        return str(page.evaluate(PLACE))
    except Error:
        return ""


def comes(page: Page, *wanted: str) -> str:
    """The place once it is one of those, or once it has not changed for a while."""
    before, still = place(page), 0
    while before not in wanted and still < FEW_MOMENTS:
        page.wait_for_timeout(MOMENT_MS)
        now = place(page)
        before, still = now, still + 1 if now == before else 0
    return before


def survey(page: Page) -> list[Any]:
    """Every control and who gets its click, once the page has come to rest: while it moves a click may fall beside."""
    found: list[Any] = still(page, lambda: page.evaluate(SURVEY))
    return found


def still(page: Page, look: Callable[[], Any], moments: int = MOMENTS) -> Any:
    """What is to be seen once nothing changes by itself any more."""
    before = look()
    for _ in range(moments):
        page.evaluate(DRAWN)
        page.wait_for_timeout(MOMENT_MS)
        now = look()
        if now == before:
            break
        before = now
    return before


def come_back(visitor: Visitor, library: Library, state: State) -> Start:
    """The state again, as nobody had clicked: other tabs closed, logged in if a click ended the session."""
    page = visitor.page
    close_others(visitor)
    page.goto(NO_PAGE)
    if not state.stranger and not visitor.context.cookies():
        visitor.log_in(library.account)
    enter(visitor, library, replace(state, act=None))
    before = still(page, lambda: page.evaluate(PLACE))
    if not state.act:
        return Start(before, before)
    state.act(page)
    return Start(still(page, lambda: page.evaluate(PLACE)), before)


def press(visitor: Visitor, name: str) -> list[str]:
    """Click a control in its middle; what is wrong with it. One that an earlier click took away is passed over."""
    for _ in range(TRIES):
        missed = press_once(visitor, name)
        # The page moved under the mouse: what was meant is where it is now.
        if not missed or not missed.startswith(BESIDE):
            break
    return [f"{name}: {missed}"] if missed else []


def press_once(visitor: Visitor, name: str) -> str:
    """Click; what was wrong: it went elsewhere, or nothing happened."""
    page, chosen = visitor.page, list[Any]()

    def choose(chooser: Any) -> None:
        chosen.append(chooser)

    if hover(page, name) is None:
        return ""
    before = at_rest(visitor)
    # Where it is now: what came late may have moved it, or put another in its place.
    control = hover(page, name)
    if control is None:
        return ""
    link = bool(control.evaluate(CATCH))
    page.on("filechooser", choose)
    page.mouse.down()
    page.mouse.up()
    happened = changed(visitor, name, before=before, chosen=chosen, link=link)
    page.remove_listener("filechooser", choose)
    if happened:
        return ""
    missed = page.evaluate("() => window.missed")
    return f"{BESIDE} {missed}" if missed else f"nothing happens; {page.evaluate(FOCUS)} has the focus"


def hover(page: Page, name: str) -> ElementHandle | None:
    """The mouse on the middle of the control of that name; None when there is none."""
    control = page.evaluate_handle(PICK, name).as_element()
    if control is not None:
        spot = control.evaluate(SPOT)
        page.mouse.move(spot["x"], spot["y"])
    return control


def at_rest(visitor: Visitor) -> Seen:
    """What is to be seen at rest: what comes late is not the next click's doing."""

    def see() -> Seen:
        return Seen(visitor.page.evaluate(STATE), len(visitor.requests), len(visitor.context.pages))

    found: Seen = still(visitor.page, see, FEW_MOMENTS)
    return found


def changed(visitor: Visitor, name: str, *, before: Seen, chosen: list[Any], link: bool) -> bool:
    """Whether anything is different: page, requests, tabs, the focus of a field, a file dialog."""
    for _ in range(MOMENTS):
        try:
            text, focused = visitor.page.evaluate(OBSERVE, name)
        except Error:
            return True  # Gone with its page.
        # A link asks for its page when the mouse comes near already: of a link the page itself is expected.
        asked = not link and len(visitor.requests) != before.requests
        if chosen or focused or asked or (text, len(visitor.context.pages)) != (before.text, before.pages):
            return True
        visitor.page.wait_for_timeout(MOMENT_MS)
    return False
