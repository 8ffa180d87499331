"""Numbers of spreadsheets as they are shown: percentages, money, decimals, dates; dates in ISO 8601."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Literal

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
    49: "@",
    **dict.fromkeys((14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 55, 56), "hh:mm:ss"),
    22: "yyyy-mm-dd hh:mm",
}
# Literal text; a space as wide as a letter; what fills the cell.
LITERAL = re.compile(r'"([^"]*)"|\\(.)|(_.)|\*.')
CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d{1,15}(?:\.\d{1,15})?)\]")
BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
SECTION = re.compile(r'(?:[^;"\\]|"[^"]*"?|\\.?)+')
DIGITS = re.compile(r"[#0?](?:[#0?,.]|(?:[ ()/-]|\x01[^\x02]*\x02)+(?=[#0?]))*")
WITHIN = re.compile(r"\x01([^\x02]*)\x02|([#0?])|([^,])")
COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
EPOCH_1904 = datetime(1904, 1, 1, tzinfo=UTC)
# The day after the last that spreadsheets know, 31 December 9999.
LAST_DAY = 2_958_466
SIGNIFICANT = 15
# Up to there every whole number is itself.
EXACT = 2**53
DECIMALS_AT_MOST = 30


@dataclass(frozen=True, slots=True)
class Shape:
    """How a number is shown; ``others`` are shapes of those that fit a condition, the first that does."""

    kind: Literal["plain", "number", "percent", "date", "time", "datetime", "duration"] = "plain"
    decimals: int = 0
    thousands: bool = False
    before: str = ""
    after: str = ""
    # Digits at least, thousands by which it is divided, and where signs stand between its digits: ``###-####``.
    least: int = 1
    scale: int = 0
    pattern: str = ""
    others: tuple[tuple[str, float, "Shape"], ...] = ()


@cache
def shape_of(code: str) -> Shape:
    """The shape that a number format's code means; ``General`` and what is not known is plain.

    Negative numbers have their sign, whatever brackets or colours the code puts in its place.
    """
    sections = SECTION.findall(code[:500])[:4] or [""]
    shapes = [_section(one) for one in sections]
    others = [
        (found[1], float(found[2]), shape)
        for one, shape in zip(sections, shapes, strict=True)
        if (found := CONDITION.search(one))
    ]
    if others:
        return replace(shapes[min(len(others), len(shapes) - 1)], others=tuple(others))
    return shapes[0]


def _section(code: str) -> Shape:
    plain = LITERAL.sub("", BRACKETS.sub("", CURRENCY.sub("", code)))
    if "general" in plain.lower() or plain.strip() in ("", "@"):
        return Shape()
    if re.search(r"[ymdhs]", plain, re.IGNORECASE) and not re.search(r"[#0?]{2}|#", plain.replace(".0", "")):
        return Shape(_moment(plain.lower()))
    if not DIGITS.search(plain) or re.search(r"[#0?]\s*/|e[+-]", plain, re.IGNORECASE):
        return Shape()
    marked = LITERAL.sub(_literal, BRACKETS.sub("", CURRENCY.sub(_symbol, code)))
    digits = DIGITS.search(marked)
    if digits is None:
        return Shape()
    whole, _, part = digits[0].partition(".")
    decimals = min(len(re.findall(r"[0#?]", part)), DECIMALS_AT_MOST)
    if "%" in plain:
        return Shape("percent", decimals)
    before, after = _words(marked[: digits.start()]), _words(marked[digits.end() :])
    trailing = re.search(r",*$", part or whole)
    inner = whole.rstrip(",") if not part else whole
    return Shape(
        "number",
        decimals,
        "," in inner,
        before.lstrip("- "),
        after.rstrip("- "),
        least=min(inner.count("0"), DECIMALS_AT_MOST),
        scale=min(len(trailing[0]) if trailing else 0, 5),
        pattern=inner if not part and re.search(r"[^#0?,]", inner) else "",
    )


def shown(value: float, shape: Shape, *, from_1904: bool = False) -> str:
    """A number in a shape."""
    shape = next((other for sign, limit, other in shape.others if COMPARED[sign](value, limit)), shape)
    if shape.kind in ("date", "time", "datetime"):
        return _dated(value, shape.kind, from_1904=from_1904)
    if shape.kind == "duration":
        seconds = round(value * 86_400)
        return f"{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
    if shape.kind == "percent":
        return f"{value * 100:.{shape.decimals}f}%"
    if shape.kind == "plain":
        return plain_number(value)
    number = f"{abs(value) / 1000**shape.scale:{',' if shape.thousands else ''}.{shape.decimals}f}"
    sign = "-" if value < 0 and number.strip("0.,") else ""
    if shape.pattern:
        number = _spread(number, shape.pattern)
    elif not shape.thousands and shape.least > 1:
        number = number.zfill(shape.least + (shape.decimals + 1 if shape.decimals else 0))
    return f"{sign}{shape.before}{number}{shape.after}"


def _spread(number: str, pattern: str) -> str:
    """Digits at the places of a pattern, from the right; what is left stands before the first."""
    told: list[str] = []
    left = list(number)
    places = [(found[1] or found[3] or "", found[2]) for found in WITHIN.finditer(pattern)]
    for words, place in reversed(places):
        if not place:
            told.append(words if left or "0" in pattern else "")
        elif left or place == "0":
            told.append(left.pop() if left else "0")
    return "".join([*left, *reversed(told)])


def plain_number(value: float) -> str:
    """A number without a shape: as many digits as it has, without an exponent where it can be said without."""
    if value == int(value) and abs(value) < EXACT:
        return str(int(value))
    told = f"{value:.{SIGNIFICANT}g}"
    return f"{value:.{SIGNIFICANT + 4}f}".rstrip("0") if "e-0" in told and abs(value) > 1e-7 else told


def _symbol(found: re.Match[str]) -> str:
    return f"\x01{found[1]}\x02"


def _literal(found: re.Match[str]) -> str:
    return " " if found[3] else f"\x01{found[1] or found[2] or ''}\x02"


def _words(marked: str) -> str:
    """What stands beside the digits; brackets are those of negative numbers unless somebody quoted them."""
    return re.sub(r"\x01([^\x02]*)\x02", r"\1", marked.replace("?", "").replace("+", ""))


def _moment(plain: str) -> Literal["date", "time", "datetime", "duration"]:
    if re.search(r"\[(h|m|s)+\]", plain):
        return "duration"
    has_date, has_time = bool(re.search(r"[yd]|mmm", plain)), bool(re.search(r"[hs]", plain))
    return "datetime" if has_date and has_time else "time" if has_time else "date"


def _dated(value: float, kind: str, *, from_1904: bool) -> str:
    if not 0 <= value < LAST_DAY:
        return plain_number(value)
    # Day 60 is a 29 February 1900 that never was; before it the days are one later.
    early = timedelta(days=1) if not from_1904 and value < 60 and kind != "time" else timedelta()
    try:
        moment = (EPOCH_1904 if from_1904 else EPOCH) + early + timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return plain_number(value)
    return moment_shown(moment, kind)


def moment_shown(moment: datetime, kind: str) -> str:
    """A moment as its date, its time or both; no seconds where there are none."""
    seconds = ":%S" if moment.second else ""
    return moment.strftime({"date": "%Y-%m-%d", "time": f"%H:%M{seconds}"}.get(kind, f"%Y-%m-%d %H:%M{seconds}"))
