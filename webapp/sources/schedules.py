"""When a source syncs by itself: what is accepted as a schedule. Free of Flask."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cronsim import CronSim, CronSimError

FIELDS = 5
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
