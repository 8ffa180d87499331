"""Calls of providers are counted by how they end, and their log lines carry the ids of whoever asked."""

from contextlib import nullcontext

import pytest
import structlog
from structlog.contextvars import bound_contextvars, get_contextvars

from pipelines.embedding.requests import Limits, Requests
from pipelines.metrics import COLLECTOR
from pipelines.providers.breaker import CircuitBreaker, LocalState
from pipelines.providers.failures import Enough, ProviderFailure, Stopped
from pipelines.providers.measured import measured
from pipelines.questions import Usage
from pipelines.types import Vector


def number(sample: str, **labels: str) -> float:
    """A series as it is now."""
    return sum(
        one.value
        for family in COLLECTOR.families()
        for one in family.samples
        if one.name == f"refdesk_{sample}" and one.labels == labels
    )


@pytest.mark.parametrize(
    ("raised", "outcome"),
    [
        (None, "ok"),
        (Enough(), "ok"),
        (Stopped(), "stopped"),
        (ProviderFailure("away", retryable=True), "failed"),
        (ValueError("a bug"), "failed"),
    ],
)
def test_how_a_call_ended(raised: Exception | None, outcome: str) -> None:
    """Counted once with its tokens, also when it was cut short; the line has the ids of the request."""
    before = number("provider_calls_total", kind="chat", outcome=outcome)
    read = number("provider_tokens_total", kind="chat", direction="read")
    if raised is not None and not isinstance(raised, ValueError):
        raised.usage = Usage(7, 3)  # type: ignore[attr-defined]
    with structlog.testing.capture_logs([structlog.contextvars.merge_contextvars]) as logged:
        goes_on = pytest.raises(type(raised)) if raised is not None else nullcontext()
        with goes_on, bound_contextvars(request_id="request-of-this", flow_run_id="run"), measured("chat") as cost:
            if raised is not None:
                raise raised
            cost.usage = Usage(7, 3)
    assert number("provider_calls_total", kind="chat", outcome=outcome) == before + 1
    known = 0 if isinstance(raised, ValueError) else 7
    assert number("provider_tokens_total", kind="chat", direction="read") == read + known
    (line,) = logged
    assert (line["event"], line["outcome"]) == ("provider_called", outcome)
    assert (line["request_id"], line["flow_run_id"]) == ("request-of-this", "run")


def test_requests_side_by_side_know_whose_they_are() -> None:
    """Texts that are shared out to threads are embedded under the ids of the run that wants them."""
    seen: list[object] = []

    def ask(texts: list[str]) -> list[Vector | None]:
        seen.append(get_contextvars().get("request_id"))
        return [None for _ in texts]

    with bound_contextvars(request_id="request-of-this"):
        Requests(ask, Limits(items=1)).embed(["a", "b", "c"])  # type: ignore[arg-type]
    assert {*seen} == {"request-of-this"}


def test_a_broken_provider_is_counted_until_it_is_forgotten() -> None:
    """Open: one; after a success, or ten minutes without a trial, none; one that is thrown away is not counted."""
    clock = [0.0]
    before = number("breakers_open", kind="chat")
    state = LocalState(failures=2, clock=lambda: clock[0])
    breaker = CircuitBreaker(state, kind="chat")
    for expected in (0, 1):
        state.failed()
        assert number("breakers_open", kind="chat") == before + expected
    state.succeeded()
    assert number("breakers_open", kind="chat") == before
    state.failed()
    state.failed()
    assert breaker.is_broken
    clock[0] = 700
    assert number("breakers_open", kind="chat") == before
