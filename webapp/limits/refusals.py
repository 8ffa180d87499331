"""Refusals of what is over a limit: 429, how long to wait, and the header fields of the IETF's draft. Free of Flask.

``RateLimit-Policy`` and ``RateLimit`` as in draft-ietf-httpapi-ratelimit-headers-10: structured lists of items, whose
names are those of the policies (``"ask-person";q=60;w=60``, ``"ask-person";r=59;t=60``).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from webapp.errors import WebError

POLICIES, LEFT = "RateLimit-Policy", "RateLimit"
# Room for documents comes back when some are deleted, which nobody knows the time of.
LOOK_AGAIN_SECONDS = 3_600
WORDS = {
    "questions": "questions",
    "tokens": "tokens of models",
    "cost": "of money for models",
    "documents": "documents",
    "storage": "bytes of documents",
}


@dataclass(frozen=True, slots=True)
class Reached:
    """A limit that is reached. ``of``: organization, person or address; ``resets_at`` None: when something is deleted.

    ``name`` is a group of routes (ask, search …) or what there is a quota for (questions, storage …).
    """

    name: str
    of: str
    most: float
    used: float
    resets_at: datetime | None

    @property
    def policy(self) -> str:
        """Its name in the header fields."""
        return f"{self.name}-{self.of}"

    def seconds(self, at: datetime) -> int:
        """How long to wait, at least a second."""
        if self.resets_at is None:
            return LOOK_AGAIN_SECONDS
        return max(1, math.ceil((self.resets_at - at).total_seconds()))


@dataclass(frozen=True, slots=True)
class Policy:
    """One limit for the header fields: ``left`` of ``most`` in ``window`` seconds; more comes back in ``seconds``."""

    name: str
    most: int
    window: int | None
    left: int
    seconds: int


class LimitReached(WebError):
    """More than the plan allows. ``limit`` tells which limit it was."""

    status = 429

    def __init__(self, reached: Reached, detail: str, *, window: int | None, at: datetime) -> None:
        seconds = reached.seconds(at)
        policy = Policy(reached.policy, math.floor(reached.most), window, left=0, seconds=seconds)
        super().__init__(detail, headers={"Retry-After": str(seconds), **fields([policy])})
        self.limit = {
            "name": reached.name,
            "of": reached.of,
            "most": reached.most,
            "used": reached.used,
            "resets_at": reached.resets_at.isoformat() if reached.resets_at else None,
        }


class RateLimited(LimitReached):
    """Too many requests in a window."""

    code, title = "rate_limited", "Too many requests"


class QuotaExceeded(LimitReached):
    """The month's quota, or the room for documents, is used up."""

    code, title = "quota_exceeded", "The plan's limit is reached"


def exceeded(reached: Reached, at: datetime) -> QuotaExceeded:
    """The refusal of what is used up."""
    whose = "Your organisation has" if reached.of == "organization" else "You have"
    used = f"{whose} used {_number(reached.used)} of {_number(reached.most)} {WORDS[reached.name]}"
    if reached.resets_at is None:
        return QuotaExceeded(reached, f"{used}. Delete some first, or send less.", window=None, at=at)
    window = round((reached.resets_at - _first(at)).total_seconds())
    detail = f"{used} of this month. It begins anew on {reached.resets_at:%Y-%m-%d} (UTC)."
    return QuotaExceeded(reached, detail, window=window, at=at)


def fields(policies: Iterable[Policy]) -> dict[str, str]:
    """The two header fields; none without a policy."""
    told = list(policies)
    if not told:
        return {}
    windows = [f'"{one.name}";q={one.most}' + (f";w={one.window}" if one.window else "") for one in told]
    return {POLICIES: ", ".join(windows), LEFT: ", ".join(f'"{one.name}";r={one.left};t={one.seconds}' for one in told)}


def month_of(at: datetime) -> str:
    """The calendar month (UTC) that counts: ``2026-11``."""
    return f"{at.astimezone(UTC):%Y-%m}"


def next_month(at: datetime) -> datetime:
    """When the quotas of a month come back."""
    return (_first(at) + timedelta(days=32)).replace(day=1)


def _first(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _number(value: float) -> str:
    return f"{value:,.2f}".removesuffix(".00")
