"""Where an installation is with filling its next index: kept in the index itself, one for all processes."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from pipelines.types import DocumentError


class Phase(StrEnum):
    """``asked``: by hand, nobody began. ``filling``: the next index. ``settling``: swapped, the one before still there.

    ``done`` and ``cancelled`` are over.
    """

    ASKED = "asked"
    FILLING = "filling"
    SETTLING = "settling"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Whether nothing more happens by itself."""
        return self in (Phase.DONE, Phase.CANCELLED)


@dataclass(frozen=True, slots=True)
class Filling:
    """The one row. Who works on it holds its lease, until ``until``; every write names the ``rev`` it read.

    ``fingerprint`` is that of the index that is wanted, ``target`` its physical name, ``before`` the name of the one
    that answered when it began. ``done`` of ``total`` documents are in it; ``rate`` is documents per second, 0 while
    unknown. ``error`` is why it waits; it is tried again by itself. ``forced``: wanted though nothing differs.
    """

    phase: Phase
    fingerprint: str = ""
    target: str | None = None
    before: str | None = None
    forced: bool = False
    holder: str | None = None
    until: datetime | None = None
    started_at: datetime | None = None
    swapped_at: datetime | None = None
    ended_at: datetime | None = None
    done: int = 0
    total: int = 0
    rate: float = 0.0
    error: DocumentError | None = None
    rev: str | None = None

    @property
    def seconds_left(self) -> float | None:
        """At this rate; None while it is not known."""
        return (self.total - self.done) / self.rate if self.phase is Phase.FILLING and self.rate > 0 else None

    def is_held(self, *, by_others_than: str, at: datetime) -> bool:
        """Whether another process works on it."""
        return self.holder not in (None, by_others_than) and self.until is not None and self.until > at


_MOMENTS = tuple(field.name for field in fields(Filling) if field.type in ("datetime | None", datetime | None))


def as_json(filling: Filling) -> dict[str, Any]:
    """As a store keeps it, without the revision, which is the store's own."""
    plain = asdict(filling)
    del plain["rev"]
    moments = {name: plain[name] and plain[name].isoformat() for name in _MOMENTS}
    return {**plain, **moments, "phase": filling.phase.value}


def of_json(kept: dict[str, Any], rev: str) -> Filling:
    """From what a store kept; fields of later releases are passed over."""
    known = {field.name: kept[field.name] for field in fields(Filling) if field.name in kept}
    known |= {name: datetime.fromisoformat(known[name]) for name in _MOMENTS if known.get(name)}
    error = known.get("error")
    return Filling(
        **{**known, "phase": Phase(known["phase"]), "error": DocumentError(**error) if error else None, "rev": rev}
    )


def told(filling: Filling | None) -> str:
    """What ``Health.note`` says of it; empty when there is nothing to say."""
    if filling is None or filling.phase in (Phase.DONE, Phase.CANCELLED, Phase.SETTLING):
        return ""
    said = f"Documents are indexed anew ({filling.done:,} of {filling.total:,}{_left(filling)})."
    said += " Questions are answered from the index before."
    if filling.error is not None:
        said += f" It waits: {filling.error.message} {filling.error.action}"
    return said


def _left(filling: Filling) -> str:
    left = filling.seconds_left
    if left is None or filling.error is not None:
        return ""
    return f", about {round(left / 60):,} min left" if left >= 90 else f", about {max(1, round(left))} s left"
