"""A second look at what retrieval found: the passages that answer come first. Optional."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import structlog
from haystack import component

from pipelines.answer.writer import AnswerWriter
from pipelines.assembly.parts import WithParts
from pipelines.assembly.reranking import Rerankers
from pipelines.errors import RerankerUnavailable
from pipelines.providers.failures import Stopped
from pipelines.questions import Passage, Passages, Question

log = structlog.get_logger()


@component
class Reranker(WithParts):
    """The best ``question.top_k`` passages, in the order of their scores; those that got none keep theirs behind.

    Without a reranker, the question's or the installation's, the passages stay as they are; where it fails or is late
    they do, too, and ``degraded`` says so.
    """

    PARTS = ("reranker",)

    def __init__(self, reranker: Rerankers) -> None:
        self.reranker = reranker

    @component.output_types(passages=Passages)
    def run(self, *, passages: Passages, text: str, question: Question, writer: AnswerWriter) -> dict[str, Any]:
        """``text``: the standalone question."""
        items, degraded = passages.items, passages.degraded
        if len(items) > 1 and self.reranker.ranks(question):
            try:
                scores = self.reranker.scores(question, text, texts=[one.said for one in items], reader=writer)
                items = self._ordered(items, scores)
            except RerankerUnavailable as failed:
                log.warning("reranker_unavailable", reason=failed.message)
                degraded = tuple(dict.fromkeys((*degraded, "reranker")))
            except Stopped:
                pass
        return {"passages": Passages(items[: question.top_k], degraded)}

    @staticmethod
    def _ordered(items: Sequence[Passage], scores: Sequence[float | None]) -> tuple[Passage, ...]:
        told = [(score, at) for at, score in enumerate(scores) if score is not None]
        first = [at for _, at in sorted(told, key=lambda one: (-one[0], one[1]))]
        order = [*first, *(at for at in range(len(items)) if at not in set(first))]
        marked = [
            one if (score := scores[at]) is None else replace(one, extra={**one.extra, "reranker": score})
            for at, one in enumerate(items)
        ]
        return tuple(marked[at] for at in order)
