"""Rates: who asks too often is told so, and when to come again; nobody else notices."""

import re
import time

from limits import parse_many

from tests.unit.webapp.limits.conftest import Opened
from webapp.plans import Plans

POLICY = re.compile(r'"[a-z]+-[a-z]+";q=\d+;w=\d+(, "[a-z]+-[a-z]+";q=\d+;w=\d+)*')
LEFT = re.compile(r'"[a-z]+-[a-z]+";r=\d+;t=\d+(, "[a-z]+-[a-z]+";r=\d+;t=\d+)*')


def test_a_person_over_the_rate_is_told_when_to_come_again(opened: Opened) -> None:
    """429 problem+json with the limit, Retry-After and the draft's fields; before the route does anything."""
    desk = opened({"person_rates": {"write": "3/minute"}})
    anna, bert = desk.person(), desk.person()
    made = [anna.call("POST", "/api/v1/chatbots/", json={"name": f"{n}"}) for n in range(4)]
    assert [one.status_code for one in made] == [201, 201, 201, 429]
    refused = made[-1]
    assert refused.content_type == "application/problem+json"
    assert (refused.json["code"], refused.json["limit"]["name"]) == ("rate_limited", "write")
    assert (refused.json["limit"]["of"], refused.json["limit"]["most"]) == ("person", 3)
    assert 1 <= int(refused.headers["Retry-After"]) <= 61
    assert refused.headers["RateLimit-Policy"] == '"write-person";q=3;w=60'
    assert re.fullmatch(r'"write-person";r=0;t=\d+', refused.headers["RateLimit"])
    assert len(anna.call("GET", "/api/v1/chatbots/").json["items"]) == 3
    assert bert.call("POST", "/api/v1/chatbots/", json={"name": "b"}).status_code == 201


def test_answers_tell_what_is_left(opened: Opened) -> None:
    """Person and organisation, each with its window; groups do not take from each other."""
    desk = opened({"person_rates": {"read": "5/minute"}, "rates": {"read": "7/hour", "search": "1/minute"}})
    anna = desk.person()
    told = [anna.call("GET", "/api/v1/chatbots/").headers for _ in range(2)]
    assert [POLICY.fullmatch(one["RateLimit-Policy"]) is not None for one in told] == [True, True]
    assert told[0]["RateLimit-Policy"] == '"read-person";q=5;w=60, "read-organization";q=7;w=3600'
    assert all(LEFT.fullmatch(one["RateLimit"]) for one in told)
    assert [re.findall(r"r=(\d+)", one["RateLimit"]) for one in told] == [["4", "6"], ["3", "5"]]
    assert "RateLimit" not in anna.call("POST", "/api/v1/chatbots/", json={"name": "x"}).headers


def test_an_organisation_shares_its_rate_and_what_one_was_refused_takes_nothing(opened: Opened) -> None:
    """The second window is the organisation's; a person who is over their own does not use it up."""
    desk = opened({"person_rates": {"read": "2/minute"}, "rates": {"read": "3/minute", "write": "3/minute"}})
    anna = desk.person()
    assert [anna.call("GET", "/auth/me/").status_code for _ in range(5)] == [200, 200, 429, 429, 429]
    left = anna.call("POST", "/api/v1/chatbots/", json={"name": "x"}).headers["RateLimit"]
    assert left == '"write-organization";r=2;t=60'
    memory = desk.services.rates._windows._memory
    taken = {key: len(window) for key, window in memory._windows.items()}
    assert [count for key, count in taken.items() if "read-organization" in key] == [2]


def test_a_window_moves(opened: Opened) -> None:
    """Places come back one by one, as long after they were taken as the window lasts."""
    desk = opened({"person_rates": {"read": "2/second"}})
    anna = desk.person()
    assert [anna.call("GET", "/auth/me/").status_code for _ in range(3)] == [200, 200, 429]
    time.sleep(1.05)
    assert anna.call("GET", "/auth/me/").status_code == 200


def test_logging_in_is_counted_by_address(opened: Opened) -> None:
    """Whatever account is tried; of IPv6 the network counts, and other addresses go on."""
    desk = opened({}, auth_rate="2/minute")
    client = desk.app.test_client()

    def tried(address: str) -> int:
        body = {"email": "a@example.org", "password": "x"}
        return int(client.post("/auth/login/", json=body, environ_base={"REMOTE_ADDR": address}).status_code)

    assert [tried("203.0.113.7") for _ in range(3)] == [401, 401, 429]
    assert [tried(f"2001:db8::{n}") for n in (1, 2, 3)] == [401, 401, 429]
    assert (tried("203.0.113.8"), tried("2001:db8:0:1::1")) == (401, 401)


def test_whoever_looks_after_it_is_never_refused(opened: Opened) -> None:
    """Health, readiness and numbers have no rate; nor has the interface."""
    desk = opened({"person_rates": {"read": "1/minute"}, "rates": {"read": "1/minute"}}, auth_rate="1/minute")
    client = desk.app.test_client()
    assert {client.get("/healthz").status_code for _ in range(5)} == {200}
    assert "RateLimit" not in client.get("/metrics").headers


def test_a_minutes_requests_do_not_come_at_once(opened: Opened) -> None:
    """A short window beside the long one: what it refuses may come a moment later, and takes nothing from the other."""
    desk = opened({"person_rates": {"read": "2/second;4/minute"}})
    anna = desk.person()
    told = [anna.call("GET", "/auth/me/") for _ in range(4)]
    assert [one.status_code for one in told] == [200, 200, 429, 429]
    assert told[0].headers["RateLimit-Policy"] == '"read-person-burst";q=2;w=1, "read-person";q=4;w=60'
    assert int(told[-1].headers["Retry-After"]) <= 2
    time.sleep(1.05)
    assert [anna.call("GET", "/auth/me/").status_code for _ in range(2)] == [200, 200]
    time.sleep(1.05)
    refused = anna.call("GET", "/auth/me/")
    assert (refused.status_code, refused.json["limit"]["most"]) == (429, 4)


def test_every_plan_that_comes_with_it_has_short_windows() -> None:
    """At most half of what a minute allows comes within its first five seconds."""
    plans = Plans({}, default="free")
    for name in plans.names:
        for rates in (plans.of(name).rates, plans.of(name).person_rates):
            for group in ("ask", "search", "upload", "provider", "write"):
                windows = {one.get_expiry(): one.amount for one in parse_many(rates.of(group) or "1/5 second;2/minute")}
                assert windows[5] <= windows[60] / 2
