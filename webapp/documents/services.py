"""Documents of sources: list, show, delete, retry, their text and their file. Free of Flask."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import IO, Any

import orjson

from pipelines.convert.formats import by_ending
from pipelines.convert.language import told
from pipelines.errors import StorageError, TextPurged
from pipelines.index.protocol import Index
from pipelines.storage.blobs import Storage
from pipelines.types import Document, DocumentError, Page, PageSpan, Scope, Status
from webapp.auth.principal import Principal
from webapp.documents.again import wait_anew
from webapp.documents.cache import SizedCache
from webapp.documents.codes import known_language
from webapp.documents.names import title_of
from webapp.documents.twins import Twin, Twins
from webapp.documents.windows import MOST, Opened, TableHead, Window
from webapp.errors import Conflicting, Invalid, NotFound
from webapp.prefect.ingestion import Sync
from webapp.sources.access import get_source, get_source_or_deleted
from webapp.sources.deployments import Deployments
from webapp.sql.database import Database, is_id, now

ORIGINS = 20_000
OPEN_BYTES = 40_000_000
WINDOW = ("text", "start", "length", "pages", "heads")
VERSION = re.compile(r"[0-9A-Za-z_-]{1,128}")


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as it is shown; one of a deleted source is ``deleted`` at once."""

    id: str
    source_id: str
    parent_id: str | None
    parent_title: str | None
    author: str | None
    created: str | None
    modified: str | None
    ocr_pages: Sequence[int]
    uri: str
    title: str
    mime: str
    bytes: int
    status: Status
    error: DocumentError | None
    page_count: int | None
    encoding: str | None
    language: str | None
    language_corrected: bool
    chunk_count: int
    version: str | None
    indexed_at: datetime | None
    same_as: Twin | None


@dataclass(frozen=True, slots=True)
class TextView:
    """The stored text of a version, or a window of it; ``removed_at`` when its document was deleted since."""

    text: str
    start: int
    length: int
    pages: Sequence[PageSpan]
    headings: orjson.Fragment
    blocks: orjson.Fragment
    heads: Sequence[TableHead]
    version: str
    live_version: str | None
    removed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Origin:
    """What never changes about a document: whose it is, of which source, under which name."""

    document_id: str
    org_id: str
    source_id: str
    uri: str


@dataclass(frozen=True, slots=True)
class Version:
    """A version whose text is stored, unread; ``stamp`` is another one when text or layout were written anew."""

    origin: Origin
    version: str
    stamp: str
    laid: bool

    @property
    def name(self) -> dict[str, str]:
        """How storage calls it."""
        return {"org_id": self.origin.org_id, "document_id": self.origin.document_id, "version": self.version}


@dataclass(frozen=True, slots=True)
class Original:
    """The file as it was uploaded; the caller closes ``stream``."""

    stream: IO[bytes]
    name: str
    bytes: int


@dataclass(frozen=True, slots=True)
class _Seen:
    row: Document
    removed_at: datetime | None
    parent_title: str | None = None
    twin: Twin | None = None


