"""What goes wrong at a provider, translated once: third-party exceptions to ``ProviderFailure``."""

import openai

from pipelines.providers.failures import ProviderFailure

# A server that claims to speak the protocol may answer anything: HTML with status 200 makes Haystack fail an
# assertion, JSON that is not JSON a ValueError, an object without choices a TypeError; JSON may be
# too deep, a number too large.
GARBAGE = (AssertionError, ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError, RecursionError)
CAUGHT = (openai.OpenAIError, *GARBAGE)

_OURS = (400, 413, 422)


def failure(error: Exception) -> ProviderFailure:
    """The failure that an exception of openai or Haystack stands for."""
    if isinstance(error, openai.APITimeoutError):
        return ProviderFailure("The model's provider did not answer in time.", retryable=False)
    if isinstance(error, openai.APIConnectionError):
        return ProviderFailure("The model's provider cannot be reached or broke off.", retryable=True)
    if isinstance(error, openai.APIStatusError):
        return _status(error)
    if isinstance(error, openai.APIError):
        return ProviderFailure("The model's provider reported an error in its answer.", retryable=True)
    return ProviderFailure("The model's provider answered something that is not a completion.", retryable=True)


def _status(error: openai.APIStatusError) -> ProviderFailure:
    status = error.status_code
    return ProviderFailure(
        f"The model's provider answered with status {status}.",
        retryable=status in (408, 409, 429) or status >= 500,
        blames=status not in _OURS,
        retry_after=_seconds(error.response.headers.get("retry-after")),
    )


def _seconds(header: str | None) -> float | None:
    try:
        return max(0.0, float(header)) if header else None
    except ValueError:
        return None
