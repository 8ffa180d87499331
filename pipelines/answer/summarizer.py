"""Answers to "summarise …": sentences of the document or section that is meant, each proven and cited."""

import structlog

from pipelines.answer.privacy_filter import citable
from pipelines.answer.retriever import passage_of
from pipelines.answer.writer import AnswerWriter
from pipelines.assembly.installation import Installation
from pipelines.errors import IndexTimeout, IndexUnavailable
from pipelines.evidence.summaries import Summed, chosen, subject
from pipelines.evidence.summary import section, summary
from pipelines.index.protocol import Index
from pipelines.questions import Answer, Passage, Question
from pipelines.storage.texts import StoredTexts
from pipelines.types import Citation, Fusion, Text

DEPTH = 20
CONFIDENCE = 0.7

log = structlog.get_logger()


class Summarizer:
    """Sums up by quoting, with a model or without. Answers None where no title holds what is to be summed up."""

    def __init__(self, installation: Installation) -> None:
        self._desk = installation

    @property
    def _index(self) -> Index:
        return self._desk.index

    @property
    def _texts(self) -> StoredTexts:
        return self._desk.texts

    def answer(self, question: Question, writer: AnswerWriter) -> Answer | None:
        """The summary, said to the writer."""
        what = subject(question.text)
        meant = None if what is None else chosen(what, self._found(question, what))
        citations = () if meant is None else self._citations(meant)
        if not citations:
            return None
        writer.begin()
        stopped = not writer.quote(citations)
        said = tuple(writer.citations)
        return Answer(writer.content, "extractive", bool(said), CONFIDENCE, citations=said, stopped=stopped)

    def _found(self, question: Question, what: str) -> list[Passage]:
        scope = citable(question.scope, question.visibility)
        try:
            hits = self._index.search(scope, what, None, k=DEPTH, fusion=Fusion("bm25")).hits
        except (IndexUnavailable, IndexTimeout) as failed:
            log.warning("index_unavailable", code=failed.code, reason=failed.message)
            return []
        return [passage_of(hit) for hit in hits if hit.chunk.source_id in scope.source_ids]

    def _citations(self, meant: Summed) -> tuple[Citation, ...]:
        passage = meant.passage
        key = {"org_id": passage.org_id, "document_id": passage.document_id, "version": passage.version}
        text = self._texts.get(**key)
        if text is None:
            return ()
        spans = summary(text, self._desk.static, within=_within(text, meant.heading))
        made = (self._desk.prover.stretch(passage, start, end) for start, end in spans)
        return tuple(citation for citation in made if citation is not None)


def _within(text: Text, heading: str | None) -> tuple[int, int] | None:
    found = next((one for one in text.headings if one.text == heading), None)
    return None if found is None else section(text, found)
