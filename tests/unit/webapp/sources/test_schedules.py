"""What is accepted as a schedule: what Prefect will run, and nothing that never comes due; and its next runs."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from webapp.sources.schedules import checked_cron, checked_timezone, next_runs

BEFORE_SUMMER = datetime(2026, 3, 27, 12, tzinfo=UTC)
BEFORE_WINTER = datetime(2026, 10, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("0 3 * * *", "0 3 * * *"),
        ("  */15   8-18 * * mon-fri ", "*/15 8-18 * * mon-fri"),
        ("0 0 1,15 JAN-JUN *", "0 0 1,15 JAN-JUN *"),
        ("0 0 29 2 *", "0 0 29 2 *"),
    ],
)
def test_ordinary_expressions_are_taken(given: str, kept: str) -> None:
    """Five fields with lists, ranges, steps and names."""
    assert checked_cron(given) == kept


@pytest.mark.parametrize(
    "wrong",
    ["", "x", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "0 0 30 2 *", "0 0 L * *", "@daily",
     "0 0 * * 5#1", "0 0 * * monday", "R R * * *", "*/0 * * * *", "5-1 * * * *", "0 0 * * \u0661"],
)  # fmt: skip
def test_others_are_refused(wrong: str) -> None:
    """Extensions that cron programs read differently, too."""
    with pytest.raises(ValueError, match="cron"):
        checked_cron(wrong)


@pytest.mark.parametrize("wrong", ["", "Mars/Olympus", "../../etc/passwd", "/etc/passwd", "Europe", "a\0b", "x" * 300])
def test_a_time_zone_is_one_of_the_database(wrong: str) -> None:
    """Its name never becomes a path."""
    assert checked_timezone("Europe/Berlin") == "Europe/Berlin"
    with pytest.raises(ValueError, match="time zone"):
        checked_timezone(wrong)


def runs(after: datetime, *, anchor: datetime | None = None, **schedule: Any) -> list[str]:
    stored = {"cron": None, "interval_seconds": None, "timezone": "Europe/Berlin", "active": True} | schedule
    found = next_runs(stored, anchor=anchor or after, after=after)
    assert all(run.tzinfo is UTC for run in found)
    return [run.strftime("%m-%dT%H:%M") for run in found]


def test_cron_keeps_the_clock_of_its_zone() -> None:
    """Six in the morning in Berlin is five o'clock UTC in winter, four in summer; weekends are left out."""
    assert runs(BEFORE_SUMMER, cron="0 6 * * 1-5") == ["03-30T04:00", "03-31T04:00", "04-01T04:00"]
    assert runs(BEFORE_WINTER, cron="0 6 * * *") == ["10-24T04:00", "10-25T05:00", "10-26T05:00"]


def test_a_time_that_the_clock_leaves_out_or_repeats_runs_once() -> None:
    """Half past two does not exist on one night of the year and exists twice on another."""
    spring = runs(BEFORE_SUMMER, cron="30 2 * * *")
    autumn = runs(BEFORE_WINTER, cron="30 2 * * *")
    assert [run[:5] for run in spring] == ["03-28", "03-29", "03-30"]
    assert [run[:5] for run in autumn] == ["10-24", "10-25", "10-26"]


def test_intervals_are_counted_from_the_last_run() -> None:
    """Hours are hours; whole days keep the clock of the zone."""
    anchor = BEFORE_SUMMER - timedelta(minutes=50)
    assert runs(BEFORE_SUMMER, anchor=anchor, interval_seconds=3_600) == ["03-27T12:10", "03-27T13:10", "03-27T14:10"]
    assert runs(BEFORE_SUMMER, anchor=anchor, interval_seconds=86_400) == ["03-28T11:10", "03-29T10:10", "03-30T10:10"]


def test_an_interval_is_found_at_once_however_old_its_anchor() -> None:
    """A minute's interval of a source that was synced thirty years ago, or will be tomorrow."""
    old = BEFORE_SUMMER - timedelta(days=30 * 365)
    assert runs(BEFORE_SUMMER, anchor=old, interval_seconds=60) == ["03-27T12:01", "03-27T12:02", "03-27T12:03"]
    ahead = BEFORE_SUMMER + timedelta(days=1)
    assert runs(BEFORE_SUMMER, anchor=ahead, interval_seconds=60)[0] == "03-28T12:01"


def test_nothing_runs_while_it_is_not_active() -> None:
    """A paused schedule has no next runs."""
    assert runs(BEFORE_SUMMER, cron="0 6 * * *", active=False) == []
