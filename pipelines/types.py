"""The words of the domain: frozen values that components, index, flows and web app pass around.

Offsets are Unicode code points in a document's stored text, ends exclusive; pages are 1-based; datetimes are aware,
UTC; vectors are ``numpy.float32`` of shape ``[dimensions]`` or ``[n, dimensions]``.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from pipelines.text import REVISION

# Raised when chunks of one text are cut, embedded or kept otherwise: a second index is then filled by itself.
# 2: chunks have a language.
LAYOUT = 2

T = TypeVar("T")
Vector = NDArray[np.float32]
Degradation = Literal["index", "embedder", "llm", "reranker", "private"]


class Status(StrEnum):
    """Where a document is. ``indexed``, ``skipped``, ``failed`` and ``deleted`` are terminal."""

    PENDING = "pending"
    PROCESSING = "processing"
    INDEXED = "indexed"
    SKIPPED = "skipped"
    FAILED = "failed"
    DELETED = "deleted"

    @property
    def terminal(self) -> bool:
        """Whether nothing more happens to the document by itself."""
        return self not in (Status.PENDING, Status.PROCESSING)


class Visibility(StrEnum):
    """What an answer may do with a source: quote and link it, or only be informed by it."""

    CITABLE = "citable"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Scope:
    """What a retrieval may see. No sources: an empty result, and the store is not called.

    ``documents`` narrows a search further, to those of them that are in the sources; None: to none in particular.
    ``languages``: to passages in one of them, and a list to documents in one; empty: one that nobody knows. Counts are
    of the sources.
    """

    org_id: str
    source_ids: frozenset[str]
    documents: frozenset[str] | None = None
    languages: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class DocumentError:
    """Why a document ended ``failed`` or ``skipped``, and the one thing to do about it."""

    code: str
    message: str
    action: str


@dataclass(frozen=True, slots=True)
class Lease:
    """A run's claim on a pending version; past ``until`` anybody may clean up after it."""

    run_id: str
    until: datetime


# What is kept of ``Text.meta`` with a document: times in ISO 8601, and the pages that were read by OCR ("2,3").
ABOUT = ("author", "created", "modified", "ocr")


@dataclass(frozen=True, slots=True)
class Document:
    """A row of the manifest, the one truth about a document.

    ``rev`` is opaque: None means "must not exist yet", anything else is the revision that was read. Every write names
    it. ``wanted_hash`` is the sha256 of the bytes that should be indexed, ``content_hash`` of those that are.
    ``tombstone`` marks a deletion by a person: syncs respect it until a retry or a new upload of that uri.
    ``listed_at`` is when the listing that wrote the row was made: the newer listing wins over the older.
    ``updated_at`` is set by the index at every write. ``parent_id`` is the document that held this one, as a mail does
    (``mail.eml`` of ``mail.eml!/a.pdf``): who deletes that one deletes this one too. ``encoding`` is what the bytes
    of a text were guessed to be in (``windows-1252``); None where nothing had to be guessed.
    ``about`` is what the file says of itself, as far as it does: ``ABOUT``; of one that could not be read ``tried``
    says with what (``pipelines.convert.attempts``). ``language`` is an ISO 639-1 code, empty where nobody knows.
    """

    document_id: str
    org_id: str
    source_id: str
    uri: str
    title: str
    mime: str = "application/octet-stream"
    bytes: int = 0
    page_count: int | None = None
    wanted_hash: str | None = None
    content_hash: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    listed_at: datetime | None = None
    live_version: str | None = None
    pending_version: str | None = None
    lease: Lease | None = None
    chunk_count: int = 0
    status: Status = Status.PENDING
    error: DocumentError | None = None
    indexed_at: datetime | None = None
    deleted_at: datetime | None = None
    tombstone: bool = False
    updated_at: datetime | None = None
    rev: str | None = None
    parent_id: str | None = None
    encoding: str | None = None
    about: Mapping[str, str] | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document's text: ``stored_text[start:end] == text``.

    ``heading`` is the path of headings above it, outermost first. ``title`` is the document's, repeated here because
    words of it count for the chunk. ``context`` is what it is understood by and does not hold, the header of the table
    that it goes on with: found by and embedded like its text, never cited. ``meta`` is opaque JSON, used by Haystack's
    adapter only. ``language`` (ISO 639-1, or empty) is the one that its words are stemmed in.
    """

    chunk_id: str
    org_id: str
    source_id: str
    document_id: str
    version: str
    ordinal: int
    text: str
    title: str
    heading: tuple[str, ...]
    page: int | None
    start: int
    end: int
    text_hash: str
    meta: Mapping[str, Any] | None = None
    context: str = ""
    language: str = ""

    @property
    def text_key(self) -> str:
        """Names the text the chunk was cut from."""
        return f"{self.document_id}:{self.version}"


@dataclass(frozen=True, slots=True)
class Publication:
    """A new version of a document: its row as it was read, its chunks and their vectors ``[n, dimensions]``.

    ``row`` already carries what the finished row shall say (title, mime, bytes, page_count, wanted_hash, content_hash);
    ``publish`` itself sets pending_version, lease, live_version, chunk_count, status, indexed_at and rev. ``space``:
    the fingerprint of the index that it was made for; empty: of whichever is live.
    """

    row: Document
    version: str
    chunks: Sequence[Chunk]
    vectors: Vector
    lease: Lease
    space: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A write that was refused because the row had moved on. ``current`` is the row now, None if it is gone."""

    document_id: str
    current: Document | None


