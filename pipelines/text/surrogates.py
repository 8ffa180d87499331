"""Halves of surrogate pairs: Python's strings can hold them, no UTF-8 and so no store can."""

import re

_HALF = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """The text with U+FFFD for every half, so that offsets stay."""
    return text if text.isascii() else _HALF.sub("\ufffd", text)
