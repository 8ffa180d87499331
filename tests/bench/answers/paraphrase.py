"""True statements: what a passage says, in other words, in another order, or with less detail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.bench.answers.passages import Passage
from tests.bench.answers.statements import NEGATION, PERSON, SUBORDINATE, people, replaced
from tests.bench.answers.wordlists import IN_LETTERS, MONTHS, PLACES, SPELLED, SYNONYMS, WEEKDAYS

_MONTH = "|".join(MONTHS)
_DAYS = "|".join(f"{day}s" for day in WEEKDAYS)
_ROUND = {"1,000": "one thousand", "2,000": "two thousand", "3,000": "three thousand", "4,000": "four thousand"}
_CONVERSIONS = (
    (r"\b24 months\b", "two years"),
    (r"\b36 months\b", "three years"),
    (r"\b18 months\b", "one and a half years"),
    (r"\b48 hours\b", "two days"),
    (r"\b72 hours\b", "three days"),
    (r"\b60 minutes\b", "one hour"),
    (r"\b90 minutes\b", "one and a half hours"),
    (r"\b30 minutes\b", "half an hour"),
    (r"\b60 seconds\b", "one minute"),
    (r"\b2\.5 tonnes\b", "2,500 kilograms"),
    (r"\b2\.4 tonnes\b", "2,400 kilograms"),
    (r"\b120 metres\b", "0.12 kilometres"),
    (r"\b(\d+) kilometres\b", r"\1 km"),
    (r"\b(\d[\d,.]*) euros\b", r"EUR \1"),
    (r"\b(\d[\d,.]*) per cent\b", r"\1%"),
    (r"\b(\d[\d,.]*) (?:kilograms)\b", r"\1 kg"),
    (r"\b(\d[\d,.]*) centimetres\b", r"\1 cm"),
    (r"\b(\d[\d,.]*) square metres\b", r"\1 m²"),
    (r"\b(\d[\d,.]*) degrees\b(?! in)", r"\1 °C"),
)


def synonyms(sentence: str) -> Iterator[str]:
    """One word for another of the same meaning."""
    for pattern, new in SYNONYMS:
        found = list(re.finditer(pattern, sentence))
        if len(found) == 1:
            word = found[0].expand(new)
            inside = found[0].start() > 0 and word[0].isupper()
            yield replaced(sentence, found[0].span(), word[0].lower() + word[1:] if inside else word)


def reordered(sentence: str) -> Iterator[str]:
    """The clause or the time that stood first stands last."""
    match = re.fullmatch(r"((?:If|When) [^,;:]+), ([^,;:]+)\.", sentence)
    if match is not None and not re.search(r"\b(?:it|they|he|she|then)\b", f"{match[1]} {match[2]}"):
        yield f"{_capital(match[2])} {_small(match[1])}."
    match = re.fullmatch(
        r"((?:In|Since|On|During|From) [^,;:]*?\b\d{4}) ((?:the|he|she|it|they|all|a) [^,;:]+)\.", sentence
    )
    if match is not None and not SUBORDINATE.search(match[2]):
        yield f"{_capital(match[2])} {_small(match[1])}."
    match = re.fullmatch(r"(On [A-Z]\w+days) ([^,;:]+)\.", sentence)
    if match is not None and not re.search(r"\d|\band\b", match[2]):
        yield f"{_capital(match[2])} {_small(match[1])}."
    yield from _condition_first(sentence)
    yield from _turned_pair(sentence)


def _condition_first(sentence: str) -> Iterator[str]:
    """`X when Y` as `When Y, X`."""
    match = re.fullmatch(r"((?:The|An?|It|All|Each|Every|They) [^,;:]+) (if|when) ([^,;:]+)\.", sentence)
    if match is not None and not NEGATION.search(sentence) and not re.search(r"\bonly$|\b(?:and|or)\b", match[1]):
        yield f"{_capital(match[2])} {match[3]}, {_small(match[1])}."


def _turned_pair(sentence: str) -> Iterator[str]:
    """`A and B` as `B and A`, where both are names of persons, places, days or months."""
    for names in (_DAYS, _MONTH, "|".join(PLACES)):
        match = re.search(rf"\b({names}) and ({names})(?= |\.|,)(?! [A-Z])", sentence)
        if match is not None and not re.search(r"\b(?:between|from|to) $", sentence[: match.start()], re.IGNORECASE):
            yield replaced(sentence, match.span(), f"{match[2]} and {match[1]}")
    match = re.match(rf"({PERSON.pattern}) and ({PERSON.pattern})(?= [a-z])", sentence)
    if match is not None:
        yield f"{match[2]} and {match[1]}{sentence[match.end() :]}"


def shortened(sentence: str) -> Iterator[str]:
    """A reason, an aside or an adverb left out; what remains was said as well."""
    match = re.fullmatch(r"([^,;:]+)(?:,? because|, so that|, which|, even in|, in view of) [^;:]+\.", sentence)
    if match is not None and len(match[1].split()) >= 4 and not re.search(r"\b(?:If|When|who|that|which)\b", match[1]):
        yield f"{match[1]}."
    match = re.fullmatch(r"([^,;:]+)(?:, and|;) [^;:]+\.", sentence)
    if match is not None and len(match[1].split()) >= 4 and not re.match(r"(?:If|When|Until|Between)\b", match[1]):
        yield f"{match[1]}."
    match = re.search(r" \((?!the |chair)[^)]+\)", sentence)
    if match is not None:
        yield replaced(sentence, match.span(), "")
    if NEGATION.search(sentence) or QUANTIFIED.search(sentence):
        return
    for match in re.finditer(r"(?<!,) (?:completely|immediately|fully|slowly|silently|calmly|quickly)\b", sentence):
        yield replaced(sentence, match.span(), "")


QUANTIFIED = re.compile(r"\b(?:only|all|every|each|when)\b", re.IGNORECASE)


def numbers(sentence: str) -> Iterator[str]:
    """The same number written otherwise: 1,200 and 1200, 4,000 and four thousand, nine and 9."""
    for match in re.finditer(r"(?<![\d,.])\d{1,3},\d{3}(?![\d,.]\d)", sentence):
        yield replaced(sentence, match.span(), match.group().replace(",", ""))
        if match.group() in _ROUND:
            yield replaced(sentence, match.span(), _ROUND[match.group()])
    for match in re.finditer(rf"\b(?:{'|'.join(SPELLED)})\b(?! (?:thirds|fifths|quarters)|-)", sentence):
        if not re.search(r"\bthree o'|one of", sentence):
            yield replaced(sentence, match.span(), str(SPELLED[match.group()]))
    for match in re.finditer(r"(?<![\w.,:-])(?<!\d )\d{1,2}(?= (?:days|weeks|months|years|hours|minutes)\b)", sentence):
        word = IN_LETTERS.get(int(match.group()))
        if word is not None:
            yield replaced(sentence, match.span(), word)


def dates(sentence: str) -> Iterator[str]:
    """The same day or hour written otherwise."""
    for match in re.finditer(rf"\b(\d{{1,2}}) ({_MONTH}) (\d{{4}})\b", sentence):
        number = MONTHS.index(match[2]) + 1
        yield replaced(sentence, match.span(), f"{match[3]}-{number:02d}-{int(match[1]):02d}")
        yield replaced(sentence, match.span(), f"{match[2]} {match[1]}, {match[3]}")
    claim = _TIME.sub(_by_the_clock, sentence)
    if claim != sentence:
        yield re.sub(r"\.m\.\.$", ".m.", claim)


_TIME = re.compile(r"(?<![\d:])(\d{1,2}):([0-5]\d)\b")


def _by_the_clock(match: re.Match[str]) -> str:
    hour = int(match[1])
    return f"{(hour - 1) % 12 + 1}:{match[2]} {'p.m.' if 12 <= hour < 24 else 'a.m.'}"


def units(sentence: str) -> Iterator[str]:
    """The same quantity in another unit or with the unit's sign."""
    for pattern, new in _CONVERSIONS:
        found = list(re.finditer(pattern, sentence))
        if len(found) == 1 and not re.match(r"(?:\s*[x×]| minutes)", sentence[found[0].end() :]):
            yield replaced(sentence, found[0].span(), found[0].expand(new))


def resolved(passage: Passage) -> Iterator[tuple[str, str]]:
    """Pairs of a sentence that begins with he or she, and the same with the only person named before it."""
    for index, sentence in enumerate(passage.sentences):
        before = set(people(" ".join(passage.sentences[:index])))
        if len(before) == 1 and not people(sentence):
            name = next(iter(before))
            if re.match(r"(?:He|She) ", sentence):
                yield sentence, re.sub(r"^(?:He|She) ", f"{name} ", sentence)
            elif re.match(r"(?:His|Her) [a-z]", sentence):
                yield sentence, re.sub(r"^(?:His|Her) ", f"{name}'s ", sentence)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
