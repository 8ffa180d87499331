"""Rows of providers."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from pipelines.endpoints import Prices
from webapp.sql.database import Base, new_id, now

# What they are asked for.
Kind = Literal["chat", "rerank"]


class Provider(Base):
    """Somebody's service of models that an organisation set up. ``position`` counts from 0 in the order of fallback.

    ``sealed_key`` is the key as ``vault`` encrypts it, under the secret that ``key_id`` names. Prices are decimal
    numbers as text, of a million tokens.
    """

    __tablename__ = "providers"
    __table_args__ = (Index(None, "org_id", "position"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    org_id: Mapped[str] = mapped_column(String(36), ForeignKey("organizations.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[Kind] = mapped_column(String(8))
    base_url: Mapped[str] = mapped_column(Text)
    default_model: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]
    sealed_key: Mapped[str | None] = mapped_column(Text)
    key_id: Mapped[str | None] = mapped_column(String(16))
    price_read: Mapped[str | None] = mapped_column(String(32))
    price_written: Mapped[str | None] = mapped_column(String(32))
    currency: Mapped[str | None] = mapped_column(String(3))
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)

    @property
    def has_key(self) -> bool:
        """Whether a key was given."""
        return self.sealed_key is not None

    @property
    def prices(self) -> Prices | None:
        """Of a million tokens; None where nobody said any."""
        if self.price_read is None or self.price_written is None or self.currency is None:
            return None
        return Prices(Decimal(self.price_read), Decimal(self.price_written), self.currency)
