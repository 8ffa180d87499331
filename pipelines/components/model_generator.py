"""The answer of a chat model: Haystack's OpenAI generator behind breaker, deadline, retry budget and fallbacks."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import structlog
from haystack import component
from haystack.dataclasses import ChatMessage

from pipelines.asking import Question
from pipelines.components.answering import AnswerComponent
from pipelines.components.citation_builder import proven_text
from pipelines.components.extractive_generator import draft
from pipelines.delivery import Delivery
from pipelines.evidence.proven import ProvenText
from pipelines.evidence.refusal import RefusalGate
from pipelines.evidence.values import Band, Context, Draft, Evidence
from pipelines.providers.call import Call, Say
from pipelines.providers.chain import ModelChain
from pipelines.providers.deadline import Deadline
from pipelines.providers.failures import ProviderFailure, Stopped

BROKEN_OFF = "\n\n(The model stopped in the middle of its answer; what stands above is not complete.)"
log = structlog.get_logger()


@component
class ModelGenerator(AnswerComponent):
    """The chatbot's model, then the fallback model, then quoted sentences; the draft's ``mode`` says which.

    Where the confidence allows no answer no model is asked. A provider that breaks off after something has gone out to
    a reader ends the answer there, in words and labelled ``degraded: llm``: a second answer behind the first would be
    neither.
    """

    @component.output_types(draft=Draft)
    def run(
        self,
        *,
        prompt: list[ChatMessage],
        context: Context,
        evidence: Evidence,
        question: Question,
        delivery: Delivery,
    ) -> dict[str, Any]:
        """What was said, before its citations are proven."""
        models = self.resources.models
        if models is None or evidence.band is not Band.ANSWER or not context.passages:
            return {"draft": draft(evidence)}
        delivery.confidence = evidence.confidence
        speech = _Speech(self._writer(context, question.text), delivery)
        try:
            made = self._generate(models, self._call(prompt, question, delivery=delivery, speech=speech))
        except Stopped:
            made = Draft("llm", text=speech.said, stopped=True)
        except ProviderFailure as failed:
            log.warning("models_failed", reason=failed.message)
            made = _after_failure(evidence, speech, delivery)
        return {"draft": replace(made, degraded=(*evidence.degraded, *made.degraded))}

    def _writer(self, context: Context, question: str) -> Callable[[], ProvenText]:
        return lambda: proven_text(self.resources.prover, context, question)

    def _call(self, prompt: list[ChatMessage], question: Question, *, delivery: Delivery, speech: "_Speech") -> Call:
        settings = self.resources.settings
        return Call(
            messages=prompt,
            model=question.model or settings.model,
            temperature=question.temperature,
            deadline=Deadline.after(settings.llm_timeout_seconds),
            delivery=delivery,
            begin=speech.begin if delivery.streaming else None,
        )

    def _generate(self, models: ModelChain, call: Call) -> Draft:
        mode, completion = models.complete(call)
        gate = RefusalGate()
        gate.feed(completion.text)
        degraded: tuple[Any, ...] = ("llm",) if mode == "fallback" else ()
        return Draft(mode, completion.text, usage=completion.usage, refused=gate.refused, degraded=degraded)


class _Speech:
    """What a reader hears while a model speaks: begun anew with every attempt that has not been heard yet."""

    def __init__(self, writer: Callable[[], ProvenText], delivery: Delivery) -> None:
        self._writer = writer
        self._delivery = delivery
        self.said = ""
        self._say: Say | None = None

    def begin(self) -> Say:
        text = self._writer()
        gate = RefusalGate()
        self.said = ""

        def say(piece: str) -> None:
            self.said += piece
            self._delivery.send(text.feed(gate.feed(piece)))

        self._say = say
        return say

    def break_off(self) -> None:
        """Tell the reader that no more comes."""
        if self._say is not None:
            self._say(BROKEN_OFF)


def _after_failure(evidence: Evidence, speech: _Speech, delivery: Delivery) -> Draft:
    if delivery.spoken:
        speech.break_off()
        return Draft("llm", text=speech.said, degraded=("llm",))
    return replace(draft(evidence), degraded=("llm",))
