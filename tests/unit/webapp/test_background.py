"""Passes in the background."""

import threading

from webapp.http.feature import Pass
from webapp.operation.background import Background
from webapp.sql.database import Database
from webapp.sql.leases import Leases


def test_a_pass_repeats_although_a_round_fails(db: Database) -> None:
    """An error ends its round only; stopping ends the pass."""
    third = threading.Event()
    rounds: list[int] = []

    def run() -> None:
        rounds.append(1)
        if len(rounds) == 3:
            third.set()
        raise RuntimeError("this round")

    background = Background([Pass("p", 0.01, run)], Leases(db))
    background.start()
    assert third.wait(5)
    background.stop()
    ended = len(rounds)
    assert not third.wait(0.05) or len(rounds) == ended


def test_stopping_does_not_wait_for_the_pause(db: Database) -> None:
    """A pass that pauses for an hour ends at once."""
    done = threading.Event()
    background = Background([Pass("p", 3_600, done.set)], Leases(db))
    background.start()
    assert done.wait(5)
    background.stop(seconds=5)
    assert not any(thread.name == "pass-p" and thread.is_alive() for thread in threading.enumerate())
