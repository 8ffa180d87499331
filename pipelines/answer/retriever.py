"""Hybrid retrieval: ``Index.search`` inside a scope, as passages."""

from dataclasses import dataclass, replace
from typing import Any

import structlog
from haystack import component

from pipelines.answer.privacy_filter import citable
from pipelines.assembly.parts import WithParts
from pipelines.embedding.live import LiveEmbedder
from pipelines.errors import EmbedderUnavailable, IndexMismatch, IndexTimeout, IndexUnavailable
from pipelines.evidence.refining import ALPHA, NOTHING, Nearness, held_back, refine
from pipelines.evidence.scoring import WordScores
from pipelines.evidence.units import PassageUnits
from pipelines.index.protocol import Index
from pipelines.index.question import asked_in
from pipelines.index.result import Result
from pipelines.questions import Passage, Passages, Question
from pipelines.text.analyzer import words
from pipelines.text.languages import is_foreign
from pipelines.text.turns import straight
from pipelines.types import Degradation, Fusion, Hit, Scope, Vector

# So many candidates are put in order; the kind of embedder whose vectors are static.
DEPTH, STATIC = 60, "wordllama"
# A reranker is given so many times as many passages as are wanted.
RERANKED_TIMES = 4

log = structlog.get_logger()


@component
class Retriever(WithParts):
    """The best ``question.top_k`` passages of the sources that may be quoted. There is no retrieval without a scope.

    What the index found is scored by its words and refined (see ``scoring`` and ``refining``). An index that does not
    answer gives no passages and says so in ``degraded``. A vector that is for another index (the live one was swapped a
    moment ago) is made again; one that cannot be is left out: words still find.
    """

    PARTS = ("index", "units", "embedder", "scores")
    VALUES = ("times",)

    def __init__(
        self, index: Index, units: PassageUnits, *, embedder: LiveEmbedder, scores: WordScores, times: int = 1
    ) -> None:
        """``times``: so many times as many passages as are wanted, for what chooses among them; the best first."""
        self.index = index
        self.units = units
        self.embedder = embedder
        self.scores = scores
        self.times = times
        self.computes = bool(getattr(index, "computes", False))

    @component.output_types(passages=Passages)
    def run(
        self,
        *,
        question: Question,
        text: str,
        vector: Vector | None = None,
        degraded: tuple[Degradation, ...] = (),
        space: str = "",
    ) -> dict[str, Any]:
        """``text``: the standalone question; ``vector`` ``[dimensions]``, for the index of the fingerprint ``space``;
        ``degraded``: what was missing before.
        """
        try:
            found = self._search(question, text, vector=vector, space=space)
        except IndexMismatch as stale:
            log.warning("question_vector_does_not_fit", reason=stale.message)
            found = self._again(question, text) if space else self._by_words(question, text)
        except (IndexUnavailable, IndexTimeout) as failed:
            log.warning("index_unavailable", code=failed.code, reason=failed.message)
            # Without an index nothing else is missing.
            return {"passages": Passages(degraded=("index",))}
        return {"passages": replace(found, degraded=tuple(dict.fromkeys((*degraded, *found.degraded))))}

    def _again(self, question: Question, text: str) -> Passages:
        """With a vector for the index that answers now."""
        try:
            space, embedder = self.embedder.asked()
            return self._search(question, text, vector=embedder.embed_question(text.lower()), space=space)
        except (EmbedderUnavailable, IndexMismatch):
            return self._by_words(question, text)

    def _by_words(self, question: Question, text: str) -> Passages:
        try:
            found = self._search(question, text, vector=None)
        except (IndexUnavailable, IndexTimeout, IndexMismatch):
            return Passages(degraded=("index",))
        return replace(found, degraded=("embedder", *found.degraded))

    def _weighed(self, fusion: Fusion, text: str, scope: Scope) -> Fusion:
        """With the languages that the embedder knows; words alone decide where the question is in another one."""
        known = self.embedder.languages()
        if known is None:
            return fusion
        asked = asked_in(words(text), text, self.index.spoken(scope))
        return replace(fusion, languages=known, alpha=0.0 if is_foreign(asked, known) else fusion.alpha)

    def _search(self, question: Question, text: str, *, vector: Vector | None, space: str = "") -> Passages:
        scope = citable(question.scope, question.visibility)
        if not scope.source_ids:
            return Passages()
        fusion, depth = Fusion(alpha=question.alpha), max(DEPTH, question.top_k)
        if vector is not None:
            fusion = self._weighed(fusion, text, scope)
        result = self.index.search(scope, text, vector, k=depth, fusion=fusion)
        if vector is not None and space and result.spec is not None and result.spec.fingerprint != space:
            raise IndexMismatch(f"Embedded for the index {space!r}; {result.spec.fingerprint!r} answered.")
        sought = Sought(scope, text, vector, alpha=fusion.alpha, known=fusion.languages)
        found = refined(result, sought, units=self.units, scores=self.scores)
        kept = held_back(found[: 2 * question.top_k], self.units)
        # The first are the same, however many are wanted of the others.
        times = self.times if question.reranker is None else max(self.times, RERANKED_TIMES)
        more = [*kept, *found[2 * question.top_k :]] if times > 1 else kept
        return Passages(tuple(more[: times * question.top_k]), result.degraded)


@dataclass(frozen=True, slots=True)
class Sought:
    """What the index was asked: ``vector`` ``[dimensions]`` or None; ``alpha`` where somebody chose it; ``known``: the
    languages that the embedder knows, None: every one.
    """

    scope: Scope
    text: str
    vector: Vector | None
    alpha: float | None = None
    known: frozenset[str] | None = None


def refined(result: Result, sought: Sought, *, units: PassageUnits, scores: WordScores) -> list[Passage]:
    """What the index found, in a better order. Where words cannot be counted, its own scores of them stay."""
    found, spec = [passage_of(hit) for hit in result.hits], result.spec
    if spec is None or sought.vector is None or result.vectors is None:
        return found
    words = None
    try:
        words = scores.of(found, sought.text, sought.scope, analyzer=spec.analyzer)
    except (IndexUnavailable, IndexTimeout) as failed:
        log.warning("term_counts_unavailable", code=failed.code)
    if spec.embedder.get("kind") == STATIC:
        near = Nearness(ALPHA, NOTHING, units.whole(found), sought.vector)
    else:
        near = Nearness(spec.alpha, result.floor, result.vectors)
    alpha = near.alpha if sought.alpha is None else sought.alpha
    near = replace(near, alpha=alpha, known=sought.known)
    return refine(found, near, units, words=words)


def passage_of(hit: Hit) -> Passage:
    """A hit as what is handed on."""
    chunk = hit.chunk
    return Passage(
        document_id=chunk.document_id,
        version=chunk.version,
        source_id=chunk.source_id,
        org_id=chunk.org_id,
        title=straight(hit.document.title),
        uri=hit.document.uri,
        heading=tuple(map(straight, chunk.heading)),
        page=chunk.page,
        start=chunk.start,
        end=chunk.end,
        text=chunk.text,
        score=hit.fused,
        bm25=hit.bm25,
        cosine=hit.cosine,
        context=chunk.context,
        language=chunk.language,
    )
