"""What a sentence says of something else than the question asks: of the inside, where it asks of the outside.

Two kinds: a word of the question whose opposite stands in its place, and a measure where another one is given.
Opposites of what is asserted are none: "is it open on Mondays?" is answered by "it is closed".
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice

from pipelines.evidence.claims.vocabulary import GROUPS, OPPOSITES
from pipelines.evidence.words import QUESTIONS
from pipelines.text.analyzer import term, words

# Too loose to tell two things apart: "more than", "at last", "how long".
_TOO_LOOSE = """
more less fewer most least many few over under on off good bad better worse best worst early late always never often
rarely seldom sometimes known unknown true false left right top bottom gratis fee free paid charge same different main
present absent before after single double day days add push pull love hate remember forget
"""
_LOOSE = frozenset(map(term, _TOO_LOOSE.split()))
_OTHERS = """
adult child | guest member | visitor member | student adult | full part | weekday weekend | indoor outdoor
| start end | begin end | opening closing | monthly yearly | monthly annual | weekly monthly | weekly yearly
| daily yearly | daily monthly | daily weekly | quarterly monthly | quarterly yearly | gross net
| arrival departure | entry exit
| incoming outgoing | domestic foreign | national international | paid unpaid | full-time part-time | male female
"""
_TIMES = re.compile(r"\bhow (\w+)\b", re.IGNORECASE)
# What was decided is not what is to come.
_PAST = re.compile(
    r"\b(?:what|who|which|how|when|where|why)\b[^?]{0,40}\b(?:was|were|did|had|has been)\b", re.IGNORECASE
)
_TO_COME = re.compile(r"\W*(?:the )?(?:next|upcoming|planned)\b", re.IGNORECASE)
_WHETHER = re.compile(
    r"^\W*(?:(?:and|but|so|or)\s+)?(?:is|are|was|were|do|does|did|can|could|may|must|should|shall|will|would|has|have|had"
    r"|am)\b",
    re.IGNORECASE,
)
_NARROWS = re.compile(
    r"\b(?:the|an?|our|my|your|its|their|his|her|for|of|in|at|with|on|from|during|by|as|to|into)\s+([\w-]+)"
    r"|\b(outside|inside|before|after|above|below|outdoors|indoors|without|abroad)\b|\b(\w+-\w+)\b",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"\b([a-z]{2,})-([a-z]{2,})\b")
# No question is about more things with a number.
LABELS_ASKED = 20
# A noun with its number: "room 4", "item number 150", not "at 9", nor "by 30 days".
_LABELLED = re.compile(
    r"\b(?!(?:at|in|by|on|of|for|to|from|until|after|before|than|most|least|over|under|about|with|and|or|the|is|are|costs?"
    r"|exactly|only|every|these|those|all|next|last|past|first|um|ab|bis|von|im|la|las|les|de|en)\b)"
    r"([^\W\d_]{2,20})(?:\s+(?:number|no\.?|nr\.?))?\s(\d{1,9})\b(?![.,:/]\d|\s*[%€$£°]"
    r"|\s+(?:eur|euros?|dollars?|pounds?|cents?|per ?cent"
    r"|degrees?|(?:second|minute|hour|day|night|week|month|quarter|year|time|metre|meter|litre|gram|mile)s?|[ck]?m|kg)\b)",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"\b([^\W\d_]{2,20})(?:\s+(?:number|no\.?|nr\.?))?\s\d{1,9}\b(?![.,:]\d)"
    r"(?:(?:\s?[-–,/]\s?|\s+(?:and|or|to|through|bis|und|oder|et|y|a)\s+)\d{1,9}\b(?![.,:]\d)){0,20}"
)
_LETTERS, _DIGITS, _LAST = re.compile(r"[^\W\d_]{2,}"), re.compile(r"\d{1,9}"), re.compile(r"\d{1,9}(?=\D*$)")
_MEASURES = """
deep depth deeper | high height tall higher | long length | wide width broad | heavy weight weigh weighs
| thick thickness | old age aged | fast speed | loud noise | hot warm cold temperature
"""
_SIDES = {
    word: number for number, group in enumerate(_MEASURES.split("|")) for word in group.split()
}  # how deep is not how high
_SPATIAL = frozenset({"deep", "high", "tall", "wide", "broad", "heavy", "thick"})


def _pairs() -> Mapping[str, frozenset[str]]:
    found = {one: set(others) for one, others in OPPOSITES.items()}
    for one, other in (pair.split() for pair in _OTHERS.split("|")):
        found.setdefault(term(one), set()).add(term(other))
        found.setdefault(term(other), set()).add(term(one))
    return {one: frozenset(others - _LOOSE) for one, others in found.items() if one not in _LOOSE}


_OPPOSITES = _pairs()


def contrary(question: str, sentence: str) -> bool:
    """Whether a sentence has, in place of a word of the question, what excludes it."""
    said = words(sentence)
    if _other_measure(question, said) or (_PAST.search(question) and _TO_COME.match(sentence)):
        return True
    held = frozenset(map(term, said))
    if any(_excluded(one, held) for one in _telling(question)):
        return True
    return _other_compound(question, sentence) or _other_number(question, sentence)


@lru_cache(QUESTIONS)
def _telling(question: str) -> tuple[str, ...]:
    """The terms that have opposites; of a yes/no question those alone that narrow down what it is about."""
    asked = _TIMES.search(question)
    measured = term(asked[1].lower()) if asked else ""
    if _WHETHER.match(question):
        narrowing = [next(filter(None, one)) for one in _NARROWS.findall(question)]
        found: Iterator[str] = (term(word.lower()) for word in narrowing)
    else:
        found = (term(word) for word in words(question))
    return tuple(dict.fromkeys(one for one in found if one in _OPPOSITES and one != measured))


def _excluded(one: str, held: frozenset[str]) -> bool:
    if one in held or not (_OPPOSITES[one] & held):
        return False
    mine = GROUPS.get(one, frozenset())
    return not any(GROUPS.get(other, frozenset()) & mine for other in held)


def _other_compound(question: str, sentence: str) -> bool:
    """Part-time, where the sentence is about full-time."""
    there = {found.groups() for found in _COMPOUND.finditer(sentence.lower())}
    bare = sentence.lower().replace("-", " ")
    for found in _COMPOUND.finditer(question.lower()):
        one, other = found.groups()
        if f"{one} {other}" not in bare and any((one == a) != (other == b) for a, b in there):
            return True
    return False


def _other_number(question: str, sentence: str) -> bool:
    """Item 50, where the question is about item 150: a number belongs to the noun before it, or to its cell."""
    if not (asked := _labelled(question)):
        return False
    said: dict[str, list[str]] = {}
    for word, number in _labels(sentence):
        said.setdefault(term(word.lower()), []).append(number)
    return any(
        wanted not in said[noun] and not any(_spans(one, wanted) for one in said[noun])
        for noun, wanted in asked
        if noun in said
    )


@lru_cache(QUESTIONS)
def _labelled(question: str) -> tuple[tuple[str, str], ...]:
    """What a question calls by a number; of many such the first."""
    return tuple((term(found[1].lower()), found[2]) for found in islice(_LABELLED.finditer(question), LABELS_ASKED))


def _labels(sentence: str) -> Iterator[tuple[str, str]]:
    """Nouns with the numbers behind them. Of a cell its last number belongs to each of its words."""
    for cell in sentence.split("|"):
        if "|" in sentence and (last := _LAST.search(cell)) is not None:
            yield from ((word, last[0]) for word in _LETTERS.findall(cell))
        else:
            yield from ((found[1], found[0][len(found[1]) :].strip()) for found in _LABELS.finditer(cell))


def _spans(numbers: str, wanted: str) -> bool:
    """Whether a list or a stretch of numbers may hold the one that is asked about: "plots 90 to 142"."""
    said = [int(one) for one in _DIGITS.findall(numbers)]
    return bool(said) and (int(wanted) in said or (len(said) > 1 and min(said) <= int(wanted) <= max(said)))


def _other_measure(question: str, said: Sequence[str]) -> bool:
    """How deep, where the sentence says how high."""
    asked = _TIMES.search(question)
    side = _SIDES.get(asked[1].lower()) if asked and asked[1].lower() in _SPATIAL else None
    if side is None:
        return False
    named = {_SIDES[word] for word in said if word in _SIDES}
    return bool(named) and side not in named
