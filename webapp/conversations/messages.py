"""A message as it is shown, stored and streamed: one shape, made in one place. Free of Flask."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from pipelines.personal.spans import Kind
from pipelines.questions import Claim, Finish, Mode, Verdict
from pipelines.structure.places import page_place
from pipelines.types import Citation
from webapp.http.shapes import Out


class PlaceOut(Out):
    """Where in a document, as people say it: "p. 7", a heading, "row 12" of a table."""

    label: str
    kind: str
    page: int | None


class CitedRowOut(Out):
    """A row of a table: each cell under its column."""

    columns: list[str]
    cells: list[str]


class PassageOut(Out):
    """A passage of a stored text: ``text[start:end] == quote``, in code points."""

    document_id: str
    version: str
    source_id: str
    title: str
    uri: str
    page: int | None
    start: int
    end: int
    quote: str
    place: PlaceOut | None
    row: Annotated[CitedRowOut | None, Field(description="the quote is this row of a table")]

    @model_validator(mode="before")
    @classmethod
    def _placed(cls, value: Any) -> Any:
        """Messages that were stored before there were places tell the page, and none of them knows rows."""
        if isinstance(value, dict):
            value = {"row": None, **value}
        if not isinstance(value, dict) or value.get("place") is not None:
            return value
        page = value.get("page")
        return {**value, "place": None if page is None else asdict(page_place(page))}


class CitationOut(PassageOut):
    """A proven quote; ``[n]`` in the content refers to it."""

    n: int


class ContrastOut(Out):
    """What a statement says, and what the passage says in its place: the rest of their words is equal."""

    said: str
    passage: str


class ClaimOut(Out):
    """A statement of an answer, ``content[start:end]`` in code points, and whether what was retrieved says it."""

    start: int
    end: int
    verdict: Verdict
    citations: list[int]
    reasons: list[str]
    contrast: ContrastOut | None


class CoverageOut(Out):
    """How many statements of an answer are backed, those that were left out among them."""

    backed: int
    total: int


class UsageOut(Out):
    """Tokens as the provider counted them; `estimated`: the answer was cut short before it told, they are reckoned."""

    prompt_tokens: int
    completion_tokens: int
    estimated: bool = False


class FeedbackOut(Out):
    """Whether an answer helped, as it was said last."""

    rating: Literal["up", "down"]
    comment: str | None


class FailureOut(Out):
    """Why an answer failed, in the words that its stream ended with."""

    code: str
    detail: str


class AskedDocumentOut(Out):
    """A document that a question was put to, under the title that it had then."""

    document_id: str
    title: str


class FilterOut(Out):
    """What narrowed a question down."""

    field: str
    operator: str
    value: str | list[str]


class ConditionOut(Out):
    """What a question asks of a column."""

    column: str
    op: str
    value: str


class TableRowOut(Out):
    """A row of a table in a stored text, `text[start:end]`."""

    cells: list[str]
    start: int
    end: int


class TableOut(Out):
    """How an answer was computed from a table: `rows` are those shown, `total` counts all that fit."""

    document_id: str
    version: str
    title: str
    columns: list[str]
    conditions: list[ConditionOut]
    rows: list[TableRowOut]
    total: int
    op: str


class GeneratedOut(Out):
    """Who wrote an answer, for machines (EU AI Act, Article 50): `none` where its words are quotes of the sources, or
    computed, or the program's own.
    """

    by: Literal["model", "none"]
    provider: Annotated[str | None, Field(description="whose model; null: the installation's own")]
    model: str | None
    source_type: Annotated[str | None, Field(description="IPTC digital source type")]


class FlaggedOut(Out):
    """Personal data that stands in an answer: `content[start:end]` in code points."""

    start: int
    end: int
    kind: Kind


class MessageOut(Out):
    """A question or an answer. ``set_aside``: another stands in its place; ``replaces``: the question it stands for."""

    id: str
    role: Literal["user", "assistant"]
    content: str
    status: Literal["running", "done", "stopped", "failed"]
    mode: Mode | None
    answered: bool | None
    confidence: float | None
    citations: list[CitationOut]
    nearest: list[PassageOut]
    degraded: list[Literal["index", "embedder", "llm", "reranker", "private"]]
    claims: list[ClaimOut]
    coverage: CoverageOut | None
    model: str | None
    finish: Finish | None
    searched: str | None
    usage: UsageOut | None
    latency_ms: int | None
    error: FailureOut | None
    table: TableOut | None
    documents: Annotated[list[AskedDocumentOut], BeforeValidator(lambda value: value or [])]
    filters: FilterOut | None
    withheld: Annotated[
        dict[str, int],
        BeforeValidator(lambda value: value or {}),
        Field(description="how many values of each kind were left out of the answer, or kept from the model"),
    ]
    generated: GeneratedOut
    flagged: Annotated[list[FlaggedOut], BeforeValidator(lambda value: value or [])]
    replaces: str | None
    set_aside: bool
    feedback: FeedbackOut | None
    created_at: datetime


def message_json(row: object) -> dict[str, Any]:
    """A message row as JSON-like values."""
    return MessageOut.model_validate(row).model_dump(mode="json")


def citation_json(citation: Citation) -> dict[str, Any]:
    """A citation as JSON-like values; a nearest passage has no ``n``."""
    values = asdict(citation)
    if citation.n is None:
        del values["n"]
    return values


def claim_json(claim: Claim) -> dict[str, Any]:
    """A judged statement as JSON-like values."""
    contrast = None if claim.contrast is None else dict(zip(("said", "passage"), claim.contrast, strict=True))
    return {
        "start": claim.start,
        "end": claim.end,
        "verdict": claim.verdict,
        "citations": list(claim.citations),
        "reasons": list(claim.reasons),
        "contrast": contrast,
    }