class Documents:
    """The documents of all organisations; every method takes who asks."""

    def __init__(self, db: Database, *, index: Index, storage: Storage, deployments: Deployments) -> None:
        self._db = db
        self._index = index
        self._storage = storage
        self._deployments = deployments
        self._twins = Twins(db, index=index)
        # By organisation: who may not see a document has no part in what was read of it for another.
        self._open = SizedCache[tuple[str, str, str, str], Opened](lambda one: one.size, most=OPEN_BYTES, name="files")
        self._origins = SizedCache[tuple[str, str], Origin](lambda _: 1, most=ORIGINS)

    def page(
        self,
        principal: Principal,
        source_id: str,
        *,
        status: Status | None,
        q: str | None,
        kind: str | None,
        language: str | None = None,
        cursor: str | None,
        limit: int,
    ) -> Page[DocumentView]:
        """Documents of a source by name; deleted ones only when asked for. ``kind``: an ending of its format;
        ``language``: a code, empty for those in none that is known.

        Raises ``NotFound`` or ``Invalid``.
        """
        with self._db.reading() as session:
            get_source(session, principal, source_id)
        languages = None if language is None else frozenset({known_language(language) if language else ""})
        scope = Scope(principal.org_id, frozenset({source_id}), languages=languages)
        try:
            page = self._index.list(
                scope, status=status, q=q or None, endings=_endings(kind), after=cursor, limit=limit
            )
        except ValueError as error:
            raise Invalid.field(
                "cursor", "Not a cursor of this list; leave it out to start anew.", "bad_cursor"
            ) from error
        titles = self._parent_titles(principal.org_id, page.items)
        twins = self._twins.of(principal, source_id, page.items)
        seen = (_Seen(row, None, titles.get(row.parent_id or ""), twins.get(row.document_id)) for row in page.items)
        return Page(tuple(map(_view, seen)), page.next_cursor)

    def get(self, principal: Principal, document_id: str) -> DocumentView:
        """One document, also a deleted one. Raises ``NotFound``."""
        seen = self._seen(principal, document_id)
        titles = self._parent_titles(principal.org_id, [seen.row])
        twins = self._twins.of(principal, seen.row.source_id, [seen.row])
        known = replace(seen, parent_title=titles.get(seen.row.parent_id or ""), twin=twins.get(document_id))
        return _view(known)

    def indexed(self, principal: Principal, document_id: str) -> Document:
        """The row of a document that is searched now. Raises ``NotFound``, also for one that is not (yet)."""
        row = self.living(principal, document_id)
        if row.status is Status.DELETED or row.live_version is None:
            raise NotFound("There is no such document in the index.")
        return row

    def delete(self, principal: Principal, document_id: str) -> None:
        """Gone from the next question on; syncs leave it deleted until a retry or a new upload. Raises ``NotFound``."""
        row = self.living(principal, document_id)
        self._index.retire(principal.org_id, [row.document_id], tombstone=True)
        self._index.settle()

    def retry(self, principal: Principal, document_id: str) -> Sync:
        """Index it again: what was deleted, failed or skipped waits anew, and so does what was in it.

        Raises ``NotFound`` or ``Unavailable``.
        """
        row = self.living(principal, document_id)
        self._deployments.require()
        if wait_anew(self._index, [row]):
            raise Conflicting("The document keeps being changed by others; try again.", code="busy_document")
        return self._deployments.start_or_join(row.source_id)

    def text(
        self,
        principal: Principal,
        document_id: str,
        version: str | None,
        *,
        span: tuple[int | None, int | None] = (None, None),
    ) -> TextView:
        """A version's text, the live one's by default, or a window of it; it stays after a deletion.

        Raises ``NotFound`` for a document without text or an unknown version, ``TextPurged`` for what was erased.
        """
        seen = self._seen(principal, document_id)
        found = self._found(seen.row, version)
        live = seen.row.live_version if seen.removed_at is None else None
        start, end = span
        opened = self._opened(found)
        if start is None and end is None:
            window = opened.whole()
        else:
            window = opened.window(start or 0, (start or 0) + MOST if end is None else end)
        return text_view(window, version=found.version, live_version=live, removed_at=seen.removed_at)

    def _opened(self, found: Version) -> Opened:
        key = (found.origin.org_id, found.origin.document_id, found.version, found.stamp)
        return self._open.get(key, lambda: Opened(self._storage.text_bytes(**found.name)))

    def version(self, principal: Principal, document_id: str, version: str | None) -> Version:
        """A version's stored text, unread. Raises what ``text`` raises.

        The row is read where it decides: which version is the live one, or why a named one is not there. A named one
        needs of it only what never changes.
        """
        if version is not None:
            key = (principal.org_id, document_id)
            origin = self._origins.get(key, lambda: _origin(self._row(principal, document_id)))
            with self._db.reading() as session:
                get_source_or_deleted(session, principal, origin.source_id)
            texts = self._storage.stored_texts(org_id=origin.org_id, document_id=document_id)
            if version in texts:
                return Version(origin, version, texts[version].stamp, texts[version].laid)
        return self._found(self._seen(principal, document_id).row, version)

    def live_hash(self, principal: Principal, version: Version) -> str | None:
        """The sha256 of the bytes that a version is the text of, where it is the live one. Raises ``NotFound``."""
        row = self._row(principal, version.origin.document_id)
        return row.content_hash if row.live_version == version.version else None

    def original(self, principal: Principal, document_id: str) -> Original:
        """The uploaded file of a document that is not deleted. Raises ``NotFound``."""
        row = self.living(principal, document_id)
        if row.status is Status.DELETED or row.wanted_hash is None:
            raise _unknown()
        try:
            stream = self._storage.open_upload(
                org_id=row.org_id, source_id=row.source_id, document_id=row.document_id, sha256=row.wanted_hash
            )
        except StorageError as error:
            raise NotFound("The file is not kept.") from error
        return Original(stream, title_of(row.uri), row.bytes)

    def _found(self, row: Document, version: str | None) -> Version:
        texts = self._storage.stored_texts(org_id=row.org_id, document_id=row.document_id)
        wanted = version or row.live_version or next(reversed(texts), None)
        if row.content_hash is not None and not texts and (wanted is None or VERSION.fullmatch(wanted)):
            raise TextPurged(f"The text of document {row.document_id} is gone.")
        if wanted is None or wanted not in texts or not VERSION.fullmatch(wanted):
            raise NotFound("There is no such text.")
        return Version(_origin(row), wanted, texts[wanted].stamp, texts[wanted].laid)

    def living(self, principal: Principal, document_id: str) -> Document:
        """The row of a document whose source is not deleted. Raises ``NotFound``."""
        row = self._row(principal, document_id)
        with self._db.reading() as session:
            get_source(session, principal, row.source_id)
        return row

    def _seen(self, principal: Principal, document_id: str) -> _Seen:
        row = self._row(principal, document_id)
        with self._db.reading() as session:
            source = get_source_or_deleted(session, principal, row.source_id)
        removed_at = row.deleted_at or row.updated_at or now() if row.status is Status.DELETED else None
        # A deleted source's documents are retired a moment later: they were gone from the deletion on.
        gone = [moment for moment in (removed_at, source.deleted_at) if moment is not None]
        return _Seen(row, min(gone, default=None))

    def _parent_titles(self, org_id: str, rows: Sequence[Document]) -> Mapping[str, str]:
        """What the documents that held these are called: one look for all of them, none where there are none."""
        wanted = list({row.parent_id for row in rows if row.parent_id})
        found = self._index.get(org_id, wanted) if wanted else {}
        return {key: row.title or title_of(row.uri) for key, row in found.items()}

    def _row(self, principal: Principal, document_id: str) -> Document:
        found = self._index.get(principal.org_id, [document_id]) if is_id(document_id) else {}
        row = found.get(document_id)
        # The index filters by organisation; a row of another one here would be its mistake, never an answer.
        if row is None or row.org_id != principal.org_id:
            raise _unknown()
        self._origins.put((principal.org_id, document_id), _origin(row))
        return row


