"""A token in two tabs and at its end, with a clock that the test moves.

The rest of its life is tested in ``webapp/ui/src/api/session.test.ts``.
"""

from playwright.sync_api import expect

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
