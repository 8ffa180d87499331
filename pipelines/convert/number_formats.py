"""Numbers of spreadsheets as they are shown: percentages, money, decimals, dates; dates in ISO 8601."""

import re
from dataclasses import dataclass
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
LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
DIGITS = re.compile(r"[#0?][#0?,. ]*")
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
    """How a number is shown."""

    kind: Literal["plain", "number", "percent", "date", "time", "datetime", "duration"] = "plain"
    decimals: int = 0
    thousands: bool = False
    before: str = ""
    after: str = ""


@cache
def shape_of(code: str) -> Shape:
    """The shape that a number format's code means for positive numbers; ``General`` and what is not known is plain."""
    first = code[:500].split(";", maxsplit=1)[0]
    plain = LITERAL.sub("", BRACKETS.sub("", CURRENCY.sub("", first)))
    if "general" in plain.lower() or plain.strip() in ("", "@"):
        return Shape()
    if re.search(r"[ymdhs]", plain, re.IGNORECASE) and not re.search(r"[#0?]{2}|#", plain.replace(".0", "")):
        return Shape(_moment(plain.lower()))
    digits = DIGITS.search(plain)
    if digits is None or "/" in plain or "e+" in plain.lower():
        return Shape()
    decimals = min(len(re.findall(r"[0#?]", digits[0].partition(".")[2])), DECIMALS_AT_MOST)
    if "%" in plain:
        return Shape("percent", decimals)
    shown = LITERAL.sub(lambda found: found[1] or found[2] or "", BRACKETS.sub("", CURRENCY.sub(_symbol, first)))
    around = DIGITS.search(shown)
    before, after = (shown[: around.start()], shown[around.end() :]) if around else ("", "")
    return Shape("number", decimals, "," in digits[0], before.strip("()-+ "), after.strip("()-+ "))


def shown(value: float, shape: Shape, *, from_1904: bool = False) -> str:
    """A number in a shape."""
    if shape.kind in ("date", "time", "datetime"):
        return _dated(value, shape.kind, from_1904=from_1904)
    if shape.kind == "duration":
        seconds = round(value * 86_400)
        return f"{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
    if shape.kind == "percent":
        return f"{value * 100:.{shape.decimals}f}%"
    if shape.kind == "plain":
        return plain_number(value)
    number = f"{value:{',' if shape.thousands else ''}.{shape.decimals}f}"
    before = shape.before + (" " if shape.before[-1:].isalpha() else "")
    after = (" " if shape.after and shape.after[0] not in "°%" else "") + shape.after
    return f"{before}{number}{after}"


def plain_number(value: float) -> str:
    """A number without a shape: as many digits as it has, without an exponent where it can be said without."""
    if value == int(value) and abs(value) < EXACT:
        return str(int(value))
    told = f"{value:.{SIGNIFICANT}g}"
    return f"{value:.{SIGNIFICANT + 4}f}".rstrip("0") if "e-0" in told and abs(value) > 1e-7 else told


def _symbol(found: re.Match[str]) -> str:
    return found[1]


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
