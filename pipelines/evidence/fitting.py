"""Whether a sentence holds what a question asks for: an amount, a moment, a person, a cause, a place.

A sentence may hold every word of a question and no answer: "The device is wiped remotely" says nothing of who wipes it.
What is asked for is looked for among the words that the question does not hold itself.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from pipelines.evidence.claims.quantities import quantities
from pipelines.evidence.kinds import CAUSE, CLOCK, DURATION, MONTH, NEEDED, Kind, folded, folded_question, found, wanted
from pipelines.evidence.persons import named, person
from pipelines.evidence.places import place
from pipelines.evidence.tongues.telling import tongue
from pipelines.evidence.words import QUESTIONS

# What numbers a clause or a list item counts nothing.
_NUMBERED = re.compile(r"^\W{0,4}(?:\(?\d{1,3}[.)]\s+|\d{1,3}(?:\.\d{1,3})+\.?\s+|§\s?\d+\s+)")
_HOW = re.compile(r"\bhow (\w+)\b", re.IGNORECASE)
_PHONE = re.compile(
    r"\b(?:what(?: is|['’]s| are)?|which|under (?:what|which)) (?:the |our |your |its )?(?:\w+ ){0,2}"
    r"(?:(?:(?:tele)?phone|fax|mobile|extension) numbers?\b|(?:(?:tele)?phone|fax|extension) of\b|extension\b)"
    r"|\bnumber of (?:the|our|your) (?:\w+ ){0,3}(?:desk|office|hotline|helpline|porter|reception|doctor|nurse|police"
    r"|caretaker|engineer|manager|secretary|switchboard|ambulance|hospital)\b"
    r"|\btele?fo+nn?ummer\b|\bnumero (?:di|de) tel[eé]fono\b|"
    r"电话(?:号码|是)|電話(?:番号|號碼|是)|전화 ?번호|номер\w* телефон|как\w+ телефон|رقم (?:ال)?هاتف|เบอร์โทร|"
    r"\bdurchwahl\b|\bnum[eé]ro de t[eé]l[eé]phone\b|\b(?:n[uú]mero de )?tel[eé]fono de\b",
    re.IGNORECASE,
)
_MAIL = re.compile(
    r"\bwh(?:at|ich)(?: is|['’]s)? .*\be-?mail(?: address(?:es)?)?(?: of\b| for\b|\s*\?|$)", re.IGNORECASE
)
_NAME = re.compile(
    r"\bwh(?:at|ich)(?: is| are| was| were|['’]s) (?:the |our |your )?names? of\b"
    r"|\bwhat (?:is|are|was|were) .{2,60} (?:called|named)\W*$",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\b(?:called|named)\b|[\"“`«][^\"”`»]+[\"”`»]", re.IGNORECASE)
_DIALLED = re.compile(r"\d[\d /().-]*\d{2}")
# A moment, not only "when" or "after something".
_MOMENT = re.compile(
    rf"\b(?!may\b)(?:{MONTH})\b|\bmay\b(?=\s+\d|\s*[,.;)]|\s*$)|(?:\d|\b(?:in|of|since|from|until|by|to|and))\s+may\b"
    r"|\b(?:1[4-9]|20)\d\d\b|\d:\d\d|\d\s?(?:am|pm|a\.m\.|p\.m\.|uhr|h)\b|\bo['’]clock\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b|\d\.\d{1,2}\.|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b"
    r"|\b(?:yesterday|today|tomorrow|tonight|midnight|noon|ago|last|next|dai|week|month|quarter|year|annual)(?:ly)?\b"
    r"|\b(?:spring|summer|autumn|winter|century)\b|tag\b|\b(?:lun|mar|mercre|jeu|vendre|same)di\b|\bdimanche\b"
    rf"|{CLOCK}"
    r"|\b(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\b|\d{1,2}\.\d\d\b(?!\s?[€$£%])",
    re.IGNORECASE,
)
# "When was it founded", "when does it open": these ask for a moment; a condition is no answer.
_DATED = re.compile(
    r"\bwhen (?:was|were|did|had)\b|^\W*(?:by|until|till|since|from) when\b|\b(?:at )?what time\b"
    r"|\bwhen (?:do|does|is|are|will)\b.*\b(?:opens?|close[sd]?|starts?|begins?|ends?|take place|founded)\W*$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\W*(?:ahead|in advance|beforehand|earlier|ago|old|before(?!\s+(?:it|they|that))|prior|notice)\b", re.I
)
_ASKS_AHEAD = re.compile(r"\b(?:ahead|advance|before|beforehand|prior|early|ago|notice|old)\b", re.IGNORECASE)
_REPEATED = re.compile(r"\b(?:every|each)\b|^\w+ly\b", re.IGNORECASE)
_MORE_CAUSE = re.compile(
    r"\b(?:as|so)\b(?! (?:well|soon|long|far|much|many|an?|of|if|possible|usual))|\b(?:purpose|aims?|means? that|meant"
    r"|intended|serves?|helps?|protects?|reduces?|disturbs?|danger\w*|risks?|wegen|aufgrund|deshalb|daher|darum|dadurch"
    r"|sonst|grund|cause|gr[aâ]ce|raison|debido|motivo|raz[oó]n|pues)\b|\bum\b.*\bzu\b|\bpour [a-zé]+(?:er|ir|re)\b"
    r"|[,;] to \w|^\W*to \w|\bfor (?:\w+ ){0,2}reasons?\b|\bpara \w+[aei]r\b|\bby \w+ing\b|\b(?:would|could|might)\b",
    re.IGNORECASE,
)
_SINCE_DAY = re.compile(r"\bsince\s+(?:\d|the\b|\w+day)", re.IGNORECASE)
# "How high" and what it may be measured in; what has no unit may be of any.
_MONEY = frozenset({"euro", "dollar", "sterling", "cent", "franc", "crown", "pound", "percent"})
_LENGTH, _SPANS = frozenset({"length"}), frozenset({"time", "months"})
_MEASURED: Mapping[str, frozenset[str]] = {
    "high": _LENGTH | _MONEY | {"celsius", "fahrenheit", "pressure", "voltage", "power", "speed", "bytes", "rate"},
    **dict.fromkeys(("tall", "deep", "wide", "thick", "broad"), _LENGTH),
    "far": _LENGTH | _SPANS,
    "heavy": frozenset({"mass", "pound"}),
    **dict.fromkeys(("hot", "cold", "warm"), frozenset({"celsius", "fahrenheit"})),
    "old": _SPANS,
    "fast": _SPANS | {"speed", "rate", "length", "frequency", "bytes", "percent"},
    "large": _LENGTH | _MONEY | {"area", "volume", "cubic", "bytes", "mass", "power"},
    "big": _LENGTH | _MONEY | {"area", "volume", "cubic", "bytes", "mass", "power"},
}
# "Children under 12 are": a number that only says of whom something is said measures nothing.
_OF_WHOM = re.compile(
    r"\d[\d.,]{0,12} (?:is|are|was|were|may|must|can|cannot|has|have|does|do|will|shall|should|need)\b", re.IGNORECASE
)
_ONE_OF = re.compile(
    r"\b(?:(?:one|any|some|none|each|either) of|(?:the|this|that|which|no|each|only) one)\b", re.IGNORECASE
)


def needed(question: str) -> bool:
    """Whether there is no answer without the kind of thing that a question asks for."""
    kind = wanted(question)
    return (
        kind in NEEDED
        or kind is Kind.CAUSE
        or _contact(question) is not None
        or _told_apart(question, kind)
        or (_NAME.search(question) is not None)
    )


def offered(question: str, sentence: str, *, row: bool = False) -> bool | None:
    """Whether a sentence holds what is asked for; None where any sentence will do. ``row``: it is a row of a table."""
    if (contact := _contact(question)) is not None:
        return contact.search(sentence) is not None
    if _NAME.search(question) and not (row or named(question, sentence) or _CALLED.search(sentence)):
        return False
    kind = wanted(question)
    return None if kind is None else _offered(kind, question, _NUMBERED.sub("", sentence), row=row)


def _offered(kind: Kind, question: str, sentence: str, *, row: bool) -> bool:
    if kind is Kind.CAUSE:
        return _cause(sentence) or (tongue(question) is not None and found(kind, question, sentence))
    if kind is Kind.WHO and _told_apart(question, kind):
        return person(question, sentence, row=row)
    if kind is Kind.PLACE and _told_apart(question, kind):
        return row or place(question, sentence)
    if tongue(question) is not None and not (row and kind is Kind.NUMBER):
        return found(kind, question, sentence) and _fits(kind, question, sentence)
    check = _CHECKS.get(kind)
    if row:
        check = _measured_in_row if kind is Kind.NUMBER else None
    return found(kind, question, sentence) and (check is None or check(question, sentence))


def _fits(kind: Kind, question: str, sentence: str) -> bool:
    """Of languages other than English: in a unit of the measure that is asked for; how long, and not how often."""
    spoken = tongue(question)
    if spoken is not None and spoken.rated is not None and kind is Kind.DURATION and _asks_how_long(question):
        return spoken.finding[kind].search(spoken.rated.sub(" ", folded(sentence))) is not None
    units = _units(question)
    return units is None or units.search(folded(sentence)) is not None


@lru_cache(QUESTIONS)
def _asks_how_long(question: str) -> bool:
    spoken = tongue(question)
    asks = None if spoken is None else spoken.lasting
    return asks is not None and asks.search(folded_question(question)) is not None


@lru_cache(QUESTIONS)
def _units(question: str) -> re.Pattern[str] | None:
    """The units of the measure that a question asks for."""
    spoken = tongue(question)
    said = folded_question(question)
    return None if spoken is None else next((units for asks, units in spoken.measuring if asks.search(said)), None)


@lru_cache(QUESTIONS)
def _told_apart(question: str, kind: Kind | None) -> bool:
    """Whether it is known how persons and places are spoken of in the question's language."""
    return kind in (Kind.WHO, Kind.PLACE) and tongue(question) is None


