"""A run of any flow as Prefect's REST API tells it, and the cursor of a list of runs. Pure."""

import base64
import binascii
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MOST_SHOWN = 1_000
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
UNENDED = ("SCHEDULED", "PENDING", "PAUSED", "RUNNING", "CANCELLING")


@dataclass(frozen=True, slots=True)
class Run:
    """A run of some flow: ``state`` is the type of Prefect's state, ``tags`` those of the form ``name:value``.

    ``planned_at`` is when it is to begin, or was to; ``ended_at`` is None until it has.
    """

    id: str
    state: str
    tags: Mapping[str, str]
    parameters: Mapping[str, Any]
    created_at: datetime | None
    planned_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None

    @property
    def ended(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state not in UNENDED


def run_of(raw: Mapping[str, Any]) -> Run:
    """The run in an answer of the API."""
    state = raw["state_type"] or "SCHEDULED"
    pairs = (tag.partition(":") for tag in raw.get("tags") or [])
    return Run(
        id=str(raw["id"]),
        state=state,
        tags={name: value for name, colon, value in pairs if colon},
        parameters=raw.get("parameters") or {},
        created_at=_time(raw.get("created")),
        planned_at=_time(raw.get("expected_start_time")),
        started_at=_time(raw.get("start_time")),
        ended_at=_time(raw.get("end_time")) if state not in UNENDED else None,
    )


@dataclass(frozen=True, slots=True)
class Position:
    """Where a list goes on: what is planned at ``before`` or earlier, but for the runs of that time shown already."""

    before: str
    shown: Sequence[str] = ()


def cursor_after(page: Sequence[Run], position: Position) -> str:
    """An opaque cursor to what follows a page that began at ``position``."""
    last = page[-1].planned_at
    before = last.isoformat() if last else position.before
    # A whole page of one moment: those of it that earlier pages showed stay out as well.
    kept = list(position.shown) if before == position.before else []
    shown = kept + [run.id for run in page if run.planned_at == last]
    return base64.urlsafe_b64encode(json.dumps([before, shown]).encode()).decode()


def read_cursor(cursor: str) -> Position:
    """What ``cursor_after`` wrote. Raises ValueError for anything else."""
    try:
        last, shown = json.loads(base64.b64decode(cursor, altchars=b"-_", validate=True))
        if not isinstance(last, str) or not isinstance(shown, list) or len(shown) > MOST_SHOWN:
            raise ValueError("not a cursor")
        datetime.fromisoformat(last)
        return Position(last, [str(uuid.UUID(one)) for one in shown])
    except (binascii.Error, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not a cursor of this list") from error


def _time(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
