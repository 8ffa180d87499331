"""What is accepted as a schedule: what Prefect will run, and nothing that never comes due."""

import pytest

from webapp.sources.schedules import checked_cron, checked_timezone


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
