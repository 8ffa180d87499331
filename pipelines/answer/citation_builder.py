"""The answer: what the writer holds, and which of the three kinds of answer that is."""

from dataclasses import replace
from typing import Any

from haystack import component

from pipelines.answer.wording import closest, closest_foreign, no_index, no_text, nothing
from pipelines.answer.writer import AnswerWriter
from pipelines.assembly.parts import WithParts
from pipelines.evidence.proof import Prover
from pipelines.evidence.tables.evaluate import EXACT
from pipelines.evidence.tongues.telling import tongue_of
from pipelines.evidence.values import Band, Draft, Evidence
from pipelines.questions import Answer, Coverage, Gap, Passages, Question
from pipelines.text.analyzer import words
from pipelines.types import Citation

NEAREST = 3


@component
class CitationBuilder(WithParts):
    """Decides what was said: an answer, the closest passages, or nothing. What it cites was proven as it was said.

    With a model the answer's own statements decide: ``confidence`` is the share of them that is backed, and it is an
    answer when at least one is. Without a model, and where quoted sentences stand instead, the evidence decides.
    """

    PARTS = ("prover",)
    computes = True

    def __init__(self, prover: Prover) -> None:
        self.prover = prover

    @component.output_types(answer=Answer)
    def run(
        self, *, draft: Draft, evidence: Evidence, passages: Passages, question: Question, writer: AnswerWriter
    ) -> dict[str, Any]:
        """The finished answer."""
        citations = tuple(writer.citations)
        judged = writer.coverage if draft.mode in ("llm", "fallback") else None
        answer = Answer(
            writer.content,
            draft.mode,
            answered=bool(citations) if judged is None else judged.backed > 0,
            confidence=_confidence(draft, evidence) if judged is None else _share(judged),
            citations=citations,
            degraded=tuple(dict.fromkeys((*passages.degraded, *draft.degraded))),
            usage=draft.usage,
            stopped=draft.stopped,
            claims=tuple(writer.claims),
            coverage=judged if judged is not None and judged.total and question.claims != "off" else None,
            model=draft.model,
            provider_id=draft.provider_id,
            finish=draft.finish,
            language=tongue_of(question.text),
            searched=evidence.searched,
            table=draft.table,
            withheld=draft.withheld,
        )
        if not answer.answered and not draft.stopped:
            answer = self._unanswered(answer, evidence, passages, question=question)
        return {"answer": answer}

    def _unanswered(self, answer: Answer, evidence: Evidence, passages: Passages, *, question: Question) -> Answer:
        nearest = self._nearest(passages) if evidence.band is not Band.NOTHING else ()
        gap = None if _index_down(passages) else Gap(question.whole, evidence.confidence)
        said = answer.content or _wording(evidence, passages, nearest, language=tongue_of(question.text))
        return replace(answer, content=said, citations=(), nearest=nearest, gap=gap)

    def _nearest(self, passages: Passages) -> tuple[Citation, ...]:
        """The best ones that can be proven, each text once."""
        found: dict[tuple[str, ...], Citation] = {}
        for item in passages.items:
            if len(found) < NEAREST and (proven := self.prover.passage(item)) is not None:
                found.setdefault(tuple(words(proven.quote)), proven)
        return tuple(found.values())


def _confidence(draft: Draft, evidence: Evidence) -> float:
    """What a model had computed is as exact as what the desk computes by itself."""
    return EXACT if draft.mode == "table" and evidence.table is None else evidence.confidence


def _share(judged: Coverage) -> float:
    return judged.backed / judged.total if judged.total else 0.0


def _index_down(passages: Passages) -> bool:
    return not passages.items and "index" in passages.degraded


def _wording(evidence: Evidence, passages: Passages, nearest: tuple[Citation, ...], *, language: str) -> str:
    if _index_down(passages):
        return no_index(language)
    if evidence.band is Band.NOTHING:
        return nothing(language, evidence.foreign, evidence.languages)
    if evidence.foreign and nearest:
        return closest_foreign(language, evidence.foreign, evidence.languages)
    return closest(language, evidence.missing) if nearest else no_text(language)
