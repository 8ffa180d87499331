"""The answer of a chat model: Haystack's OpenAI generator behind breaker, deadline, retry budget and fallbacks."""

from dataclasses import replace
from typing import Any, Literal

import structlog
from haystack import component
from haystack.dataclasses import ChatMessage

from pipelines.answer.extractive_generator import best_quotes, quoted
from pipelines.answer.gates import Gate
from pipelines.answer.judging import Judge
from pipelines.answer.privacy.gate import CODE as PRIVATE
from pipelines.answer.privacy.guarding import guard
from pipelines.answer.table_teller import told
from pipelines.answer.table_tool import TableTool
from pipelines.answer.wording import BROKEN_OFF, CUT_OFF, FILTERED, REFUSAL, TOO_LONG, left_out
from pipelines.answer.writer import AnswerWriter
from pipelines.assembly.parts import WithParts
from pipelines.endpoints import Endpoint
from pipelines.evidence.claims.ledger import Ledger
from pipelines.evidence.proof import Prover
from pipelines.evidence.tables.kept import Tables
from pipelines.evidence.tongues.telling import tongue_of
from pipelines.evidence.values import Above, Context, Draft, Evidence, Found, Likeness
from pipelines.evidence.vocabulary import Vocabulary
from pipelines.providers.call import Call, Completion, Say
from pipelines.providers.chain import ModelChain
from pipelines.providers.deadline import Deadline
from pipelines.providers.failures import Ended, Enough, ProviderFailure, Stopped
from pipelines.questions import Finish, Passage, Question, Usage

# How a provider says that a completion ended, and what a reader is told of it.
_ENDS: dict[str, tuple[Finish, str]] = {"length": ("cut_off", CUT_OFF), "content_filter": ("filtered", FILTERED)}
# For the words to search for where nothing was found.
SECONDS, TOKENS, LATEST = 4.0, 120, 20
log = structlog.get_logger()


