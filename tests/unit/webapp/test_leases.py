"""Work that one process of an installation does: leases in SQL, and passes that take them."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from webapp.http.feature import Pass
from webapp.operation.background import Background
from webapp.sql.database import Database
from webapp.sql.leases import Leases

LIFE = 2.0
# A web process with one pass, which notes who ran it.
PROCESS = """
import sys, time
from pathlib import Path
from webapp.http.feature import Pass
from webapp.operation.background import Background
from webapp.sql.database import Database
from webapp.sql.leases import Leases
data, name = Path(sys.argv[1]), sys.argv[2]
def run():
    with (data / "rounds").open("a") as rounds:
        rounds.write(f"{name}\\n")
leases = Leases(Database(f"sqlite:///{data / 'x.sqlite'}"), seconds=float(sys.argv[3]))
background = Background([Pass("sweep", 0.05, run, alone=True)], leases)
background.start()
sys.stdin.read()
background.stop()
"""


@pytest.fixture
def other(db: Database) -> Iterator[Leases]:
    """Another process's leases, as the database sees them."""
    leases = Leases(db, seconds=LIFE)
    yield leases
    leases.close()


@pytest.fixture
def mine(db: Database) -> Iterator[Leases]:
    """This process's."""
    leases = Leases(db, seconds=LIFE)
    yield leases
    leases.close()


def test_of_many_who_ask_at_once_one_gets_it(db: Database) -> None:
    """Whoever is first; the same one again, and no other."""
    many = [Leases(db, seconds=60) for _ in range(8)]
    got: list[Leases] = []
    threads = [threading.Thread(target=lambda one=one: one.take("sweep") and got.append(one)) for one in many]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(got) == 1
    assert [one.take("sweep") for one in many].count(True) == 1
    assert got[0].take("sweep")
    for one in many:
        one.close()


def test_leases_of_other_names_are_others(mine: Leases, other: Leases) -> None:
    """Two works can be done by two processes."""
    assert mine.take("mending")
    assert other.take("sweep")
    assert not mine.take("sweep")


def test_a_lease_is_renewed_as_long_as_its_process_lives(mine: Leases, other: Leases) -> None:
    """Longer than its life, without anybody asking."""
    assert mine.take("sweep")
    until = time.monotonic() + 2 * LIFE
    while time.monotonic() < until:
        assert not other.take("sweep")
        time.sleep(LIFE / 5)
    assert mine.take("sweep")


def test_a_lease_that_is_given_up_is_free_at_once(mine: Leases, other: Leases) -> None:
    """Nobody waits for its end; who gave it up takes none any more."""
    assert mine.take("sweep")
    mine.close()
    assert other.take("sweep")
    assert not mine.take("rest")


def test_a_process_that_slept_too_long_holds_nothing(db: Database, other: Leases) -> None:
    """Its own clock tells, before it has spoken to the database; what is another's by now is not renewed."""
    slept = Leases(db, seconds=0.3)
    assert slept._taken("sweep")  # taken, but with nobody to renew it: the process was stopped
    slept._held["sweep"] = time.monotonic() + slept.seconds
    time.sleep(0.4)
    assert other.take("sweep")
    assert not slept.take("sweep")
    slept.renew()
    assert slept._held == {}
    slept.close()
    assert other.take("sweep")


def test_a_pass_alone_is_left_to_its_holder(db: Database, other: Leases) -> None:
    """Until the holder gives it up; other passes run in every process."""
    assert other.take("alone")
    ran, alone = threading.Event(), threading.Event()
    background = Background(
        [Pass("all", 60, ran.set), Pass("alone", 60, alone.set, alone=True)], Leases(db, seconds=LIFE)
    )
    background.start()
    assert ran.wait(5)
    assert not alone.wait(0.5)
    other.close()
    assert alone.wait(5)
    background.stop()


def process(data: Path, name: str) -> "subprocess.Popen[bytes]":
    """A process that runs the pass, if it may."""
    return subprocess.Popen([sys.executable, "-c", PROCESS, str(data), name, str(LIFE)], stdin=subprocess.PIPE)


def rounds(data: Path) -> list[str]:
    """Who ran the pass, in order."""
    path = data / "rounds"
    return path.read_text().split() if path.exists() else []


@pytest.mark.usefixtures("db")
@pytest.mark.slow
def test_of_two_processes_one_runs_the_pass_and_a_killed_ones_is_taken_over(tmp_path: Path) -> None:
    """One at a time, never in turns; SIGKILL, and when its lease has ended the other goes on."""
    both = {name: process(tmp_path, name) for name in ("a", "b")}
    try:
        until = time.monotonic() + 30
        while len(rounds(tmp_path)) < 20:
            assert time.monotonic() < until
            time.sleep(0.05)
        time.sleep(LIFE)  # the other one has looked as well
        (first,) = set(rounds(tmp_path))
        both[first].kill()
        both[first].wait()
        killed, done = time.monotonic(), len(rounds(tmp_path))
        (second,) = {"a", "b"} - {first}
        while second not in rounds(tmp_path):
            assert time.monotonic() < killed + 10 * LIFE
            time.sleep(0.05)
        assert time.monotonic() - killed > LIFE / 3
        assert set(rounds(tmp_path)[done:]) == {second}
    finally:
        for one in both.values():
            one.kill()
            one.communicate()
