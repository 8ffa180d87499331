"""Questions in, answers with proven citations out: as a whole, or heard while they are made."""

import re
from dataclasses import replace
from functools import cached_property
from threading import Event
from typing import Any

import structlog

from pipelines.answer.desk import Desk
from pipelines.answer.discretion import Discretion
from pipelines.answer.overviewer import Overviewer
from pipelines.answer.pipeline import ANSWER, FOUND, inputs_of, read_query_pipeline, retrieval_of, takers
from pipelines.answer.privacy_filter import citable, private
from pipelines.answer.summarizer import Summarizer
from pipelines.answer.tracing import TOLD, trace_of
from pipelines.answer.veil import veil_for
from pipelines.answer.wording import no_sources
from pipelines.answer.writer import AnswerWriter, Sink
from pipelines.assembly.installation import Installation
from pipelines.assembly.pipeline import Pipeline, computing_for, timed
from pipelines.caching.shelf import Shelf
from pipelines.evidence.tongues.telling import tongue_of
from pipelines.index.protocol import Index
from pipelines.metrics import track_metric
from pipelines.metrics.names import OTHER, STEPS, WITHHELD
from pipelines.outbound.guard import Outbound
from pipelines.providers.shared_state import Link
from pipelines.questions import Answer, Gap, Passage, Passages, Question
from pipelines.settings import PipelineSettings
from pipelines.storage.blobs import Storage
from pipelines.structure.places import place_at
from pipelines.traces import Step
from pipelines.types import Vector

log = structlog.get_logger()

