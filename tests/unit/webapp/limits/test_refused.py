"""Who was just refused is told again without being looked up, and no longer than that refusal lasts."""

from sqlalchemy import event

from tests.unit.webapp.limits.conftest import Opened
from webapp.limits.refused import MOST, TOLD_SECONDS, JustRefused


def test_who_comes_again_is_told_the_same_and_nothing_is_read_for_it(opened: Opened) -> None:
    """No statement of SQL; others, and other groups of routes, are asked as ever."""
    desk = opened({"person_rates": {"read": "2/minute"}})
    anna, bert = desk.person(), desk.person()
    first = [anna.call("GET", "/auth/me/") for _ in range(3)][-1]
    said: list[str] = []
    event.listen(desk.services.db.engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    again = anna.call("GET", "/api/v1/chatbots/")
    assert (first.status_code, again.status_code) == (429, 429)
    assert again.json["limit"] == first.json["limit"]
    assert again.headers["RateLimit-Policy"] == first.headers["RateLimit-Policy"]
    assert not said
    assert bert.call("GET", "/auth/me/").status_code == 200
    assert anna.call("POST", "/api/v1/chatbots/", json={"name": "x"}).status_code == 201


def test_a_place_that_comes_free_is_not_kept_from_anybody() -> None:
    """It is over with the window, and after a second in any case: a limit may have been raised."""
    at = [10.0]
    refused = JustRefused[str](clock=lambda: at[0])
    refused.tell("Bearer a", "read", "full", until=10.5)
    refused.tell("Bearer b", "read", "full", until=60.0)
    at[0] = 10.4
    assert [refused.why(f"Bearer {who}", "read") for who in "abc"] == ["full", "full", None]
    assert refused.why("Bearer b", "write") is None
    at[0] = 10.5
    assert refused.why("Bearer a", "read") is None
    at[0] = 10.0 + TOLD_SECONDS
    assert refused.why("Bearer b", "read") is None


def test_the_oldest_are_forgotten() -> None:
    """Whoever makes up tokens fills nothing: only what proved whose it was is kept, and of that so many."""
    refused = JustRefused[int](clock=lambda: 0.0)
    for number in range(MOST + 10):
        refused.tell(f"Bearer {number}", "read", number, until=1.0)
    assert [refused.why(f"Bearer {number}", "read") for number in (9, 10)] == [None, 10]
