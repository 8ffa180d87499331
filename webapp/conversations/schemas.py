"""What the routes of conversations, messages and search take and give."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from webapp.conversations.chosen import MOST
from webapp.conversations.messages import MessageOut, PlaceOut
from webapp.http.shapes import Body, Line, ListOut, Out, PageQuery, Partial

LONGEST = 8_000


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("says nothing")
    return text


Content = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST), AfterValidator(_said)]


class ConversationsQuery(PageQuery):
    """Which conversations."""

    q: Annotated[str | None, Field(max_length=200, pattern=r"^[^\x00]*$", description="part of the title")] = None


class ConversationIn(Body):
    """A new conversation; without a title its first question names it."""

    title: Line | None = None


class ConversationPatch(Partial):
    """A change of a conversation."""

    title: Line | None = None


class ConversationOut(Out):
    """A conversation."""

    id: str
    chatbot_id: str
    title: str
    created_at: datetime
    updated_at: datetime


class ConversationList(ListOut[ConversationOut]):
    """Conversations, the last used first."""


class MessagesQuery(PageQuery):
    """Which messages."""

    set_aside: Annotated[bool, Field(description="also questions and answers that others replaced")] = False


class FilterIn(Body):
    """A filter of passages, in Haystack's shape; so far of `language` only."""

    field: Annotated[str, Field(max_length=100, description="`language`")]
    operator: Annotated[str, Field(max_length=20, description="`==` or `in`")]
    value: Annotated[str | list[str], Field(description="a code of ISO 639-1, or a list of them")]


class MessageIn(Body):
    """A question; one that ``replaces`` another sets that one aside, with everything that followed it."""

    content: Content
    replaces: Annotated[
        str | None, Field(max_length=36, description="id of an earlier question of this conversation")
    ] = None
    document_ids: Annotated[
        list[Annotated[str, StringConstraints(max_length=36)]],
        Field(default_factory=list, max_length=MOST, description="documents it is put to; none: all of them"),
    ]
    filters: FilterIn | None = None


class ExportQuery(BaseModel):
    """As what."""

    format: Annotated[Literal["md", "html", "json"], Field(description="Markdown, HTML or JSON")] = "md"
    set_aside: Annotated[bool, Field(description="also questions and answers that others replaced")] = False


class AskHeaders(BaseModel):
    """What may go along with a question. The key's form is checked in ``repeats.py``, whose error has its own code."""

    model_config = ConfigDict(validate_by_name=True, validate_by_alias=True)

    idempotency_key: Annotated[
        str | None,
        Field(
            alias="Idempotency-Key",
            description="1 to 200 printable ASCII characters, a UUID for instance: sent again in this conversation "
            "with the same question, it is answered with the same message, and nothing is asked twice",
        ),
    ] = None


class MessageEnvelope(Out):
    """A message."""

    message: MessageOut


class MessageList(ListOut[MessageOut]):
    """Messages, oldest first."""


class FeedbackIn(Body):
    """Whether an answer helped."""

    rating: Literal["up", "down"]
    comment: Annotated[str | None, Field(max_length=2_000)] = None


class SearchIn(Body):
    """What to look for."""

    query: Content
    top_k: Annotated[int, Field(ge=1, le=100)] = 10
    document_ids: Annotated[
        list[Annotated[str, StringConstraints(max_length=36)]],
        Field(default_factory=list, max_length=MOST, description="documents to look into; none: all of them"),
    ]
    filters: FilterIn | None = None


class FoundOut(Out):
    """A passage: ``text`` stands at ``start``–``end`` of the document's stored text, in code points."""

    document_id: str
    source_id: str
    version: str
    title: str
    uri: str
    page: int | None
    start: int
    end: int
    text: str
    heading: list[str]
    place: PlaceOut | None
    score: float
    bm25: float | None
    cosine: float | None


class SearchOut(Out):
    """Passages, best first."""

    items: list[FoundOut]
