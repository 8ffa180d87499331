"""What a terminal is shown. Text from the server and from files is cleaned first: it must not steer the terminal."""

import sys
import unicodedata

from rich.console import Console
from rich.text import Text

KEPT = "\n\t"


def clean(value: object) -> str:
    """Text without control, format and surrogate characters (escape sequences, bidirectional overrides)."""
    text = str(value).replace("\r\n", "\n")
    return "".join(one if one in KEPT or unicodedata.category(one) not in ("Cc", "Cf", "Cs") else "�" for one in text)


def one_line(value: object) -> str:
    """Cleaned text on one line."""
    return " ".join(clean(value).split())


def literal(value: object, style: str = "") -> Text:
    """Cleaned text in which rich interprets no markup."""
    return Text(clean(value), style=style)


def output() -> Console:
    """Where results go."""
    return Console(highlight=False, markup=False, emoji=False, soft_wrap=True)


def progress_output() -> Console:
    """Where progress and errors go, so that results can be piped."""
    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


def write(text: str) -> None:
    """A piece of cleaned text at once, without a line end."""
    sys.stdout.write(clean(text))
    sys.stdout.flush()
