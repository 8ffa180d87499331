"""What kind of answer a question asks for, and whether a sentence offers it. Others add theirs: ``tongues``."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from pipelines.evidence.tongues.telling import tongue
from pipelines.evidence.tongues.tongue import Tongue
from pipelines.evidence.words import QUESTIONS, WORD, stem
from pipelines.text.folding import fold

K = TypeVar("K", bound=str)

MONTH = (
    r"jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|f[eé]vrier|mar(?:ch|s|zo)?|m[aä]rz|apr(?:il)?|avril|abril|(?-i:May)"
    r"|mai|mayo|jun[ei]?|juin|junio|jul[yi]?|juillet|julio|aug(?:ust)?|ao[uû]t|agosto|sept?(?:ember)?|septembre|septiembre"
    r"|o[ck]t(?:ober)?|octobre|octubre|nov(?:ember|embre)?|noviembre|de[cz](?:ember)?|d[eé]cembre|diciembre"
    r"|enero|febrero"
)
_NUMBER_WORD = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|half|once|twice|both|third|thirds|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf"
    "|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez"
)
DAY = (
    "(?:mon|tues|wednes|thurs|fri|satur|sun)days?|montag|dienstag|mittwoch|donnerstag|freitag|samstag"
    "|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
)
OFTEN = "daily|weekly|monthly|quarterly|yearly|annually|every|each (?:day|week|month|year)|täglich|wöchentlich"
_TIME = (
    "seconds?|minutes?|hours?|days?|nights?|weeks?|months?|quarters?|years?|tage?n?|stunden?|wochen?|monate?n?|jahre?n?"
    "|minuten|jours?|heures?|semaines?|mois|ans?|ann[eé]es?|d[ií]as?|horas?|semanas?|mes(?:es)?|años?"
)
# Half past nine in figures, not nine and a half euros.
_DOTTED = (
    r"\b(?:at|from|to|till|until|by|before|after|and|um|ab|von|bis|[aà]|de|las|–|-)"
    r"\s*\d{1,2}\.\d\d\b(?!\s?[€$£%]|[.,]?\w)"
)
_HOUR = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun"
    r"|zehn|elf|zwölf|[01]?\d|2[0-4])"
)
_HOUR_ES = r"(?:la una|las (?:dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce))"
# Behind an hour its sentence ends or goes on; behind a number of things there are the things.
_HOUR_ENDS = (
    r"(?=\s*(?:[.,;:!?)–]|$)|\s+(?:sharp|precisely|or|on|at|every|each|daily|tomorrow|tonight|uhr|und|oder|am|jeden"
    r"|y|o|and(?! the\b)|(?:in )?the (?:next|following|same) (?:day|morning|evening)"
    r"|in the (?:morning|afternoon|evening))\b)"
)
# A time of day in words, or in a bare figure: "at five", "until ten at night", "half past two", "um acht".
CLOCK = (
    rf"\b(?:at|by|until|till?|from|before|after|around|um|gegen|ab|bis|von)\s+(?:about |around |ca\.? )?"
    rf"{_HOUR}(?:\s+(?:to|until|till?|bis)\s+{_HOUR})?{_HOUR_ENDS}"
    rf"|\b(?:half|quarter|five|ten|twenty|twenty-five) (?:past|to) {_HOUR}{_HOUR_ENDS}"
    rf"|\b{_HOUR} (?:in the (?:morning|afternoon|evening)|at night)\b"
    rf"|\b(?:halb|viertel (?:vor|nach)|dreiviertel) {_HOUR}\b"
    rf"|\ba {_HOUR_ES}\b"
)
# Said without a figure.
_UNNUMBERED = "no limit|unlimited|any number|a single|none|twelfth|quarter"
AMOUNT = re.compile(rf"\d|\b(?:{_UNNUMBERED}|{_NUMBER_WORD}|{MONTH}|{DAY}|{OFTEN})\b", re.I)
MONEY = re.compile(
    r"[€$£¥]|\b(?:eur|usd|gbp|chf|euros?|cents?|dollars?|pounds?|francs?|kronen|free(?: of charge)?|per ?cent"
    r"|(?:months?|weeks?|years?)['’]s? (?:rent|salary|pay|wages?|fees?)|(?:monats|jahres)(?:mieten?|gehälter|gehalt)"
    r"|for nothing|kostenlos|gratuite?s?|gratis)\b|%",
    re.I,
)
DURATION = re.compile(
    # Bounded, and of a run of digits the last alone: every digit of thousands would look as far as the next space.
    rf"(?:\d(?!\d)|\b(?:an?|{_NUMBER_WORD}|several|every))[\s-]{{0,9}}(?:\w{{1,40}}\s{{1,9}}){{0,2}}(?:{_TIME})\b"
    rf"|\b(?:{OFTEN}|until|bis)\b",
    re.I,
)
DATE = re.compile(
    rf"\b(?:{MONTH}|{DAY}|{OFTEN})\b|\b(?:1[6-9]|20)\d\d\b|\b\d{{1,2}}:\d\d\b|\d\s?(?:am|pm|uhr|h)\b|{_DOTTED}"
    rf"|\b\d+(?:st|nd|rd|th)\b|\b(?:{_NUMBER_WORD}|\d+)[\s-]+(?:\w+\s+)?(?:{_TIME})\b"
    rf"|{CLOCK}"
    r"|\b(?:immediately|at once|as soon as|before|after|during|within|until|when(?:ever)?|if|unless|once|provided|upon"
    r"|only)\b",
    re.I,
)
PLACE = re.compile(
    r"\b(?:in|at|on|near|under|from|to|into|inside|within|between|behind|beside|next to)\s+"
    r"(?:the\s+|an?\s+)?[A-Za-z/~`\"“]"
)
CAUSE = re.compile(
    r"\b(?:because|since|due to|owing to|so that|in order to|therefore|thus|hence|as a result|caused?|reasons?"
    r"|leads? to|prevents?|avoids?|ensures?|otherwise|to (?:keep|make|allow|avoid|prevent|ensure|protect)"
    r"|weil|da|denn|damit|parce que|car|afin|porque|ya que|para que)\b",
    re.I,
)
_DATED = re.compile(rf"(?:{MONTH}|{DAY})", re.I)
CAPITALISED = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-ZÀ-ÞА-ЯЁ][\w’'-]+")
_TWO_NAMES = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-ZÄÖÜ][a-zäöüß]+ [A-ZÄÖÜ][a-zäöüß]+\b(?! [A-ZÄÖÜ])")


# Signs of a question and of a sentence that patterns of other languages look at: their time grows with the square.
MOST_ASKED, MOST_SAID = 1_000, 2_000


class Kind(StrEnum):
    """What is asked for."""

    PRICE = "price"
    DURATION = "duration"
    DATE = "date"
    WHO = "who"
    NUMBER = "number"
    PLACE = "place"
    CAUSE = "cause"


# Worth more where it is found: whatever else the sentence says, it holds what was asked for.
STRONG = frozenset({Kind.PRICE, Kind.DURATION, Kind.DATE, Kind.WHO})
# Of these there is no answer without one.
NEEDED = frozenset({Kind.PRICE, Kind.DURATION, Kind.DATE, Kind.NUMBER})

_COST = (
    r"cost|costs|price|prices|fee|fees|charged?|paid|pay|pays|rent|deposit|salary|expensive|cheap|spend|earn|subsidy"
    r"|kosten?|kostet|preis|geb[uü]hr|zahlen?|miete|nebenkosten|co[uû]te?|co[uû]tent|prix|loyer|cuestan?|precio|"
    r"cobran"
)
_BEGINS = r"(?:^|[,;:?]\s*|\b(?:and|since|until|till|from|by|know)\s+)"
_PATTERNS: Mapping[Kind, tuple[str, ...]] = {
    Kind.DURATION: (
        rf"\bhow (?:long|soon|quickly|many (?:{_TIME}))\b",
        rf"\bwie (?:lange|viele (?:{_TIME}))\b",
        rf"\bcombien de (?:temps|{_TIME})",
        rf"\bcu[aá]nt[oa]s? (?:tiempo|{_TIME})\b",
    ),
    Kind.DATE: (
        rf"{_BEGINS}when\b",
        r"\b(?:what|which|from which|on what|on which|until which) (?:time|date|year|day|month|months|week ?day)\b",
        r"\bhow often\b|\bwann\b|\bseit wann\b|\bwie oft\b",
        r"\bquand\b|\b[aà] quelle (?:heure|date)\b|\bcu[aá]ndo\b|\ba qu[eé] hora\b",
    ),
    Kind.PRICE: (
        r"\b(?:how (?:much|high)|what(?: is| are|'s| do| does| did| will| would| can| must)|wie ?(?:viel|hoch|"
        r"teuer)|was|combien|quel(?:le)?|cu[aá]nto)\b"
        rf".*\b(?:{_COST})\b",
        r"\b(?:how much|what (?:do|does|did|will|would))\b.*\b(?:amounts?|comes?|adds?(?: up)?) to\b",
        r"^how much (?:is|are|for)\b|\bhow (?:expensive|cheap)\b",
        r"\bhow much (?:can|may|do|does|will|would|did) (?:i|we|you) (?:get|spend)\b",
    ),
    Kind.NUMBER: (
        r"\bhow (?:many|much|old|far|large|big|fast|late|tall|deep|high|wide|heavy|loud|hot|cold)\b",
        r"\bwhat (?:percentage|number|share|temperature|speed)\b",
        r"\bwie (?:viele?|hoch|gro[sß]+|alt|weit|laut|schnell|tief)\b|\bcombien\b|\bcu[aá]nt[oa]s?\b",
    ),
    Kind.WHO: (
        r"\b(?:who|whom|whose)\b|\b(?:wer|wen|wem|wessen)\b",
        r"(?:^|[?.!]\s*)(?:[aà] |de )?qui\b(?! est-ce)|\bqui[eé]n(?:es)?\b",
    ),
    Kind.PLACE: (r"\bwhere\b|\b(?:wo|woher|wohin)\b|(?:^|\s)o[uù]\b|\bd[oó]nde\b",),
    Kind.CAUSE: (
        r"\b(?:why|what causes?|what is the reason|how come)\b|\b(?:warum|wieso|weshalb)\b",
        r"\bpourquoi\b|\bpor qu[eé]\b",
    ),
}
_ASKS = tuple((kind, re.compile("|".join(patterns), re.IGNORECASE)) for kind, patterns in _PATTERNS.items())
_COUNTED = re.compile(r"\b(?:how many|wie viele|combien de|cu[aá]nt[oa]s)\s+(?P<noun>\w+)", re.IGNORECASE)
_CELLS = re.compile(r"\|.*\||: [^;]*; ")
# How many words may stand between a number and what it counts.
BEFORE, FARTHEST = 3, 6
_CLAUSE = re.compile(r"[,;:]\s")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
# "The number of", in folded words of languages other than English.
_TOTAL = re.compile(r"\w*(?:zahl|anzahl)|numero|nombre|aantal|antalet|antal|число|количество|عدد")
_OF = frozenset({"of", "the", "all", "its", "our", "their", "these"})
# Words that ask for a kind of thing: where the thing is found they need not be.
CUES: Mapping[Kind, frozenset[str]] = {
    Kind.PRICE: frozenset(map(stem, ["cost", "price", "fee", "charge", "pay", "amount", "spend", "rent", "much"])),
    Kind.DURATION: frozenset(map(stem, ["long", "take", "last", "time", "need", "require", "duration"])),
    Kind.DATE: frozenset(map(stem, ["date", "day", "time", "year", "month", "week", "open", "often"])),
    Kind.WHO: frozenset(map(stem, ["person", "name", "people"])),
    Kind.NUMBER: frozenset(map(stem, ["number", "amount", "many"])),
}
_FOUND = {
    Kind.PRICE: MONEY,
    Kind.DURATION: DURATION,
    Kind.DATE: DATE,
    Kind.NUMBER: AMOUNT,
    Kind.PLACE: PLACE,
    Kind.CAUSE: CAUSE,
}
# Of these what English has is found in other languages as well.
_IN_FIGURES = frozenset({Kind.PRICE, Kind.NUMBER, Kind.DATE, Kind.CAUSE})


@lru_cache(QUESTIONS)
def wanted(question: str) -> Kind | None:
    """The kind of thing that a question asks for first, None where any sentence will do."""
    spoken = tongue(question)
    if spoken is None:
        return _first(_ASKS, question)
    said = folded_question(question)
    if (kind := _first(spoken.asking, said)) is not None:
        return Kind(kind)
    return Kind.NUMBER if any(asks.search(said) for asks, _ in spoken.measuring) else _first(_ASKS, question)


def _first(asks: Iterable[tuple[K, re.Pattern[str]]], question: str) -> K | None:
    """The kind that is asked for first, of several there the first of the patterns."""
    matches = ((pattern.search(question), order, kind) for order, (kind, pattern) in enumerate(asks))
    placed = ((match.start(), order, kind) for match, order, kind in matches if match)
    first = min(placed, default=None, key=lambda one: one[:2])
    return None if first is None else first[2]


def offers(question: str, sentence: str) -> bool:
    """Whether the sentence holds the kind of thing asked for: a date or number, a new name, a place, a cause."""
    kind = wanted(question)
    return kind is not None and found(kind, question, sentence)


def found(kind: Kind, question: str, sentence: str) -> bool:
    """Whether a sentence holds a thing of this kind; for who a capitalised name that the question does not hold."""
    spoken = tongue(question)
    if kind is Kind.NUMBER and (noun := counted_noun(question)) and not _CELLS.search(sentence):
        return _says_how_many(noun, sentence, spoken)
    if spoken is None:
        return _named(question, sentence, None) if kind is Kind.WHO else _FOUND[kind].search(sentence) is not None
    if _told(kind, question, sentence):
        return True
    if kind is Kind.WHO:
        return _named(question, sentence, spoken)
    # Spans of time as English has them are words of others: Dutch "aan" is no "a" and "an".
    return kind in _IN_FIGURES and _FOUND[kind].search(sentence) is not None


def _told(kind: Kind, question: str, sentence: str) -> bool:
    """Whether a sentence has what a language's pattern looks for; who is not told by a word of the question."""
    spoken, said = tongue(question), folded(sentence)
    if spoken is None or kind is not Kind.WHO:
        return spoken is not None and spoken.finding[kind].search(said) is not None
    known = {stem(one, spoken.language) for one in WORD.findall(folded_question(question))}
    persons = (stem(one, spoken.language) for one in WORD.findall(said) if spoken.finding[kind].search(one))
    return any(one not in known for one in persons)


