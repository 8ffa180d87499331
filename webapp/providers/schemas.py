"""What the routes of providers take and give."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, StringConstraints

from webapp.http.shapes import Body, Line, ListOut, Out, Partial
from webapp.providers.models import Kind

ModelName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Address = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2_048),
    Field(
        description="of an OpenAI-compatible API; of one that ranks, what stands before `/rerank`",
        examples=["https://api.openai.com/v1"],
    ),
]
Price = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,7}(\.[0-9]{1,8})?$"), Field(examples=["0.15"])]

# As it was written: 0.15, not 0.1500000001 and not 1.5E-1.
Spelt = Annotated[str, BeforeValidator(lambda value: f"{value:f}" if isinstance(value, Decimal) else value)]


def _plain(key: SecretStr) -> SecretStr:
    """As it goes into a header: whatever else stands there was copied along with it."""
    text = key.get_secret_value().strip()
    if not text or len(text) > 500 or any(not "!" <= character <= "~" for character in text):
        raise ValueError("must be 1 to 500 letters, digits and signs, without spaces")
    return SecretStr(text)


Key = Annotated[
    SecretStr, AfterValidator(_plain), Field(description="never shown again", json_schema_extra={"writeOnly": True})
]


class PricesIn(Body):
    """What a million tokens cost, as decimal numbers."""

    read: Annotated[Price, Field(description="tokens that the model reads")]
    written: Annotated[Price, Field(description="tokens that it writes")]
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$"), Field(examples=["USD"])]


class ProviderIn(Body):
    """A new provider, the last in the order."""

    name: Line
    base_url: Address
    kind: Kind = "chat"
    default_model: ModelName
    api_key: Key | None = None
    prices: PricesIn | None = None


class ProviderPatch(Partial):
    """A change. Another origin in ``base_url`` needs the key again: it was given for the one before."""

    may_be_null = frozenset({"api_key", "prices"})

    name: Line | None = None
    base_url: Address | None = None
    default_model: ModelName | None = None
    api_key: Annotated[Key | None, Field(description="null: it needs none")] = None
    prices: PricesIn | None = None
    position: Annotated[int | None, Field(ge=0, le=100, description="its place in the order, from 0")] = None


class PricesOut(Out):
    """What a million tokens cost."""

    read: Spelt
    written: Spelt
    currency: str


class ProviderOut(Out):
    """A provider. Its key is shown to nobody."""

    id: str
    name: str
    kind: Kind
    base_url: Annotated[str | None, Field(description="for owners and admins; null for everybody else")]
    default_model: str
    has_key: bool
    key_readable: Annotated[
        bool, Field(description="false: the key was kept under another secret of this installation, enter it again")
    ]
    prices: PricesOut | None
    position: int
    chatbots: Annotated[int, Field(description="how many chatbots have chosen it")]
    created_at: datetime
    updated_at: datetime


class ProviderList(ListOut[ProviderOut]):
    """Providers in the order in which they stand in for each other."""


class ProviderTestIn(Body):
    """Which model to try; the provider's default one otherwise."""

    model: ModelName | None = None


class TriedOut(Out):
    """One thing that was tried; ``ok`` null: it could not be, since another failed before."""

    name: Literal["reached", "key", "answers", "streams", "counts", "obeys", "ranks"]
    ok: bool | None
    latency_ms: int | None
    code: Annotated[str | None, Field(description="why not; stable, explained in the documentation")]


class ProviderTestOut(Out):
    """How a provider did. ``ok``: it answers; ``error`` is the code of what keeps it from that."""

    ok: bool
    latency_ms: int
    error: str | None
    model: str
    checks: list[TriedOut]


class ProviderModelOut(Out):
    """A model that the provider names."""

    id: str


class ProviderModelList(ListOut[ProviderModelOut]):
    """Models by name, the first thousand."""
