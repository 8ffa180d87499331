"""Statements made false by another number, date, unit or name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.bench.answers.statements import NEGATION, NUMBER, PERSON, SUBORDINATE, people, pick, replaced
from tests.bench.answers.wordlists import CURRENCIES, DIMENSIONS, IN_LETTERS, MONTHS, PLACES, SPELLED, WEEKDAYS

_MONTH = rf"(?:{'|'.join(MONTHS)})"
_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_UPPER = re.compile(r"\b(?:at most|within|no more than)(?: \w+)? ?$", re.IGNORECASE)
_LOWER = re.compile(r"\bat least(?: \w+)? ?$", re.IGNORECASE)
_THRESHOLD = re.compile(
    r"\b(?:than|over|under|below|above|minus|exceeds?|exceeded|until|by|level|limit of|limited to|nearly|almost|to the"
    r"|age of|between|from|any|with every) ?$",
    re.IGNORECASE,
)
_RANGE_BEFORE = re.compile(rf"(?:\d|\b(?:{'|'.join(SPELLED)}))\S*(?: \w+)? (?:to|and|or) ?$")
_RANGE_AFTER = re.compile(
    rf"^(?: \w+)? (?:to|and|or|of) (?:\d|(?:{'|'.join(SPELLED)}|more|over|older|less|fewer|under)\b)"
)
_BOUNDED_DATE = re.compile(
    rf"\b(?:until|before|after|between|from|since|by|to)(?: the)? ?(?:\d+ )?(?:{_MONTH} )?$", re.IGNORECASE
)
_YEAR = re.compile(r"(?<=\bin )(?:1[3-9]|20)\d\d\b|(?<=[a-z] )(?:1[3-9]|20)\d\d\b(?=[ .,])")


def numbers(sentence: str) -> Iterator[str]:
    """Another number. A bound moves to its stricter side; thresholds of conditions and ranges are left alone."""
    for match in _free_numbers(sentence):
        value = _other_number(match.group(), sentence[: match.start()], sentence[match.end() :])
        if value is not None:
            yield replaced(sentence, match.span(), value)


def _free_numbers(sentence: str) -> Iterator[re.Match[str]]:
    """Numbers on which the whole sentence depends, in the plain direction."""
    for match in NUMBER.finditer(sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        if NEGATION.search(sentence) or SUBORDINATE.search(before) or _THRESHOLD.search(before):
            continue
        if _RANGE_BEFORE.search(before) or _RANGE_AFTER.search(after) or re.match(rf" {_MONTH}", after):
            continue
        if re.search(rf"\b{_MONTH} $", before) or re.match(r" (?:thirds?|quarters?|fifths?|o'clock)", after):
            continue
        if not _is_year(match.group(), before) and not match.group().startswith("0"):
            yield match


def _is_year(text: str, before: str) -> bool:
    return re.fullmatch(r"(?:1[3-9]|20)\d\d", text) is not None and re.search(r"[a-z] $", before) is not None


def _other_number(text: str, before: str, after: str) -> str | None:
    """Clearly more, or clearly less where the sentence sets an upper bound or a share."""
    value = SPELLED.get(text) or float(text.replace(",", ""))
    less = _UPPER.search(before) is not None
    share = re.match(r" per ?cent", after) is not None and 60 < value < 100
    new = value * 0.6 if less else value + (100 - value) * 0.6 if share else value * 1.6
    if new < 2:
        return None if less or text in SPELLED else f"{new:.{len(text.partition('.')[2])}f}"
    if text in SPELLED:
        return _spelled(new, value)
    if "." in text:
        return f"{new:.{len(text.split('.')[1])}f}"
    return f"{round(new):,}" if "," in text or round(new) >= 10_000 else str(round(new))


def _spelled(new: float, old: float) -> str | None:
    rounded = int(new) if new < old else -int(-new // 1)
    return IN_LETTERS.get(rounded, str(rounded)) if rounded != old else None


def dates(sentence: str) -> Iterator[str]:
    """Another month, weekday, day or year. What only bounds a span of time is left alone."""
    if NEGATION.search(sentence) or re.search(r"\b(?:[Bb]etween|weekdays?)\b", sentence):
        return
    yield from (*_other_names(sentence), *_other_days(sentence))


def _other_names(sentence: str) -> Iterator[str]:
    for names, pattern in ((MONTHS, rf"\b{_MONTH}\b"), (WEEKDAYS, rf"\b{_WEEKDAY}(?=s?\b)")):
        for match in re.finditer(pattern, sentence):
            if _movable(sentence, match, pattern):
                others = [name for name in names if name not in sentence]
                yield replaced(sentence, match.span(), pick(others, sentence))


def _other_days(sentence: str) -> Iterator[str]:
    for match in re.finditer(rf"\b\d{{1,2}}(?= {_MONTH})", sentence):
        if not _BOUNDED_DATE.search(sentence[: match.start()]):
            yield replaced(sentence, match.span(), str((int(match.group()) + 10) % 27 + 1))
    for match in _YEAR.finditer(sentence):
        if not _BOUNDED_DATE.search(sentence[: match.start()]):
            yield replaced(sentence, match.span(), str(int(match.group()) - pick((3, 4, 6, 7, 9), sentence)))


def _movable(sentence: str, match: re.Match[str], pattern: str) -> bool:
    if re.search(rf"{pattern}s? (?:to|until) (?:\d+ )?{pattern}", sentence):
        return False
    if match.group() == "May" and not re.search(r"(?:\d|\bin|,) $", sentence[: match.start()]):
        return False
    return not _BOUNDED_DATE.search(sentence[: match.start()])


def units(sentence: str) -> Iterator[str]:
    """Another unit of the same dimension, or another currency."""
    for match in _free_numbers(sentence):
        unit = re.match(r" ([a-z]+)\b", sentence[match.end() :])
        new = _other_unit(unit.group(1), sentence[: match.start()]) if unit else None
        if unit is not None and new is not None and not re.search(rf"\b{new}\b", sentence):
            yield replaced(sentence, (match.end() + 1, match.end() + unit.end()), new)


def _other_unit(unit: str, before: str) -> str | None:
    """The next larger unit; the next smaller one under an upper bound."""
    step = -1 if _UPPER.search(before) else 1
    for scale in DIMENSIONS:
        if unit in scale:
            position = scale.index(unit) + step
            return scale[position] if 0 <= position < len(scale) else None
    return CURRENCIES.get(unit)


def names(sentence: str, passage: str, everyone: list[str]) -> Iterator[str]:
    """Another person of the collection, or another place, where the passage names neither."""
    if NEGATION.search(sentence):
        return
    for match in PERSON.finditer(sentence):
        strangers = [person for person in everyone if person not in passage and person.split()[1] not in passage]
        yield replaced(sentence, match.span(), pick(strangers, sentence))
    for match in re.finditer(rf"\b(?:{'|'.join(PLACES)})\b", sentence):
        others = [place for place in PLACES if place not in passage]
        if not re.match(r" [A-Z]", sentence[match.end() :]):
            yield replaced(sentence, match.span(), pick(others, sentence))


def everyone_in(texts: list[str]) -> list[str]:
    """Every full name in the passages, in order and once."""
    return sorted({person for text in texts for person in people(text)})
