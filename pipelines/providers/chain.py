"""Which model answers: the chatbot's, then the fallback, each behind its breaker and the retry budget."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Literal, Protocol

import structlog
from cachetools import LRUCache

from pipelines.metrics import track_metric
from pipelines.providers.breaker import CircuitBreaker
from pipelines.providers.budget import RetryBudget
from pipelines.providers.call import Call, Completion
from pipelines.providers.failures import ProviderFailure
from pipelines.providers.measured import measured

MODELS = 256
ATTEMPTS = 2
# A provider that asks for a longer pause is not waited for: the fallback is quicker.
LONGEST_PAUSE = 3.0
# What the first model may take of the time while a fallback is waiting.
FIRST_SHARE = 0.6

log = structlog.get_logger()


class Model(Protocol):
    """What the chain calls: ``ChatModel``."""

    def complete(self, call: Call) -> Completion:
        """The completion. Raises ``ProviderFailure``, or ``Stopped`` when the reader stopped it."""
        ...

    def close(self) -> None:
        """Close connections."""
        ...


def _chat_breaker() -> CircuitBreaker:
    return CircuitBreaker(kind="chat")


@dataclass(slots=True)
class _Guard:
    breaker: CircuitBreaker
    budget: RetryBudget


class ModelChain:
    """The chatbot's model (``default`` where it names none), then the fallback, within ``seconds``. Thread-safe.

    A call that has already said something to its reader is never repeated: two answers would be mixed.
    """

    def __init__(
        self,
        model: Model,
        *,
        default: str,
        fallback: str | None = None,
        seconds: float = 60.0,
        breaker: Callable[[], CircuitBreaker] = _chat_breaker,
    ) -> None:
        self.default = default
        self.seconds = seconds
        self._model = model
        self._fallback = fallback
        self._breaker = breaker
        self._lock = Lock()
        self._guards = LRUCache[str, _Guard](MODELS)

    def complete(self, call: Call) -> tuple[Literal["llm", "fallback"], Completion]:
        """The first usable completion. Raises ``ProviderFailure`` when there is none, ``Stopped``."""
        fallback = self._fallback if self._fallback != call.model else None
        first = call
        if fallback is not None:
            share = replace(call.deadline, at=call.deadline.at - call.deadline.remaining * (1 - FIRST_SHARE))
            first = replace(call, deadline=share)
        try:
            return "llm", replace(self._guarded(first), model=call.model)
        except ProviderFailure as failed:
            log.warning("model_failed", model=call.model, reason=failed.message)
            if fallback is None or call.reader.spoken:
                raise
        return "fallback", replace(self._guarded(replace(call, model=fallback)), model=fallback)

    def first(self, call: Call) -> Completion:
        """The first model's completion in a single attempt, for what is not worth a retry."""
        return self._attempt(self._guard(call.model), call)

    def close(self) -> None:
        """Close the provider's connections."""
        self._model.close()

    def _guarded(self, call: Call) -> Completion:
        guard = self._guard(call.model)
        guard.budget.request()
        for attempt in range(ATTEMPTS):
            try:
                return self._attempt(guard, call)
            except ProviderFailure as failed:
                if attempt + 1 == ATTEMPTS or not self._may_retry(guard, call, failed):
                    raise
        raise AssertionError("unreachable")

    def _attempt(self, guard: _Guard, call: Call) -> Completion:
        if not guard.breaker.allows():
            track_metric("provider_calls", kind="chat", outcome="left_alone")
            raise ProviderFailure("The model's provider failed again and again: left alone.", retryable=False)
        try:
            with measured("chat") as cost:
                completion = self._model.complete(call)
                cost.usage = completion.usage
        except ProviderFailure as failed:
            if failed.blames:
                guard.breaker.failed()
            raise
        guard.breaker.succeeded()
        return completion

    def _may_retry(self, guard: _Guard, call: Call, failed: ProviderFailure) -> bool:
        pause = failed.retry_after if failed.retry_after is not None else random.uniform(0.1, 0.4)
        if call.reader.spoken or not failed.retryable or pause > min(LONGEST_PAUSE, call.deadline.remaining):
            return False
        if not guard.budget.retry():
            return False
        call.reader.pause(pause)
        return True

    def _guard(self, model: str) -> _Guard:
        with self._lock:
            if model not in self._guards:
                self._guards[model] = _Guard(self._breaker(), RetryBudget())
            return self._guards[model]
