"""The commands of the README and the guides do what they say."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.test_demo import wait_for_words
from tests.servers.stack import Stack, new_stack

ROOT = Path(__file__).parents[2]
COMMAND = re.compile(r"^\.venv/bin/refdesk (.+)$", re.MULTILINE)
TARGET = re.compile(r"\bmake ([a-z][a-z-]*)")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A stack with its sample library, as the README's walk finds it."""
    made = new_stack(tmp_path_factory.mktemp("readme"), REFDESK_DEMO="1")
    try:
        made.start()
        wait_for_words(made, "Ctrl-C ends it.")
        yield made
    finally:
        made.stop()


@pytest.mark.slow
def test_the_walk_works(demo: Stack) -> None:
    """Every command of the five-minute walk ends with 0, in order."""
    commands = COMMAND.findall((ROOT / "README.md").read_text())
    assert len(commands) >= 5
    for command in commands:
        arguments = [str(ROOT / "docs") if part == "docs" else part for part in shlex.split(command)]
        ran = demo.refdesk(*arguments)
        assert ran.code == 0, f"{command}\n{ran.out}{ran.err}"


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/guides/running.md", "docs/troubleshooting.md"])
def test_every_make_target_exists(page: str) -> None:
    """A target that a page names is one of the Makefile's."""
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(TARGET.findall("\n".join(re.findall(r"`([^`]+)`", (ROOT / page).read_text()))))
    assert named - targets == set()
