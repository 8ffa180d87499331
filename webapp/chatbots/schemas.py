"""What the routes of chatbots take and give."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from pipelines.overviews import Summaries
from pipelines.questions import Claims, Pii
from webapp.http.shapes import Body, Line, ListOut, Out, Partial

Prose = Annotated[str, StringConstraints(max_length=10_000)]
ModelName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Temperature = Annotated[float, Field(ge=0, le=2)]
Share = Annotated[float, Field(ge=0, le=1)]


class ChatbotIn(Body):
    """A new chatbot. Without ``model_name`` the installation's own model answers."""

    name: Line
    description: Prose = ""
    welcome_message: Prose = ""
    instructions: Prose = ""
    model_name: ModelName | None = None
    temperature: Temperature = 0.2


class ChatbotPatch(Partial):
    """A change of a chatbot. ``status``: pause it or let it answer again; the rest follows by itself."""

    may_be_null = frozenset({"model_name"})

    name: Line | None = None
    description: Prose | None = None
    welcome_message: Prose | None = None
    instructions: Prose | None = None
    model_name: ModelName | None = None
    temperature: Temperature | None = None
    status: Literal["paused", "active"] | None = None


class TallyOut(Out):
    """Documents by what became of them; `waiting` are still to be read."""

    indexed: int
    failed: int
    skipped: int
    waiting: int


class LastQuestionOut(Out):
    """What was asked last."""

    content: str
    asked_at: datetime


class ChatbotOut(Out):
    """A chatbot."""

    id: str
    name: str
    description: str
    welcome_message: str
    instructions: str
    model_name: str | None
    temperature: float
    status: Literal["draft", "processing", "active", "paused"]
    has_knowledge_sources: bool
    documents: Annotated[TallyOut | None, Field(description="null while the index is away")]
    last_question: LastQuestionOut | None
    created_at: datetime
    updated_at: datetime


class ChatbotList(ListOut[ChatbotOut]):
    """Chatbots, newest first."""


class SettingsPatch(Partial):
    """A change of how a chatbot retrieves and answers."""

    may_be_null = frozenset({"alpha", "provider_id", "reranker_id"})

    top_k: Annotated[int | None, Field(ge=1, le=50, description="passages an answer may rest on")] = None
    alpha: Annotated[Share | None, Field(description="weight of meaning against words; null: the embedder's own")] = (
        None
    )
    min_confidence: Annotated[
        Share | None, Field(description="an answer from here on; with a model its own statements decide instead")
    ] = None
    claims: Annotated[
        Claims | None,
        Field(
            description="statements of a model that nothing retrieved backs: set apart, left out, or not asked about"
        ),
    ] = None
    summaries: Annotated[
        Summaries | None,
        Field(description="who sums a document up when it is first opened: its own sentences, or the model"),
    ] = None
    provider_id: Annotated[
        Annotated[str, StringConstraints(min_length=1, max_length=36)] | None,
        Field(description="whose models answer, one of the organisation's providers; null: the installation's"),
    ] = None
    reranker_id: Annotated[
        Annotated[str, StringConstraints(min_length=1, max_length=36)] | None,
        Field(description="who puts passages in order, a provider of the kind `rerank`; null: the installation's"),
    ] = None
    pii: Annotated[
        Pii | None,
        Field(
            description="personal data in what is retrieved and said: `flag` marks it, `redact` leaves it out, `block` "
            "withholds the answer, `placeholders` shows it to readers but not to the model; documents that are opened "
            "stay as they are"
        ),
    ] = None


class SettingsOut(Out):
    """How a chatbot retrieves and answers."""

    top_k: int
    alpha: float | None
    min_confidence: float
    claims: Claims
    pii: Pii
    summaries: Summaries
    provider_id: str | None
    reranker_id: str | None
