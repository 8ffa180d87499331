"""What goes wrong at a provider, translated once: third-party exceptions to ``ProviderFailure``."""

import time
from email.utils import parsedate_to_datetime

import openai

from pipelines.errors import PipelineError
from pipelines.providers.failures import ProviderFailure

# A server that claims to speak the protocol may answer anything: HTML with status 200 makes Haystack fail an
# assertion, JSON that is not JSON a ValueError, an object without choices a TypeError; JSON may be
# too deep, a number too large.
GARBAGE = (AssertionError, ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError, RecursionError)
# A guard of addresses refuses in errors of its own.
CAUGHT = (openai.OpenAIError, PipelineError, *GARBAGE)

# The first that fits.
_TOLD: dict[type[Exception], str] = {
    openai.APITimeoutError: "The model's provider did not answer in time.",
    openai.APIConnectionError: "The model's provider cannot be reached or broke off.",
    openai.APIError: "The model's provider reported an error in its answer.",
}
_OURS = (400, 413, 422)


def failure(error: Exception) -> ProviderFailure:
    """The failure that an exception of openai, Haystack or a guard stands for."""
    ours = error if isinstance(error, PipelineError) else error.__cause__
    if isinstance(ours, PipelineError):
        refused = ProviderFailure(f"The model's provider cannot be asked: {ours.message}", retryable=False)
        return ours if isinstance(ours, ProviderFailure) else refused
    if isinstance(error, openai.APIStatusError):
        return _status(error)
    told = next((told for kind, told in _TOLD.items() if isinstance(error, kind)), None)
    if told is None:
        return ProviderFailure("The model's provider answered something that is not a completion.", retryable=True)
    return ProviderFailure(told, retryable=not isinstance(error, openai.APITimeoutError))


def _status(error: openai.APIStatusError) -> ProviderFailure:
    status = error.status_code
    return ProviderFailure(
        f"The model's provider answered with status {status}.",
        retryable=status in (408, 409, 429) or status >= 500,
        blames=status not in _OURS,
        retry_after=_seconds(error.response.headers.get("retry-after")),
    )


def _seconds(header: str | None) -> float | None:
    """Seconds, or a date (RFC 9110, 10.2.3)."""
    if not header:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
