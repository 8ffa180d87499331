"""Raised and lowered digits as such: 10² is no 102, CO₂ no CO2."""

from typing import Literal

Way = Literal["sup", "sub", ""]
RAISED = {"sup": "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "sub": "₀₁₂₃₄₅₆₇₈₉₊₋ₙ"}
SIGNS = "0123456789+-n"
MOST = 7


def is_raisable(words: str) -> bool:
    """Whether there are signs for all of it."""
    return 0 < len(words) <= MOST and all(sign in SIGNS for sign in words)


def raised(words: str, way: str) -> str:
    """Words that stand higher or lower, those that there are signs for; others as they are."""
    inner = words.strip()
    if way not in RAISED or not is_raisable(inner):
        return words
    return words.replace(inner, "".join(RAISED[way][SIGNS.index(sign)] for sign in inner))


def way_of(shift: float) -> Way:
    """Which way a shift from the line of writing goes."""
    return "sup" if shift > 0 else "sub" if shift < 0 else ""
