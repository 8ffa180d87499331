"""Where a chat model answers, and what an answer of it costs: values that web app and pipelines exchange."""

from dataclasses import dataclass
from decimal import Decimal

from pydantic import SecretStr

# Prices are told for so many tokens.
TOKENS = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost: ``read`` by the model, ``written`` by it; ``currency`` as somebody wrote it."""

    read: Decimal
    written: Decimal
    currency: str

    def cost(self, read: int, written: int) -> Decimal:
        """What so many tokens cost, in ``currency``, not rounded."""
        return (self.read * read + self.written * written) / TOKENS


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A model of a provider, and the way to it. ``key`` never stands in its ``repr``, nor in anything that is written.

    ``provider_id``: whose it is, empty for the installation's own. ``base_url``: of an OpenAI-compatible API, empty for
    OpenAI's. ``guarded``: a user gave the address, so that it is called through the outbound guard only. ``usable``:
    false where it is known beforehand that it cannot be asked; nobody else stands in for it.
    """

    provider_id: str
    base_url: str
    key: SecretStr | None
    model: str
    prices: Prices | None = None
    guarded: bool = True
    usable: bool = True
