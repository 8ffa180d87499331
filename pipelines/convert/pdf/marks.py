"""Letters that a line sets otherwise than it means them: raised numbers, and words spaced out letter by letter."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from statistics import median

from pipelines.convert.layout import NOWHERE

NOTHING = "\x00"
# A space that nobody drew; the only character of a line that is none of the page's.
APART = "\x1f"
# Sizes, compared with the line's.
RAISED = 0.85
DIGIT = re.compile(r"\d")
FOOTNOTE = re.compile(r"""[.!?:;,]["'”’)]*(\d{1,2})(?=\s|$)""")
BEHIND = re.compile(r"(?<=[^\W_])\d{1,3}(?![^\W_])")
UNIT = re.compile(r"(?:^|[\W\d_])(?:[^\W\d_]|[kcdmµ]m|in|ft|yd|mi|sq)$")
POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# pdfium puts a space between letters that are set far apart.
SPACED = re.compile(r"(?<!\S)(?:[^\W\d_] +){3,}[^\W\d_](?!\S)")
FARTHER = 1.5
WORDS_APART = 0.3


def apart(text: str, start: int, raised: Callable[[int], bool]) -> str:
    """A line with its raised numbers apart: powers as such, marks of notes behind a word parted from it by ``APART``.

    ``raised(index)`` is asked for characters of the page. Numbers of notes behind a sentence's end become NUL, which is
    never stored: they would hide it.
    """
    for found in FOOTNOTE.finditer(text):
        if raised(start + found.start(1)):
            text = text[: found.start(1)] + NOTHING * len(found[1]) + text[found.end(1) :]
    # From the end: what is put in moves nothing that is still to be looked at.
    for found in reversed(list(BEHIND.finditer(text))):
        at = next((index for index in range(*found.span()) if raised(start + index)), None)
        if at is not None:
            text = text[:at] + _raised(text[:at], text[at : found.end()]) + text[found.end() :]
    return text


def _raised(before: str, digits: str) -> str:
    power = before[-1:].isdigit() or UNIT.search(before[-4:])
    return digits.translate(POWERS) if power else APART + digits


def places_apart(text: str, start: int) -> Iterator[int]:
    """The character of the page that each of a line's is."""
    at = start
    for mark in text:
        yield NOWHERE if mark == APART else at
        at += mark != APART


def spelled(text: str, gap: Callable[[int, int], float]) -> str:
    """A line whose words are set letter by letter, with their letters together again. The length stays.

    ``gap(one, other)`` is the room between two letters of the line in sizes of letters, infinite where a space was
    drawn; letters further apart than words are words.
    """
    if APART in text:
        return text
    for found in SPACED.finditer(text):
        places = [index for index in range(*found.span()) if text[index] != " "]
        pairs = list(pairwise(places))
        gaps = [gap(one, other) for one, other in pairs]
        usual = median(gaps)
        if usual > WORDS_APART:
            continue
        for (one, other), room in zip(pairs, gaps, strict=True):
            if room <= FARTHER * usual:
                text = text[: one + 1] + NOTHING * (other - one - 1) + text[other:]
    return text