@dataclass(frozen=True, slots=True)
class Unfound:
    """A publication taken back: no search found it. ``current`` is the row now; how it ends, the caller writes."""

    document_id: str
    current: Document | None
    error: DocumentError


@dataclass(frozen=True, slots=True)
class Stored:
    """What an organisation has: documents that were not deleted, and the bytes they came as."""

    documents: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a deletion did."""

    document_ids: tuple[str, ...]
    chunks: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found, its document's row, and its scores.

    ``fused`` orders the result; ``bm25`` ≥ 0 is comparable only within one result and None where the words branch did
    not return the chunk; ``cosine`` is in [-1, 1], None only when no question vector was given.
    """

    chunk: Chunk
    document: Document
    fused: float
    bm25: float | None
    cosine: float | None


@dataclass(frozen=True, slots=True)
class Fusion:
    """How the two branches become one list.

    ``convex``: ``(1 - alpha) * B/Bmax + alpha * max(0, (C - lo)/(Cmax - lo))`` (Bruch, Gai, Ingber 2023, floor added);
    ``rrf``: reciprocal rank fusion with k = 60; ``bm25`` and ``dense``: one branch alone. ``alpha`` None: the
    embedder's own default (.2 static, .4 transformers). ``languages``: those that the embedder knows, None: every one;
    of a passage in another one the words alone decide.
    """

    method: Literal["convex", "rrf", "bm25", "dense"] = "convex"
    alpha: float | None = None
    languages: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class IndexSpec:
    """The configuration a physical index was built with; ``fingerprint`` names all of it.

    ``analyzer`` is the revision that made its words, ``layout`` the one by which chunks are made and kept.
    """

    fingerprint: str
    splitter: Mapping[str, Any]
    embedder: Mapping[str, Any]
    dimensions: int
    alpha: float = 0.2
    analyzer: int = REVISION
    layout: int = LAYOUT

    @property
    def rebuilding(self) -> bool:
        """Whether it is from before there was an analyzer: its words are made anew where they lie."""
        return self.analyzer == 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far making words anew is: passages done, of all."""

    done: int
    total: int

    def __str__(self) -> str:
        return f"{self.done:,} of {self.total:,} passages"


@dataclass(frozen=True, slots=True)
class Health:
    """Whether a part works, and if not why and what to do. ``note``: what is worth knowing while it works."""

    ok: bool
    detail: str
    remedy: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A stretch of a list, in stable order; ``next_cursor`` None: that was the last."""

    items: tuple[T, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class PageSpan:
    """A page of a stored text: ``text[start:end]``."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a stored text: level 1 is the outermost; ``start`` is where its line begins."""

    level: int
    text: str
    start: int
    end: int


BlockKind = Literal["heading", "paragraph", "item", "row", "code", "note", "caption", "quote"]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a stored text by what it is: ``text[start:end]``. Blocks are disjoint and in order.

    ``level`` is a heading's (1 is the outermost) or an item's depth; ``number`` is what is printed before a heading or
    an item ("2.1", "a)"). A row has its ``cells`` as spans of the same text, one per column also where it is empty
    (``start == end``), the number of its ``table`` in the document (from 0), and says whether it is the ``header``.
    """

    kind: BlockKind
    start: int
    end: int
    level: int | None = None
    number: str | None = None
    cells: tuple[tuple[int, int], ...] = ()
    table: int | None = None
    header: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document, as people say it: "p. 7", "slide 3", "Sheet Q3, row 12"; ``page`` where it has pages."""

    label: str
    kind: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """What a converter makes of a file: the text that is stored, cut and quoted. ``pages`` is empty without pages.

    ``blocks`` is empty for texts that were stored before there were blocks. ``language`` is an ISO 639-1 code.
    """

    text: str
    title: str | None = None
    pages: tuple[PageSpan, ...] = ()
    headings: tuple[Heading, ...] = ()
    page_count: int | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class CitedRow:
    """A row of a table with its header: ``cells[n]`` stands under ``columns[n]``; both as they are shown."""

    columns: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote proven against the stored text. ``n`` is the mark in the answer, None for a nearest passage.

    ``place`` is where it begins, None where there is nothing to say: no page, no heading before it, no table.
    ``row``: the quote is one of a table.
    """

    n: int | None
    document_id: str
    version: str
    source_id: str
    title: str
    uri: str
    page: int | None
    start: int
    end: int
    quote: str
    place: Place | None = None
    row: CitedRow | None = None


def document_id_for(source_id: str, uri: str) -> str:
    """The document's id: UUIDv5 of its source's id and its uri."""
    return str(uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, f"refdesk:source:{source_id}"), uri))


def member_uri(parent: str, name: str) -> str:
    """The uri of a document within another: ``mail.eml!/a.pdf``."""
    return f"{parent}!/{name}"
