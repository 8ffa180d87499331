"""How something is done: questions that ask it, and sentences that tell it."""

import re
from functools import lru_cache

from pipelines.evidence.kinds import wanted
from pipelines.evidence.words import QUESTIONS

# Fewer words say of nothing how it is done.
FEWEST_WORDS = 5
# Not one that asks how something is called, known or meant.
_ASKS = re.compile(
    r"^\W*(?:and |so )?how (?:do|does|can|could|should|must|would|to|may)\b(?!.*\b(?:differ|called|known|feel|look)\b)"
    r"|\bwhat (?:do|must|should) (?:i|we|you|one) do\b|\bwhat to do\b|\bhow to\b",
    re.IGNORECASE,
)
# By being told to, or by what it is done with.
_TELLS = re.compile(
    r"^\W*(?:\d+[.)]\s*)?(?:(?:first|then|next|to [^,]{3,40},|if [^,]{3,60},|when [^,]{3,60},)\s*)?(?:please )?"
    r"(?:add|apply|ask|attach|book|bring|call|change|check|choose|clean|click|close|collect|contact|copy|create"
    r"|disconnect|drain|enter|fill|follow|give|go|hand|hold|insert|install|keep|leave|let|lift|log|make|move|open|pay"
    r"|place|press|pull|push|put|reach|read|register|remove|replace|report|request|return|ring|run|select|send|set|show"
    r"|sign|start|stop|submit|switch|take|tell|turn|type|use|wait|write)\b"
    r"|\b(?:is|are|must be|can be|should be|has to be|have to be) (?:\w{1,20} )?\w{1,20}(?:ed|en|t|de) "
    r"(?:\w{1,20} ){0,2}?(?:on|by|with|at|via|through|in writing|online|to)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")


@lru_cache(QUESTIONS)
def asks_how(question: str) -> bool:
    """Whether a question asks for what is to be done, not for a thing."""
    return wanted(question) is None and _ASKS.search(question) is not None


def tells_how(sentence: str) -> bool | None:
    """Whether a sentence says how something is done; None for hardly any words, as in a row of numbers."""
    return None if len(_WORD.findall(sentence)) < FEWEST_WORDS else _TELLS.search(sentence) is not None
