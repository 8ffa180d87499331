"""History and question become one question that stands alone."""

from typing import Any

import structlog
from haystack import component
from haystack.dataclasses import ChatMessage

from pipelines.answer.writer import AnswerWriter
from pipelines.assembly.parts import WithParts
from pipelines.evidence.followup import Standalone, alone, standalone
from pipelines.providers.call import Call
from pipelines.providers.chain import ModelChain
from pipelines.providers.deadline import Deadline
from pipelines.providers.failures import ProviderFailure, Stopped
from pipelines.questions import Question

SECONDS = 4.0
TOKENS = 120
LONGEST = 600
TURNS = 4
TURN_LENGTH = 600
INSTRUCTION = (
    "Rewrite the last question so that it can be understood without the conversation. Keep its language and its "
    "meaning, do not answer it, and reply with the question only."
)

log = structlog.get_logger()


@component
class QuestionRewriter(WithParts):
    """Without history the question stays as it is. With a model one short call, at most four seconds; when there is
    none, or it fails, the content words of the person's last question are added to one that points back.
    """

    PARTS = ("models",)

    def __init__(self, models: ModelChain | None) -> None:
        self.models = models

    @component.output_types(text=str, standalone=Standalone)
    def run(self, question: Question, writer: AnswerWriter) -> dict[str, Any]:
        """``text``: what to search for; ``standalone``: how it came from what was typed.

        What a model wished to search for instead stands as it is.
        """
        if question.search:
            return {"text": question.search, "standalone": Standalone(question.text, question.search, question.search)}
        turned = self._turned(question, writer)
        return {"text": turned.text, "standalone": turned}

    def _turned(self, question: Question, writer: AnswerWriter) -> Standalone:
        if not question.history:
            return alone(question.text)
        asked = self._ask(self.models, question, writer) if self.models is not None else None
        return Standalone(question.text, asked, asked) if asked else standalone(question.text, question.history)

    def _ask(self, models: ModelChain, question: Question, writer: AnswerWriter) -> str | None:
        seconds = min(SECONDS, models.seconds)
        call = Call(
            messages=[ChatMessage.from_system(INSTRUCTION), ChatMessage.from_user(_transcript(question))],
            order=models.order(question),
            temperature=0.0,
            deadline=Deadline.after(seconds),
            reader=writer,
            tokens=TOKENS,
        )
        try:
            text = models.first(call).text.strip()
        except (ProviderFailure, Stopped) as failed:
            log.warning("rewrite_failed", reason=str(failed))
            return None
        return text if len(text) <= LONGEST else None


def _transcript(question: Question) -> str:
    turns = [f"{turn.role}: {turn.content[:TURN_LENGTH]}" for turn in question.history[-TURNS:]]
    return "\n".join(["Conversation:", *turns, "", f"Last question: {question.whole}"])
