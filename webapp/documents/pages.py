"""Pages of documents as they look: size, boxes around a quote, picture. Free of Flask."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import structlog

from pipelines.convert.fingerprint import bytes_of
from pipelines.convert.guard import Converter
from pipelines.convert.layout import LayoutDamaged, Runs, Table
from pipelines.convert.source import Box, Layout, Placed
from pipelines.errors import PipelineError, StorageError
from pipelines.storage.blobs import Storage
from pipelines.storage.layouts import Layouts
from pipelines.types import PageSpan
from webapp.auth.principal import Principal
from webapp.documents.cache import SizedCache
from webapp.documents.looks import Looks
from webapp.documents.services import Documents, Version
from webapp.errors import Gone, Invalid, NotFound, Unavailable
from webapp.http.clients import client_is_gone

log = structlog.get_logger()

T = TypeVar("T")

_Span = tuple[int, int] | None

# Some three hundred bytes a page, two hundred a place: 15, 2, 24 and 16 MB.
TEXT_PAGES, PLACED_BOXES, MADE_BYTES, PICTURE_BYTES = 50_000, 10_000, 24_000_000, 16_000_000


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

    def __init__(self, documents: Documents, *, storage: Storage, converter: Converter) -> None:
        self._documents = documents
        self._storage = storage
        self._converter = converter
        self._layouts = Layouts(storage)
        self._texts = SizedCache[tuple[str, ...], _Text](
            lambda text: 1 + len(text.pages), most=TEXT_PAGES, name="texts"
        )
        self._made = SizedCache[tuple[str, ...], _Made](
            lambda made: len(made.layout.data) if made.layout else 1, most=MADE_BYTES, name="pages"
        )
        self._placed = SizedCache[tuple[str, _Span], Placed](
            lambda placed: 1 + len(placed.boxes), most=PLACED_BOXES, name="places"
        )
        self._pictures = SizedCache[str, bytes](len, most=PICTURE_BYTES, name="pictures")
        self._looks = Looks()

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
        asked = _checked(span, sheet.text.length)
        placed = self._placed.find((sheet.tag, asked))
        if placed is None:
            with self._turn(sheet):
                placed = self._placed.get((sheet.tag, asked), lambda: self._spot(sheet, asked))
        return _view(sheet, placed)

    def picture(
        self, principal: Principal, document_id: str, number: int, *, version: str | None, width: int
    ) -> Picture:
        """A page's picture, drawn when it is asked for. Raises what ``page`` raises."""
        sheet = self._sheet(principal, document_id, number, version=version)

        def draw() -> bytes:
            return self._read(sheet, lambda path: self._converter.render(path, sheet.uri, page=number, width=width))

        def kept() -> bytes:
            key = f"{sheet.tag} {width}"
            if (found := self._pictures.find(key)) is not None:
                return found
            # Before the cache's own wait for who makes the same: that one would hold a thread for each.
            with self._turn(sheet):
                return self._pictures.get(key, draw)

        return Picture(f"{sheet.found.version}-{number}-{width}", kept)

    def ready(self) -> None:
        """Start the converter's process, or start it again: who looks first does not wait for it to load."""
        self._converter.start()

    def close(self) -> None:
        """End the converter's processes."""
        self._converter.close()

    def _turn(self, sheet: "_Sheet") -> AbstractContextManager[None]:
        return self._looks.of_page(sheet.found.origin.org_id, sheet.tag, client_is_gone)

    def _sheet(self, principal: Principal, document_id: str, number: int, *, version: str | None) -> "_Sheet":
        found = self._documents.version(principal, document_id, version)
        text = self._texts.get((*found.name.values(), found.stamp), lambda: self._looked(found))
        if not text.pages:
            raise NotFound("This document has no pages; its text is all there is to see.", code="no_pages")
        span = next((page for page in text.pages if page.page == number), None)
        if span is None:
            raise NotFound(f"This document has the pages 1 to {len(text.pages)}.", code="no_such_page")
        return _Sheet(found, text, span, self._bytes_of(principal, found))

    def _looked(self, found: Version) -> "_Text":
        table = self._layouts.table(**found.name) if found.laid else None
        if table is not None:
            return _Text(table.length, table.pages, table)
        text = self._storage.get_text(**found.name)
        return _Text(len(text.text), text.pages, None)

    def _bytes_of(self, principal: Principal, found: Version) -> str:
        """The sha256 of the upload that a version is the text of. Raises ``Gone``."""
        origin = found.origin
        kept = self._storage.upload_hashes(
            org_id=origin.org_id, source_id=origin.source_id, document_id=origin.document_id
        )
        sha256 = bytes_of(found.version, kept)
        # A name of another time may not tell; of the live one the row does.
        if sha256 is None:
            sha256 = self._documents.live_hash(principal, found)
        if sha256 is None or sha256 not in kept:
            raise Gone("The file of this version is no longer kept; its text still is.", code="file_gone")
        return sha256

    def _spot(self, sheet: "_Sheet", asked: _Span) -> Placed:
        runs = self._runs(sheet, asked) if asked else ()
        return self._read(sheet, lambda path: self._converter.spot(path, sheet.uri, page=sheet.span.page, runs=runs))

    def _runs(self, sheet: "_Sheet", asked: tuple[int, int]) -> Runs:
        start, end = max(asked[0], sheet.span.start), min(asked[1], sheet.span.end)
        if start >= end:
            return ()
        if sheet.text.table is not None:
            try:
                return self._layouts.chars(sheet.text.table, start, end, **sheet.found.name)
            except LayoutDamaged as wrong:
                log.warning("layout_damaged", error=str(wrong), **sheet.found.name)
        made = self._made.get(sheet.key, lambda: self._make(sheet))
        return made.layout.chars(start, end) if made.layout else ()

    def _make(self, sheet: "_Sheet") -> "_Made":
        """The layout of a text that was stored without one, kept beside it from now on."""
        layout = self._read(sheet, lambda path: self._converter.layout(path, sheet.uri))
        try:
            proven = self._layouts.keep(layout, **sheet.found.name)
        except OSError as wrong:  # nothing can be written there: it serves as long as this process
            log.warning("layout_not_kept", error=str(wrong), **sheet.found.name)
            proven = self._layouts.proven(layout, **sheet.found.name)
        return _Made(layout if proven else None)

    def _read(self, sheet: "_Sheet", read: Callable[[Path], T]) -> T:
        with self._file(sheet) as path, _said():
            return read(path)

    @contextmanager
    def _file(self, sheet: "_Sheet") -> Iterator[Path]:
        origin = sheet.found.origin
        names = {"org_id": origin.org_id, "source_id": origin.source_id, "document_id": origin.document_id}
        with self._storage.local_upload(**names, sha256=sheet.sha256) as path:
            yield path


@dataclass(frozen=True, slots=True)
class _Text:
    """What a look at a page needs of a text; ``table`` where its layout is kept beside it."""

    length: int
    pages: tuple[PageSpan, ...]
    table: Table | None


@dataclass(frozen=True, slots=True)
class _Made:
    """A layout that was made for a look; None where today's converters make another text: no box is proven then."""

    layout: Layout | None


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page of one version, and the bytes that it is drawn from."""

    found: Version
    text: _Text
    span: PageSpan
    sha256: str

    @property
    def uri(self) -> str:
        return self.found.origin.uri

    @property
    def key(self) -> tuple[str, ...]:
        return (*self.found.name.values(), self.found.stamp)

    @property
    def tag(self) -> str:
        """Names the page of this version among all documents' and organisations'."""
        return " ".join((*self.found.name.values(), str(self.span.page)))


@contextmanager
def _said() -> Iterator[None]:
    """What a converter refuses now, although it has read the document before, may go another time."""
    try:
        yield
    except StorageError:
        raise
    except PipelineError as error:
        raise Unavailable(f"This page cannot be shown now: {error.message}", code="page_unavailable") from error


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