@lru_cache(QUESTIONS)
def _contact(question: str) -> re.Pattern[str] | None:
    """What a number to call, or an address to write to, looks like."""
    if _PHONE.search(question):
        return _DIALLED
    return re.compile("@") if _MAIL.search(question) else None


def _cause(sentence: str) -> bool:
    return CAUSE.search(_SINCE_DAY.sub("", sentence)) is not None or _MORE_CAUSE.search(sentence) is not None


def _moment(question: str, sentence: str) -> bool:
    return not _asks_for_moment(question) or _MOMENT.search(sentence) is not None


@lru_cache(QUESTIONS)
def _asks_for_moment(question: str) -> bool:
    """Once for a question: one of a thousand "when does" takes a second."""
    return _DATED.search(question) is not None


def _span(question: str, sentence: str) -> bool:
    """Of "how long": a span of time that something lasts, not how long before, nor how often."""
    if not re.search(r"\bhow long\b", question, re.IGNORECASE) or _ASKS_AHEAD.search(question):
        return True
    return any(
        not _AHEAD.match(sentence[one.end() :]) and not _REPEATED.search(one.group())
        for one in DURATION.finditer(sentence)
    )


def _measured(question: str, sentence: str) -> bool:
    """Of "how high": a number in a unit of that measure, or in none."""
    asked = _HOW.search(question)
    kinds = _MEASURED.get(asked[1].lower()) if asked else None
    if kinds is None:
        return not (asked and asked[1].lower() == "many" and _only_one_of(sentence))
    if asked and asked[1].lower() != "old" and not found(Kind.NUMBER, "", _OF_WHOM.sub("", sentence)):
        return False
    units = [one.unit for one in quantities(sentence) if not one.weak]
    return not units or any(one is None or one.kind in kinds for one in units)


def _measured_in_row(question: str, row: str) -> bool:
    """Of "how old" beside a row without its header: a number in a unit of that measure."""
    asked = _HOW.search(question)
    kinds = _MEASURED.get(asked[1].lower()) if asked else None
    units = [one.unit for one in quantities(row)]
    return kinds is None or ": " in row or any(one is not None and one.kind in kinds for one in units)


def _only_one_of(sentence: str) -> bool:
    """Whether its only number is that of "one of the members": nobody counted."""
    return _ONE_OF.search(sentence) is not None and not found(Kind.NUMBER, "", _ONE_OF.sub("", sentence))


_CHECKS: Mapping[Kind, Callable[[str, str], bool]] = {
    Kind.DATE: _moment,
    Kind.DURATION: _span,
    Kind.NUMBER: _measured,
}
