"""How a run of several processes shares its tests (``tests/running``)."""

import fcntl
import threading
import time
from pathlib import Path

import pytest

from tests.running.alone import turn
from tests.running.kinds import KINDS, kind_of
from tests.running.sharing import ROUGH, TOGETHER, group_of, place_of

ROOT = Path(__file__).parents[2]
FILES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("test_*.py"))
SECONDS = 10


@pytest.mark.parametrize("folder", [*ROUGH, *TOGETHER, *(f"{kind}/" for kind in KINDS)])
def test_every_folder_that_is_named_has_tests(folder: str) -> None:
    """A folder that was renamed would silently be run like any other."""
    assert any(name.startswith(folder) for name in FILES)


def test_what_kills_servers_is_one_group_and_comes_first() -> None:
    """One process runs it; the others begin with the browser's tests, and all end with the many short ones."""
    order = sorted(FILES, key=place_of)
    kinds = [kind_of(name) for name in order]
    rough = [name for name in FILES if group_of(name) == "rough"]
    assert {kind_of(name) for name in rough} == {
        "tests/e2e",
        *(f"tests/integration/{one}" for one in ("prefect", "flows", "stack")),
    }
    assert set(order[: len(rough)]) == set(rough)
    assert kinds[len(rough)] == "tests/e2e/ui"
    assert kinds.index("tests/unit") > kinds.index("tests/contracts") > kinds.index("tests/integration/webapp")


def test_a_file_stays_in_one_piece() -> None:
    """All its cases, whatever their names, belong to one group."""
    name = "tests/unit/webapp/test_db.py"
    assert group_of(f"{name}::test_a[x::y]") == group_of(f"{name}::TestB::test_c") == name


def is_held(door: Path) -> bool:
    with door.open("a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def test_who_is_alone_is_alone_and_not_kept_waiting(tmp_path: Path) -> None:
    """It waits for who is there, and nobody who comes later gets in before it."""
    happened: list[str] = []

    def enter(name: str, *, alone: bool) -> None:
        with turn(tmp_path, alone=alone):
            happened.append(f"{name} in")
            happened.append(f"{name} out")

    with turn(tmp_path, alone=False):
        with turn(tmp_path, alone=False):
            happened.append("two")
        threads = [threading.Thread(target=enter, args=("alone",), kwargs={"alone": True})]
        threads[0].start()
        until = time.monotonic() + SECONDS
        while not is_held(tmp_path / "door"):
            assert time.monotonic() < until
            time.sleep(0.01)
        threads.append(threading.Thread(target=enter, args=("later",), kwargs={"alone": False}))
        threads[1].start()
        threads[1].join(0.2)
        assert happened == ["two"]
    for thread in threads:
        thread.join(SECONDS)
    assert happened == ["two", "alone in", "alone out", "later in", "later out"]