# Signs that nobody typed on purpose; line ends and tabs are space like any other.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class Answerer:
    """Answers questions from one index. Thread-safe: one instance serves all threads of a process.

    Without a chat model the answer is extractive; that is the default, not a degradation. Index and storage belong to
    the caller and stay open after ``close``.
    """

    def __init__(
        self,
        settings: PipelineSettings,
        *,
        index: Index,
        storage: Storage,
        questions: Shelf[Vector] | None = None,
        link: Link | None = None,
        outbound: Outbound | None = None,
    ) -> None:
        """``questions``: where their vectors are kept; ``link``: the Redis of the installation; ``outbound``: the guard
        of the program that this is part of.
        """
        self._open(
            Installation(settings, index=index, storage=storage, questions=questions, link=link, outbound=outbound)
        )

    def _open(self, installation: Installation) -> None:
        self._installation = installation
        self._installation.warm_up()
        self._pipeline = read_query_pipeline(self._installation)
        self._retrieval = retrieval_of(self._pipeline, self._installation)
        self._takers = {id(one): takers(one) for one in (self._pipeline, self._retrieval)}
        self._desk, self._summarizer = Desk(installation.index), Summarizer(installation)
        self._pipeline.warm_up()
        self._retrieval.warm_up()

    def answer(self, question: Question, sink: Sink | None = None, stop: Event | None = None) -> Answer:
        """The answer, made in the caller's thread; ``sink`` hears tokens and citations while it is made.

        The tokens put together equal ``Answer.content``; a citation comes right before its mark. After ``stop`` is set
        nothing more is said: the answer is ``stopped`` and holds what was said so far. Never raises for an index,
        embedder or model that is away: ``degraded`` says so. When a model breaks off after it has begun to speak, what
        was said stays and the answer ends there, labelled ``degraded: llm``; before that the fallback answers.
        """
        if question.endpoints and self._installation.models is None:
            return self._with_models.answer(question, sink, stop)
        veil = veil_for(question)
        discretion = Discretion(question, sink)
        writer = AnswerWriter(discretion.sink, stop=stop, veil=veil)
        told: dict[str, Any] = {}
        with timed() as taken:
            answer = writer.finish(self._made(question, writer, told))
        for name, seconds in taken:
            track_metric("answer_step_seconds", seconds, step=name if name in STEPS else OTHER)
        steps = [Step(name, round(seconds * 1000, 1)) for name, seconds in taken]
        trace = trace_of(question, answer, outputs=told, steps=steps, model=self._model(question))
        answer = discretion.finish(replace(answer, trace=trace, spent=tuple(writer.spent)), veil)
        if answer.withheld:
            # For whoever audits: how much of which kind. Whose answer it was stands in the line's context.
            log.info("answer_withheld", kinds=dict(answer.withheld), mode=answer.mode)
        for kind, times in answer.withheld.items():
            track_metric("withheld", times, kind=kind if kind in WITHHELD else OTHER)
        return answer

    def search(self, question: Question) -> Passages:
        """The best ``top_k`` passages of the sources that may be quoted, with their places, best first; ``degraded``
        says what was missing.
        """
        if not citable(question.scope, question.visibility).source_ids:
            return Passages()
        found: Passages = self._run(self._retrieval, FOUND, question=question.brief(), writer=AnswerWriter())
        return replace(found, items=tuple(map(self._placed, found.items)))

    @cached_property
    def overviews(self) -> Overviewer:
        """Documents in short. Questions that they offer are tried without a model, whatever answers here."""
        return Overviewer(self._installation, self._quoted)

    def _quoted(self, question: Question) -> Answer:
        return self._without_model.answer(replace(question, endpoints=()))

    @cached_property
    def _without_model(self) -> "Answerer":
        if self._installation.models is None:
            return self
        quoting = object.__new__(Answerer)
        quoting._open(self._installation.without_models())
        return quoting

    @cached_property
    def _with_models(self) -> "Answerer":
        modelled = object.__new__(Answerer)
        modelled._open(self._installation.with_models())
        return modelled

    def close(self) -> None:
        """Close the model provider's connections."""
        self._installation.close()

    def _placed(self, passage: Passage) -> Passage:
        """With its place; without one where its text is gone."""
        where = {"org_id": passage.org_id, "document_id": passage.document_id, "version": passage.version}
        text = self._installation.texts.get(**where)
        return passage if text is None else replace(passage, place=place_at(text, passage.start))

    def _model(self, question: Question) -> str | None:
        models = self._installation.models
        return None if models is None else models.order(question)[0].model

    def _made(self, question: Question, writer: AnswerWriter, told: dict[str, Any]) -> Answer:
        """``told`` gets what the components of ``TOLD`` gave."""
        question = replace(question, text=_CONTROL.sub(" ", question.text)).brief()
        if (said := self._desk.answer(question)) is not None:
            return said
        if not self._reachable(question):
            language = tongue_of(question.text)
            gap = Gap(question.whole, 0.0)
            return Answer(
                no_sources(language), "extractive", answered=False, confidence=0.0, gap=gap, language=language
            )
        if (summed := self._summarizer.answer(question, writer)) is not None:
            return summed
        answer: Answer = self._run(self._pipeline, ANSWER, told=told, question=question, writer=writer)
        # Two calls of a model at most: with history, one of them has made the question stand alone.
        if answer.finish == "no_answer" and writer.suggested and not question.history and not writer.stopped:
            return self._searched_again(replace(question, search=writer.suggested), answer, writer, told=told)
        return answer

    def _reachable(self, question: Question) -> bool:
        """Whether a source may be quoted, or may inform a model that writes the answer."""
        scope, visibility = question.scope, question.visibility
        informing = self._installation.models is not None and private(scope, visibility).source_ids
        return bool(citable(scope, visibility).source_ids or informing)

    def _searched_again(
        self, question: Question, first: Answer, writer: AnswerWriter, *, told: dict[str, Any]
    ) -> Answer:
        """The answer from what the model's own words find; the first one where that is none either."""
        second: Answer = self._run(self._pipeline, ANSWER, told=told, question=question, writer=writer)
        return replace(second if second.answered or second.stopped else first, searched=question.search)

    def _run(
        self, pipeline: Pipeline, wanted: tuple[str, str], *, told: dict[str, Any] | None = None, **values: Any
    ) -> Any:
        component, output = wanted
        if "reranker" not in pipeline.graph.nodes:
            # A pipeline of a file: nobody in it would choose among more passages.
            values["question"] = replace(values["question"], reranker=None)
        names = set() if told is None else TOLD & pipeline.graph.nodes
        with computing_for(values["question"].scope.org_id):
            result = pipeline.run(inputs_of(self._takers[id(pipeline)], values), include_outputs_from=names)
        if told is not None:
            told.update(result)
        if output not in result.get(component, {}):
            # A component that gives the wrong key only logs a line, and what follows it never runs.
            raise RuntimeError(f"The query pipeline ended without {component}.{output}.")
        return result[component][output]
