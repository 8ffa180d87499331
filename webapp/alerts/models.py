"""Rows of alerts, and of what is still to be told to the operator's webhook."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.sql.database import Base, new_id, now

OPEN = text("resolved_at IS NULL")


class Alert(Base):
    """Something that holds (``resolved_at`` null), or held. Of one key there is at most one that holds."""

    __tablename__ = "alerts"
    __table_args__ = (
        Index("uq_alerts_open", "key", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_alerts_org", "org_id", "id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    key: Mapped[str] = mapped_column(String(200))
    rule: Mapped[str] = mapped_column(String(32))
    level: Mapped[str] = mapped_column(String(8))
    org_id: Mapped[str | None] = mapped_column(String(36), ForeignKey("organizations.id", ondelete="CASCADE"))
    subject: Mapped[str] = mapped_column(String(64), default="")
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    raised_at: Mapped[datetime] = mapped_column(default=now)
    resolved_at: Mapped[datetime | None]


class AlertDelivery(Base):
    """That an alert was raised, or resolved, and is to be told. ``ended_at``: it was, or was given up."""

    __tablename__ = "alert_deliveries"
    __table_args__ = (Index("ix_alert_deliveries_due", "ended_at", "next_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    alert_id: Mapped[str] = mapped_column(String(36), ForeignKey("alerts.id", ondelete="CASCADE"), index=True)
    event: Mapped[str] = mapped_column(String(8))
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    delivered: Mapped[bool] = mapped_column(default=False)