@component
class ModelGenerator(WithParts):
    """The chatbot's model, then the fallback model, then quoted sentences; the draft's ``mode`` says which.

    The model decides whether there is an answer; without a passage none is asked. A provider that breaks off after
    something has gone out to a reader ends the answer there, in words and labelled ``degraded: llm``: a second answer
    behind the first would be neither. Where nothing that the model said is backed, quoted sentences stand instead.

    Where a passage shows rows of a table the model may have it asked (see ``table_tool``) and is called once more with
    what was computed; a follow-up and a second search have had their first call already. A model that was informed by
    private passages calls nothing and searches for nothing: it could hand them on.
    """

    PARTS = ("models", "prover", "ledger", "tables", "vocabulary", "likeness")

    def __init__(
        self,
        models: ModelChain,
        prover: Prover,
        ledger: Ledger,
        *,
        tables: Tables,
        vocabulary: Vocabulary,
        likeness: Likeness,
    ) -> None:
        self.models = models
        self.prover = prover
        self.ledger = ledger
        self.tables = tables
        self.vocabulary = vocabulary
        self.likeness = likeness

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
        # What rows answer exactly needs no model to say it.
        if evidence.table is not None and (exact := told(evidence.table, writer, self.prover)):
            return {"draft": replace(exact, degraded=evidence.degraded)}
        if not context.passages and not context.private:
            return {"draft": self._nothing(prompt, context, question=question, writer=writer)}
        try:
            made = self._speak(prompt, context, question=question, writer=writer)
        except Stopped as stopped:
            made = Draft("llm", stopped=True, usage=stopped.usage, **_whose(self.models.order(question)[0]))
        except ProviderFailure as failed:
            log.warning("models_failed", reason=failed.message)
            made = replace(self._instead(evidence, failed, question=question, writer=writer), usage=failed.usage)
        if question.claims != "off" and made.finish not in (None, "failed", "no_answer") and not made.stopped:
            made = self._backed(made, evidence, writer)
        return {"draft": replace(made, degraded=tuple(dict.fromkeys((*evidence.degraded, *made.degraded))))}

    def _nothing(
        self, prompt: list[ChatMessage], context: Context, *, question: Question, writer: AnswerWriter
    ) -> Draft:
        """Nothing was found: the model may say, in one short call, what else to search for."""
        writer.begin()
        if question.history or question.search or "index" in context.degraded:
            return Draft("extractive")
        order = self.models.order(question)
        deadline = Deadline.after(min(SECONDS, self.models.seconds))
        call = Call(prompt, order, temperature=0.0, deadline=deadline, reader=writer, tokens=TOKENS)
        try:
            said = self.models.first(call).text
        except (ProviderFailure, Stopped) as failed:
            log.warning("words_failed", reason=str(failed))
            return Draft("extractive", stopped=writer.stopped)
        # What it says without a passage is nothing that could be backed, whatever it is.
        writer.write(said if REFUSAL in said[:LATEST] else REFUSAL)
        return Draft("llm", finish="no_answer", **_whose(order[0]))

    def _speak(self, prompt: list[ChatMessage], context: Context, *, question: Question, writer: AnswerWriter) -> Draft:
        free = not question.history and question.search is None and not context.private
        writer.exhausted = writer.exhausted or bool(context.private)
        tool = TableTool(context, self.tables) if free else None
        call = Call(
            messages=prompt,
            order=self.models.order(question),
            temperature=question.temperature,
            deadline=Deadline.after(self.models.seconds),
            reader=writer,
            tools=(tool.tool,) if tool else (),
        )
        made, completion = self._said(call, context, question=question, writer=writer)
        if not tool or not completion.calls or completion.text.strip():
            return made
        looked = tool.looked_up(prompt, completion.calls)
        writer.exhausted = True
        again = replace(call, messages=looked.messages, may_call=False)
        try:
            told_by, more = self._said(again, looked.context, question=question, writer=writer)
        except Ended as ended:
            ended.usage = _both(completion.usage, ended.usage)
            raise
        draft = replace(told_by, usage=_both(completion.usage, more.usage))
        unbacked = draft.finish != "no_answer" and not writer.coverage.backed and not writer.stopped
        return self._computed(draft, looked.found, writer) if unbacked and looked.found is not None else draft

    def _computed(self, draft: Draft, found: Found, writer: AnswerWriter) -> Draft:
        """What was computed told by the program, where nothing that the model made of it is backed."""
        if told(found, AnswerWriter(), self.prover) is None:
            return draft
        writer.retell(lambda instead: told(found, instead, self.prover), "not_backed")
        return Draft("table", table=found.answer, usage=draft.usage, **_whose(draft))

    def _said(
        self, call: Call, context: Context, *, question: Question, writer: AnswerWriter
    ) -> tuple[Draft, Completion]:
        """A completion said to the writer, where it has words."""

        def begin() -> Say:
            self._begin(writer, context, question)
            return _until_full(writer)

        try:
            mode, completion = self.models.complete(replace(call, begin=begin if writer.streaming else None))
        except Enough as enough:
            draft = Draft(_mode(enough, call.order), usage=enough.usage, **_whose(enough))
            cut = self._cut(writer, draft)
            return _without(cut, writer, question), Completion("…", enough.usage)
        if not writer.streaming:
            self._begin(writer, context, question)
            writer.write(completion.text)
        if writer.full:
            cut = self._cut(writer, Draft(mode, usage=completion.usage, **_whose(completion)))
            return _without(cut, writer, question), completion
        writer.close()
        made = Draft(mode, usage=completion.usage, finish=_finish(completion, writer), **_whose(completion))
        made = _without(made, writer, question)
        return (replace(made, degraded=("llm", *made.degraded)) if mode == "fallback" else made), completion

    def _cut(self, writer: AnswerWriter, draft: Draft) -> Draft:
        """What was said of an answer that became too long."""
        writer.close()
        writer.note(TOO_LONG)
        return replace(draft, finish="too_long", degraded=("llm",) if draft.mode == "fallback" else ())

    def _begin(self, writer: AnswerWriter, context: Context, question: Question) -> None:
        """A model's text begins: its marks are numbers of the context's passages."""
        passages = context.passages
        judge = Judge(self.ledger, self.prover, _with_headers(context), question.text, context.private)
        keep = lambda address: any(address in passage.text for passage in passages)  # noqa: E731 - one expression
        writer.begin(judge.judge, keep, claims=question.claims, gates=self._gates(context, question))

    def _gates(self, context: Context, question: Question) -> list[Gate]:
        if not context.private:
            return []
        return [guard(context, question, vocabulary=self.vocabulary, ledger=self.ledger, likeness=self.likeness)]

    def _instead(
        self, evidence: Evidence, failed: ProviderFailure, *, question: Question, writer: AnswerWriter
    ) -> Draft:
        """After a failure: quoted sentences, or, where a reader has heard words already, that no more come."""
        if writer.spoken:
            writer.close()
            writer.note(BROKEN_OFF)
            mode = _mode(failed, self.models.order(question))
            return _without(Draft(mode, degraded=("llm",), finish="broken_off", **_whose(failed)), writer, question)
        return replace(quoted(evidence, writer, self.prover), degraded=("llm",), finish="failed")

    def _backed(self, made: Draft, evidence: Evidence, writer: AnswerWriter) -> Draft:
        """The draft, or quoted sentences where nothing of it is backed and there are any."""
        if writer.coverage.backed or writer.stopped:
            return made
        quotes = best_quotes(evidence, self.prover)
        if quotes or not writer.claims:
            writer.revise(quotes, "not_backed")
            made = replace(made, mode="extractive") if quotes else made
        return replace(made, finish="not_backed")


