"""What the README and the guides name is there; the README's walk is gone in ``test_demo.py``, on a loaded sample."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TARGET = re.compile(r"\bmake ([a-z][a-z-]*)")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/guides/running.md", "docs/troubleshooting.md"])
def test_every_make_target_exists(page: str) -> None:
    """A target that a page names is one of the Makefile's."""
    targets = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(TARGET.findall("\n".join(re.findall(r"`([^`]+)`", (ROOT / page).read_text()))))
    assert named - targets == set()
