"""The sentence that answers, without a model.

``own + cov_ctx + cos + 2 * S/Smax + kind + heading`` over the sentences of the top eight passages: ``own`` is the
IDF-weighted share of the question's stems in the sentence, ``cov_ctx`` adds what was read before it and the title,
``cos`` is the static cosine, S the passage's fused score. A sentence that holds the kind of thing asked for gains .5
(.8 for prices, spans of time, dates, names). The first sentence beneath a heading that holds the question gains most.
Measured on question sets that nobody tuned to: .38 of the questions right first without headings, kinds and the order
by score, .69 with them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from pipelines.evidence.compounds import Halves, completed, halves, spelt
from pipelines.evidence.derived import derived
from pipelines.evidence.fitting import needed
from pipelines.evidence.fitting import offered as offers
from pipelines.evidence.kinds import CUES, STRONG, Kind, counted, counted_noun, wanted
from pipelines.evidence.lines import Line, is_record
from pipelines.evidence.names import names_of
from pipelines.evidence.steps import asks_how, tells_how
from pipelines.evidence.tongues.telling import ENGLISH, TONGUES
from pipelines.evidence.units import PassageUnits, Units
from pipelines.evidence.values import Sentence
from pipelines.evidence.words import Asked, generic
from pipelines.questions import Passage
from pipelines.types import Vector

PASSAGES = 8
QUOTABLE = frozenset({Line.TEXT, Line.ROW})
KIND, STRONG_KIND, COUNTED, OTHER_NUMBER = 0.5, 0.8, 1.3, 0.2
# From which share of the question a heading counts, and what it gives: (from share, times share) for what is right
# beneath it, once for what follows.
HEADED, HEADED_WELL = 0.5, 0.8
FIRST, FIRST_WELL, LATER = 0.9, 1.3, 0.35
PREVIOUS_DOCUMENT = 0.5
HARDLY_WORSE = 0.5
# In a conversation: what the question's own words give, what it costs to be said again, and from which share it is.
OWN, AGAIN, SAID = 0.8, 0.5, 0.85
# What a word counts that stands there in other letters.
BY_KIN = 0.8

Kin = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Query:
    """A question as sentences are held against it.

    ``weights``: IDF by stem, times what the stem counts in the question; ``vector``: static, ``[256]``; ``previous``:
    documents that the answer before was from, where the question points back. ``carried`` are stems of the question
    before, which need only stand in the passage: what one goes on asking about is not named again. ``said`` are those
    of the answer before: nobody asks to hear it once more. ``others``: stems that may be meant as well;
    ``halves``: what its words may be made of.
    """

    asked: Asked
    weights: Mapping[str, float]
    vector: Vector
    previous: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    others: Kin = field(default_factory=dict)
    halves: Halves = field(default_factory=dict)

    @property
    def kind(self) -> Kind | None:
        """The kind of thing asked for."""
        return wanted(self.asked.text)

    @property
    def counted(self) -> str | None:
        """The stem of what is counted."""
        noun = counted_noun(self.asked.text)
        return noun if noun in self.weights else None

    @property
    def names_counted(self) -> bool:
        """Whether what is counted is named where it is told: of languages whose other words for it are known."""
        known = TONGUES.get(self.asked.language)
        if self.counted is None or self.asked.language == ENGLISH:
            return self.counted is not None
        known = TONGUES.get(self.asked.language)
        return self.kind is Kind.NUMBER and known is not None and bool(known.alike)

    @property
    def common(self) -> dict[str, str]:
        """The question's words by stem, without names and numbers: nothing else stands for these."""
        names = {one.casefold() for one in names_of(self.asked.text)}
        return {one: word for one, word in self.asked.words.items() if word not in names and one in self.weights}


def rank(query: Query, passages: Sequence[Passage], units: PassageUnits) -> list[Sentence]:
    """Sentences of the top passages that may be quoted, best first."""
    query = replace(query, halves=halves(query.asked))
    best = max((passage.score for passage in passages), default=0.0)
    ranked = [
        sentence for passage in passages[:PASSAGES] for sentence in _scored(query, passage, made=units, best=best)
    ]
    return _offering_first(query, sorted(ranked, key=lambda sentence: -sentence.score))


def _offering_first(query: Query, ranked: list[Sentence]) -> list[Sentence]:
    """Where the best lacks the price, date or number asked for, one that has it and is hardly worse goes first."""
    if not ranked or not needed(query.asked.text) or ranked[0].offered is not False:
        return ranked
    near = (one for one in ranked if one.offered and ranked[0].score - one.score <= HARDLY_WORSE)
    better = next(near, None)
    return ranked if better is None else [better, *(one for one in ranked if one is not better)]


def _scored(query: Query, passage: Passage, *, made: PassageUnits, best: float) -> list[Sentence]:
    units = made.of(passage, query.asked.language)
    if not units.texts:
        return []
    query = replace(query, halves=_merged(query.halves, spelt(query.asked, units.spelled)))
    kin = {**_all_kin(query, units, made), **query.others}
    base = 2 * passage.score / best if best > 0 else 0.0
    base += PREVIOUS_DOCUMENT if passage.document_id in query.previous else 0.0
    cosines = units.plain @ query.vector, units.titled @ query.vector
    return [
        _sentence(query, passage, units=units, at=at, kin=kin, base=base + float(cosines[0][at]), cosines=cosines[1])
        for at, kind in enumerate(units.kinds)
        if kind in QUOTABLE
    ]


