"""The sentences that come closest to answering, and how sure an answer may be."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from haystack import component

from pipelines.answer.privacy_filter import citable
from pipelines.assembly.parts import WithParts
from pipelines.embedding.protocol import Embedder
from pipelines.errors import IndexTimeout, IndexUnavailable
from pipelines.evidence.confidence import band, confidence
from pipelines.evidence.ranking import coverage, rank
from pipelines.evidence.terms import TermWeights
from pipelines.evidence.units import PassageUnits
from pipelines.evidence.values import Band, Evidence, Sentence
from pipelines.evidence.words import Asked, asked, content_stems
from pipelines.questions import Passages, Question
from pipelines.types import Degradation

log = structlog.get_logger()


@component
class Confidence(WithParts):
    """Ranks the sentences of the first five passages and judges them by absolute evidence: cosine, share of the
    question's words and of its word pairs. The three bands are set by ``question.min_confidence``.
    """

    PARTS = ("terms", "static", "units")

    def __init__(self, terms: TermWeights, static: Embedder, units: PassageUnits) -> None:
        self.terms = terms
        self.static = static
        self.units = units

    @component.output_types(evidence=Evidence)
    def run(self, passages: Passages, question: Question, text: str) -> dict[str, Any]:
        """``text``: the standalone question."""
        # A question without a word of its own ("Why?") has nothing that could be found.
        if not passages.items or not content_stems(text):
            return {"evidence": Evidence((), 0.0, Band.NOTHING)}
        content = asked(text)
        weights, degraded = self._weights(question, content)
        sentences = rank(
            content,
            passages.items,
            weights=weights,
            vector=self.static.embed_question(text),
            units=self.units,
        )
        sure = confidence(sentences) * _own_share(question.text, text, sentences=sentences, weights=weights)
        return {"evidence": Evidence(tuple(sentences), sure, band(sure, question.min_confidence), degraded)}

    def _weights(self, question: Question, content: Asked) -> tuple[Mapping[str, float], tuple[Degradation, ...]]:
        scope = citable(question.scope, question.visibility)
        try:
            idf = self.terms.idf(scope, list(content.words.values()))
        except (IndexUnavailable, IndexTimeout) as failed:
            log.warning("term_counts_unavailable", code=failed.code)
            return dict.fromkeys(content.words, 1.0), ("index",)
        return {stem: idf[word] for stem, word in content.words.items()}, ()


def _own_share(question: str, text: str, *, sentences: Sequence[Sentence], weights: Mapping[str, float]) -> float:
    """How much of a follow-up's own words the best passage holds: the words borrowed from the question before it
    would else vouch for any answer. 1 for a question that stands alone or has no words of its own.
    """
    own = {stem: weights[stem] for stem in content_stems(question) if stem in weights}
    if text == question or not text.startswith(question) or not own or not sentences:
        return 1.0
    passage = sentences[0].passage
    held = content_stems("\n".join((passage.title, *passage.heading, passage.text)))
    return coverage(own, held)
