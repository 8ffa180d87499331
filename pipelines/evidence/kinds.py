"""What kind of answer a question asks for, and whether a sentence offers it."""

import re

from pipelines.evidence.words import WORD

_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_NUMBER_WORD = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundred"
    "|thousand|million|half|once|twice|daily|weekly|monthly|yearly|annually"
)
_DAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
AMOUNT = re.compile(rf"\d|\b(?:{_NUMBER_WORD}|{_MONTH}|{_DAY})\b", re.I)
PLACE = re.compile(
    r"\b(?:in|at|on|near|under|from|to|into|inside|within|between|behind|beside)\s+(?:the\s+)?[A-Z/~`\"“]"
)
CAUSE = re.compile(
    r"\b(?:because|since|due to|owing to|so that|in order to|therefore|thus|hence|as a result|caused?|reasons?"
    r"|leads? to|prevents?|avoids?|ensures?|otherwise|to (?:keep|make|allow|avoid|prevent|ensure|protect))\b",
    re.I,
)
CAPITALISED = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]+")

_WHEN = re.compile(
    r"\b(?:when|how (?:many|much|long|often|old|far|large|big|fast|soon|late)"
    r"|what (?:time|date|year|day|percentage|number))\b",
    re.I,
)
_WHO = re.compile(r"\b(?:who|whom|whose)\b", re.I)
_WHERE = re.compile(r"\bwhere\b", re.I)
_WHY = re.compile(r"\b(?:why|what causes?|what is the reason)\b", re.I)


def offers(question: str, sentence: str) -> bool:
    """Whether the sentence holds the kind of thing asked for: a date or number, a new name, a place, a cause."""
    if _WHEN.search(question):
        return AMOUNT.search(sentence) is not None
    if _WHO.search(question):
        asked = {word.lower() for word in WORD.findall(question)}
        return any(name.lower() not in asked for name in CAPITALISED.findall(sentence))
    if _WHERE.search(question):
        return PLACE.search(sentence) is not None
    return _WHY.search(question) is not None and CAUSE.search(sentence) is not None
