"""What the routes of limits take and give."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from webapp.http.shapes import Line, Out, Partial


class UsedOut(Out):
    """How much of a limit is used; ``most`` null: there is none."""

    used: float
    most: float | None


class MonthOut(Out):
    """What was used in the month."""

    questions: UsedOut
    tokens: UsedOut
    cost: Annotated[UsedOut | None, Field(description="in `currency`; null where the installation names no prices")]


class OrganizationUsageOut(MonthOut):
    """The whole organisation: the month's, and what it has stored now."""

    documents: UsedOut
    storage: Annotated[UsedOut, Field(description="bytes of documents as they came")]


class PersonUsageOut(MonthOut):
    """One person's month."""

    id: str
    name: str
    email: str


class RateOut(Out):
    """How many requests of a group of routes are answered in a moving window; empty: any number."""

    group: str
    organization: str
    person: str


class ModelUsageOut(Out):
    """What calls of one model cost in the month."""

    provider_id: Annotated[str | None, Field(description="one of the organisation's; null: the installation's own")]
    provider: Annotated[str | None, Field(description="its name; null: the installation's own, or deleted")]
    model: str
    calls: int
    prompt_tokens: int
    completion_tokens: int
    cost: Annotated[float | None, Field(description="null where nobody said what it costs")]
    currency: str | None


class UsageReportOut(Out):
    """What was used, each against its limit."""

    plan: str
    month: Annotated[str, Field(examples=["2026-11"], description="calendar month, UTC")]
    resets_at: datetime
    currency: str
    organization: OrganizationUsageOut
    person: Annotated[MonthOut, Field(description="the asking one")]
    people: Annotated[
        list[PersonUsageOut] | None,
        Field(description="for owners and admins, who asked most first, at most 100; null for everybody else"),
    ]
    models: Annotated[
        list[ModelUsageOut], Field(description="the month's, by model, those that were used most first, at most 100")
    ]
    rates: list[RateOut]


class PlanIn(Partial):
    """The plan of an organisation; null: the installation's."""

    may_be_null = frozenset({"plan"})

    plan: Line | None


class PlanOut(Out):
    """An organisation and the plan that counts for it; ``chosen`` null: nobody gave it one."""

    id: str
    name: str
    slug: str
    plan: str
    chosen: str | None
    plans: Annotated[list[str], Field(description="those there are")]
