"""A provider that fails is left alone, and retries never multiply its load."""

from pipelines.providers.breaker import CircuitBreaker
from pipelines.providers.budget import RetryBudget
from pipelines.providers.deadline import Deadline


def test_it_opens_after_failures_in_a_row_and_tries_once() -> None:
    """Three in a row open it; after the cool-down one trial goes out; its success closes it, its failure does not."""
    now = [0.0]
    breaker = CircuitBreaker(failures=3, cool_down=10, clock=lambda: now[0])
    breaker.failed()
    breaker.failed()
    breaker.succeeded()
    for _ in range(3):
        assert breaker.allows()
        breaker.failed()
    assert breaker.is_open
    assert not breaker.allows()
    now[0] = 10
    assert breaker.allows()
    assert not breaker.allows()
    breaker.failed()
    now[0] = 19
    assert not breaker.allows()
    now[0] = 20
    assert breaker.allows()
    breaker.succeeded()
    assert breaker.allows()
    assert breaker.allows()


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
