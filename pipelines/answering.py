"""Questions in, answers with proven citations out: as a whole, or heard while they are made."""

from collections.abc import Mapping
from threading import Event
from typing import Any

from pipelines.answer_resources import AnswerResources
from pipelines.asking import Answer, Gap, Passages, Question
from pipelines.components.privacy_filter import PrivacyFilter, citable
from pipelines.components.question_embedder import QuestionEmbedder
from pipelines.components.retriever import Retriever
from pipelines.evidence.writer import AnswerWriter, Sink
from pipelines.index.protocol import Index
from pipelines.query import build_query_pipeline
from pipelines.settings import PipelineSettings
from pipelines.storage import Storage
from pipelines.types import Scope, Visibility
from pipelines.wording import NO_SOURCES


class Answerer:
    """Answers questions from one index. Thread-safe: one instance serves all threads of a process.

    Without a chat model the answer is extractive; that is the default, not a degradation. Index and storage belong to
    the caller and stay open after ``close``.
    """

    def __init__(self, settings: PipelineSettings, *, index: Index, storage: Storage) -> None:
        self._resources = AnswerResources(settings, index=index, storage=storage)
        self._pipeline = build_query_pipeline(self._resources)
        self._has_model = settings.has_model
        self._embedder = QuestionEmbedder(self._resources)
        self._retriever = Retriever(self._resources)
        self._privacy = PrivacyFilter(self._resources)
        self._resources.warm_up()
        self._pipeline.warm_up()

    def answer(self, question: Question, sink: Sink | None = None, stop: Event | None = None) -> Answer:
        """The answer, made in the caller's thread; ``sink`` hears tokens and citations while it is made.

        The tokens put together equal ``Answer.content``; a citation comes right before its mark. After ``stop`` is set
        nothing more is said: the answer is ``stopped`` and holds what was said so far. Never raises for an index,
        embedder or model that is away: ``degraded`` says so. When a model breaks off after it has begun to speak, what
        was said stays and the answer ends there, labelled ``degraded: llm``; before that the fallback answers.
        """
        writer = AnswerWriter(sink, stop=stop)
        return writer.finish(self._made(question, writer))

    def search(
        self,
        query: str,
        scope: Scope,
        visibility: Mapping[str, Visibility],
        *,
        k: int,
        alpha: float | None = None,
    ) -> Passages:
        """The best k passages of the sources that may be quoted, best first; ``degraded`` says what was missing."""
        question = Question(query, scope, visibility, top_k=k, alpha=alpha)
        if not citable(scope, visibility).source_ids:
            return Passages()
        embedded = self._embedder.run(text=query)
        found = self._retriever.run(question=question, text=query, **embedded)["passages"]
        passages: Passages = self._privacy.run(passages=found, question=question)["passages"]
        return passages

    def close(self) -> None:
        """Close the model provider's connections."""
        self._resources.close()

    def _made(self, question: Question, writer: AnswerWriter) -> Answer:
        if not citable(question.scope, question.visibility).source_ids:
            return Answer(NO_SOURCES, "extractive", answered=False, confidence=0.0, gap=Gap(question.text, 0.0))
        result = self._pipeline.run(_inputs(question, writer, has_model=self._has_model))
        answer: Answer | None = result.get("citations", {}).get("answer")
        if answer is None:
            # A component that gives the wrong key only logs a line, and what follows it never runs.
            raise RuntimeError("The query pipeline ended without an answer.")
        return answer


def _inputs(question: Question, writer: AnswerWriter, *, has_model: bool) -> dict[str, Any]:
    both = {"question": question, "writer": writer}
    inputs: dict[str, Any] = {
        "rewriter": both,
        "retriever": {"question": question},
        "privacy": {"question": question},
        "confidence": {"question": question},
        "generator": both if has_model else {"writer": writer},
        "citations": both,
    }
    if has_model:
        inputs["prompt"] = {"question": question}
    return inputs
