"""From what the components gave to how the answer came about (``pipelines.traces``)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from haystack.dataclasses import ChatMessage

from pipelines.answer.privacy_filter import citable
from pipelines.answer.prompt_builder import data
from pipelines.evidence.values import Context, Evidence
from pipelines.index.question import parse
from pipelines.questions import Answer, Passage, Passages, Question
from pipelines.traces import (
    LONGEST_MESSAGE,
    MOST_MESSAGES,
    MOST_PASSAGES,
    MOST_WORDS,
    Fate,
    Looked,
    Prompted,
    Step,
    Trace,
)
from pipelines.types import Citation

# Components whose outputs tell how an answer came about, where a pipeline has them.
TOLD = frozenset({"rewriter", "retriever", "reranker", "privacy", "confidence", "tables", "context", "prompt"})

Outputs = Mapping[str, Mapping[str, Any]]


def trace_of(
    question: Question, answer: Answer, *, outputs: Outputs, steps: Sequence[Step], model: str | None
) -> Trace:
    """How this answer came about. What a pipeline of one's own does not have is left empty."""
    searched = _of(outputs, "rewriter", "text") or question.text
    found: Passages = _of(outputs, "privacy", "passages") or Passages()
    before: Passages = _of(outputs, "reranker", "passages") or _of(outputs, "retriever", "passages") or found
    evidence: Evidence | None = _of(outputs, "tables", "evidence") or _of(outputs, "confidence", "evidence")
    context: Context = _of(outputs, "context", "context") or Context()
    written = answer.mode in ("llm", "fallback")
    fates = _fates(answer, evidence, context if written else None)
    allowed = citable(question.scope, question.visibility).source_ids
    return Trace(
        searched=searched[:LONGEST_MESSAGE],
        words=tuple(dict.fromkeys(parse(searched).words))[:MOST_WORDS],
        passages=_looked(found.items[:MOST_PASSAGES], fates),
        private_passages=len(before.items) - len(found.items),
        private_sources=len(question.scope.source_ids - allowed),
        band=None if evidence is None else str(evidence.band),
        reasons=tuple(getattr(evidence, "reasons", ())),
        prompt=_prompted(_kept(outputs), context.passages) if written else (),
        given=tuple((one.document_id, one.version, one.start, one.end) for one in context.passages) if written else (),
        model=model if answer.mode == "llm" else None,
        steps=tuple(steps),
        withheld=dict(answer.withheld),
    )


def _kept(outputs: Outputs) -> Sequence[ChatMessage]:
    """The prompt without what is private. One of a component that does not tell it apart has nothing private."""
    return _of(outputs, "prompt", "shown") or _of(outputs, "prompt", "prompt") or ()


def _of(outputs: Outputs, component: str, socket: str) -> Any:
    return outputs.get(component, {}).get(socket)


def _fates(answer: Answer, evidence: Evidence | None, context: Context | None) -> Callable[[Passage], Fate]:
    read = [sentence.passage for sentence in evidence.sentences] if evidence is not None else []
    given: Sequence[Passage] = read if context is None else context.passages

    def fate(passage: Passage) -> Fate:
        if any(_meets(passage, citation) for citation in answer.citations):
            return "cited"
        if any(_meets(passage, citation) for citation in answer.nearest):
            return "nearest"
        if any(_meets(passage, other) for other in given):
            return "read"
        return "rank" if context is None else "no_room"

    return fate


def _meets(passage: Passage, other: Passage | Citation) -> bool:
    same = (passage.document_id, passage.version) == (other.document_id, other.version)
    return same and passage.start < other.end and other.start < passage.end


def _looked(passages: Sequence[Passage], fate: Callable[[Passage], Fate]) -> tuple[Looked, ...]:
    words = _ranks([one.bm25 for one in passages])
    vectors = _ranks([one.cosine for one in passages])
    return tuple(
        Looked(
            document_id=one.document_id,
            version=one.version,
            source_id=one.source_id,
            title=one.title,
            uri=one.uri,
            page=one.page,
            start=one.start,
            end=one.end,
            heading=one.heading,
            score=one.score,
            bm25=one.bm25,
            cosine=one.cosine,
            words_rank=words[at],
            vectors_rank=vectors[at],
            fate=fate(one),
        )
        for at, one in enumerate(passages)
    )


def _ranks(scores: Sequence[float | None]) -> list[int | None]:
    order = sorted((-score, at) for at, score in enumerate(scores) if score is not None)
    ranks: list[int | None] = [None] * len(scores)
    for rank, (_, at) in enumerate(order, start=1):
        ranks[at] = rank
    return ranks


def _prompted(messages: Sequence[ChatMessage], passages: Sequence[Passage]) -> tuple[Prompted, ...]:
    """The last message holds the passages; the ones before it are instructions and conversation."""
    kept: list[Prompted] = []
    for at, message in enumerate(messages[:MOST_MESSAGES]):
        text = message.text or ""
        shown = _without(text, passages) if at == len(messages) - 1 else text
        kept.append(Prompted(message.role.value, shown and shown[:LONGEST_MESSAGE], len(text)))
    return tuple(kept)


def _without(text: str, passages: Sequence[Passage]) -> str | None:
    for number, passage in enumerate(passages, start=1):
        told = data(passage.text)
        if told not in text:
            return None
        text = text.replace(told, f"⟨passage {number}⟩", 1)
    return text
