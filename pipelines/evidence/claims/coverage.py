"""Where in a passage a statement may stand, and whether its words stand there."""

from collections.abc import Iterator

import numpy as np

from pipelines.evidence.claims.guards import Objection, Window
from pipelines.evidence.claims.rarity import Rarity
from pipelines.evidence.claims.reading import Reading, Token, joined
from pipelines.evidence.claims.source import Source
from pipelines.types import Vector

LEAST_COVERAGE, LEAST_COSINE = 0.75, 0.35
NEIGHBOUR_ADDS = 0.12
COSINE_SHARE = 0.5
# A word heavier than this must be there.
RARE = 5.5


def windows(claim: Reading, source: Source, vector: Vector, rarity: Rarity) -> Iterator[Window]:
    """The best window of a passage, then that of its second best sentence. Nothing for a passage without sentences."""
    wanted = _wanted(claim, source, rarity)
    if not source.readings:
        return
    cosines = source.vectors @ vector
    shares = np.array([_share(wanted, reading) for reading in source.readings])
    seen: int | None = None
    for best in np.argsort(-(shares + COSINE_SHARE * cosines), kind="stable")[:2]:
        first, last = _with_neighbour(wanted, source, int(best))
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
    if window.coverage < LEAST_COVERAGE:
        yield Objection("words")
    source, before = window.source, window.first - 1
    near = [window.reading, source.above, *source.readings[max(0, before) : window.first]]
    lost = (token for token, weight in _wanted(claim, source, rarity) if weight > RARE)
    if any(not any(one.holds(token.stem) for one in near) for token in lost):
        yield Objection("rare_word")
    if not brief and window.cosine < LEAST_COSINE:
        yield Objection("meaning")


def _wanted(claim: Reading, source: Source, rarity: Rarity) -> list[tuple[Token, float]]:
    """The words that must be there, with their weights: no names (they have a guard of their own), none of the title."""
    above = source.above.stems
    return [
        (token, rarity.of(token.word)) for token in claim.content if token.kind == "word" and token.stem not in above
    ]


def _share(wanted: list[tuple[Token, float]], *held: Reading) -> float:
    total = sum(weight for _, weight in wanted)
    if not total:
        return 1.0
    return sum(weight for token, weight in wanted if any(one.holds(token.stem) for one in held)) / total


def _window(source: Source, first: int, last: int) -> Reading:
    header = source.header(first)
    inner = source.readings[first : last + 1]
    return joined([header, *inner] if header is not None else inner)


def _with_neighbour(wanted: list[tuple[Token, float]], source: Source, best: int) -> tuple[int, int]:
    """A table row stands alone; a sentence may need the one before or after it."""
    if source.rows[best]:
        return best, best
    own = _share(wanted, source.readings[best])
    gains: dict[int, float] = {}
    for at in (best - 1, best + 1):
        if 0 <= at < len(source.readings) and not source.rows[at]:
            gains[at] = _share(wanted, source.readings[best], source.readings[at]) - own
    other = max(gains, key=lambda at: gains[at], default=best)
    if gains.get(other, 0.0) < NEIGHBOUR_ADDS:
        return best, best
    return min(best, other), max(best, other)
