"""The sentences that come closest to answering, and how sure an answer may be."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog
from haystack import component

from pipelines.answer.privacy_filter import citable
from pipelines.assembly.parts import WithParts
from pipelines.embedding.protocol import Embedder
from pipelines.errors import IndexTimeout, IndexUnavailable
from pipelines.evidence.confidence import Judged, band, judge
from pipelines.evidence.followup import Standalone, alone, own_share
from pipelines.evidence.ranking import Query, rank
from pipelines.evidence.terms import TermWeights
from pipelines.evidence.units import PassageUnits
from pipelines.evidence.values import Band, Evidence, Sentence
from pipelines.evidence.words import Asked, asked, content_stems, language_for, stems
from pipelines.questions import Passages, Question
from pipelines.types import Degradation

# So many characters of the answer before are looked at.
SAID = 2_000
NOTHING: frozenset[str] = frozenset()
log = structlog.get_logger()


@component
class Confidence(WithParts):
    """Ranks the sentences of the first eight passages and judges them by absolute evidence: cosines, shares of the
    question's words and pairs, what stands nowhere. The three bands are set by ``question.min_confidence``.
    """

    PARTS = ("terms", "static", "units")
    computes = True

    def __init__(self, terms: TermWeights, static: Embedder, units: PassageUnits) -> None:
        self.terms = terms
        self.static = static
        self.units = units

    @component.output_types(evidence=Evidence)
    def run(
        self, *, passages: Passages, question: Question, text: str, standalone: Standalone | None = None
    ) -> dict[str, Any]:
        """``text``: what was searched; ``standalone``: how it came from what was typed."""
        turned = standalone or alone(text)
        searched = text if text.split() != question.text.split() else None
        # A question without a word of its own ("Why?") has nothing that could be found.
        language = language_for(text, (one.language for one in passages.items))
        if not passages.items or not content_stems(text, language):
            return {"evidence": _foreign(Evidence((), 0.0, Band.NOTHING, searched=searched), turned)}
        content = asked(text, language)
        weights, degraded = self._weights(question, content, turned)
        previous = turned.documents(passages.items)
        vector = self.static.embed_question(text.lower())
        carried = frozenset(turned.shares())
        said = frozenset(stems(turned.said[:SAID], language)) if turned.carried else NOTHING
        query = Query(content, weights, vector, previous=previous, carried=carried, said=said, others=turned.others)
        sentences = rank(query, passages.items, self.units)
        judged = judge(content, sentences, weights)
        near = sentences[0].near if sentences else frozenset[str]()
        judged = replace(judged, probability=judged.probability * own_share(turned, near, weights))
        made = _evidence(sentences, judged, question, weights=weights, searched=searched, degraded=degraded)
        return {"evidence": _foreign(made, turned)}

    def _weights(
        self, question: Question, content: Asked, turned: Standalone
    ) -> tuple[Mapping[str, float], tuple[Degradation, ...]]:
        scope = citable(question.scope, question.visibility)
        degraded: tuple[Degradation, ...] = ()
        try:
            idf = self.terms.idf(scope, list(content.words.values()))
        except (IndexUnavailable, IndexTimeout) as failed:
            log.warning("term_counts_unavailable", code=failed.code)
            idf, degraded = dict.fromkeys(content.words.values(), 1.0), ("index",)
        # Of a follow-up its own words are what is asked, however little they say.
        own = dict.fromkeys(content.words, 1.0) if turned.carried else content.share
        share = {**own, **turned.shares()}
        return {stem: idf[word] * share.get(stem, 1.0) for stem, word in content.words.items()}, degraded


def _foreign(made: Evidence, turned: Standalone) -> Evidence:
    return replace(made, foreign=turned.foreign, languages=turned.languages)


def _evidence(
    sentences: Sequence[Sentence],
    judged: Judged,
    question: Question,
    *,
    weights: Mapping[str, float],
    searched: str | None,
    degraded: tuple[Degradation, ...],
) -> Evidence:
    return Evidence(
        tuple(sentences),
        judged.probability,
        band(judged.probability, question.min_confidence),
        degraded,
        weights=weights,
        reasons=judged.reasons,
        missing=judged.missing,
        searched=searched,
    )
