"""Whether an English sentence says where: something behind a preposition of place that the question does not hold."""

import re

from pipelines.evidence.kinds import dated
from pipelines.evidence.words import WORD, base, stem

_PLACED = re.compile(
    r"\b(?:in|at|on|near|under|from|to|into|inside|within|between|behind|beside|next to|above|below|opposite|via"
    r"|through|around|along|by|outside|towards|of|for)\s+(?:(?:the|an?|our|your|its|their|each|every|any|one|this)\s+)?"
    r"([\w’'-]+(?:\s+[\w’'-]+)?)",
    re.IGNORECASE,
)
_ADVERB = re.compile(
    r"\b(?:outdoors?|indoors?|upstairs|downstairs|online|anywhere|everywhere|nowhere|abroad|website|portal|intranet"
    r"|(?:room|floor|hall|street|road|building|gate|platform|page|section|chapter)\s+\w+|\w+ (?:floor|street|road))\b"
    r"|https?:|www\.|(?<!\w)[/~]\w|\w/\w|[`“\"][^`”\"]+[`”\"]",
    re.IGNORECASE,
)
_TIMES = re.compile(r"^(?:\d.*|\w*(?:day|week|month|year|hour|minute|morning|evening|night|time|noon|advance|case)s?)$")


def place(question: str, sentence: str) -> bool:
    """Whether a place is named that the question does not name."""
    known = {_root(word) for word in WORD.findall(question)}
    if any(_new(found, known) for found in _PLACED.findall(sentence)):
        return True
    return any(_new(found.group(), known) for found in _ADVERB.finditer(sentence))


def _new(found: str, known: set[str]) -> bool:
    """Whether it is something else than the question's own words, and no time."""
    said = WORD.findall(found)
    if not said or _TIMES.match(said[-1].lower()) or _TIMES.match(said[0].lower()) or any(map(dated, said)):
        return False
    return any(_root(word) not in known for word in said)


def _root(word: str) -> str:
    return base(stem(word.lower()))
