"""When a source syncs by itself: what is accepted as a schedule, and its next runs. Free of Flask."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import count, islice
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

FIELDS = 5
RUNS_SHOWN = 3
DAY = 86_400
NAMES = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b", re.IGNORECASE)
# What every cron reads alike; extensions such as L, W and # differ from one to the next.
PLAIN = re.compile(r"[0-9*,/ -]+")


def checked_cron(expression: str) -> str:
    """A cron expression of five fields that comes due some day. Raises ValueError."""
    fields = expression.split()
    plain = " ".join(fields)
    if len(fields) != FIELDS or not PLAIN.fullmatch(NAMES.sub("0", plain)):
        raise ValueError("not a cron expression of five fields, such as `0 3 * * 1-5`")
    try:
        next(CronSim(plain, datetime.now(UTC)))
    except (CronSimError, StopIteration) as error:
        raise ValueError("not a cron expression that ever comes due") from error
    return plain


def checked_timezone(name: str) -> str:
    """A time zone of the IANA database. Raises ValueError."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("not a time zone, such as `Europe/Berlin`") from error
    return name


def next_runs(schedule: Mapping[str, Any], *, anchor: datetime, after: datetime) -> list[datetime]:
    """The next three runs of a stored schedule, in UTC; none while it is not active.

    ``anchor`` is when intervals are counted from. Cron expressions and whole days keep the clock of the schedule's
    time zone when that changes, as they do in Prefect.
    """
    if not schedule["active"]:
        return []
    zone = ZoneInfo(schedule["timezone"])
    if schedule["cron"] is not None:
        runs: Iterator[datetime] = CronSim(schedule["cron"], after.astimezone(zone))
    else:
        runs = _repeated(schedule["interval_seconds"], anchor=anchor.astimezone(zone), after=after)
    return [run.astimezone(UTC) for run in islice(runs, RUNS_SHOWN)]


def _repeated(seconds: int, *, anchor: datetime, after: datetime) -> Iterator[datetime]:
    days, rest = divmod(seconds, DAY)
    # A change of the clock moves a run by hours, never by more than one interval of a day: begin before, pass over.
    passed = max(int((after - anchor).total_seconds() // seconds) - 1, 1)
    for turn in count(passed):
        run = (anchor + timedelta(days=days * turn)).astimezone(UTC) + timedelta(seconds=rest * turn)
        if run > after:
            yield run
