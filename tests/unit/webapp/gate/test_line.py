"""Who comes to a thread next, whoever asks how often."""

from typing import Any

import pytest

from webapp.gate.callers import Callers
from webapp.gate.line import Line, Places
from webapp.settings import WebSettings

PLACES = Places(at_once=3, of_one=2, waiting_of_one=50, threads=8, patience=0.1)


def called(line: Line[Any], now: float) -> list[Any]:
    """All that may have a turn now."""
    return list(iter(lambda: line.call(now), None))


def test_who_asks_rarely_does_not_wait_behind_who_asks_again_and_again() -> None:
    """Of one address two have a turn; another one's is there at once, also while forty wait."""
    line: Line[str] = Line(PLACES)
    assert all(line.join(f"loud {number}", "loud", 0.0) for number in range(40))
    assert called(line, 0.0) == ["loud 0", "loud 1"]
    line.join("quiet", "quiet", 0.01)
    assert called(line, 0.01) == ["quiet"]
    line.end("quiet", 0.02)
    line.end("loud 0", 0.02)
    line.end("loud 1", 0.02)
    line.join("quiet again", "quiet", 0.06)
    assert called(line, 0.06) == ["quiet again", "loud 2", "loud 3"]


def test_fresh_addresses_without_end_put_off_nobody() -> None:
    """Each comes once, always another one: who was there before comes between them, in the order of asking."""
    line: Line[str] = Line(Places(at_once=1, of_one=1, waiting_of_one=50, threads=8))
    line.join("known", "known", 0.0)
    assert called(line, 0.0) == ["known"]
    line.end("known", 0.1)
    for number in range(5):
        line.join(f"fresh {number}", f"address {number}", 0.2)
    line.join("known again", "known", 0.2)
    for number in range(5, 500):
        line.join(f"fresh {number}", f"address {number}", 0.3)
    order = []
    while (one := line.call(0.4)) is not None:
        order.append(one)
        line.end(one, 0.4)
    assert order.index("known again") < 10
    assert len(order) == 501


def test_what_waits_for_something_else_gives_its_turn_away_and_what_computes_does_not() -> None:
    """As many as there are threads, three quarters of them of one address."""
    computing: set[str] = {"a 0", "a 1"}
    line: Line[str] = Line(PLACES, computing.__contains__)
    for number in range(20):
        line.join(f"a {number}", "a", 0.0)
    assert called(line, 0.0) == ["a 0", "a 1"]
    assert line.due(0.04) == pytest.approx(0.06)
    assert not called(line, 0.2)
    computing.clear()
    assert called(line, 0.4) == ["a 2", "a 3"]
    assert [called(line, 1.0), called(line, 2.0)] == [["a 4", "a 5"], []]
    line.end("a 0", 2.0)
    assert called(line, 2.0) == ["a 6"]
    line.join("b", "b", 2.0)
    assert called(line, 2.0) == ["b"]


def test_of_one_address_no_more_wait_than_may_and_the_last_of_the_loudest_makes_room() -> None:
    """Those who are told to come again are its own."""
    line: Line[int] = Line(PLACES)
    assert [line.join(number, "loud", 0.0) for number in range(51)][-2:] == [True, False]
    line.join(100, "quiet", 0.0)
    assert line.drop() == 49
    assert len(line) == 50
    line.drop()
    assert 100 in called(line, 0.1)


def test_nothing_is_kept_of_who_went() -> None:
    """Neither of those that had their turn, nor of those that were taken out."""
    line: Line[int] = Line(PLACES)
    for number in range(300):
        line.join(number, f"address {number}", 0.0)
    while line.drop() is not None:
        pass
    for number in range(300):
        line.join(number, f"address {number}", 1.0)
        for one in called(line, 1.0):
            line.end(one, 1.0)
    line.join(1, "last", 9.0)
    line.end(called(line, 9.0)[0], 9.0)
    kept = {name: value for name, value in vars(line).items() if isinstance(value, (dict, set, list)) and value}
    assert set(kept) == {"_clocks"}
    assert len(line._clocks) == 1


def test_an_address_is_the_clients_behind_a_proxy_that_is_trusted() -> None:
    """And a whole network of IPv6."""
    head = b"GET / HTTP/1.1\r\nHost: x\r\nX-forwarded-FOR: 203.0.113.7\r\nX-Forwarded-For: 10.1.1.1\r\n"
    trusting, alone = Callers(WebSettings(trusted_proxies="10.0.0.0/8").proxies), Callers(())
    assert trusting.whose(("10.0.0.1", 5), head) == "203.0.113.7"
    assert trusting.whose(("198.51.100.1", 5), head) == "198.51.100.1"
    assert alone.whose(("10.0.0.1", 5), head) == "10.0.0.1"
    assert alone.whose(("2001:db8::7", 5, 0, 0), b"") == alone.whose(("2001:db8::8", 5, 0, 0), b"") == "2001:db8::/64"
    assert trusting.whose(("10.0.0.1", 5), b"\xff\x00") == "10.0.0.1"
    assert alone.whose("", b"") == "unknown"
