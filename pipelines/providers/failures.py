"""How a model call ends without a completion. Free of openai, whose import costs 30 MB."""

from pipelines.errors import ProviderUnavailable
from pipelines.questions import Usage


class Ended(Exception):
    """A call of ``provider_id``'s ``model`` that ended without a completion. ``usage``: what it cost by then, as far as
    that is known.
    """

    usage: Usage | None = None
    model: str = ""
    provider_id: str = ""


class ProviderFailure(ProviderUnavailable, Ended):
    """A failed call. ``retryable``: the same request may work; ``blames``: it counts against the provider's health;
    ``retry_after``: seconds that the provider asked for.
    """

    def __init__(self, message: str, *, retryable: bool, blames: bool = True, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retryable = retryable
        self.blames = blames
        self.retry_after = retry_after


class Enough(Ended):
    """The answer is as long as it may become. Raised by who hears it; what was said stays."""


class Stopped(Ended):
    """The reader wants no more. Raised between the tokens, never in a callback."""
