"""What a cell says: numbers, amounts of money, days, spans of time, yes and no."""

import re
from datetime import date
from enum import StrEnum
from functools import lru_cache

_MARKS = re.compile(r"\*\*|__|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|<br\s*/?>|\[\^\w{1,8}\]")
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(
    r"^(?:(?:up to|from|about|max\.?|min\.?|approx\.?|ca\.?|at most|at least|over|under)\s+)?[€$£~≤≥<>±+]?\s*"
    r"(-?\d[\d.,'\u00a0\u202f]*)\s*(.*)$",
    re.IGNORECASE,
)
_PHONE = re.compile(r"^\+?[\d()/-]+(?:[ /-]\d+)+$|^0\d{5,}$|^\+\d")
_ISO = re.compile(r"^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$")
_DOTTED = re.compile(r"^(\d{1,2})[./](\d{1,2})[./](\d{4})$")
_WORDED = re.compile(r"^(?:\w+,?\s+)?(?:(\d{1,2})\.?\s+)?([A-Za-zéûäö]{3,})\.?(?:\s+(\d{1,2}),?)?\s+(\d{4})$")
_MONTHS = (
    ("jan", "ene", "janv"), ("feb", "fév", "fev"), ("mar", "mär", "mrz"), ("apr", "avr", "abr"), ("may", "mai"),
    ("jun", "juin"), ("jul", "juil"), ("aug", "aoû", "ago"), ("sep",), ("oct", "okt"), ("nov",),
    ("dec", "dez", "déc", "dic"),
)  # fmt: skip
_UNITS = {
    "second": 1 / 60, "minute": 1, "min": 1, "hour": 60, "h": 60, "day": 1_440, "night": 1_440, "working day": 1_440,
    "week": 10_080, "month": 43_800, "quarter": 131_400, "year": 525_600,
}  # fmt: skip
_SPAN = re.compile(
    r"^(?:(?:up to|about|within|every|next|at most)\s+)?(?:(\d+(?:[.,]\d+)?|an?|one|two|three|four|five|six|ten|"
    r"twelve|half an?)\s+)?"
    r"(seconds?|minutes?|min|hours?|h|(?:working )?days?|nights?|weeks?|months?|quarters?|years?)\b.*$",
    re.IGNORECASE,
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "twelve": 12}
_RHYTHM = {"daily": 1_440, "weekly": 10_080, "monthly": 43_800, "quarterly": 131_400, "yearly": 525_600}
_MONEY = re.compile(r"[€$£¥]|\b(?:eur|usd|gbp|chf|euros?|cents?|dollars?|pounds?|francs?)\b", re.IGNORECASE)
YES = frozenset(["yes", "y", "true", "ja", "oui", "si", "sí", "x", "✓", "✔", "☑", "☒", "wahr", "vrai", "on"])
NO = frozenset(["no", "n", "false", "nein", "non", "✗", "✘", "☐", "-", "–", "falsch", "faux", "off"])

_FREE = frozenset(["free", "free of charge", "no charge", "gratis", "kostenlos", "frei", "gratuit", "gratuito"])
_EMPTY = frozenset(["", "-", "–", "—", "none", "nothing", "n/a", "na", "nil", "vacant", "keine", "keiner", "aucun"])


class Kind(StrEnum):
    """What the cells of a column are."""

    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    YES_NO = "yes_no"
    TEXT = "text"


def plain(raw: str) -> str:
    """A cell as it is shown: one line, without Markdown's marks and those of notes (``[^1]``)."""
    return _SPACE.sub(" ", _MARKS.sub(" " if "<br" in raw else "", raw.replace("\\|", "|"))).strip()


