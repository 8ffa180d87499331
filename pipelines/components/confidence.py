"""The sentences that come closest to answering, and how sure an answer may be."""

from collections.abc import Mapping
from typing import Any

import structlog
from haystack import component

from pipelines.asking import Passages, Question
from pipelines.components.answering import AnswerComponent
from pipelines.components.privacy_filter import citable
from pipelines.errors import IndexTimeout, IndexUnavailable
from pipelines.evidence.confidence import band, confidence
from pipelines.evidence.ranking import rank
from pipelines.evidence.values import Band, Evidence
from pipelines.evidence.words import Asked, asked
from pipelines.types import Degradation

log = structlog.get_logger()


@component
class Confidence(AnswerComponent):
    """Ranks the sentences of the first five passages and judges them by absolute evidence: cosine, share of the
    question's words and of its word pairs. The three bands are set by ``question.min_confidence``.
    """

    @component.output_types(evidence=Evidence)
    def run(self, passages: Passages, question: Question, text: str) -> dict[str, Any]:
        """``text``: the standalone question."""
        if not passages.items:
            return {"evidence": Evidence((), 0.0, Band.NOTHING)}
        content = asked(text)
        weights, degraded = self._weights(question, content)
        sentences = rank(
            content,
            passages.items,
            weights=weights,
            vector=self.resources.static.embed_question(text),
            units=self.resources.units,
        )
        sure = confidence(sentences)
        return {"evidence": Evidence(tuple(sentences), sure, band(sure, question.min_confidence), degraded)}

    def _weights(self, question: Question, content: Asked) -> tuple[Mapping[str, float], tuple[Degradation, ...]]:
        scope = citable(question.scope, question.visibility)
        try:
            idf = self.resources.terms.idf(scope, list(content.words.values()))
        except (IndexUnavailable, IndexTimeout) as failed:
            log.warning("term_counts_unavailable", code=failed.code)
            return dict.fromkeys(content.words, 1.0), ("index",)
        return {stem: idf[word] for stem, word in content.words.items()}, ()
