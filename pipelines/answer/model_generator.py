"""The answer of a chat model: Haystack's OpenAI generator behind breaker, deadline, retry budget and fallbacks."""

from dataclasses import replace
from typing import Any

import structlog
from haystack import component
from haystack.dataclasses import ChatMessage

from pipelines.answer.extractive_generator import quoted
from pipelines.answer.writer import AnswerWriter
from pipelines.assembly.parts import WithParts
from pipelines.evidence.proof import Prover
from pipelines.evidence.values import Band, Context, Draft, Evidence
from pipelines.providers.call import Call, Say
from pipelines.providers.chain import ModelChain
from pipelines.providers.deadline import Deadline
from pipelines.providers.failures import ProviderFailure, Stopped
from pipelines.questions import Question
from pipelines.types import Citation

BROKEN_OFF = "\n\n(The model stopped in the middle of its answer; what stands above is not complete.)"
log = structlog.get_logger()


@component
class ModelGenerator(WithParts):
    """The chatbot's model, then the fallback model, then quoted sentences; the draft's ``mode`` says which.

    Where the confidence allows no answer no model is asked. A provider that breaks off after something has gone out to
    a reader ends the answer there, in words and labelled ``degraded: llm``: a second answer behind the first would be
    neither.
    """

    PARTS = ("models", "prover")

    def __init__(self, models: ModelChain, prover: Prover) -> None:
        self.models = models
        self.prover = prover

    @component.output_types(draft=Draft)
    def run(
        self,
        *,
        prompt: list[ChatMessage],
        context: Context,
        evidence: Evidence,
        question: Question,
        writer: AnswerWriter,
    ) -> dict[str, Any]:
        """Says the answer to the writer; the draft tells whose it is and what was missing."""
        if evidence.band is not Band.ANSWER or not context.passages:
            return {"draft": quoted(evidence, writer, self.prover)}
        try:
            made = self._speak(prompt, context, question=question, writer=writer)
        except Stopped:
            made = Draft("llm", stopped=True)
        except ProviderFailure as failed:
            log.warning("models_failed", reason=failed.message)
            made = replace(self._instead(evidence, writer), degraded=("llm",))
        return {"draft": replace(made, degraded=(*evidence.degraded, *made.degraded))}

    def _speak(self, prompt: list[ChatMessage], context: Context, *, question: Question, writer: AnswerWriter) -> Draft:
        def begin() -> Say:
            self._begin(writer, context, question.text)
            return writer.write

        mode, completion = self.models.complete(
            Call(
                messages=prompt,
                model=question.model or self.models.default,
                temperature=question.temperature,
                deadline=Deadline.after(self.models.seconds),
                reader=writer,
                begin=begin if writer.streaming else None,
            )
        )
        if not writer.streaming:
            begin()(completion.text)
        writer.close()
        return Draft(mode, usage=completion.usage, degraded=("llm",) if mode == "fallback" else ())

    def _begin(self, writer: AnswerWriter, context: Context, question: str) -> None:
        """A model's text begins: its marks are numbers of the context's passages."""
        passages, prover = context.passages, self.prover

        def prove(number: int, statement: str) -> Citation | None:
            known = 1 <= number <= len(passages)
            return prover.support(passages[number - 1], statement, question=question) if known else None

        writer.begin(prove, keep=lambda address: any(address in passage.text for passage in passages))

    def _instead(self, evidence: Evidence, writer: AnswerWriter) -> Draft:
        """After a failure: quoted sentences, or, where a reader has heard words already, that no more come."""
        if writer.spoken:
            writer.write(BROKEN_OFF)
            return Draft("llm")
        return quoted(evidence, writer, self.prover)
