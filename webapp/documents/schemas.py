"""What the routes of files, documents and their pages take and give."""

from datetime import datetime
from typing import Annotated, Any, Literal, NotRequired

from apiflask.fields import UploadFile
from pydantic import BaseModel, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from pipelines.types import BlockKind
from webapp.http.shapes import Body, ListOut, Out, PageQuery, Partial
from webapp.sources.schemas import SyncEnvelope, SyncOut

NO_FILES = "Send files as multipart/form-data in the field `files`, each with a name in UTF-8."

MOST_AT_ONCE = 200

DocumentStatus = Literal["pending", "processing", "indexed", "skipped", "failed", "deleted"]


def _present(files: Any) -> Any:
    if not isinstance(files, list):
        raise PydanticCustomError("missing", NO_FILES)
    return files


class FilesIn(BaseModel):
    """Files of one upload, each under a name of its own."""

    files: Annotated[list[UploadFile], Field(min_length=1), BeforeValidator(_present)]


class DocumentsQuery(PageQuery):
    """Which documents."""

    status: DocumentStatus | None = None
    q: Annotated[str | None, Field(max_length=200, pattern=r"^[^\x00]*$", description="part of uri or title")] = None
    type: Annotated[
        str | None, Field(pattern=r"^[a-z0-9]{1,10}$", description="an ending; others of its format count as well")
    ] = None
    language: Annotated[
        str | None, Field(max_length=20, description="ISO 639-1 code; empty: in none that is known")
    ] = None


class DocumentPatch(Partial):
    """A change of a document."""

    may_be_null = frozenset({"language"})

    language: Annotated[
        str | None,
        Field(max_length=20, description="ISO 639-1 code; holds until it is changed again; null: find out again"),
    ] = None


class SpokenOut(Out):
    """A language of documents, null where it is not known; ``by_words``: the embedder does not know it."""

    language: str | None
    documents: int
    by_words: Annotated[bool, Field(description="found by their words alone")]


class LanguagesOut(Out):
    """Languages of a source's indexed documents, the most frequent first, and the embedder that finds them."""

    items: list[SpokenOut]
    embedder: str


class DocumentErrorOut(Out):
    """Why a document ended ``failed`` or ``skipped``, and the one thing to do about it."""

    code: str
    message: str
    action: str


class TwinOut(Out):
    """Another document of the same bytes, of the same chatbot."""

    id: str
    title: str
    uri: str
    source_id: str
    source_name: str


class DocumentOut(Out):
    """A document."""

    id: str
    source_id: str
    parent_id: Annotated[str | None, Field(description="the document that this one was in")]
    parent_title: Annotated[str | None, Field(description="its title, or its name where it has none")]
    author: Annotated[str | None, Field(description="as the file says")]
    created: Annotated[str | None, Field(description="as the file says, ISO 8601")]
    modified: Annotated[str | None, Field(description="as the file says, ISO 8601")]
    ocr_pages: Annotated[list[int], Field(description="pages that were pictures, read by OCR")]
    uri: str
    title: str
    mime: str
    bytes: int
    status: DocumentStatus
    error: DocumentErrorOut | None
    page_count: int | None
    encoding: Annotated[str | None, Field(description="what a text that does not say it was taken to be encoded in")]
    language: Annotated[str | None, Field(description="ISO 639-1 code, null where it is not known")]
    language_corrected: Annotated[bool, Field(description="a person said so")]
    chunk_count: int
    version: str | None
    indexed_at: datetime | None
    same_as: Annotated[TwinOut | None, Field(description="another document of this chatbot with the same bytes")]


class DocumentList(ListOut[DocumentOut]):
    """Documents by name."""


class BulkIn(Body):
    """What to do with documents of a source."""

    action: Literal["delete", "retry"]
    document_ids: Annotated[
        list[Annotated[str, StringConstraints(max_length=64)]], Field(min_length=1, max_length=MOST_AT_ONCE)
    ]


class RefusedOut(Out):
    """A document that was left as it is: not of this source, changed by others all the while, or read well already."""

    id: str
    code: Literal["not_found", "busy_document", "already_indexed"]


class BulkOut(Out):
    """What became of the documents; ``sync`` reads again what was asked to be."""

    done: list[str]
    refused: list[RefusedOut]
    sync: SyncOut | None


class NamedOut(Out):
    """A document by name."""

    id: str
    title: str


class ProblemOut(Out):
    """Documents that ended the same way for the same reason, and the one thing to do; the first 200 are named."""

    status: Literal["failed", "skipped"]
    code: str
    message: str
    action: str
    count: int
    documents: list[NamedOut]


