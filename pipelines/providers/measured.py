"""Calls of providers in numbers and in the log: how they ended, how long they took, what they cost."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from pipelines.metrics import track_metric
from pipelines.providers.failures import Ended, Enough, Stopped
from pipelines.questions import Usage

log = structlog.get_logger()


class Cost:
    """What the call inside the block cost, where that becomes known."""

    usage: Usage | None = None


@contextmanager
def measured(kind: str) -> Iterator[Cost]:
    """Count what happens in the block as one call of a provider; its log line carries the ids of whoever asked."""
    began, cost, outcome = time.monotonic(), Cost(), "failed"
    try:
        yield cost
        outcome = "ok"
    except Ended as ended:
        cost.usage = ended.usage
        outcome = "ok" if isinstance(ended, Enough) else "stopped" if isinstance(ended, Stopped) else "failed"
        raise
    finally:
        seconds = time.monotonic() - began
        track_metric("provider_calls", kind=kind, outcome=outcome)
        track_metric("provider_call_seconds", seconds, kind=kind)
        if cost.usage is not None:
            track_metric("provider_tokens", cost.usage.prompt_tokens, kind=kind, direction="read")
            track_metric("provider_tokens", cost.usage.completion_tokens, kind=kind, direction="written")
        log.info("provider_called", kind=kind, outcome=outcome, ms=round(seconds * 1000))
