"""Rows of what was used: by month and holder, and room that is kept for files on their way."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.sql.database import Base, new_id, now


class UsageMonth(Base):
    """What a holder (an organisation, or one of its people) has used in a month (UTC, ``2026-11``).

    ``cost_micros``: millionths of the installation's currency, at the prices of the day of each answer.
    """

    __tablename__ = "usage_months"

    holder_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    org_id: Mapped[str] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"), index=True)
    questions: Mapped[int] = mapped_column(BigInteger, default=0)
    prompt_tokens: Mapped[int] = mapped_column(BigInteger, default=0)
    completion_tokens: Mapped[int] = mapped_column(BigInteger, default=0)
    cost_micros: Mapped[int] = mapped_column(BigInteger, default=0)

    @property
    def tokens(self) -> int:
        """Of both kinds."""
        return self.prompt_tokens + self.completion_tokens

    @property
    def cost(self) -> float:
        """In the currency of the installation."""
        return self.cost_micros / 1_000_000


class UsageModel(Base):
    """What an organisation's calls of a model cost in a month. ``provider_id`` is empty for the installation's own.

    ``cost_micros``: millionths of ``currency``, at the prices of the day of each call; an empty currency: no price was
    known. One that changes begins a row of its own.
    """

    __tablename__ = "usage_models"

    org_id: Mapped[str] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    provider_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    model: Mapped[str] = mapped_column(String(200), primary_key=True)
    currency: Mapped[str] = mapped_column(String(10), primary_key=True)
    calls: Mapped[int] = mapped_column(BigInteger, default=0)
    prompt_tokens: Mapped[int] = mapped_column(BigInteger, default=0)
    completion_tokens: Mapped[int] = mapped_column(BigInteger, default=0)
    cost_micros: Mapped[int] = mapped_column(BigInteger, default=0)

    @property
    def cost(self) -> float:
        """In its currency."""
        return self.cost_micros / 1_000_000


class KeptRoom(Base):
    """Room for files that are being taken in, until they are in the index; of a killed process until ``until``."""

    __tablename__ = "usage_kept_rooms"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    org_id: Mapped[str] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"), index=True)
    documents: Mapped[int] = mapped_column(BigInteger)
    bytes: Mapped[int] = mapped_column(BigInteger)
    until: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(default=now)
