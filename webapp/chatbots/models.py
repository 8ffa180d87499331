"""Chatbots with their settings."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.overviews import Summaries
from pipelines.questions import Claims, Pii
from webapp.sql.database import Base, new_id, now


class Chatbot(Base):
    """A chatbot of an organisation. ``deleted_at``: deletion is soft, no getter gives it any more. ``provider_id``:
    whose models answer, None: the installation's; ``model_name`` is one of theirs. ``reranker_id``: likewise, who puts
    passages in order.
    """

    __tablename__ = "chatbots"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    org_id: Mapped[str] = mapped_column(String(36), ForeignKey("organizations.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    welcome_message: Mapped[str] = mapped_column(Text, default="")
    instructions: Mapped[str] = mapped_column(Text, default="")
    model_name: Mapped[str | None] = mapped_column(String(200), default=None)
    provider_id: Mapped[str | None] = mapped_column(String(36), default=None)
    reranker_id: Mapped[str | None] = mapped_column(String(36), default=None)
    temperature: Mapped[float] = mapped_column(default=0.2)
    is_paused: Mapped[bool] = mapped_column(default=False)
    top_k: Mapped[int] = mapped_column(default=8)
    alpha: Mapped[float | None] = mapped_column(default=None)
    min_confidence: Mapped[float] = mapped_column(default=0.5)
    claims: Mapped[Claims] = mapped_column(String(8), default="mark", server_default="mark")
    summaries: Mapped[Summaries] = mapped_column(String(8), default="quoted", server_default="quoted")
    pii: Mapped[Pii] = mapped_column(String(12), default="off", server_default="off")
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)

    __table_args__ = (Index(None, "org_id", "id"),)
