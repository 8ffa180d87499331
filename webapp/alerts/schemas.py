"""Shapes of alerts."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from webapp.alerts.rules import AlertLevel
from webapp.http.shapes import ListOut, Out, PageQuery


class AlertsQuery(PageQuery):
    """Which alerts."""

    state: Annotated[Literal["open", "resolved"], Field(description="what holds now, or what is over")] = "open"


class AlertSourceOut(Out):
    """The source that an alert is of."""

    id: str
    chatbot_id: str
    name: str


class AlertOrganizationOut(Out):
    """The organisation that an alert is of. For operators."""

    id: str
    name: str


class AlertOut(Out):
    """Something that holds, or held. ``message`` and ``remedy`` are English; ``rule`` is stable."""

    id: str
    rule: str
    level: AlertLevel
    message: str
    remedy: str
    subject: Annotated[str, Field(description="tells two of one rule apart: a source's id, a quota's name, or nothing")]
    data: Annotated[dict[str, Any], Field(description="numbers that explain it")]
    source: AlertSourceOut | None = None
    organization: AlertOrganizationOut | None = None
    raised_at: datetime
    resolved_at: datetime | None


class AlertList(ListOut[AlertOut]):
    """A stretch of the alerts."""
