"""Numbers, units, dates and names of a statement: each must stand in its window or, names, in its passage."""

import re
from collections.abc import Iterator

from pipelines.evidence.claims.dates import Moment
from pipelines.evidence.claims.guards import Objection, Window
from pipelines.evidence.claims.measures import unit
from pipelines.evidence.claims.quantities import Quantity
from pipelines.evidence.claims.reading import Reading, Token, joined

_SIGNS = re.compile(r"[€$£%°]|m²|m³")
_NOON = 720
_YEARS = range(1000, 2101)
# Names are compared by their first letters: "Karsholm's", "Lindqvists".
_ENDING, _SHORTEST = 3, 3


def unbacked_values(claim: Reading, window: Window) -> Iterator[Objection]:
    """Numbers, units and dates that the window does not hold."""
    held = joined((window.source.above, window.reading))
    if not all(_counted(quantity, held) for quantity in claim.quantities if not quantity.weak):
        yield Objection("number")
    elif not all(_measured(quantity, held) for quantity in claim.quantities if not quantity.weak):
        yield Objection("unit")
    if not all(_dated(moment, held) for moment in claim.moments):
        yield Objection("date")


def unbacked_names(claim: Reading, window: Window) -> Iterator[Objection]:
    """Names and codes that the passage does not hold; a row of a table must hold them itself."""
    source = window.source
    words = source.words
    if window.row:
        words = frozenset(token.word for token in (*window.reading.tokens, *source.above.tokens))
    if not all(_named(token, words) for token in claim.names):
        yield Objection("name")


def equal(one: str, other: str) -> bool:
    """Whether two names are forms of one."""
    length = max(_SHORTEST, min(len(one), len(other)) - _ENDING)
    return one == other or (min(len(one), len(other)) > _SHORTEST and one[:length] == other[:length])


def _named(token: Token, words: frozenset[str]) -> bool:
    if token.word in words:
        return True
    if any(sign.isdigit() for sign in token.word) or len(token.word) <= _SHORTEST:
        return False
    stem = token.word[: max(_SHORTEST, len(token.word) - _ENDING)]
    return any(word.startswith(stem) and len(word) <= len(token.word) + _ENDING for word in words)


def _counted(quantity: Quantity, held: Reading) -> bool:
    """The number stands there, whatever its unit; a year may be part of a date, an hour of a time of day."""
    if any(_same_number(quantity, other) for other in held.quantities):
        return True
    value = quantity.values[0]
    if quantity.unit is None and value in _YEARS:
        return any(moment.year == value for moment in held.moments)
    return quantity.unit is None and any(value * 60 in moment.minutes for moment in held.moments)


def _same_number(one: Quantity, other: Quantity) -> bool:
    return one.equals(other) or bool(set(one.values) & set(other.values))


def _measured(quantity: Quantity, held: Reading) -> bool:
    """The number stands there with its unit, or without one while the unit is said elsewhere in the window."""
    if quantity.unit is None:
        return True
    kinds = {other.unit.name for other in held.quantities if other.unit is not None}
    for other in held.quantities:
        if other.unit is not None and quantity.equals(other):
            return True
        if other.unit is None and quantity.equals(other) and _said(quantity, kinds, held):
            return True
    return False


def _said(quantity: Quantity, kinds: set[str], held: Reading) -> bool:
    """Beside another number, or alone as in a header: "Price (EUR)", "Share, %"."""
    if quantity.unit is None or quantity.unit.name in kinds:
        return quantity.unit is not None
    written = (held.text[token.start : token.end] for token in held.tokens)
    alone = (unit(one) for one in (*written, *_SIGNS.findall(held.text)))
    return any(one is not None and one.name == quantity.unit.name for one in alone)


def _dated(moment: Moment, held: Reading) -> bool:
    if moment.minutes:
        return any(set(moment.minutes) & set(other.minutes) for other in held.moments) or _on_the_hour(moment, held)
    return any(_covers(other, moment, held) for other in held.moments)


def _on_the_hour(moment: Moment, held: Reading) -> bool:
    """An hour without minutes: "9 in the morning" for 9 a.m."""
    hours = {minutes % _NOON / 60 for minutes in moment.minutes if minutes % 60 == 0}
    return any(quantity.unit is None and quantity.values[0] % 12 in hours for quantity in held.quantities)


def _covers(other: Moment, moment: Moment, held: Reading) -> bool:
    """Whether a date of the window says what the statement's says; its year may stand elsewhere in the window."""
    pairs = ((moment.month, other.month), (moment.day, other.day), (moment.weekday, other.weekday))
    if any(wanted is not None and wanted != there for wanted, there in pairs):
        return False
    if moment.year is None or other.year == moment.year:
        return True
    years = {quantity.values[0] for quantity in held.quantities} | {one.year for one in held.moments}
    return other.year is None and moment.year in years