@lru_cache(maxsize=65_536)
def number(cell: str) -> float | None:
    """The number a cell begins with ("9.50 euros", "1,060", "28,00"), 0 for "free", None for days, telephone numbers
    and codes.
    """
    if cell.casefold() in _FREE:
        return 0.0
    match = _NUMBER.match(cell)
    if match is None or _PHONE.match(cell) or day(cell) is not None:
        return None
    digits, rest = match[1].rstrip(".,'"), match[2]
    # "3rd floor", "3D", "2-4 weeks" are no amounts.
    if re.match(r"[A-Za-z]", rest) and not cell[match.end(1) : match.end(1) + 1].isspace() and len(rest) > 2:
        return None
    return _value(digits)


def _value(digits: str) -> float | None:
    plain_digits = re.sub(r"['\u00a0\u202f]", "", digits)
    if re.fullmatch(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain_digits):
        plain_digits = plain_digits.replace(",", "")
    elif re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+,\d+", plain_digits) or re.fullmatch(
        r"-?\d{1,3}(?:\.\d{3}){2,}", plain_digits
    ):
        plain_digits = plain_digits.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?\d+,\d+", plain_digits):
        plain_digits = plain_digits.replace(",", ".")
    try:
        return float(plain_digits)
    except ValueError:
        return None


@lru_cache(maxsize=65_536)
def day(cell: str) -> int | None:
    """The day of a cell as a number that grows with time; a month without a day is its first."""
    if iso := _ISO.match(cell):
        return _ordinal(int(iso[1]), int(iso[2]), int(iso[3]))
    if dotted := _DOTTED.match(cell):
        return _ordinal(int(dotted[3]), int(dotted[2]), int(dotted[1]))
    if worded := _WORDED.match(cell):
        month = next((n for n, names in enumerate(_MONTHS, 1) if worded[2].lower().startswith(names)), None)
        return None if month is None else _ordinal(int(worded[4]), month, int(worded[1] or worded[3] or 1))
    return None


def _ordinal(year: int, month: int, at: int) -> int | None:
    try:
        return date(year, month, at).toordinal()
    except ValueError:
        return None


@lru_cache(maxsize=65_536)
def minutes(cell: str) -> float | None:
    """A span of time in minutes ("2 hours", "every two weeks", "yearly")."""
    if (rhythm := _RHYTHM.get(cell.split(",", maxsplit=1)[0].strip().lower())) is not None:
        return float(rhythm)
    match = _SPAN.match(cell)
    if match is None:
        return None
    count, unit = (match[1] or "1").lower(), match[2].lower().removesuffix("s")
    amount = 0.5 if count.startswith("half") else _COUNTS.get(count) or float(count.replace(",", "."))
    return amount * _UNITS.get(unit, 1)


def yes(cell: str) -> bool | None:
    """What a cell of a yes/no column says."""
    said = cell.strip().casefold()
    return True if said in YES else False if said in NO else None


def empty(cell: str) -> bool:
    """Whether a cell says that there is nothing."""
    return cell.strip().casefold() in _EMPTY


def kind(header: str, cells: list[str]) -> Kind:
    """What nearly all filled cells of a column are."""
    filled = [cell for cell in cells[:500] if cell]
    if not filled:
        return Kind.TEXT
    enough = 0.8 * len(filled)
    if sum(yes(cell) is not None for cell in filled) >= enough and any(
        cell.casefold() in (YES | {"no", "nein", "non"}) for cell in filled
    ):
        return Kind.YES_NO
    if sum(day(cell) is not None for cell in filled) >= enough:
        return Kind.DATE
    if sum(minutes(cell) is not None for cell in filled) >= 0.5 * len(filled) and not _MONEY.search(header):
        return Kind.TIME
    if sum(number(cell) is not None for cell in filled) < enough:
        return Kind.TEXT
    paid = [cell for cell in filled if cell.casefold() not in _FREE]
    money = _MONEY.search(header) or (paid and sum(map(bool, map(_MONEY.search, paid))) >= 0.8 * len(paid))
    return Kind.MONEY if money else Kind.NUMBER


def value(what: Kind, cell: str) -> float | None:
    """What a cell is compared by."""
    if what is Kind.DATE:
        return None if (found := day(cell)) is None else float(found)
    return minutes(cell) if what is Kind.TIME else number(cell)
