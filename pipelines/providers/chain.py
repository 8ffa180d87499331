"""Which model answers: the endpoints of a question in their order, each behind its breaker and its retry budget."""

import random
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Literal, Protocol

import structlog

from pipelines.endpoints import Endpoint
from pipelines.metrics import track_metric
from pipelines.providers.breaker import LeftAlone
from pipelines.providers.breakers import Guard, Guards
from pipelines.providers.call import Call, Completion
from pipelines.providers.failures import Ended, ProviderFailure
from pipelines.providers.measured import measured
from pipelines.questions import Question, Spent

ATTEMPTS = 2
# A provider that asks for a longer pause is not waited for: the next one is quicker.
LONGEST_PAUSE = 3.0
# What a model may take of the time while another is waiting.
SHARE = 0.6

log = structlog.get_logger()


class Model(Protocol):
    """What the chain calls: ``ChatModel``."""

    def complete(self, call: Call) -> Completion:
        """The completion. Raises ``ProviderFailure``, or ``Stopped`` when the reader stopped it."""
        ...


class Lending(Protocol):
    """Where models come from: ``Clients``."""

    def lent(self, endpoint: Endpoint) -> AbstractContextManager[Model]:
        """The model of an endpoint, for one call."""
        ...

    def close(self) -> None:
        """Close connections."""
        ...


class ModelChain:
    """The endpoints of a question, or the installation's ``own``, one after the other within ``seconds``. Thread-safe.

    A call that has already said something to its reader is never repeated: two answers would be mixed.
    """

    def __init__(
        self,
        models: Lending,
        *,
        own: Callable[[str | None], tuple[Endpoint, ...]],
        seconds: float = 60.0,
        guards: Guards | None = None,
    ) -> None:
        """``own``: the endpoints for a question without any, by the model that it names."""
        self.seconds = seconds
        self._own = own
        self._models = models
        self._guards = guards or Guards("chat")

    def order(self, question: Question) -> tuple[Endpoint, ...]:
        """Whose models a question is put to, at least one; each once."""
        wanted = question.endpoints or self._own(question.model)
        first: dict[tuple[str, str, str], Endpoint] = {}
        for one in wanted:
            first.setdefault((one.provider_id, one.base_url, one.model), one)
        return tuple(first.values())

    def complete(self, call: Call) -> tuple[Literal["llm", "fallback"], Completion]:
        """The first usable completion. Raises ``ProviderFailure`` when there is none, ``Stopped``."""
        for at, endpoint in enumerate(call.order):
            last = at + 1 == len(call.order)
            left = call.deadline.remaining
            deadline = call.deadline if last else replace(call.deadline, at=call.deadline.at - left * (1 - SHARE))
            try:
                made = self._guarded(replace(call, order=(endpoint,), deadline=deadline))
            except ProviderFailure as failed:
                log.warning("model_failed", model=endpoint.model, reason=failed.message)
                if last or call.reader.spoken:
                    raise
            else:
                return "fallback" if at else "llm", made
        raise AssertionError("a call without an endpoint")

    def first(self, call: Call) -> Completion:
        """The first model's completion in a single attempt, for what is not worth a retry."""
        return self._attempt(self._guard(call), replace(call, order=call.order[:1]))

    def close(self) -> None:
        """Close the providers' connections."""
        self._models.close()

    def _guarded(self, call: Call) -> Completion:
        guard = self._guard(call)
        guard.budget.request()
        for attempt in range(ATTEMPTS):
            try:
                return self._attempt(guard, call)
            except ProviderFailure as failed:
                if attempt + 1 == ATTEMPTS or not self._may_retry(guard, call, failed):
                    raise
        raise AssertionError("unreachable")

    def _attempt(self, guard: Guard, call: Call) -> Completion:
        (endpoint,) = call.order
        if not endpoint.usable:
            raise _never(endpoint, "The provider's key cannot be read.")
        try:
            with guard.breaker.attempt(lease=call.deadline.remaining), self._models.lent(endpoint) as model:
                return self._measured(model, call)
        except LeftAlone:
            track_metric("provider_calls", kind="chat", outcome="left_alone")
            raise _never(endpoint, "The model's provider failed again and again: left alone.") from None

    def _measured(self, model: Model, call: Call) -> Completion:
        (endpoint,) = call.order
        usage = None
        try:
            with measured("chat") as cost:
                completion = model.complete(call)
                usage = cost.usage = completion.usage
        except Ended as ended:
            usage = ended.usage
            ended.model, ended.provider_id = endpoint.model, endpoint.provider_id
            raise
        finally:
            if usage is not None:
                call.reader.paid(Spent(endpoint.provider_id, endpoint.model, usage))
        return replace(completion, model=endpoint.model, provider_id=endpoint.provider_id)

    def _may_retry(self, guard: Guard, call: Call, failed: ProviderFailure) -> bool:
        pause = failed.retry_after if failed.retry_after is not None else random.uniform(0.1, 0.4)
        if call.reader.spoken or not failed.retryable or pause > min(LONGEST_PAUSE, call.deadline.remaining):
            return False
        if not guard.budget.retry():
            return False
        call.reader.pause(pause)
        return True

    def _guard(self, call: Call) -> Guard:
        endpoint = call.order[0]
        return self._guards.of(endpoint.provider_id, endpoint.base_url, endpoint.model)


def _never(endpoint: Endpoint, message: str) -> ProviderFailure:
    """It was not asked."""
    failed = ProviderFailure(message, retryable=False, blames=False)
    failed.model, failed.provider_id = endpoint.model, endpoint.provider_id
    return failed
