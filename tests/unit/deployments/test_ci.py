"""What ``.ci/run`` says at its end, with a ``make`` and a pytest that say what the real ones would."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

RUN = Path(__file__).parents[3] / ".ci" / "run"
MAKE = """#!/bin/sh
[ "$2" = test ] && cat made.txt
[ "$2" != "$(cat fails.txt)" ]
"""
PYTHON = """#!/bin/sh
echo "$@" > asked.txt
cat again.txt
grep -q passed again.txt && ! grep -qE "failed|error" again.txt
"""
VITEST = " Test Files  2 passed (2)\n      Tests  12 passed (12)\n   Duration  1.20s\n"
SLOW = "FAILED tests/e2e/test_a.py::test_slow[a - b] - AssertionError: it did not come"
BROKEN = "ERROR tests/e2e/test_a.py::test_broken - OSError"


def run(folder: Path, made: str, *, again: str = "", fails: str = "") -> tuple[int, list[str]]:
    """The exit status and the lines; ``fails`` is the target that fails."""
    for path, text in ((".ci/run", RUN.read_text()), ("bin/make", MAKE), (".venv/bin/python", PYTHON)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
        (folder / path).chmod(0o755)
    for name, text in (("made.txt", made), ("again.txt", again), ("fails.txt", fails)):
        (folder / name).write_text(text)
    env = {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    bash = shutil.which("bash") or "bash"
    ran = subprocess.run([bash, ".ci/run"], cwd=folder, env=env, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout.splitlines()


def test_the_last_line_sums_up_all_runners(tmp_path: Path) -> None:
    """Alone on its line, after everything else; warnings are no tests."""
    status, said = run(tmp_path, VITEST + "300 passed, 2 warnings in 61.23s (0:01:01)\n")
    assert (status, said[-1]) == (0, "312 passed, 0 failed")


def test_what_fails_twice_fails_the_run(tmp_path: Path) -> None:
    """Both kinds are run once more, by name and without their parameters; errors count as failed."""
    made = f"{VITEST}{SLOW}\n{BROKEN}\n1 failed, 298 passed, 1 error in 61.23s (0:01:01)\n"
    status, said = run(tmp_path, made, again="1 failed, 1 passed in 2.00s\n", fails="test")
    assert (status, said[-2:]) == (1, ["FAILED", "311 passed, 1 failed"])
    assert (tmp_path / "asked.txt").read_text().split()[-2:] == [
        "tests/e2e/test_a.py::test_broken",
        "tests/e2e/test_a.py::test_slow",
    ]


def test_what_passes_the_second_time_is_named(tmp_path: Path) -> None:
    """It passes, and nobody can overlook it."""
    made = f"{VITEST}{SLOW}\n1 failed, 299 passed in 61.23s (0:01:01)\n"
    status, said = run(tmp_path, made, again="3 passed in 2.00s\n", fails="test")
    assert (status, said[-1]) == (0, "312 passed, 0 failed")
    assert said[-2] == "FLAKY, passed only on the second try (1): tests/e2e/test_a.py::test_slow"


@pytest.mark.parametrize(
    ("made", "fails", "last"),
    [
        (f"{VITEST}300 passed, 1 skipped in 61.23s (0:01:01)\n", "", "312 passed, 0 failed, 1 skipped"),
        (f"{VITEST}Killed\n", "test", "12 passed, 0 failed"),
        ("300 passed in 61.23s (0:01:01)\n", "test", "300 passed, 0 failed"),
        ("      Tests  2 failed | 10 passed (12)\n300 passed in 61.23s\n", "test", "310 passed, 2 failed"),
        (f"{VITEST}300 passed in 61.23s (0:01:01)\n", "types", "312 passed, 0 failed"),
        (f"{VITEST}300 passed in 61.23s (0:01:01)\n", "test", "312 passed, 0 failed"),
    ],
    ids=["skipped", "pytest did not end", "no interface's tests", "interface's failures", "types", "make"],
)
def test_everything_else_fails_the_run_too(tmp_path: Path, *, made: str, fails: str, last: str) -> None:
    """However good the numbers look."""
    status, said = run(tmp_path, made, fails=fails)
    assert (status, said[-2:]) == (1, ["FAILED", last])
