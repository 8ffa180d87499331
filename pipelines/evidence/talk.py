"""Small talk and questions about the desk itself: whole questions only, in thirteen languages.

A pattern covers the question from its first to its last word, so nothing that asks for more is taken for talk: none of
6,303 questions of test collections was.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pipelines.evidence.talk_patterns import FILES, PATTERNS
from pipelines.text.analyzer import words
from pipelines.text.folding import fold
from pipelines.text.scripts import UNSPACED

LONGEST = 200


class Subject(StrEnum):
    """What is talked about."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    SELF = "self"
    ABLE = "able"
    DOCUMENTS = "documents"
    NEWS = "news"


@dataclass(frozen=True, slots=True)
class Talk:
    """A question that is talk, and the ISO 639-1 code of its language."""

    subject: Subject
    language: str


_PARTS = re.compile(r"[,.!?;:¡¿、。，！？；：،؛؟]+|\s[-–—]\s")
# "Goodbye and thanks".
_JOINTS = re.compile(rf"{_PARTS.pattern}|\s(?:and|but|und|aber|et|mais|y|pero)\s", re.IGNORECASE)
_LEAD = re.compile(r"^(?:please |tell me |so |and |well |bitte |und |et |y )+")
# "What's", "you've", as they are left without their signs.
_LONG = {"s": "is", "re": "are", "ve": "have", "m": "am", "d": "would", "ll": "will"}
_SHORT = re.compile(rf"(?<=[a-z]) ({'|'.join(_LONG)})\b(?=\s|$)")
# What goes with any other talk, and says the least of what is wanted.
_POLITE = (Subject.GREETING, Subject.THANKS, Subject.FAREWELL)


@cache
def _compiled() -> tuple[tuple[Talk, re.Pattern[str]], ...]:
    return tuple(
        (Talk(Subject(subject), language), re.compile(_pattern(pattern, FILES[language])))
        for language, subjects in PATTERNS.items()
        for subject, pattern in subjects.items()
    )


def _pattern(written: str, files: str) -> str:
    return written.strip("\n").replace("\n", " ").replace("@file@", files)


def talk(question: str) -> Talk | None:
    """What a question talks about, None where it asks of documents. "Hello, what can you do?" is about the latter."""
    if len(question) > LONGEST:
        return None
    if (whole := _of(question)) is not None:
        return whole
    for parting in (_PARTS, _JOINTS):
        parts = [_of(part) for part in parting.split(question) if part.strip()]
        known = [part for part in parts if part is not None]
        if known and len(known) == len(parts):
            return next((part for part in known if part.subject not in _POLITE), known[0])
    return None


def _of(part: str) -> Talk | None:
    said = " ".join(words(part))
    full = _SHORT.sub(lambda short: f" {_LONG[short[1]]}", said)
    ways = dict.fromkeys((said, _LEAD.sub("", said), full, _LEAD.sub("", full)))
    if UNSPACED.search(part):
        # Their words are pairs of characters: what was typed is matched, without spaces and signs.
        ways = dict.fromkeys(["".join(sign for sign in fold(part) if unicodedata.category(sign)[0] in "LMN")])
    return next((found for found, pattern in _compiled() if any(map(pattern.fullmatch, ways))), None)
