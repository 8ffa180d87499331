"""The answer: what was said, made inert, with the citations that could be proven and no others."""

import re
from dataclasses import replace
from typing import Any

from haystack import component

from pipelines.asking import Answer, Gap, Passages, Question
from pipelines.components.answering import AnswerComponent
from pipelines.evidence.markup import Mark, Markup
from pipelines.evidence.proof import Prover
from pipelines.evidence.proven import ProvenText
from pipelines.evidence.refusal import RefusalGate
from pipelines.evidence.values import Band, Context, Draft, Evidence, Sentence
from pipelines.types import Citation, Degradation
from pipelines.wording import CLOSEST, NO_INDEX, NO_TEXT, NOTHING

NEAREST = 3
SHOWN = 2
_SPACE = re.compile(r"\s+")


def proven_text(prover: Prover, context: Context, question: str) -> ProvenText:
    """The writer of a model's answer to a question: marks are numbers of the context's passages."""
    passages = context.passages

    def prove(number: int, statement: str) -> Citation | None:
        if not 1 <= number <= len(passages):
            return None
        return prover.support(passages[number - 1], statement, question=question)

    return ProvenText(prove, keep=lambda address: any(address in passage.text for passage in passages))


@component
class CitationBuilder(AnswerComponent):
    """Proves every citation against the stored text and decides which of the three kinds of answer this is.

    A model's answer without one proven citation is shown, but not called an answer (``answered`` false).
    """

    @component.output_types(answer=Answer)
    def run(
        self,
        *,
        draft: Draft,
        evidence: Evidence,
        passages: Passages,
        question: Question,
        context: Context = Context(),  # noqa: B008 - frozen
    ) -> dict[str, Any]:
        """The finished answer."""
        degraded = tuple(dict.fromkeys((*passages.degraded, *draft.degraded)))
        content, citations = self._content(draft, context, question=question.text)
        answered = bool(citations) and not draft.refused
        answer = Answer(content, draft.mode, answered=answered, confidence=evidence.confidence, citations=citations)
        if not answered and not draft.stopped:
            answer = self._unanswered(answer, evidence, passages, question=question)
        return {"answer": replace(answer, usage=draft.usage, degraded=degraded, stopped=draft.stopped)}

    def _content(self, draft: Draft, context: Context, *, question: str) -> tuple[str, tuple[Citation, ...]]:
        if draft.refused:
            return "", ()
        if draft.statements:
            return self._quoted(draft.statements)
        text, gate = proven_text(self.resources.prover, context, question), RefusalGate()
        text.feed(gate.feed(draft.text))
        # What was held back when a reader stopped, or a provider broke off, has not been said.
        if not draft.stopped and "llm" not in _broken(draft):
            text.feed(gate.close())
            text.close()
        return text.content, tuple(text.citations)

    def _quoted(self, statements: tuple[Sentence, ...]) -> tuple[str, tuple[Citation, ...]]:
        """Two sentences in quotation marks, in the order of the document where both are from one."""
        proven = [(s, citation) for s in statements if (citation := self.resources.prover.sentence(s)) is not None]
        shown = proven[:SHOWN]
        if len({(s.passage.document_id, s.passage.version) for s, _ in shown}) == 1:
            shown.sort(key=lambda pair: pair[1].start)
        citations = tuple(replace(citation, n=n) for n, (_, citation) in enumerate(shown, start=1))
        return "\n\n".join(f"“{_inert(c.quote)}” [{c.n}]" for c in citations), citations

    def _unanswered(self, answer: Answer, evidence: Evidence, passages: Passages, *, question: Question) -> Answer:
        nearest = self._nearest(passages) if evidence.band is not Band.NOTHING else ()
        gap = None if _index_down(passages) else Gap(question.text, evidence.confidence)
        said = answer.content or _wording(evidence, passages, nearest)
        return replace(answer, content=said, citations=(), nearest=nearest, gap=gap)

    def _nearest(self, passages: Passages) -> tuple[Citation, ...]:
        proven = (self.resources.prover.passage(item) for item in passages.items)
        found = [citation for citation in proven if citation is not None]
        return tuple(found[:NEAREST])


def _broken(draft: Draft) -> tuple[Degradation, ...]:
    return draft.degraded if draft.mode == "llm" else ()


def _index_down(passages: Passages) -> bool:
    return not passages.items and "index" in passages.degraded


def _wording(evidence: Evidence, passages: Passages, nearest: tuple[Citation, ...]) -> str:
    if _index_down(passages):
        return NO_INDEX
    if evidence.band is Band.NOTHING:
        return NOTHING
    return CLOSEST if nearest else NO_TEXT


def _inert(quote: str) -> str:
    """A quote as it may stand in an answer: one line, nothing that a renderer would act on, no marks of its own."""
    markup = Markup(keep=lambda _address: True)
    items = [*markup.feed(_SPACE.sub(" ", quote)), *markup.close()]
    return _SPACE.sub(" ", "".join("" if isinstance(item, Mark) else item for item in items)).strip()
