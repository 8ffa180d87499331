"""Days, months, years and times of day, by component, however they are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.evidence.claims.stretches import Stretches

_NAMES = (
    "january januar janvier jan", "february februar février fevrier feb", "march märz marz mars mar",
    "april avril apr", "may mai", "june juni juin jun", "july juli juillet jul", "august août aout aug",
    "september septembre sept sep", "october oktober octobre oct okt", "november novembre nov",
    "december dezember décembre decembre dec dez",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon",
            "tuesday tue tues",
            "wednesday wed",
            "thursday thu thurs",
            "friday fri",
            "saturday sat",
            "sunday sun",
        )
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>(?:1\d|20)\d\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d-]){_YEAR}-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?![\d-])",
        rf"(?<![\d.]){_DAY}\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?(?:,?\s+{_YEAR}(?!\d))?",
        rf"\b(?P<month>{_MONTH})\b\.?\s+{_DAY}(?![\d:%.]\d|\d)(?:,?\s+{_YEAR}(?!\d))?",
        rf"\b(?P<month>{_MONTH})\b\.?,?\s+(?:of\s+)?{_YEAR}(?!\d)",
        rf"(?<![\d.])(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.{_YEAR}(?!\d)",
        rf"(?<![\d/])(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})/{_YEAR}(?!\d)",
    )
)
# "May" and "March" are words too: alone only with a capital, and "May" only after what puts it in time.
_ALONE = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|(?<=\bin )May\b|(?<=\bof )May\b|(?<=\band )May\b|(?<=\bto )May\b|(?<=\buntil )May\b|(?<=\bsince )May\b"
    r"|(?<=\bfrom )May\b|(?<=\bby )May\b|(?<=\bor )May\b|(?<=\bbetween )May\b|(?<=\beach )May\b|\bMay(?= and [A-Z])"
)
_WEEKDAY = re.compile(
    r"\b(?P<name>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b|\b(?P<short>Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\b\.?"
)
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?:(?P<sep>[:.])(?P<minute>[0-5]\d))?\s*"
    r"(?:(?P<half>[ap])\.?\s?m\b\.?|(?P<o>o['’]clock))|(?<![\d:.])(?P<hour2>[01]?\d|2[0-4]):(?P<minute2>[0-5]\d)(?![\d:])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or a time of day at ``text[start:end]``; what it does not say is None. ``minutes``: readings, of a day."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    minutes: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """The same for equal moments, for comparing sequences."""
        return f"@{self.year or ''}-{self.month or ''}-{self.day or ''}-{self.weekday}-{self.minutes}"


def moments(text: str) -> Iterator[Moment]:
    """The dates and times of a text; none overlaps another."""
    taken = Stretches()
    for made in (*_dates(text), *_clocks(text), *_names(text)):
        if taken.take(made.start, made.end):
            yield made


def _dates(text: str) -> Iterator[Moment]:
    for form in _FORMS:
        for found in form.finditer(text):
            parts = found.groupdict()
            month, day, year = _month(parts["month"]), int(parts.get("day") or 0), int(parts.get("year") or 0)
            if found.re is _FORMS[-1] and month > 12:
                month, day = day, month
            if month <= 12 and day <= 31 and _capital(parts["month"]):
                yield Moment(*found.span(), year or None, month, day or None)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS[text.lower()]


def _capital(month: str) -> bool:
    """English month names have a capital; "may 3 people" and "mar 3" are no dates."""
    return month.isdigit() or not month.islower() or month not in ("may", "march", "mar", "mars", "dec", "sep", "jan")


def _clocks(text: str) -> Iterator[Moment]:
    for found in _CLOCK.finditer(text):
        hour, minute = int(found["hour"] or found["hour2"]), int(found["minute"] or found["minute2"] or 0)
        if hour > 24:
            continue
        half = (found["half"] or "").lower()
        if half:
            readings: tuple[int, ...] = (hour % 12 * 60 + minute + (720 if half == "p" else 0),)
        elif found["o"]:
            readings = (hour % 12 * 60 + minute, hour % 12 * 60 + minute + 720)
        else:
            readings = (hour * 60 + minute,)
        yield Moment(*found.span(), minutes=readings)


def _names(text: str) -> Iterator[Moment]:
    for found in _ALONE.finditer(text):
        yield Moment(*found.span(), month=_MONTHS[found.group().lower()])
    for found in _WEEKDAY.finditer(text):
        yield Moment(*found.span(), weekday=_WEEKDAYS[(found["name"] or found["short"]).lower()])
