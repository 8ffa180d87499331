"""What is looked for of a long text that somebody typed: its beginning and its end, where it says what is asked."""

import unicodedata

# So many signs of each; a word is cut off within so many.
BEGINNING, END, NEAR = 1_000, 500, 50
_BETWEEN = " \N{HORIZONTAL ELLIPSIS} "


def brief(text: str, beginning: int = BEGINNING, end: int = END) -> str:
    """A text of at most so many signs as words are read, which one compatibility character may be twenty of."""
    swelling = _swelling(text[: beginning + end])
    beginning, end = int(beginning / swelling), int(end / swelling)
    if len(text) <= beginning + end:
        return text
    head, tail = text[:beginning], text[len(text) - end :]
    # At a space, where there is one: half a word is another one.
    until, since = head.rfind(" ", max(0, beginning - NEAR)), tail.find(" ", 0, NEAR)
    head = head if until < 0 else head[:until]
    return f"{head}{_BETWEEN}{tail[max(0, since) :].lstrip()}" if end else head


def _swelling(text: str) -> float:
    return 1.0 if text.isascii() else max(1.0, len(unicodedata.normalize("NFKC", text)) / len(text))