class ProblemsOut(Out):
    """By reason, the most frequent first; not ``complete`` where a source has more than 2,000 of a status."""

    items: list[ProblemOut]
    complete: bool


class DuplicateOut(Out):
    """A file that was there under another name, or in another source of the chatbot."""

    id: str
    uri: str
    same_as: TwinOut


class FilesOut(SyncEnvelope):
    """The sync that indexes the files, the source they are in, and those that were there already elsewhere."""

    source_id: str
    duplicates: list[DuplicateOut]


class VersionQuery(BaseModel):
    """Which version; the live one by default."""

    version: Annotated[str | None, Field(max_length=200)] = None


class TextQuery(VersionQuery):
    """Which version of a text, and which window of it in code points; the whole where neither end is given."""

    start: Annotated[int | None, Field(ge=0)] = None
    end: Annotated[int | None, Field(ge=0, description="at most 200,000 behind the start")] = None


class PageSpanOut(Out):
    """A page: ``text[start:end]``, in code points."""

    page: int
    start: int
    end: int


class HeadingOut(Out):
    """A heading of a stored text: level 1 is the outermost, ``text[start:end]`` its line, in code points."""

    level: int
    text: str
    start: int
    end: int


class BlockOut(TypedDict):
    """A part of a stored text by what it is: ``text[start:end]``, in code points. Blocks are disjoint and in order.

    ``level`` is a heading's (1 is the outermost) or an item's depth, ``number`` what is printed before either. A row
    has its ``cells`` as ``[start, end]``, one for each column of its ``table`` (counted from 0), empty ones too, and
    may be the ``header``. What a block does not have is left out: a large text has many.
    """

    kind: BlockKind
    start: int
    end: int
    level: NotRequired[int]
    number: NotRequired[str]
    # A fixed tuple would say it better; the interface's client widens those and then matches nothing.
    cells: NotRequired[list[Annotated[list[int], Field(min_length=2, max_length=2)]]]
    table: NotRequired[int]
    header: NotRequired[bool]


class TableHeadOut(Out):
    """What heads the columns of a table that begins before the window."""

    table: int
    cells: list[str]


class TextOut(Out):
    """The stored text of a version, or a window of it; ``removed_at`` when its document was deleted since.

    ``text`` begins at ``start`` of the whole, whose length is ``length``; offsets are of the whole. A window is moved
    out to the edges of the blocks that it cuts, where those are near.
    """

    text: str
    start: int
    length: int
    pages: list[PageSpanOut]
    headings: list[HeadingOut]
    blocks: list[BlockOut]
    heads: list[TableHeadOut]
    version: str
    live_version: str | None
    removed_at: datetime | None


class PageSpanQuery(VersionQuery):
    """Which version, and which stretch of its text is to be boxed: both ends or none, in code points."""

    start: Annotated[int | None, Field(ge=0)] = None
    end: Annotated[int | None, Field(ge=1)] = None


class PageImageQuery(VersionQuery):
    """Which version, and how wide."""

    width: Annotated[int, Field(ge=200, le=2_400, description="in pixels")] = 1_200


class BoxOut(Out):
    """A rectangle in fractions of the page as it is shown; the origin is its top left corner."""

    x: float
    y: float
    w: float
    h: float


class PageOut(Out):
    """A page: its size in points, its share `text[start:end]` of the stored text, and the boxes, one per line."""

    page: int
    pages: int
    width: float
    height: float
    start: int
    end: int
    boxes: list[BoxOut]


class StatementOut(Out):
    """A sentence of a summary; ``text[start:end]`` of the document says it, in code points."""

    text: str
    start: int
    end: int


class EntryOut(Out):
    """A heading in an outline: level 1 is the outermost; ``start`` is where it stands, in code points."""

    level: int
    title: str
    start: int


class OverviewOut(Out):
    """A document's live version in short; each of ``questions`` is answered by it."""

    document_id: str
    title: str
    version: str
    pending: Annotated[bool, Field(description="it is being made: look again in a moment")]
    summary: list[StatementOut]
    outline: list[EntryOut]
    questions: list[str]
    model: Annotated[str | None, Field(description="which model wrote the summary; null: the document's own sentences")]
    degraded: Annotated[bool, Field(description="a model was to write the summary and could not")]


class AboutOut(Out):
    """What a document is about, in its first sentence."""

    document_id: str
    title: str
    text: str


class SuggestionsOut(Out):
    """First questions to ask, and what the first documents are about."""

    items: list[str]
    documents: list[AboutOut]
    pending: Annotated[bool, Field(description="more is being made: look again in a moment")]
