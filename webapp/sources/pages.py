"""Pages of documents as they look: size, boxes around a quote, picture. Free of Flask."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import structlog

from pipelines.convert.fingerprint import version_of
from pipelines.convert.guard import Converter
from pipelines.convert.source import Box, Layout, Placed
from pipelines.errors import PipelineError, StorageError
from pipelines.index.protocol import Index
from pipelines.storage import Storage
from pipelines.types import Document, PageSpan
from webapp.auth.principal import Principal
from webapp.errors import Gone, Invalid, NotFound, Unavailable
from webapp.sources.documents import Documents, TextView
from webapp.sources.kept import Kept

log = structlog.get_logger()

T = TypeVar("T")

_Span = tuple[int, int] | None

# Twelve bytes a run, some hundred a place: 24, 2 and 16 MB.
LAYOUT_RUNS, PLACED_BOXES, PICTURE_BYTES = 2_000_000, 10_000, 16_000_000


@dataclass(frozen=True, slots=True)
class PageView:
    """A page: its size in points, its share of the text, and the boxes of the asked stretch, a box per line."""

    page: int
    pages: int
    width: float
    height: float
    start: int
    end: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to be drawn: ``tag`` names the result, ``draw`` makes the PNG of it."""

    tag: str
    draw: Callable[[], bytes]


class Pages:
    """The pages of all organisations' documents; every method takes who asks."""

    def __init__(self, documents: Documents, *, index: Index, storage: Storage, converter: Converter) -> None:
        self._documents = documents
        self._index = index
        self._storage = storage
        self._converter = converter
        self._layouts = Kept[tuple[str, str], Layout](lambda layout: len(layout.starts), most=LAYOUT_RUNS)
        self._placed = Kept[tuple[str, _Span], Placed](lambda placed: 1 + len(placed.boxes), most=PLACED_BOXES)
        self._pictures = Kept[str, bytes](len, most=PICTURE_BYTES)

    def page(
        self,
        principal: Principal,
        document_id: str,
        number: int,
        *,
        version: str | None,
        span: tuple[int | None, int | None] = (None, None),
    ) -> PageView:
        """A page, with the boxes of ``text[start:end]`` that stand on it, where a span is given.

        Raises ``NotFound`` (document, version, page, or a format without pages), ``Gone`` when the bytes of that
        version are not kept, ``Invalid`` for a span that is none of the text.
        """
        sheet = self._sheet(principal, document_id, number, version=version)
        asked = _checked(span, len(sheet.text.text))
        return _view(sheet, self._placed.get((sheet.tag, asked), lambda: self._spot(sheet, asked)))

    def picture(
        self, principal: Principal, document_id: str, number: int, *, version: str | None, width: int
    ) -> Picture:
        """A page's picture, drawn when it is asked for. Raises what ``page`` raises."""
        sheet = self._sheet(principal, document_id, number, version=version)

        def draw() -> bytes:
            return self._read(sheet, lambda path: self._converter.render(path, sheet.uri, page=number, width=width))

        return Picture(
            f"{sheet.text.version}-{number}-{width}", lambda: self._pictures.get(f"{sheet.tag} {width}", draw)
        )

    def close(self) -> None:
        """End the converter's processes."""
        self._converter.close()

    def _sheet(self, principal: Principal, document_id: str, number: int, *, version: str | None) -> "_Sheet":
        text = self._documents.text(principal, document_id, version)
        if not text.pages:
            raise NotFound("This document has no pages; its text is all there is to see.", code="no_pages")
        span = next((page for page in text.pages if page.page == number), None)
        if span is None:
            raise NotFound(f"This document has the pages 1 to {len(text.pages)}.", code="no_such_page")
        row = self._index.get(principal.org_id, [document_id])[document_id]
        return _Sheet(row, text, span, self._bytes_of(row, text.version))

    def _bytes_of(self, row: Document, version: str) -> str:
        """The sha256 of the upload that a version is the text of. Raises ``Gone``."""
        kept = self._storage.upload_hashes(org_id=row.org_id, source_id=row.source_id, document_id=row.document_id)
        fingerprint = self._converter.fingerprint
        found = next((sha256 for sha256 in sorted(kept) if version_of(sha256, fingerprint) == version), None)
        # A text that earlier converters made has a version of their time; of the live one the row tells the bytes.
        if found is None and version == row.live_version and row.content_hash in kept:
            found = row.content_hash
        if found is None:
            raise Gone("The file of this version is no longer kept; its text still is.", code="file_gone")
        return found

    def _spot(self, sheet: "_Sheet", asked: _Span) -> Placed:
        runs = self._runs(sheet, asked) if asked else ()
        return self._read(sheet, lambda path: self._converter.spot(path, sheet.uri, page=sheet.span.page, runs=runs))

    def _runs(self, sheet: "_Sheet", asked: tuple[int, int]) -> tuple[tuple[int, int], ...]:
        start, end = max(asked[0], sheet.span.start), min(asked[1], sheet.span.end)
        if start >= end:
            return ()
        key = (sheet.row.document_id, sheet.text.version)
        layout = self._layouts.get(key, lambda: self._read(sheet, lambda path: self._converter.layout(path, sheet.uri)))
        return layout.chars(start, end) if _agrees(layout, sheet) else ()

    def _read(self, sheet: "_Sheet", read: Callable[[Path], T]) -> T:
        with self._file(sheet) as path, _said():
            return read(path)

    @contextmanager
    def _file(self, sheet: "_Sheet") -> Iterator[Path]:
        row = sheet.row
        names = {"org_id": row.org_id, "source_id": row.source_id, "document_id": row.document_id}
        with self._storage.local_upload(**names, sha256=sheet.sha256) as path:
            yield path


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page of one version, and the bytes that it is drawn from."""

    row: Document
    text: TextView
    span: PageSpan
    sha256: str

    @property
    def uri(self) -> str:
        return self.row.uri

    @property
    def tag(self) -> str:
        """Names the page of this version among all documents' and organisations'."""
        return f"{self.row.org_id} {self.row.document_id} {self.text.version} {self.span.page}"


@contextmanager
def _said() -> Iterator[None]:
    """What a converter refuses now, although it has read the document before, may go another time."""
    try:
        yield
    except StorageError:
        raise
    except PipelineError as error:
        raise Unavailable(f"This page cannot be shown now: {error.message}", code="page_unavailable") from error


def _agrees(layout: Layout, sheet: _Sheet) -> bool:
    """Whether today's converters make the stored text of these bytes: else no box is proven, and none is said."""
    agrees = layout.text_hash == hashlib.sha256(sheet.text.text.encode("utf-8", "surrogatepass")).hexdigest()
    if not agrees:
        log.warning("layout_of_another_text", document_id=sheet.row.document_id, version=sheet.text.version)
    return agrees


def _checked(span: tuple[int | None, int | None], length: int) -> tuple[int, int] | None:
    start, end = span
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise Invalid.field("start" if start is None else "end", "Give both start and end, or neither.", "missing")
    if start >= length:
        raise Invalid.field("start", f"Not inside the text, which has {length} characters.", "outside")
    if not start < end <= length:
        raise Invalid.field("end", f"Not after start and inside the text, which has {length} characters.", "outside")
    return start, end


def _view(sheet: _Sheet, placed: Placed) -> PageView:
    return PageView(
        page=sheet.span.page,
        pages=len(sheet.text.pages),
        width=placed.width,
        height=placed.height,
        start=sheet.span.start,
        end=sheet.span.end,
        boxes=placed.boxes,
    )
