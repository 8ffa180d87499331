"""Numbers with their units, however they are written: 1,200 and 1200, four thousand, "two-week", half an hour, €12."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.evidence.claims.measures import CURRENCY, SPELLINGS, Unit, unit

NEAR = 1e-6
_ONES = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
"""
_UNITS = {name: value for value, name in enumerate(_ONES.split())}
_TENS = {name: 10 * n for n, name in enumerate(("twenty", "thirty", "forty", "fifty"), start=2)} | {
    name: 10 * n for n, name in enumerate(("sixty", "seventy", "eighty", "ninety"), start=6)
}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "dozen": 12.0,
    "m": 1e6,
    "bn": 1e9,
    "k": 1e3,
}
_RANKS = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")
_ORDINALS = {name: value for value, name in enumerate(_RANKS, start=3)}
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_SMALL = "|".join((*_UNITS, *_TENS))
_SPELLED = rf"(?:{_SMALL}|hundred|thousand|million|billion|dozen)"
_DIGITS = r"\d{1,3}(?:[,.'’\u00a0\u202f ]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_FOLLOWS = rf"(?:[\s\u00a0\u202f-]{{0,2}}(?P<unit>{SPELLINGS})(?![\w²³]))?"
_QUANTITY = re.compile(
    rf"(?<![\w.,])(?P<currency>{CURRENCY})?\s?(?P<sign>(?<![\d\w])[-−])?(?:"
    rf"(?P<half>half\s+an?(?=\s+\w))"
    rf"|(?P<digits>{_DIGITS})(?P<fraction>\s?[½¼¾])?(?:\s?(?P<scale>hundred|thousand|million|billion|bn|k)(?!\w))?"
    rf"|(?P<spelled>(?:an?\s+)?{_SPELLED}(?:(?:-|\s+and\s+|\s+){_SPELLED})*)"
    rf"|(?P<sole>[½¼¾])|(?P<twice>twice|once)|(?P<ordinal>{'|'.join(_ORDINALS)})|(?P<article>an?))"
    rf"(?P<more>\s+and\s+a\s+half)?{_FOLLOWS}(?![\w])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number at ``text[start:end]``. ``values`` are its readings (1.200 has two); ``weak`` ones ("one", "a week")
    back a statement and need no backing themselves.
    """

    values: tuple[float, ...]
    unit: Unit | None
    start: int
    end: int
    weak: bool = False

    @property
    def key(self) -> str:
        """The same for equal quantities, for comparing sequences."""
        if self.unit is None:
            return f"#{self.values[0]:g}"
        return f"#{self.values[0] * self.unit.factor:.6g}{self.unit.kind}"

    def equals(self, other: "Quantity") -> bool:
        """Whether both say the same; without a unit on one side the bare numbers are compared."""
        if self.unit is not None and other.unit is not None:
            if self.unit.kind != other.unit.kind:
                return False
            if self.unit.factor != other.unit.factor:
                # 1,872 metres are no 1.872 kilometres that somebody wrote with a comma.
                return _any_near(self._based(self.unit.factor)[:1], other._based(other.unit.factor)[:1])
        return _any_near(self.values, other.values)

    def _based(self, factor: float) -> tuple[float, ...]:
        return tuple(value * factor for value in self.values)


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities of a text, in order."""
    for found in _QUANTITY.finditer(text):
        made = _quantity(found)
        if made is not None:
            yield made


def _quantity(found: re.Match[str]) -> Quantity | None:
    named = found["unit"] or found["currency"]
    measured = unit(named) if named else None
    values, weak = _values(found)
    # "A book", and "a" at all, is a number only before a unit: "a week".
    if not values or (found["article"] and (measured is None or measured.kind not in ("time", "months"))):
        return None
    if found["ordinal"]:
        measured = unit("th")
    if found["twice"]:
        measured = unit("times")
    if found["more"]:
        values = tuple(value + 0.5 for value in values)
    if found["sign"]:
        values = tuple(-value for value in values)
    start = found.start() + len(found.group()) - len(found.group().lstrip())
    return Quantity(values, measured, start, found.end(), weak)


def _values(found: re.Match[str]) -> tuple[tuple[float, ...], bool]:
    if found["digits"]:
        scale = _SCALES[found["scale"].lower()] if found["scale"] else 1.0
        extra = _FRACTIONS[found["fraction"].strip()] if found["fraction"] else 0.0
        return tuple((value + extra) * scale for value in _readings(found["digits"])), False
    if found["spelled"]:
        words = _WORD.findall(found["spelled"].lower())
        return (_counted(words),), words == ["one"] and not found["more"]
    if found["ordinal"]:
        return (float(_ORDINALS[found["ordinal"].lower()]),), False
    if found["twice"]:
        return (2.0 if found["twice"].lower() == "twice" else 1.0,), found["twice"].lower() == "once"
    if found["half"] or found["sole"]:
        return (0.5 if found["half"] else _FRACTIONS[found["sole"]],), False
    return (1.0,), True


def _readings(digits: str) -> tuple[float, ...]:
    """1.200 and 1,200 may be a thousand two hundred or one and a fifth; the English reading comes first."""
    plain = re.sub(r"[\s'’\u00a0\u202f]", "", digits)
    readings = [_number(plain.replace(",", "")), _number(plain.replace(".", "").replace(",", "."))]
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", plain):
        readings.append(_number(plain.replace(".", "")))
    return tuple(dict.fromkeys(value for value in readings if value is not None))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _counted(words: list[str]) -> float:
    total = current = 0.0
    for word in words:
        if word in _UNITS or word in _TENS:
            current += _UNITS.get(word, 0) + _TENS.get(word, 0)
        elif word in ("hundred", "dozen"):
            current = (current or 1.0) * _SCALES[word]
        elif word in _SCALES:
            total, current = total + (current or 1.0) * _SCALES[word], 0.0
    return total + current


def _any_near(ones: tuple[float, ...], others: tuple[float, ...]) -> bool:
    return any(abs(one - other) <= NEAR * max(1.0, abs(one)) for one in ones for other in others)
