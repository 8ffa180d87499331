"""The life of a token in the browser, with a clock that the test moves."""

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.ui.forms import fill_login
from tests.e2e.ui.library import Library
from tests.e2e.ui.visitor import Visit, Visitor

REFRESH = "/auth/refresh/"
LIFE_S = 15 * 60


def refreshes(visitor: Visitor) -> int:
    """How many refreshes were asked for, by all tabs."""
    return len(visitor.calls(REFRESH))


def wait_for_refreshes(visitor: Visitor, count: int) -> None:
    """Wait for the request, then a moment longer for one too many."""
    for _ in range(100):
        if refreshes(visitor) >= count:
            break
        visitor.page.wait_for_timeout(50)
    visitor.page.wait_for_timeout(500)
    assert refreshes(visitor) == count


def test_a_token_is_refreshed_a_minute_before_it_expires(visit: Visit, library: Library) -> None:
    """Not sooner; then once, and the page goes on with the new one."""
    visitor = visit(library.account)
    visitor.page.clock.install()
    visitor.open("/")
    wait_for_refreshes(visitor, 1)
    visitor.page.clock.fast_forward((LIFE_S - 60 - 20) * 1000)
    wait_for_refreshes(visitor, 1)
    visitor.page.clock.fast_forward(25_000)
    wait_for_refreshes(visitor, 2)
    with visitor.page.expect_response("**/api/v1/chatbots/**") as answered:
        visitor.page.goto(f"{visitor.stack.url}{library.path('/chat')}")
    assert answered.value.ok
    assert "Log in" not in visitor.page.title()


def test_two_tabs_refresh_once(visit: Visit, library: Library) -> None:
    """The tabs of one browser agree: when the time comes, one of them asks, and both have the new token."""
    visitor = visit(library.account)
    visitor.context.clock.install()
    visitor.open("/")
    second = visitor.new_page()
    second.goto(f"{visitor.stack.url}/system")
    expect(second.get_by_role("heading", name="System")).to_be_visible()
    before = refreshes(visitor)
    visitor.context.clock.fast_forward((LIFE_S - 55) * 1000)
    wait_for_refreshes(visitor, before + 1)
    for page in (visitor.page, second):
        expect(page.get_by_role("button", name="Log out")).to_be_visible()
    visitor.link("Harbour Library").click()
    expect(visitor.page.get_by_label("Your question")).to_be_visible()
    wait_for_refreshes(visitor, before + 1)


def test_a_clock_that_is_wrong_by_a_day_changes_nothing(visit: Visit, library: Library) -> None:
    """How long a token lives is the server's to say: a machine with the wrong date does not refresh for ever."""
    visitor = visit(library.account)
    visitor.page.clock.install(time=time.time() + 86_400)
    visitor.open("/")
    visitor.page.clock.run_for(20_000)
    wait_for_refreshes(visitor, 1)


def test_endless_refresh_on_401(visit: Visit, library: Library) -> None:
    """Regression: a refresh that is refused leads to the login with one request, and nothing is asked after it."""
    visitor = visit(library.account).expects()
    page = visitor.page
    page.clock.install()
    visitor.open(library.path("/chat"))
    page.get_by_label("Your question").fill("Half a quest")
    visitor.log_out_elsewhere()
    before = refreshes(visitor)
    page.clock.fast_forward((LIFE_S - 30) * 1000)
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    expect(page.get_by_text("Your session ended.")).to_be_visible()
    assert refreshes(visitor) == before + 1
    asked = len(visitor.requests)
    page.clock.fast_forward(3_600_000)
    page.wait_for_timeout(500)
    late = [one.url for one in visitor.requests[asked:] if "/assets/" not in one.url]
    assert late == []


def test_an_expired_session_keeps_what_was_typed(visit: Visit, library: Library) -> None:
    """The login leads back to where one was, with the text in its field and what was asked not sent twice."""
    visitor = visit(library.account).expects()
    page = visitor.page
    visitor.open(library.path("/chat"))
    page.get_by_label("Your question").fill("May the laser cutter run unattended?")
    visitor.log_out_elsewhere()
    page.get_by_label("Your question").press("Enter")
    expect(page.get_by_role("heading", name="Log in")).to_be_visible()
    fill_login(visitor, library.account)
    expect(page).to_have_url(re.compile(re.escape(library.path("/chat"))))
    expect(page.get_by_label("Your question")).to_have_value("May the laser cutter run unattended?")


@pytest.mark.parametrize("status", [500, None], ids=["failing", "unreachable"])
def test_a_refresh_is_tried_twice_at_most(visit: Visit, library: Library, status: int | None) -> None:
    """A server that is away is not asked for ever, and its silence ends no session."""
    visitor = visit(library.account).expects()
    page: Page = visitor.page
    page.clock.install()
    visitor.open("/")
    page.route("**/auth/refresh/", lambda route: route.fulfill(status=status) if status else route.abort())
    before = refreshes(visitor)
    page.clock.fast_forward((LIFE_S - 30) * 1000)
    wait_for_refreshes(visitor, before + 2)
    expect(visitor.button("Log out")).to_be_visible()
