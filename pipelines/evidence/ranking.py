"""The sentence that answers, without a model.

``own + cov_ctx + cos + 2 * S/Smax + kind + heading`` over the sentences of the top eight passages: ``own`` is the
IDF-weighted share of the question's stems in the sentence, ``cov_ctx`` adds what was read before it and the title,
``cos`` is the static cosine, S the passage's fused score. A sentence that holds the kind of thing asked for gains .5
(.8 for prices, spans of time, dates, names). The first sentence beneath a heading that holds the question gains most.
Measured on question sets that nobody tuned to: .38 of the questions right first without headings, kinds and the order
by score, .69 with them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.evidence.kinds import CUES, NEEDED, STRONG, Kind, found, wanted
from pipelines.evidence.lines import Line
from pipelines.evidence.units import PassageUnits, Units
from pipelines.evidence.values import Sentence
from pipelines.evidence.words import Asked
from pipelines.questions import Passage
from pipelines.types import Vector

PASSAGES = 8
QUOTABLE = frozenset({Line.TEXT, Line.ROW})
KIND, STRONG_KIND = 0.5, 0.8
# From which share of the question a heading counts, and what it gives: (from share, times share) for what is right
# beneath it, once for what follows.
HEADED, HEADED_WELL = 0.5, 0.8
FIRST, FIRST_WELL, LATER = 0.9, 1.3, 0.35
PREVIOUS_DOCUMENT = 0.5
HARDLY_WORSE = 0.5


@dataclass(frozen=True, slots=True)
class Query:
    """A question as sentences are held against it.

    ``weights``: IDF by stem, times what the stem counts in the question; ``vector``: static, ``[256]``; ``previous``:
    documents that the answer before was from, where the question points back.
    """

    asked: Asked
    weights: Mapping[str, float]
    vector: Vector
    previous: frozenset[str] = frozenset()

    @property
    def kind(self) -> Kind | None:
        """The kind of thing asked for."""
        return wanted(self.asked.text)


def rank(query: Query, passages: Sequence[Passage], units: PassageUnits) -> list[Sentence]:
    """Sentences of the top passages that may be quoted, best first."""
    best = max((passage.score for passage in passages), default=0.0)
    ranked = [
        sentence
        for passage in passages[:PASSAGES]
        for sentence in _scored(query, passage, units=units.of(passage), best=best)
    ]
    return _offering_first(query, sorted(ranked, key=lambda sentence: -sentence.score))


def _offering_first(query: Query, ranked: list[Sentence]) -> list[Sentence]:
    """Where the best lacks the price, date or number asked for, one that has it and is hardly worse goes first."""
    if not ranked or query.kind not in NEEDED or ranked[0].offered is not False:
        return ranked
    near = (one for one in ranked if one.offered and ranked[0].score - one.score <= HARDLY_WORSE)
    better = next(near, None)
    return ranked if better is None else [better, *(one for one in ranked if one is not better)]


def _scored(query: Query, passage: Passage, *, units: Units, best: float) -> list[Sentence]:
    if not units.texts:
        return []
    base = 2 * passage.score / best if best > 0 else 0.0
    base += PREVIOUS_DOCUMENT if passage.document_id in query.previous else 0.0
    cosines = units.plain @ query.vector, units.titled @ query.vector
    return [
        _sentence(query, passage, units=units, at=at, base=base + float(cosines[0][at]), cosines=cosines[1])
        for at, kind in enumerate(units.kinds)
        if kind in QUOTABLE
    ]


def _sentence(query: Query, passage: Passage, *, units: Units, at: int, base: float, cosines: Vector) -> Sentence:
    """``base``: what of the score is not of words; ``cosines``: of every unit, with the title."""
    weights, text = query.weights, units.texts[at]
    held, read = units.held[at], units.held[at] | units.before[at] | units.above
    own, around = coverage(weights, held), coverage(weights, read)
    kind = query.kind
    offered = None if kind is None else found(kind, query.asked.text, text)
    headed = coverage(weights, units.headed[at])
    near = read | units.headed[at] | (CUES.get(kind, frozenset()) if kind is not None and offered else frozenset())
    pairs = _pairs(query.asked, units)
    start, end = units.spans[at]
    return Sentence(
        passage,
        start,
        end,
        text,
        score=base
        + own
        + around
        + _kind_bonus(kind, offered=offered)
        + _heading_bonus(headed, first=units.first[at], offered=offered),
        coverage=around,
        pairs=around if pairs is None else pairs,
        cosine=float(np.max(cosines)),
        own=own,
        around=coverage(weights, read | units.headed[at]),
        titled=float(cosines[at]),
        headed=headed if units.first[at] else 0.0,
        offered=offered,
        held=held & weights.keys(),
        near=near & weights.keys(),
        read=near,
    )


def _kind_bonus(kind: Kind | None, *, offered: bool | None) -> float:
    if not offered:
        return 0.0
    return STRONG_KIND if kind in STRONG else KIND


def _heading_bonus(headed: float, *, first: bool, offered: bool | None) -> float:
    """What a heading that holds the question gives; not all of it to what lacks the kind of thing asked for."""
    if headed < HEADED:
        return 0.0
    if not first or offered is False:
        return LATER
    return (FIRST_WELL if headed >= HEADED_WELL else FIRST) * headed


def coverage(weights: Mapping[str, float], held: frozenset[str]) -> float:
    """The share in [0, 1] of the weights whose stem is held; 0 without weights."""
    total = sum(weights.values())
    return sum(weight for stem, weight in weights.items() if stem in held) / total if total > 0 else 0.0


def _pairs(question: Asked, units: Units) -> float | None:
    """The share of the question's pairs that stand adjacent in the passage; None when it has no pair."""
    return len(question.pairs & units.pairs) / len(question.pairs) if question.pairs else None
