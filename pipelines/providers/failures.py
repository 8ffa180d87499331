"""How a model call ends without a completion. Free of openai, whose import costs 30 MB."""

from pipelines.errors import ProviderUnavailable


class ProviderFailure(ProviderUnavailable):
    """A failed call. ``retryable``: the same request may work; ``blames``: it counts against the provider's health;
    ``retry_after``: seconds that the provider asked for.
    """

    def __init__(self, message: str, *, retryable: bool, blames: bool = True, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retryable = retryable
        self.blames = blames
        self.retry_after = retry_after


class Enough(Exception):
    """The answer is as long as it may become. Raised by who hears it; what was said stays."""


class Stopped(Exception):
    """The reader wants no more. Raised between the tokens, never in a callback."""
