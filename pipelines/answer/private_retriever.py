"""Passages of private sources, found apart: they may inform a model and nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from haystack import component

from pipelines.answer.privacy.probing import probes
from pipelines.answer.privacy_filter import private
from pipelines.answer.retriever import Retriever
from pipelines.assembly.parts import WithParts
from pipelines.embedding.live import LiveEmbedder
from pipelines.evidence.scoring import WordScores
from pipelines.evidence.units import PassageUnits
from pipelines.index.protocol import Index
from pipelines.questions import Passages, Question
from pipelines.types import Vector, Visibility

MOST, NEAR = 4, 0.25


@component
class PrivateRetriever(WithParts):
    """The best ``most`` passages of the sources that may inform and not be quoted. None for a question that asks how
    something is written: that informs of no subject.

    An index that does not answer is told by the ``Retriever`` beside it; here nothing is found then.
    """

    PARTS = ("index", "units", "embedder", "scores")
    VALUES = ("most",)

    def __init__(
        self, index: Index, units: PassageUnits, *, embedder: LiveEmbedder, scores: WordScores, most: int = MOST
    ) -> None:
        self.index = index
        self.units = units
        self.embedder = embedder
        self.scores = scores
        self.most = most
        self.computes = bool(getattr(index, "computes", False))
        self._retriever = Retriever(index, units, embedder=embedder, scores=scores)

    @component.output_types(passages=Passages)
    def run(self, *, question: Question, text: str, vector: Vector | None = None, space: str = "") -> dict[str, Any]:
        """``text``, ``vector`` and ``space`` as the ``Retriever`` has them."""
        scope = private(question.scope, question.visibility)
        if not scope.source_ids or probes(f"{question.whole} {text}"):
            return {"passages": Passages()}
        seen: Mapping[str, Visibility] = dict.fromkeys(scope.source_ids, Visibility.CITABLE)
        asked = replace(question, scope=scope, visibility=seen, top_k=self.most)
        found: Passages = self._retriever.run(question=asked, text=text, vector=vector, space=space)["passages"]
        return {"passages": Passages(tuple(one for one in found.items if _beside(one.bm25, one.cosine)))}


def _beside(bm25: float | None, cosine: float | None) -> bool:
    """Whether words found it, or it is near: one that is merely the least far informs nobody."""
    return bm25 is not None or (cosine is not None and cosine >= NEAR)