def _without(draft: Draft, writer: AnswerWriter, question: Question) -> Draft:
    """With how much the gates left out; a reader is told that something is missing."""
    withheld = writer.withheld
    if not withheld.get(PRIVATE):
        return replace(draft, withheld=withheld)
    writer.note(left_out(tongue_of(question.text)))
    return replace(draft, withheld=withheld, degraded=(*draft.degraded, "private"))


def _whose(one: Completion | Ended | Endpoint | Draft) -> dict[str, Any]:
    """Who wrote it."""
    return {"provider_id": one.provider_id, "model": one.model}


def _mode(ended: Ended, order: tuple[Endpoint, ...]) -> Literal["llm", "fallback"]:
    first = order[0]
    return "llm" if (ended.provider_id, ended.model) == (first.provider_id, first.model) else "fallback"


def _with_headers(context: Context) -> tuple[Passage, ...]:
    """The passages, each with the header of the table that it begins in above it."""
    above = context.above or (Above(),) * len(context.passages)
    return tuple(
        replace(passage, heading=(*passage.heading, one.header)) if one.header else passage
        for passage, one in zip(context.passages, above, strict=True)
    )


def _both(one: Usage | None, other: Usage | None) -> Usage | None:
    """What two calls cost."""
    if one is None or other is None:
        return one or other
    return Usage(
        one.prompt_tokens + other.prompt_tokens,
        one.completion_tokens + other.completion_tokens,
        estimated=one.estimated or other.estimated,
    )


def _until_full(writer: AnswerWriter) -> Say:
    def say(piece: str) -> None:
        writer.write(piece)
        if writer.full:
            raise Enough

    return say


def _finish(completion: Completion, writer: AnswerWriter) -> Finish:
    """How the completion ended; a reader of a shortened one is told."""
    if writer.refused:
        return "no_answer"
    finish, words = _ENDS.get(completion.ended, ("complete", ""))
    if words and writer.content:
        writer.note(words)
    return finish
