"""The sample library of a first start, and the README's walk through it."""

import json
import re
import shlex
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deployments.stack.demo import SAMPLE
from tests.servers.stack import Stack, new_stack

DEMO_SECONDS = 240.0
ROOT = Path(__file__).parents[2]
COMMAND = re.compile(r"^\.venv/bin/refdesk (.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A stack that was never started, with the demo; in the end it runs."""
    made = new_stack(tmp_path_factory.mktemp("demo"), REFDESK_DEMO="1")
    try:
        yield made
    finally:
        made.stop()


def wait_for_words(stack: Stack, words: str, *, times: int = 1) -> None:
    """Until ``refdesk up`` has said something that often."""
    deadline = time.monotonic() + DEMO_SECONDS
    while stack.output.count(words) < times:
        assert time.monotonic() < deadline, stack.output
        assert stack.process is not None
        assert stack.process.poll() is None, stack.output
        time.sleep(0.05)


def test_an_interrupted_load_is_taken_up_and_a_complete_one_is_not_done_again(fresh: Stack) -> None:
    """Killed while loading; the next start finishes, asks, and logs the demo account in; the third is warm."""
    fresh.start()
    wait_for_words(fresh, "Loading the sample library")
    fresh.kill_all()

    fresh.start()
    wait_for_words(fresh, "Ctrl-C ends it.")
    state = json.loads((fresh.data_dir / "demo.json").read_text())
    assert stat.S_IMODE((fresh.data_dir / "demo.json").stat().st_mode) == 0o600
    assert state["password"] in fresh.output
    assert fresh.url in fresh.output
    answered = fresh.refdesk("ask", "For how many weeks may a member borrow a book?", "--chatbot", "Demo", "--json")
    assert answered.code == 0, answered.err
    cited = answered.json["citations"][0]
    assert cited["quote"] in (SAMPLE / cited["uri"]).read_text()
    assert cited["quote"] in " ".join(fresh.output.split())
    loads = fresh.output.count("Loading the sample library: 16 documents")

    fresh.stop()
    fresh.start()
    wait_for_words(fresh, "Ctrl-C ends it.", times=2)
    assert fresh.output.count("Loading the sample library: 16 documents") == loads
    assert json.loads((fresh.data_dir / "demo.json").read_text()) == state


@pytest.mark.slow
def test_the_walk_works(fresh: Stack) -> None:
    """Every command of the README's five-minute walk ends with 0, in order."""
    if fresh.process is None:
        fresh.start()
    wait_for_words(fresh, "Ctrl-C ends it.")
    commands = COMMAND.findall((ROOT / "README.md").read_text())
    assert len(commands) >= 5
    for command in commands:
        arguments = [str(ROOT / "docs") if part == "docs" else part for part in shlex.split(command)]
        ran = fresh.refdesk(*arguments)
        assert ran.code == 0, f"{command}\n{ran.out}{ran.err}"
