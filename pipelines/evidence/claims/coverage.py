"""Where in a passage a statement may stand, and whether its words stand there."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from pipelines.evidence.claims.guards import Objection, Window
from pipelines.evidence.claims.rarity import Rarity
from pipelines.evidence.claims.reading import Reading, Token, joined
from pipelines.evidence.claims.source import Source
from pipelines.types import Vector

LEAST_COVERAGE, LEAST_COSINE = 0.75, 0.35
# Of the words of a statement about a row of a table.
LEAST_IN_ROW = 0.4
NEIGHBOUR_ADDS = 0.12
COSINE_SHARE, VALUE_SHARE = 0.5, 0.3
# A word heavier than this must be there.
RARE = 5.5


def windows(claim: Reading, source: Source, *, vector: Vector, rarity: Rarity) -> Iterator[Window]:
    """The best window of a passage, then that of its second best sentence. Nothing for a passage without sentences."""
    wanted = _wanted(claim, source, rarity)
    if not source.readings:
        return
    cosines = source.vectors @ vector
    valued = np.array([_values(claim, source, at) for at in range(len(source.readings))])
    shares = np.array([_share(wanted, *_with_header(source, at)) for at in range(len(source.readings))])
    seen: int | None = None
    for best in np.argsort(-(shares + COSINE_SHARE * cosines + VALUE_SHARE * valued), kind="stable")[:2]:
        first, last = _with_neighbour(wanted, source, int(best), valued=valued)
        if seen is not None and first <= seen <= last:
            # What spoke against the best sentence is not hidden by another beside it.
            return
        seen = int(best)
        reading = _window(source, first, last)
        cosine = float(max(cosines[first : last + 1]))
        inner = source.readings[first : last + 1]
        yield Window(source, first, last, reading, inner, cosine, _share(wanted, reading))


def missing(claim: Reading, window: Window, rarity: Rarity, *, brief: bool = False) -> Iterator[Objection]:
    """Words that are not there: too many, or one that says much. ``brief``: too few words for a cosine to mean much."""
    source, before = window.source, window.first - 1
    if window.row:
        yield from _beside_the_row(claim, window, rarity)
        return
    if window.coverage < LEAST_COVERAGE:
        yield Objection("words")
    near = [window.reading, source.above, *source.readings[max(0, before) : window.first]]
    lost = (token for token, weight in _wanted(claim, source, rarity) if weight > RARE)
    if any(not any(one.holds(token.stem) for one in near) for token in lost):
        yield Objection("rare_word")
    if not brief and window.cosine < LEAST_COSINE:
        yield Objection("meaning")


def _beside_the_row(claim: Reading, window: Window, rarity: Rarity) -> Iterator[Objection]:
    """Cells are terse, so fewer words must be there; but none that is a cell of another row and not of this one."""
    if window.coverage < LEAST_IN_ROW:
        yield Objection("words")
    source = window.source
    others = [one for at, one in enumerate(source.readings) if source.rows[at] and at != window.first]
    for token, _ in _wanted(claim, source, rarity):
        if not window.reading.holds(token.stem) and any(token.stem in other.stems for other in others):
            yield Objection("row")
            return


def _wanted(claim: Reading, source: Source, rarity: Rarity) -> list[tuple[Token, float]]:
    """The words that must be there, with their weights: no names (which have a guard), none of the title."""
    above = source.above.stems
    return [
        (token, rarity.of(token.word)) for token in claim.content if token.kind == "word" and token.stem not in above
    ]


def _share(wanted: list[tuple[Token, float]], *held: Reading) -> float:
    total = sum(weight for _, weight in wanted)
    if not total:
        return 1.0
    return sum(weight for token, weight in wanted if any(one.holds(token.stem) for one in held)) / total


def _values(claim: Reading, source: Source, at: int) -> float:
    """The share of the statement's numbers and moments that a sentence says; of a row its names and codes count too."""
    kinds = ("value", "name") if source.rows[at] else ("value",)
    said = [token for token in claim.tokens if token.kind in kinds]
    held = source.readings[at]
    if not said:
        return 0.0
    bare = {value for quantity in held.quantities for value in quantity.values}
    return sum(token.stem in held.stems or bool(_bare(token, claim) & bare) for token in said) / len(said)


def _bare(token: Token, claim: Reading) -> set[float]:
    """The readings of a quantity without its unit: a cell has none, its header does."""
    return {value for quantity in claim.quantities if quantity.start == token.start for value in quantity.values}


def _window(source: Source, first: int, last: int) -> Reading:
    return joined([*_with_header(source, first), *source.readings[first + 1 : last + 1]])


def _with_header(source: Source, at: int) -> list[Reading]:
    header = source.header(at)
    return [source.readings[at]] if header is None else [header, source.readings[at]]


def _with_neighbour(
    wanted: list[tuple[Token, float]], source: Source, best: int, *, valued: NDArray[np.float64]
) -> tuple[int, int]:
    """A table row stands alone; a sentence may need the one before or after it."""
    if source.rows[best]:
        return best, best
    own = _share(wanted, source.readings[best])
    gains: dict[int, float] = {}
    for at in (best - 1, best + 1):
        if 0 <= at < len(source.readings) and not source.rows[at]:
            words = _share(wanted, source.readings[best], source.readings[at]) - own
            gains[at] = words + VALUE_SHARE * max(0.0, float(valued[at] - valued[best]))
    other = max(gains, key=lambda at: gains[at], default=best)
    if gains.get(other, 0.0) < NEIGHBOUR_ADDS:
        return best, best
    return min(best, other), max(best, other)
