"""Rows of sources: the wanted state, from which Prefect's deployments are made and mended."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.sql.database import Base, new_id, now


class Source(Base):
    """A source of knowledge as its owner wants it.

    ``revision`` counts its changes, ``deployed_revision`` is the one that its deployment shows. A deleted source is
    finished with when its deployment is dropped (the revisions agree) and its documents are retired (``retired_at``).
    ``open_sync_id`` is a run that was requested here and not yet seen to end; ``sync_failed`` and ``last_synced_at``
    tell how the runs that ended went.
    """

    __tablename__ = "sources"
    __table_args__ = (
        CheckConstraint("visibility IN ('citable', 'private')", name="visibility"),
        Index("ix_sources_chatbot", "chatbot_id", "id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    org_id: Mapped[str] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"), index=True)
    chatbot_id: Mapped[str] = mapped_column(ForeignKey("chatbots.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(32))
    config: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    visibility: Mapped[str] = mapped_column(String(16), default="citable")
    schedule: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    revision: Mapped[int] = mapped_column(default=1)
    deployed_revision: Mapped[int] = mapped_column(default=0)
    open_sync_id: Mapped[str | None] = mapped_column(String(64))
    sync_failed: Mapped[bool] = mapped_column(default=False)
    last_synced_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    deleted_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]
