"""The sample library of a first start."""

import json
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deployments.stack.demo import SAMPLE
from tests.servers.stack import Stack, new_stack

DEMO_SECONDS = 240.0


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Stack]:
    """A stack that was never started, with the demo."""
    made = new_stack(tmp_path, REFDESK_DEMO="1")
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
