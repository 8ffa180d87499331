"""Signs that turn the direction of writing: they make one name look like another, and what stands beside it too."""

import re

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def straight(text: str) -> str:
    """A name without them, to be shown among other words. Letters that run from right to left do so by themselves."""
    return text if text.isascii() else _TURNS.sub("", text)
