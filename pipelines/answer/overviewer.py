"""A document in short: its own sentences, its outline, questions that it answers; its summary by a model if wanted."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace

import structlog

from pipelines.answer.judging import Judge
from pipelines.answer.prompt_builder import PromptBuilder
from pipelines.answer.veil import veil_for
from pipelines.answer.writer import AnswerWriter, inert
from pipelines.assembly.installation import Installation
from pipelines.errors import IndexUnavailable, TextPurged
from pipelines.evidence.key_questions import KeyQuestion, key_questions
from pipelines.evidence.lines import is_row
from pipelines.evidence.summary import outline, summary
from pipelines.evidence.tables.reading import tables_of
from pipelines.evidence.tables.table import Table
from pipelines.evidence.values import Context
from pipelines.overviews import Overview, Statement, Written
from pipelines.providers.call import Call
from pipelines.providers.deadline import Deadline
from pipelines.providers.failures import ProviderFailure, Stopped
from pipelines.questions import Answer, Passage, Question
from pipelines.types import Document, Text, Visibility

ENTRIES = 300
# What a model reads of a document: so many pieces of so many characters, the first ones and then from all over it.
PIECES, FIRST, PIECE = 12, 4, 1_200
SECONDS, TOKENS = 25.0, 500
WANTED = (
    "Summarise the document “{title}” in three to five plain sentences, one statement each: what it is, whom it is for "
    "and what it says or rules. Use its own names, numbers and dates."
)

TABLES, COLUMNS = 3, 10
# What a sentence begins with and does not say: the mark of a list, the number of a note.
_ITEM = re.compile(r"^(?:\[\^[^\]\s]{1,20}\]:?|[-*+•‣◦▪–]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s+")

log = structlog.get_logger()


class Overviewer:
    """Makes overviews of live versions. ``answer`` is the installation's own way of answering without a model."""

    def __init__(self, installation: Installation, answer: Callable[[Question], Answer]) -> None:
        self._desk = installation
        self._answer = answer

    def overview(self, document: Document, asking: Question) -> Overview:
        """The document in short. ``asking`` is how its questions are tried: scope and settings, not its text.

        Raises ``TextPurged``, or ``IndexUnavailable`` where they cannot be tried.
        """
        text = self._text(document)
        visibility = {**asking.visibility, document.source_id: Visibility.CITABLE}
        trying = replace(asking, visibility=visibility, history=())
        # The name of a file is nothing that one would ask about.
        named = replace(text, title=None if document.title == document.uri.rsplit("/", 1)[-1] else document.title)
        version = (document.document_id, document.live_version or "")
        asked = key_questions(named, lambda one: self.holds(one, trying, version=version))
        return Overview(self._said(text), outline(text)[:ENTRIES], asked)

    def holds(self, asked: KeyQuestion, asking: Question, *, version: tuple[str, str]) -> bool:
        """Whether asking it gives an answer whose first quote stands where it should, in a document (its id and
        version). Raises ``IndexUnavailable``.
        """
        answer = self._answer(replace(asking, text=asked.text))
        if "index" in answer.degraded:
            raise IndexUnavailable("The index went away while questions were tried.")
        first = next(iter(answer.citations), None)
        return (
            answer.answered
            and first is not None
            and (first.document_id, first.version) == version
            and asked.start <= first.start < asked.end
        )

    def written(self, document: Document, asking: Question) -> Written | None:
        """The summary by the model; None where it fails, or where the document backs nothing of what it says.

        Raises ``TextPurged``.
        """
        models = self._desk.chain if asking.endpoints else self._desk.models
        passages = tuple(_passages(document, self._text(document)))
        if models is None or not passages:
            return None
        question = replace(asking, text=WANTED.format(title=document.title), history=())
        writer = AnswerWriter(veil=veil_for(question))
        prompt = PromptBuilder().run(Context(passages), question)["prompt"]
        deadline = Deadline.after(min(SECONDS, models.seconds))
        call = Call(prompt, models.order(question), 0.2, deadline=deadline, reader=writer, tokens=TOKENS)
        try:
            _, completion = models.complete(call)
        except (ProviderFailure, Stopped) as failed:
            log.warning("summary_failed", document_id=document.document_id, reason=str(failed))
            return None
        judge = Judge(self._desk.ledger, self._desk.prover, passages, question.text)
        writer.begin(judge.judge, claims="drop")
        writer.write(completion.text)
        writer.close()
        said = tuple(_statements(writer))
        return Written(said, completion.model) if said else None

    def _said(self, text: Text) -> tuple[Statement, ...]:
        """Sentences of the text; of one that is all tables what they are tables of."""
        spans = [span for span in summary(text, self._desk.static) if not _in_row(text, *span)]
        if spans:
            return tuple(Statement(inert(_ITEM.sub("", text.text[start:end])), start, end) for start, end in spans)
        tables = [table for table in tables_of(text) if len(table)][:TABLES]
        return tuple(Statement(_told(table), *table.spans[0]) for table in tables)

    def _text(self, document: Document) -> Text:
        key = {"document_id": document.document_id, "version": document.live_version or ""}
        text = self._desk.texts.get(org_id=document.org_id, **key)
        if text is None:
            raise TextPurged(f"The text of document {document.document_id} is gone.")
        return text


def _in_row(text: Text, start: int, end: int) -> bool:
    block = bisect_right(text.blocks, start, key=lambda one: one.start) - 1
    return is_row(text.text[start:end]) or (block >= 0 and text.blocks[block].kind == "row")


def _told(table: Table) -> str:
    names = [name for name in table.header if name]
    more = ", …" if len(names) > COLUMNS else ""
    rows = "1 row" if len(table) == 1 else f"{len(table):,} rows"
    return f"A table of {rows}: {', '.join(names[:COLUMNS])}{more}."


def _statements(writer: AnswerWriter) -> Iterator[Statement]:
    """What of a model's words is backed, each with the first passage that holds it."""
    places = {citation.n: citation for citation in writer.citations}
    for claim in writer.claims:
        basis = places.get(next(iter(claim.citations), None))
        said = inert(writer.content[claim.start : claim.end])
        # A row that a model copied says nothing in a summary.
        if basis is not None and not is_row(said):
            # A statement is without its full stop, which stands behind its mark.
            yield Statement(f"{said}." if said[-1:].isalnum() else said, basis.start, basis.end)


def _passages(document: Document, text: Text) -> Iterator[Passage]:
    for start, end in _pieces(text):
        above = bisect_right(text.headings, start, key=lambda heading: heading.start)
        yield Passage(
            document_id=document.document_id,
            version=document.live_version or "",
            source_id=document.source_id,
            org_id=document.org_id,
            title=document.title,
            uri=document.uri,
            heading=tuple(heading.text for heading in text.headings[max(0, above - 1) : above]),
            page=None,
            start=start,
            end=end,
            text=text.text[start:end],
            score=0.0,
            bm25=None,
            cosine=None,
        )


def _pieces(text: Text) -> Iterator[tuple[int, int]]:
    """Stretches of a text that begin where blocks begin and do not overlap."""
    length, at = len(text.text), 0
    rest = max(PIECE, (length - FIRST * PIECE) // (PIECES - FIRST))
    wanted = [n * PIECE for n in range(FIRST)] + [FIRST * PIECE + n * rest for n in range(PIECES - FIRST)]
    for begin in wanted:
        block = bisect_right(text.blocks, max(begin, at) - 1, key=lambda one: one.start)
        start = text.blocks[block].start if block < len(text.blocks) else max(begin, at)
        end = min(start + PIECE, length)
        if start >= at and text.text[start:end].strip():
            at = end
            yield start, end
