"""Plans: how much an organisation may do in a minute and in a month. Plain values, checked when they are set."""

from collections.abc import Mapping
from typing import Annotated, Any

from limits import parse_many
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

GROUPS = ("ask", "search", "upload", "provider", "read", "write")


def _checked(rate: str) -> str:
    if rate:
        parse_many(rate)
    return rate


Rate = Annotated[str, AfterValidator(_checked), Field(examples=["600/minute", "20/second;5000/day"])]
"""Requests in a moving window, several joined by ``;``; empty: as many as they like."""

Most = Annotated[int | None, Field(ge=0)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rates(_Part):
    """Requests by group of routes."""

    ask: Rate = ""
    search: Rate = ""
    upload: Rate = ""
    provider: Rate = ""
    read: Rate = ""
    write: Rate = ""

    def of(self, group: str) -> str:
        """The rate of a group; empty for one that has none."""
        return str(getattr(self, group)) if group in GROUPS else ""


class Quota(_Part):
    """What may be used up in a calendar month (UTC); None: as much as they like. ``cost`` in the currency of prices."""

    questions: Most = None
    tokens: Most = None
    cost: Annotated[float | None, Field(ge=0)] = None


class Plan(_Part):
    """The limits of an organisation as a whole, and of each of its people. ``storage_mb`` in MB of 10^6 bytes."""

    documents: Most = None
    storage_mb: Most = None
    quota: Quota = Quota()
    person_quota: Quota = Quota()
    rates: Rates = Rates()
    person_rates: Rates = Rates()

    @property
    def storage(self) -> int | None:
        """Most bytes of documents; None: as many as they like."""
        return None if self.storage_mb is None else self.storage_mb * 1_000_000


class Price(_Part):
    """Of a million tokens of a model, in the currency of the installation."""

    prompt: Annotated[float, Field(ge=0)] = 0.0
    completion: Annotated[float, Field(ge=0)] = 0.0


# A sixth of a minute's requests within five seconds: twice as fast for a while, but not all at once. What the short
# window refuses takes nothing from the long one.
FREE: dict[str, Any] = {
    "documents": 10_000,
    "storage_mb": 5_000,
    "quota": {"questions": 20_000, "tokens": 20_000_000},
    "person_quota": {"questions": 5_000, "tokens": 5_000_000},
    "rates": {
        "ask": "20/5 second;120/minute",
        "search": "100/5 second;600/minute",
        "upload": "40/5 second;240/minute",
        "provider": "10/5 second;60/minute",
        "read": "6000/minute",
        "write": "200/5 second;1200/minute",
    },
    "person_rates": {
        "ask": "10/5 second;60/minute",
        "search": "50/5 second;300/minute",
        "upload": "20/5 second;120/minute",
        "provider": "5/5 second;30/minute",
        "read": "3000/minute",
        "write": "100/5 second;600/minute",
    },
}
TEAM: dict[str, Any] = {
    "documents": 1_000_000,
    "storage_mb": 500_000,
    "quota": {"questions": 5_000_000, "tokens": 5_000_000_000},
    "rates": {
        "ask": "2000/5 second;12000/minute",
        "search": "4000/5 second;24000/minute",
        "upload": "2000/5 second;12000/minute",
        "provider": "50/5 second;300/minute",
        "read": "60000/minute",
        "write": "2000/5 second;12000/minute",
    },
    "person_rates": {
        "ask": "1000/5 second;6000/minute",
        "search": "2000/5 second;12000/minute",
        "upload": "1000/5 second;6000/minute",
        "provider": "10/5 second;60/minute",
        "read": "30000/minute",
        "write": "1000/5 second;6000/minute",
    },
}
ENTERPRISE: dict[str, Any] = {"rates": TEAM["rates"]}
DEFAULTS: Mapping[str, Mapping[str, Any]] = {"free": FREE, "team": TEAM, "enterprise": ENTERPRISE}


class Plans:
    """The plans of an installation, by name. ``changes`` are laid over the three that come with it."""

    def __init__(self, changes: Mapping[str, Mapping[str, Any]], *, default: str) -> None:
        names = (*DEFAULTS, *(name for name in changes if name not in DEFAULTS))
        # A plan of one's own says all that it limits.
        self._plans = {
            name: Plan.model_validate(_laid_over(DEFAULTS.get(name, {}), changes.get(name, {}))) for name in names
        }
        if default not in self._plans:
            raise ValueError(f"There is no plan {default!r}; there are {', '.join(self._plans)}.")
        self.default = default

    @property
    def names(self) -> tuple[str, ...]:
        """What organisations may have."""
        return tuple(self._plans)

    def name(self, chosen: str | None) -> str:
        """The name of the plan that counts: the installation's where none was chosen, or it is no more."""
        return chosen if chosen in self._plans else self.default

    def of(self, chosen: str | None) -> Plan:
        """The plan that counts."""
        return self._plans[self.name(chosen)]


def _laid_over(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for name, value in over.items():
        known = merged.get(name)
        both = isinstance(value, Mapping) and isinstance(known, Mapping)
        merged[name] = _laid_over(known, value) if both else value  # type: ignore[arg-type]
    return merged