@lru_cache(1_024)
def folded(sentence: str) -> str:
    """A sentence folded, as patterns of other languages read it."""
    return fold(sentence[:MOST_SAID])


def folded_question(question: str) -> str:
    """So much of a question, folded, as patterns of other languages read."""
    return fold(question[:MOST_ASKED])


def _named(question: str, sentence: str, spoken: Tongue | None) -> bool:
    """Whether there is a capitalised name that the question does not hold; of German two in a row."""
    if spoken is not None and not spoken.cased:
        return spoken.language == "de" and _TWO_NAMES.search(sentence) is not None
    known = {word.lower() for word in WORD.findall(question)}
    names = (name for name in CAPITALISED.findall(_plain(sentence)) if not dated(name))
    return any(name.lower() not in known for name in names)


def dated(word: str) -> bool:
    """Whether a word is a day or a month."""
    return _DATED.fullmatch(word) is not None


@lru_cache(QUESTIONS)
def counted_noun(question: str) -> str | None:
    """The stem of what a question asks how many there are of; None where it asks something else."""
    spoken = tongue(question)
    if spoken is not None and spoken.counting is not None:
        asked = spoken.counting.search(folded_question(question))
        noun = None if asked is None or wanted(question) is Kind.DURATION else stem(asked["noun"], spoken.language)
        return None if noun in spoken.generics else noun
    asked = _COUNTED.search(question)
    return None if asked is None else stem(asked["noun"].lower())