def text_view(window: Window, **more: Any) -> TextView:
    """What is shown of a window; ``more``: of its version."""
    parts = {name: getattr(window, name) for name in WINDOW}
    headings, blocks = (orjson.Fragment(b"[" + items + b"]") for items in (window.headings, window.blocks))
    return TextView(**parts, headings=headings, blocks=blocks, **more)


def as_json(view: TextView) -> bytes:
    """A text as ``schemas.TextOut`` has it, without going through that: a large one has tens of thousands of parts, and
    while each is checked and copied nobody else is answered.
    """
    return orjson.dumps(view, option=orjson.OPT_UTC_Z)


def _origin(row: Document) -> Origin:
    return Origin(row.document_id, row.org_id, row.source_id, row.uri)


def _endings(kind: str | None) -> tuple[str, ...]:
    """Those of the same format; an ending that no format has, alone."""
    if kind is None:
        return ()
    known = by_ending().get(kind)
    return known.endings if known else (kind,)


def _view(seen: _Seen) -> DocumentView:
    row, about = seen.row, seen.row.about or {}
    return DocumentView(
        id=row.document_id,
        source_id=row.source_id,
        parent_id=row.parent_id,
        parent_title=seen.parent_title,
        author=about.get("author"),
        created=about.get("created"),
        modified=about.get("modified"),
        ocr_pages=[int(page) for page in about.get("ocr", "").split(",") if page],
        uri=row.uri,
        title=row.title or title_of(row.uri),
        mime=row.mime,
        bytes=row.bytes,
        status=row.status if seen.removed_at is None else Status.DELETED,
        error=row.error,
        page_count=row.page_count,
        encoding=row.encoding,
        language=row.language or None,
        language_corrected=bool(told(row)),
        chunk_count=row.chunk_count,
        version=row.live_version,
        indexed_at=row.indexed_at,
        same_as=seen.twin,
    )


def _unknown() -> NotFound:
    return NotFound("There is no such document.")
