"""Whether an English sentence says who: a name, or somebody who acts, that the question does not hold itself."""

import re

from pipelines.evidence.kinds import CAPITALISED, dated
from pipelines.evidence.words import WORD, base, stem
from pipelines.text.stopping import STOP_WORDS

_IS_THE = re.compile(
    r"\bwho(?:['’]s| is| are| was| were) (?:the|our|your|my|its|their|in charge as)\b|\bname of\b", re.IGNORECASE
)
_BY = re.compile(
    r"\b(?:by|from|to|with|of|through|via|for|at|between|among)\s+"
    r"(?:(?:the|an?|our|your|their|his|her|its|every|each|all|any|both|one of the)\s+)?([\w-]+)",
    re.IGNORECASE,
)
_DETERMINING = "the a an our your their his her its every each all any no both"
_DETERMINERS = frozenset(_DETERMINING.split())
_OPENING = """
after before in on at for if when during since until with within without from by to under over outside inside once while
unless whenever as between
"""
_OPENS = frozenset(_OPENING.split())
_ANYBODY = "everybody everyone nobody anybody anyone somebody someone whoever who all both you we i they staff people"
_SOMEBODY = frozenset(_ANYBODY.split())
# Whom "who is the …" may be answered by without a name.
_ROLES = re.compile(
    r"\b(?:board|staff|manager|management|director|department|office|team|lead|leader|head|chair\w*|committee|council"
    r"|caretaker|secretary|treasurer|officer|clerk|owner|tenant|landlord|employee|employer|member|company|firm|supplier"
    r"|contractor|teacher|doctor|nurse|engineer|mayor|president|ministry|court|police|bank|university)s?\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:]\s|\s[–—]\s|, (?:and|but|or) ")
_SPAN = re.compile(r"^(?:\d.*|days?|weeks?|months?|years?|hours?|minutes?|time|morning|evening|night|noon|least|most)$")


def person(question: str, sentence: str, *, row: bool = False) -> bool:
    """Whether somebody is named, or acts, whom the question does not name.

    ``row``: its first word may be a name too.
    """
    known = {_root(word) for word in WORD.findall(question)}
    if row or named(question, sentence):
        return named(question, sentence, row=row)
    if _IS_THE.search(question):
        return any(_root(one) not in known for one in _ROLES.findall(sentence))
    return _agent(sentence, known) or any(_subject(clause, known) for clause in _CLAUSE.split(sentence))


def named(question: str, sentence: str, *, row: bool = False) -> bool:
    """Whether a sentence has a name that the question does not have."""
    known = {_root(word) for word in WORD.findall(question)}
    return any(_root(name) not in known and not dated(name) for name in _names(sentence, row=row))


def _names(sentence: str, *, row: bool) -> list[str]:
    if row:
        return re.findall(r"\b[A-ZÀ-Þ][\w’'-]+", sentence)
    bare = re.sub(r"^[\s|>*•\-–\d.)]+", "", sentence)
    return [name for name in CAPITALISED.findall(bare) if name.lower() not in STOP_WORDS]


def _agent(sentence: str, known: set[str]) -> bool:
    """By the cleaners, with the board: whoever acts."""
    return any(_new(word, known) for word in _BY.findall(sentence))


def _subject(sentence: str, known: set[str]) -> bool:
    """Whether somebody stands before the first word that is the question's: who does what was asked."""
    said = re.findall(r"[^\W_]+(?:-[^\W_]+)*", sentence)
    first = next((at for at, word in enumerate(said) if _root(word) in known and not _plain(word)), len(said))
    before = said[:first]
    if before and before[0].lower() in _OPENS:
        # "After six attempts the account is locked": what opens the sentence does nothing.
        starts = next((at for at, word in enumerate(before) if at > 1 and word.lower() in _DETERMINERS), len(before))
        before = before[starts:]
    return any(_new(word, known) or word.lower() in _SOMEBODY for word in before)


def _new(word: str, known: set[str]) -> bool:
    return not _plain(word) and _root(word) not in known and not _SPAN.match(word.lower()) and not dated(word)


def _plain(word: str) -> bool:
    """Whether a word says nothing of its own."""
    return word.lower() in STOP_WORDS or word.lower() in _DETERMINERS or len(word) < 2


def _root(word: str) -> str:
    return base(stem(word.lower()))
