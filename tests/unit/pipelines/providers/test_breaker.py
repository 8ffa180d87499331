"""A provider that fails is left alone, and retries never multiply its load."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress

import pytest

from pipelines.providers.breaker import CircuitBreaker, LeftAlone, LocalState
from pipelines.providers.budget import RetryBudget
from pipelines.providers.deadline import Deadline
from pipelines.providers.failures import Enough, ProviderFailure, Stopped

ENDS = (ProviderFailure, OSError, Stopped, Enough, ValueError)
AWAY, OURS = ProviderFailure("away", retryable=True), ProviderFailure("too long", retryable=False, blames=False)


def made(**given: float) -> tuple[CircuitBreaker, list[float]]:
    now = [0.0]
    state = LocalState(failures=int(given.get("failures", 2)), cool_down=10, clock=lambda: now[0])
    return CircuitBreaker(state, fails=(ProviderFailure, OSError)), now


def tried(breaker: CircuitBreaker, error: Exception | None = None, *, lease: float = 0.0) -> bool:
    """A call that ends so; whether it went out."""
    went = False
    with suppress(LeftAlone, *ENDS), breaker.attempt(lease=lease):
        went = True
        if error is not None:
            raise error
    return went


async def atried(breaker: CircuitBreaker, error: Exception | None = None) -> bool:
    went = False
    with suppress(LeftAlone, *ENDS):
        async with breaker.attempt():
            went = True
            if error is not None:
                raise error
    return went


def test_it_opens_after_failures_in_a_row_and_tries_once() -> None:
    """Two in a row open it; after the cool-down one trial goes out; its success closes it, its failure does not."""
    breaker, now = made()
    tried(breaker, AWAY)
    tried(breaker)
    assert not breaker.is_broken
    assert [tried(breaker, AWAY) for _ in range(4)] == [True, True, False, False]
    assert breaker.is_open
    now[0] = 10
    with breaker.attempt():
        assert not tried(breaker), "a second trial beside the first"
        now[0] = 15
    assert not breaker.is_broken
    tried(breaker, AWAY)
    tried(breaker, AWAY)
    now[0] = 25
    assert [tried(breaker, AWAY), tried(breaker)] == [True, False]
    assert (breaker.is_open, breaker.is_broken) == (True, True)
    now[0] = 35
    assert not breaker.is_open
    assert tried(breaker)


@pytest.mark.parametrize("error", [AWAY, OSError("gone"), BrokenPipeError()])
def test_several_exceptions_count(error: Exception) -> None:
    """Those that are named, and what is made of them, called either way."""
    for ask in (tried, lambda breaker, error: asyncio.run(atried(breaker, error))):
        breaker, _ = made()
        assert [ask(breaker, error) for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize("error", [OURS, Stopped(), Enough(), ValueError("a bug")])
def test_what_says_nothing_of_the_provider(error: Exception) -> None:
    """It opens nothing, and a trial that ends so lets the next one out at once."""
    breaker, now = made()
    assert all(tried(breaker, error) for _ in range(5))
    tried(breaker, AWAY)
    tried(breaker, AWAY)
    now[0] = 10
    assert [tried(breaker, error), tried(breaker), tried(breaker)] == [True] * 3
    assert not breaker.is_broken


def test_a_trial_is_the_only_one_as_long_as_it_may_take() -> None:
    """However long an answer is made, no second request goes out; one that never reports back ends with its lease."""
    breaker, now = made(failures=1)
    tried(breaker, AWAY)
    now[0] = 10
    breaker.attempt(lease=60).__enter__()
    now[0] = 69
    assert not tried(breaker)
    now[0] = 70
    assert tried(breaker)


def test_a_stream_counts_when_it_ends() -> None:
    """Broken off it is a failure, whole a success, and nothing where its reader leaves it."""

    def pieces(*, breaks: bool) -> Iterator[str]:
        yield "a"
        if breaks:
            raise AWAY
        yield "b"

    breaker, now = made()
    for _ in range(2):
        assert not breaker.is_broken
        with pytest.raises(ProviderFailure):
            list(breaker.heard(pieces(breaks=True)))
    assert breaker.is_broken
    with pytest.raises(LeftAlone):
        list(breaker.heard(pieces(breaks=False)))
    now[0] = 10
    stream = breaker.heard(pieces(breaks=False))
    assert isinstance(stream, Iterator)
    assert next(stream) == "a"
    assert breaker.is_broken
    stream.close()  # type: ignore[attr-defined]
    assert breaker.is_broken
    assert list(breaker.heard(pieces(breaks=False))) == ["a", "b"]
    assert not breaker.is_broken


def test_an_asynchronous_stream_counts_when_it_ends() -> None:
    """Likewise."""

    async def pieces(*, breaks: bool) -> AsyncIterator[str]:
        yield "a"
        if breaks:
            raise OSError("broke off")

    async def heard(*, breaks: bool) -> list[str]:
        return [piece async for piece in breaker.aheard(pieces(breaks=breaks))]

    breaker, now = made()
    for _ in range(2):
        with pytest.raises(OSError, match="broke off"):
            asyncio.run(heard(breaks=True))
    with pytest.raises(LeftAlone):
        asyncio.run(heard(breaks=False))
    now[0] = 10
    assert asyncio.run(heard(breaks=False)) == ["a"]
    assert not breaker.is_broken


def test_retries_are_a_tenth_of_the_requests() -> None:
    """Beyond a small reserve ten requests pay for one retry."""
    budget = RetryBudget(share=0.1, reserve=2)
    assert [budget.retry() for _ in range(3)] == [True, True, False]
    for _ in range(11):
        budget.request()
    assert [budget.retry() for _ in range(2)] == [True, False]


def test_a_deadline_counts_down_to_zero() -> None:
    """What is left is never negative."""
    now = [100.0]
    deadline = Deadline.after(5, lambda: now[0])
    assert deadline.remaining == 5
    now[0] = 200
    assert deadline.remaining == 0
