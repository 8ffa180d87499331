"""Waiting for what other processes do: often at first, then seldom enough not to take the time that they need."""

import time
from collections.abc import Callable
from typing import Any

FIRST, GROWTH, LONGEST = 0.02, 1.3, 0.25
# Where nothing is promised about time: a program's start takes 4 s of processor time, which three processes share.
PATIENCE = 90.0


def wait_for(look: Callable[[], Any], *, seconds: float = PATIENCE, longest: float = LONGEST) -> Any:
    """Look until there is something, and answer it; ``longest`` seconds lie between two looks at most.

    Raises ``AssertionError`` after so many seconds.
    """
    deadline = time.monotonic() + seconds
    pause = FIRST
    while not (found := look()):
        assert time.monotonic() < deadline, f"it did not come within {seconds:g} s"
        time.sleep(min(pause, longest))
        pause *= GROWTH
    return found