def _merged(made: Halves, more: Halves) -> Halves:
    return {**made, **{one: (*made.get(one, ()), *pairs) for one, pairs in more.items()}} if more else made


def _all_kin(query: Query, units: Units, made: PassageUnits) -> Kin:
    """What says the same as the question's words in a passage, and other forms of them."""
    kin, forms = made.kin(query.common, units, query.asked.language), derived(query.asked, units.spelled)
    return {one: kin.get(one, frozenset()) | forms.get(one, frozenset()) for one in kin.keys() | forms.keys()}


def _sentence(
    query: Query, passage: Passage, *, units: Units, at: int, kin: Kin, base: float, cosines: Vector
) -> Sentence:
    """``base``: what of the score is not of words; ``cosines``: of every unit, with the title."""
    weights, text = query.weights, units.texts[at]
    going_on = query.carried & units.spelled.keys()
    held = completed(units.held[at] | going_on, query.halves)
    read = completed(held | units.before[at] | units.above, query.halves)
    own, around = coverage(weights, held, kin), coverage(weights, read, kin)
    row = units.kinds[at] is Line.ROW or is_record(text)
    offered = offers(query.asked.text, text, row=row)
    # What is counted is named where it is counted: that the document is called so says nothing.
    near_by = held | units.before[at] | units.headed[at]
    if query.names_counted and not _counts(query.counted, near_by, kin):
        offered = False
    headed = coverage(weights, completed(units.headed[at], query.halves), kin)
    near = completed(read | units.headed[at], query.halves) | (_cues(query) if offered else frozenset())
    near |= _by_kin(kin, near)
    pairs = _pairs(query.asked, units)
    start, end = units.spans[at]
    return Sentence(
        passage,
        start,
        end,
        text,
        score=base
        + _going_on(query, units.held[at], kin)
        + own
        + around
        + _kind_bonus(query, text, offered=offered)
        + _heading_bonus(headed, first=units.first[at], offered=offered),
        coverage=around,
        pairs=around if pairs is None else pairs,
        cosine=float(np.max(cosines)),
        own=own,
        around=coverage(weights, completed(read | units.headed[at], query.halves), kin),
        titled=float(cosines[at]),
        headed=headed if units.first[at] else 0.0,
        offered=offered,
        row=row,
        held=(held | _by_kin(kin, held)) & weights.keys(),
        near=near & weights.keys(),
        read=near,
        beside=near_by | _by_kin(kin, near_by),
    )


def _counts(counted: str | None, near_by: frozenset[str], kin: Kin) -> bool:
    return counted is not None and not near_by.isdisjoint((counted, *kin.get(counted, ())))


def _cues(query: Query) -> frozenset[str]:
    """Words that ask for a kind of thing."""
    if query.asked.language != ENGLISH:
        return generic(query.asked.language)
    return CUES.get(query.kind, frozenset()) if query.kind is not None else frozenset()


def _going_on(query: Query, held: frozenset[str], kin: Kin) -> float:
    """What a sentence gains in a conversation: by the question's own words, and by not having been said already."""
    if not query.carried:
        return 0.0
    own = {one: weight for one, weight in query.weights.items() if one not in query.carried}
    told = {one for one in held if one in query.said}
    again = bool(query.said) and len(told) >= SAID * len(held) and coverage(own, held, kin) < 1
    return OWN * coverage(own, held, kin) - (AGAIN if again else 0.0)


def _kind_bonus(query: Query, text: str, *, offered: bool | None) -> float:
    """What a sentence gains that holds the kind of thing asked for. Of "how many" most where it counts those, and
    little where it counts something else. How something is done is told by a sentence, not by a row.
    """
    if asks_how(query.asked.text):
        told = tells_how(text)
        return -KIND if told is None else KIND * told
    if not offered:
        return 0.0
    if query.kind is Kind.NUMBER and counted_noun(query.asked.text):
        return COUNTED if counted(query.asked.text, text) else OTHER_NUMBER
    return STRONG_KIND if query.kind in STRONG else KIND


def _heading_bonus(headed: float, *, first: bool, offered: bool | None) -> float:
    """What a heading that holds the question gives; not all of it to what lacks the kind of thing asked for."""
    if headed < HEADED:
        return 0.0
    if not first or offered is False:
        return LATER
    return (FIRST_WELL if headed >= HEADED_WELL else FIRST) * headed


def coverage(weights: Mapping[str, float], held: frozenset[str], kin: Kin = MappingProxyType({})) -> float:
    """The share in [0, 1] of the weights whose stem is held; 0 without weights. What is held by kin counts less."""
    total = sum(weights.values())
    if total <= 0:
        return 0.0
    others = _by_kin(kin, held) - held
    return sum(w * (1.0 if one in held else BY_KIN if one in others else 0.0) for one, w in weights.items()) / total


def _by_kin(kin: Kin, held: frozenset[str]) -> frozenset[str]:
    """Stems of the question of which kin is held."""
    return frozenset(one for one, others in kin.items() if others & held)


def _pairs(question: Asked, units: Units) -> float | None:
    """The share of the question's pairs that stand adjacent in the passage; None when it has no pair."""
    return len(question.pairs & units.pairs) / len(question.pairs) if question.pairs else None
