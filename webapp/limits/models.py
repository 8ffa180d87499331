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


class KeptRoom(Base):
    """Room for files that are being taken in, until they are in the index; of a killed process until ``until``."""

    __tablename__ = "usage_kept_rooms"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    org_id: Mapped[str] = mapped_column(ForeignKey("organizations.id", ondelete="CASCADE"), index=True)
    documents: Mapped[int] = mapped_column(BigInteger)
    bytes: Mapped[int] = mapped_column(BigInteger)
    until: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(default=now)
