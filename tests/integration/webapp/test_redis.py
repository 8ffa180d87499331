"""Redis goes and comes in the middle: limits and registration go on, and nobody sees an error."""

import time

from pipelines.caching.link import RedisLink
from tests.servers.redis import RedisServer
from tests.unit.webapp.limits.conftest import Desk, Opened, opened
from webapp.limits.refused import TOLD_SECONDS
from webapp.limits.windows import RedisWindows, Window

__all__ = ["opened"]


def told(desk: Desk) -> tuple[str, str]:
    """What ``/readyz`` says of Redis, and of everything."""
    answer = desk.app.test_client().get("/readyz").json
    (redis,) = [check for check in answer["checks"] if check["name"] == "redis"]
    return redis["state"], redis["remedy"]


def forgotten() -> None:
    """Whoever was just refused is told so again for so long, wherever the windows are counted."""
    time.sleep(TOLD_SECONDS)


def test_redis_is_stopped_and_started(opened: Opened, redis: RedisServer) -> None:
    """Two processes share a window on Redis; without it each counts by itself; back again they share it anew."""
    limits = {"plan": {"person_rates": {"read": "3/hour"}}, "redis_url": redis.url}
    one, two = opened(**limits), opened(**limits)
    anna = one.person()

    def asked(desk: Desk) -> int:
        headers = {"Authorization": f"Bearer {anna.token}"}
        return int(desk.app.test_client().get("/auth/me/", headers=headers).status_code)

    assert [asked(one), asked(two), asked(one), asked(two), asked(one)] == [200, 200, 200, 429, 429]
    assert told(one) == ("ok", "")
    redis.kill()
    forgotten()
    assert [asked(one) for _ in range(4)] == [200, 200, 200, 429]
    assert [asked(two) for _ in range(4)] == [200, 200, 200, 429]
    for desk in (one, two):
        assert desk.person().call("POST", "/api/v1/chatbots/", json={"name": "desk"}).status_code == 201
        state, remedy = told(desk)
        assert (state, "REFDESK_REDIS_URL" in remedy) == ("failing", True)
    redis.start()
    for desk in (one, two):
        desk.services.caches.link.look()
    forgotten()
    assert [asked(one), asked(two), asked(one), asked(two)] == [200, 200, 200, 429]
    assert told(two) == ("ok", "")


def test_redis_that_hangs_holds_up_one_request_for_a_moment(opened: Opened, redis: RedisServer) -> None:
    """It is stopped, not ended: connections stay open and nobody answers."""
    desk = opened(redis_url=redis.url)
    anna = desk.person()
    redis.freeze()
    try:
        assert {anna.call("GET", "/auth/me/").status_code for _ in range(5)} == {200}
        assert told(desk)[0] == "failing"
    finally:
        redis.thaw()
    desk.services.caches.link.look()
    assert told(desk)[0] == "ok"


def test_a_place_of_each_window_or_of_none(redis: RedisServer) -> None:
    """As in a process: what one window refuses takes nothing from the others."""
    windows = RedisWindows(link := RedisLink(redis.url))
    own, shared = Window("own", 5, 60), Window("shared", 2, 60)

    def taken(*asked: Window) -> list[tuple[bool, int]]:
        return [(one.free, one.held) for one in windows.take(asked) or ()]

    assert taken(own, shared) == [(True, 1), (True, 1)]
    assert [taken(shared, own) for _ in range(2)] == [[(True, 2), (True, 2)], [(False, 2), (True, 2)]]
    assert taken(own) == [(True, 3)]
    link.close()
