"""Of what a date is asked: the hour, the day, the month or the year."""

import re

from pipelines.evidence.kinds import DAY, MONTH, OFTEN

_HOUR = (
    r"\d{1,2}[:.h]\d\d|\b\d{1,2}\s*(?:am|pm|a\.m|p\.m|o.clock|uhr|h)\b|\b(?:noon|midnight|midday|mittag)\b|\bclosed\b"
)
_GRAINS = tuple(
    (re.compile(asks, re.IGNORECASE), re.compile(held, re.IGNORECASE))
    for asks, held in (
        (r"\bwhat (?:time|hour)\b|\bo'clock\b|\b[aà] quelle heure\b|\bum wie ?viel uhr\b", _HOUR),
        (r"\b(?:what|which) months?\b", rf"\b(?:{MONTH})\b|-\d\d-|\bmonths?\b"),
        (r"\b(?:what|which) years?\b", r"\b(?:1[5-9]|20)\d\d\b|\byear"),
        (
            r"\b(?:what|which) (?:days?|week ?days?)\b",
            rf"\b(?:{DAY}|{MONTH}|{OFTEN}|days?|holidays?|today|tomorrow)\b|\d[./-]\d|\b(?:mon|tue|wed|thu|fri|sat|sun)\b",
        ),
    )
)


def fits_grain(question: str, said: str) -> bool:
    """Whether what was said holds an hour, a day, a month or a year where just that is asked for."""
    return all(held.search(said) for asks, held in _GRAINS if asks.search(question))