def counted(question: str, sentence: str) -> bool | None:
    """Whether a sentence says how many of what is counted; None where nothing is, or where it does not speak of it."""
    noun = counted_noun(question)
    if noun is None or _CELLS.search(sentence):
        return None
    spoken = tongue(question)
    code = "" if spoken is None else spoken.language
    said = {stem(one, code) for one in WORD.findall(sentence.lower() if spoken is None else folded(sentence))}
    return _says_how_many(noun, sentence, spoken) if noun in said else None


def _says_how_many(noun: str, sentence: str, spoken: Tongue | None) -> bool:
    """Whether a sentence says how many of something: a number right before the noun; any number where it lacks it."""
    code = "" if spoken is None else spoken.language
    read = sentence if spoken is None else folded(sentence)
    clauses = [
        [(word, stem(word.lower(), code)) for word in re.findall(r"[\w.,]*\w", clause)]
        for clause in _CLAUSE.split(read)
    ]
    places = [(said, at) for said in clauses for at, (_, one) in enumerate(said) if one == noun]
    if not places:
        return _amount(sentence if spoken is None else _counting(read, spoken), spoken)
    # "Three quarters of the votes", "two of the six members".
    before = [[word for word, _ in said[max(0, at - FARTHEST) : at] if word.lower() not in _OF] for said, at in places]
    if spoken is not None and any(_totals(said, at, spoken) for said, at in places):
        return True
    return any(_amount(word, spoken) and not _YEAR.fullmatch(word) for words in before for word in words[-BEFORE:])


def _counting(sentence: str, spoken: Tongue) -> str:
    """A folded sentence without prices and spans of time: they count nothing that it does not name."""
    return spoken.finding[Kind.DURATION].sub(" ", spoken.priced.sub(" ", sentence))


def _totals(said: Sequence[tuple[str, str]], at: int, spoken: Tongue) -> bool:
    """Whether it is told as "the number of them is twelve"."""
    before, after = said[max(0, at - BEFORE) : at], said[at + 1 :]
    return any(_TOTAL.fullmatch(word) for word, _ in before) and _amount(" ".join(word for word, _ in after), spoken)


def _amount(text: str, spoken: Tongue | None) -> bool:
    if AMOUNT.search(text) is not None:
        return True
    return spoken is not None and spoken.finding[Kind.NUMBER].search(folded(text)) is not None


def _plain(sentence: str) -> str:
    """Without what begins a list item or a cell, so that the first word of the sentence is the first."""
    return re.sub(r"^[\s|>*•\-–\d.)]+", "", sentence)
