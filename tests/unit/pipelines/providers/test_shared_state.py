"""What one process knows of a provider all know: a breaker's state on a real Redis, and without it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from pipelines.caching.link import RedisLink
from pipelines.providers.breaker import CircuitBreaker, LeftAlone
from pipelines.providers.breakers import Guards
from pipelines.providers.failures import ProviderFailure
from pipelines.providers.shared_state import SharedState
from tests.servers.prefect import free_port
from tests.servers.redis import RedisServer

COOL_DOWN = 0.4
CHILD = """
import sys
from pipelines.caching.link import RedisLink
from pipelines.providers.breaker import CircuitBreaker, LeftAlone
from pipelines.providers.shared_state import SharedState
breaker = CircuitBreaker(SharedState(RedisLink(sys.argv[1]), sys.argv[2]))
for line in sys.stdin:
    try:
        with breaker.attempt():
            if line.strip() == "fail":
                raise OSError
        print("went", flush=True)
    except LeftAlone:
        print("left alone", flush=True)
    except OSError:
        print("failed", flush=True)
"""


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    server = RedisServer(free_port(), Path(tmp_path_factory.mktemp("redis")))
    server.start()
    yield server
    server.kill()


@pytest.fixture
def links(redis: RedisServer) -> Iterator[list[RedisLink]]:
    """Three, as of three processes."""
    made = [RedisLink(redis.url) for _ in range(3)]
    made[0].client.flushall()
    yield made
    for link in made:
        link.close()


def breakers(links: list[RedisLink], name: str = "p") -> list[CircuitBreaker]:
    return [CircuitBreaker(SharedState(link, name, cool_down=COOL_DOWN), fails=ProviderFailure) for link in links]


def fails(breaker: CircuitBreaker, *, blames: bool = True) -> None:
    with pytest.raises(ProviderFailure), breaker.attempt():
        raise ProviderFailure("away", retryable=False, blames=blames)


def goes(breaker: CircuitBreaker) -> bool:
    try:
        with breaker.attempt():
            return True
    except LeftAlone:
        return False


def test_seen_from_two_processes(redis: RedisServer, links: list[RedisLink]) -> None:
    """What fails in the one opens it in both; what works there closes it here."""
    here = CircuitBreaker(SharedState(links[0], "shared"), fails=ProviderFailure)
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, redis.url, "shared"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None

        def there(how: str) -> str:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(f"{how}\n")
            child.stdin.flush()
            return child.stdout.readline().strip()

        fails(here)
        assert [there("fail"), there("fail"), there("try")] == ["failed", "failed", "left alone"]
        assert not goes(here)
        assert (here.is_broken, here.is_open) == (True, True)
        (key,) = links[0].client.keys("refdesk:breaker:*")
        links[0].client.hset(key, "until", 0)
        assert there("try") == "went"
        assert not here.is_broken
        assert goes(here)
        child.stdin.close()
        assert child.wait(10) == 0


def test_one_trial_over_all(links: list[RedisLink]) -> None:
    """However many come at once after the cool-down, one goes out; a second when it tells nothing; all after it."""
    all_of_them = breakers(links)
    for breaker in all_of_them:
        fails(breaker)
    assert not any(goes(breaker) for breaker in all_of_them)
    time.sleep(COOL_DOWN + 0.1)
    attempts = [breaker.attempt(lease=30) for breaker in all_of_them * 4]

    def enter(at: int) -> bool:
        try:
            attempts[at].__enter__()
        except LeftAlone:
            return False
        return True

    with ThreadPoolExecutor(12) as pool:
        went = list(pool.map(enter, range(12)))
    assert sum(went) == 1
    time.sleep(COOL_DOWN + 0.1)
    assert not any(goes(breaker) for breaker in all_of_them), "a trial keeps its place for as long as it may take"
    attempts[went.index(True)].__exit__(GeneratorExit, GeneratorExit(), None)
    assert goes(all_of_them[0])
    assert all(goes(breaker) for breaker in all_of_them)


def test_it_is_told_once(links: list[RedisLink]) -> None:
    """The numbers of processes are summed: of those that share a broken provider one counts it, as long as it is."""
    all_of_them = breakers(links)
    for breaker in all_of_them:
        fails(breaker)
    assert [breaker.told for breaker in all_of_them] == [False, False, True]
    time.sleep(COOL_DOWN + 0.1)
    fails(all_of_them[0])
    assert [breaker.told for breaker in all_of_them] == [True, False, False]
    time.sleep(COOL_DOWN + 0.1)
    assert goes(all_of_them[1])
    assert not any(breaker.told for breaker in all_of_them)


def test_providers_are_apart_and_not_named(links: list[RedisLink]) -> None:
    """Of each organisation's own, each model; nobody reads on Redis who they are."""
    one, two = (Guards("chat", link) for link in links[:2])
    for _ in range(3):
        fails(one.of("p-1", "http://models.internal/v1", "m").breaker)
    assert not goes(two.of("p-1", "http://models.internal/v1", "m").breaker)
    for name in (("p-2", "http://models.internal/v1", "m"), ("p-1", "http://models.internal/v1", "other")):
        assert goes(two.of(*name).breaker)
    (key,) = links[0].client.keys("*")
    told = str(key) + str(links[0].client.hgetall(key))
    assert not any(word in told for word in ("models", "internal", "p-1"))
    assert 600_000 < links[0].client.pttl(key) <= 660_000


@pytest.mark.parametrize("how", ["kill", "freeze"])
def test_redis_goes_in_the_middle(redis: RedisServer, links: list[RedisLink], how: str) -> None:
    """Each goes by what it has seen itself, quickly; when Redis is back they share again what happens from then on."""
    one, two = breakers(links[:2])
    fails(one)
    fails(one)
    getattr(redis, how)()
    began = time.monotonic()
    try:
        fails(one)
        assert not goes(one)
        assert all(goes(two) for _ in range(5))
        assert one.told
        assert time.monotonic() - began < 2
    finally:
        redis.start() if how == "kill" else redis.thaw()
    for link in links:
        link.look()
    for _ in range(3):
        # What was sent to the one that was frozen has arrived by now, and may have opened it.
        with suppress(ProviderFailure, LeftAlone), two.attempt():
            raise ProviderFailure("away", retryable=False)
    assert not goes(one)
