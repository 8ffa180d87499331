"""The shapes of an explanation and of a replay. Free of Flask."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from pipelines.traces import Fate
from webapp.conversations.explaining import Explanation
from webapp.conversations.messages import AskedDocumentOut, CitationOut, MessageOut, UsageOut
from webapp.conversations.replaying import Replay
from webapp.http.shapes import Out


class FoundPassageOut(Out):
    """A passage that was found. ``text``: its first 400 characters, null where its text is not kept any more."""

    document_id: str
    version: str
    source_id: str
    title: str
    uri: str
    page: int | None
    start: int
    end: int
    heading: list[str]
    score: float
    bm25: float | None
    cosine: float | None
    words_rank: int | None
    vectors_rank: int | None
    fate: Fate
    text: str | None


class GivenOut(Out):
    """What a number of the prompt stands for."""

    number: int
    document_id: str
    version: str
    title: str
    start: int
    end: int


class PromptedOut(Out):
    """A message of the prompt, ``⟨passage n⟩`` in place of the passages' texts; ``content`` null: it is not kept."""

    role: str
    content: str | None
    length: int


class StepOut(Out):
    """A component of the pipeline and the milliseconds it took."""

    name: str
    ms: float


class ExplainedClaimOut(Out):
    """A statement of the answer, ``content[start:end]``, and why it is held for backed or not."""

    start: int
    end: int
    verdict: str
    citations: list[int]
    reasons: list[str]


class ExplanationOut(Out):
    """How an answer came about. ``recorded`` false: it was made before that was kept, and only the message tells."""

    message_id: str
    recorded: bool
    typed: str
    searched: str | None
    words: list[str]
    documents: Annotated[list[AskedDocumentOut], BeforeValidator(lambda value: value or [])]
    passages: list[FoundPassageOut]
    unnamed_passages: int
    unsearched_sources: int
    withheld: dict[str, int]
    band: Literal["answer", "closest", "nothing"] | None
    reasons: list[str]
    confidence: float | None
    claims: list[ExplainedClaimOut]
    prompt: list[PromptedOut]
    given: list[GivenOut]
    mode: str | None
    model: str | None
    usage: UsageOut | None
    degraded: list[str]
    latency_ms: int | None
    steps: list[StepOut]


class StretchOut(Out):
    """A stretch of both texts, of the stored one alone (``gone``), or of the new one (``new``)."""

    op: Literal["same", "gone", "new"]
    text: str


class DifferenceOut(Out):
    """What sets the answer of today apart. ``kept`` are numbers of its citations that the stored one had too."""

    same: bool
    confidence: float | None
    kept: list[int]
    gone: list[CitationOut]
    new: list[CitationOut]
    text: list[StretchOut]


class ReplayOut(Out):
    """The answer of today; it is not stored."""

    content: str
    mode: str
    answered: bool
    confidence: float
    citations: list[CitationOut]
    degraded: list[str]
    usage: UsageOut | None
    latency_ms: int
    difference: DifferenceOut


class FollowupsOut(Out):
    """Questions to ask next; ``pending``: they are being tried."""

    items: list[str]
    pending: bool


def explanation_json(told: Explanation) -> dict[str, Any]:
    """An explanation as the route gives it."""
    message, trace = told.message, told.trace
    shown = MessageOut.model_validate(message)
    return {
        "message_id": message.id,
        "recorded": told.recorded,
        "typed": told.question.content,
        "searched": trace.get("searched"),
        "words": trace.get("words", []),
        "documents": told.question.documents,
        "passages": told.passages,
        "unnamed_passages": told.unnamed,
        "unsearched_sources": trace.get("private_sources", 0),
        "withheld": trace.get("withheld", {}),
        "band": trace.get("band"),
        "reasons": trace.get("reasons", []),
        # Of answers that hold such; the message has them already.
        "claims": getattr(message, "claims", None) or [],
        "prompt": told.prompt,
        "given": told.given,
        "model": getattr(message, "model", None) or trace.get("model"),
        "steps": trace.get("steps", []),
        **shown.model_dump(include={"confidence", "mode", "usage", "degraded", "latency_ms"}),
    }


def replay_json(made: Replay) -> dict[str, Any]:
    """A replay as the route gives it."""
    answer = made.answer
    difference = {name: getattr(made, name) for name in ("same", "confidence", "kept", "gone", "new", "text")}
    return {
        "content": answer.content,
        "mode": answer.mode,
        "answered": answer.answered,
        "confidence": answer.confidence,
        "citations": made.citations,
        "degraded": answer.degraded,
        "usage": answer.usage,
        "latency_ms": made.latency_ms,
        "difference": difference,
    }
