"""Redis goes and comes in the middle: limits and registration go on, and nobody sees an error."""

from tests.servers.redis import RedisServer
from tests.unit.webapp.limits.conftest import Desk, Opened, opened

__all__ = ["opened"]


def told(desk: Desk) -> tuple[str, str]:
    """What ``/readyz`` says of Redis, and of everything."""
    answer = desk.app.test_client().get("/readyz").json
    (redis,) = [check for check in answer["checks"] if check["name"] == "redis"]
    return redis["state"], redis["remedy"]


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
    assert [asked(one) for _ in range(4)] == [200, 200, 200, 429]
    assert [asked(two) for _ in range(4)] == [200, 200, 200, 429]
    for desk in (one, two):
        assert desk.person().call("POST", "/api/v1/chatbots/", json={"name": "desk"}).status_code == 201
        state, remedy = told(desk)
        assert (state, "REFDESK_REDIS_URL" in remedy) == ("failing", True)
    redis.start()
    for desk in (one, two):
        desk.services.caches.link.look()
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
