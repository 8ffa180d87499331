"""Rule: of the runs of a schedule that nobody served, the newest is made up for and the others are dropped. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

MISSED = "Missed"


@dataclass(frozen=True, slots=True)
class Due:
    """A run that waits for a worker."""

    id: str
    deployment_id: str | None
    auto_scheduled: bool
    expected: datetime


def missed(due: Iterable[Due]) -> Sequence[Due]:
    """The scheduled runs that piled up while no worker was there: all but each deployment's newest."""
    newest: dict[str | None, Due] = {}
    late: list[Due] = []
    for run in sorted((run for run in due if run.auto_scheduled), key=lambda run: run.expected):
        if run.deployment_id in newest:
            late.append(newest[run.deployment_id])
        newest[run.deployment_id] = run
    return late
