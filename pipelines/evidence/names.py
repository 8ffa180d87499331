"""Names and numbers of a question, and what narrows it down: an answer has them under the same name or not at all."""

import re
from functools import lru_cache

from pipelines.evidence.tongues.telling import tongue
from pipelines.evidence.words import COMMON, GENERIC, QUESTIONS, WORD, base, stem
from pipelines.text.stopping import STOP_WORDS

# "The roof of the sports hall", "for guests", "in winter": up to three words behind a preposition.
_QUALIFIER = re.compile(
    r"\b(?:of|for|in|at|with|on|from|during|by|as)\s+(?:(?:the|an?|our|my|its|their|his|her)\s+)?"
    r"((?:[\w'’-]+\s+){0,2}?[\w'’-]+)(?=\s*(?:[?,.;]|$)|\s+(?:of|for|in|at|with|on|from|to|by|and|or|cost|is|are|was"
    r"|were|do|does|if|when)\b)",
    re.IGNORECASE,
)
LONGEST = 1_000
_CODE = re.compile(r"(?:[A-Z][A-Za-z0-9]+|[a-z]+[A-Z0-9][A-Za-z0-9]*|\d{2,})(?![.,]\d)")
_CALLED = re.compile(
    r"\b(?:Frau|Herrn?|Firma|Familie|Dr\.|Prof\.|Professor(?:in)?)(?:\s+[A-ZÄÖÜ][\w-]+){1,3}|"
    r"(?<=\s)[A-ZÄÖÜ][\w-]+\s+[A-ZÄÖÜ][\w-]+"
)
# "At the moment", "in general": nothing is narrowed down.
_EMPTY = frozenset(
    map(
        stem,
        ["moment", "total", "general", "fact", "example", "principle", "practice", "average", "addition", "advance"],
    )
)


def qualifiers_of(question: str) -> tuple[frozenset[str], ...]:
    """The stems of the telling words of each phrase behind a preposition, in order, where it has any."""
    phrases = (match[1] for match in _QUALIFIER.finditer(question[:LONGEST]))
    said = (frozenset(base(stem(word.lower())) for word in WORD.findall(phrase)) for phrase in phrases)
    return tuple(telling for one in said if (telling := one - GENERIC - COMMON - _EMPTY))


@lru_cache(QUESTIONS)
def names_of(question: str) -> tuple[str, ...]:
    """Capitalised words in mid-sentence, and words with a digit. German writes every noun so: there only numbers. Where
    no spaces are written, Latin words with a capital, and numbers of several digits: small ones are spelt as well.
    """
    found = list(WORD.finditer(question))
    spoken = tongue(question)
    if spoken is not None and spoken.hollow:
        return tuple(dict.fromkeys(_CODE.findall(question)))
    capitals = not question.isupper() and (spoken is None or spoken.cased or spoken.language != "de")
    numbers = [one.group() for one in found if any(sign.isdigit() for sign in one.group())]
    names = [one.group() for one in found[1:] if capitals and _is_name(question, one.start(), one.group())]
    return tuple(dict.fromkeys([*names, *numbers]))


def called(question: str) -> tuple[str, ...]:
    """Of a German question the names that their looks tell: behind Frau, Herr, Firma, and two capitals in a row."""
    spoken = tongue(question)
    if spoken is None or spoken.language != "de" or question.isupper():
        return ()
    return tuple(match.group() for match in _CALLED.finditer(question[:LONGEST]))


def _is_name(question: str, at: int, word: str) -> bool:
    begins = question[:at].rstrip(" \"'“‘(«")[-1:] in ".?!:"
    return word[0].isupper() and len(word) > 1 and not begins and word.lower() not in STOP_WORDS
