"""Files come in: bytes first, then the row that wants them, then the run. Free of Flask."""

import io
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from mimetypes import MimeTypes
from typing import IO

from pipelines.convert.formats import by_ending
from pipelines.convert.holding import held
from pipelines.index.protocol import Index
from pipelines.storage.blobs import Aside, Storage
from pipelines.types import Document, Status, document_id_for
from webapp.auth.principal import Principal
from webapp.chatbots.access import get_chatbot
from webapp.documents.names import cleaned, title_of
from webapp.documents.twins import Duplicate, Twins
from webapp.errors import Conflicting, Invalid, NotFound
from webapp.limits.rooms import Rooms, Wanted
from webapp.prefect.ingestion import IngestionUnavailable, Sync
from webapp.sources.access import get_source
from webapp.sources.deployments import Deployments, unavailable
from webapp.sources.services import Sources
from webapp.sql.database import Database, now

MOST_TRIES = 20
KEPT = "The files are kept as pending and will be taken up by themselves; sending them again changes nothing."


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as a client sends it."""

    name: str
    stream: IO[bytes]


@dataclass(frozen=True, slots=True)
class Stored:
    """The run that indexes the files, and those whose bytes the chatbot had already."""

    sync: Sync
    duplicates: Sequence[Duplicate]


@dataclass(frozen=True, slots=True)
class _Place:
    org_id: str
    source_id: str
    uri: str
    document_id: str


@dataclass(frozen=True, slots=True)
class _Kept:
    place: _Place
    aside: Aside


class Uploads:
    """Uploaded files of sources; every method takes who asks."""

    def __init__(
        self,
        db: Database,
        sources: Sources,
        *,
        index: Index,
        storage: Storage,
        deployments: Deployments,
        rooms: Rooms,
    ) -> None:
        self._db = db
        self._sources = sources
        self._index = index
        self._storage = storage
        self._deployments = deployments
        self._rooms = rooms
        self._twins = Twins(db, index=index)
        # By name alone and the same on every machine: what the bytes really are is found out when they are read.
        self._types = MimeTypes()

    def _named_type(self, uri: str) -> str:
        ending = uri.rpartition(".")[2].lower()
        named = by_ending().get(ending)
        return named.mime if named else self._types.guess_type(uri)[0] or "application/octet-stream"

    def store(self, principal: Principal, source_id: str, files: Sequence[Incoming]) -> Stored:
        """Keep the files and request the run that indexes them.

        Raises ``NotFound``, ``Invalid`` (no file, two of one name), ``QuotaExceeded`` or ``Unavailable``: before
        anything is stored when no run can be started, afterwards when it is refused.
        """
        with self._db.reading() as session:
            get_source(session, principal, source_id)
        named = _named(files)
        self._deployments.require()
        return self._store(principal, source_id, named)

    def store_own(self, principal: Principal, chatbot_id: str, files: Sequence[Incoming]) -> Stored:
        """Like ``store``, into the chatbot's own source, which is made by the first files. Raises what it raises."""
        with self._db.reading() as session:
            get_chatbot(session, principal, chatbot_id)
        named = _named(files)
        self._deployments.require()
        return self._store(principal, self._sources.own(principal, chatbot_id), named)

    def _store(self, principal: Principal, source_id: str, named: Mapping[str, IO[bytes]]) -> Stored:
        places = {
            _Place(principal.org_id, source_id, uri, document_id_for(source_id, uri)): stream
            for uri, stream in named.items()
        }
        before = self._index.get(principal.org_id, [place.document_id for place in places])
        with self._rooms.kept(principal, lambda: _wanted_room(places, before)):
            kept = [self._kept(place, stream) for place, stream in places.items()]
            rows = self._want(kept, before)
            self._index.settle()
        self._still_there(principal, source_id, list(named))
        try:
            sync = self._deployments.start_or_join(source_id)
        except IngestionUnavailable as error:
            raise unavailable(f"{error} {KEPT}") from error
        return Stored(sync, self._twins.told(principal, source_id, rows))

    def _kept(self, place: _Place, stream: IO[bytes]) -> _Kept:
        with ExitStack() as leaving:
            aside = self._storage.set_aside(stream)
            leaving.callback(self._storage.discard, aside)
            self._storage.place_upload(
                aside, org_id=place.org_id, source_id=place.source_id, document_id=place.document_id
            )
        return _Kept(place, aside)

    def _want(self, files: Sequence[_Kept], before: Mapping[str, Document]) -> Sequence[Document]:
        """Put the rows of files over those of before: one put for all, another one for those in conflict.

        Answers the rows as they are wanted, those that were so already among them.
        """
        found: dict[str, Document] = {}
        left = {kept.place.document_id: kept for kept in files}
        rows: Mapping[str, Document | None] = self._as_they_are(left, before)
        for _ in range(MOST_TRIES):
            wanted = [row for one, kept in left.items() if (row := self._wanted(kept, rows.get(one))) is not None]
            found |= {one: row for one, row in rows.items() if one in left and row is not None}
            found |= {row.document_id: row for row in wanted}
            conflicts = self._index.put(wanted) if wanted else ()
            if not conflicts:
                return [found[kept.place.document_id] for kept in files]
            rows = {conflict.document_id: conflict.current for conflict in conflicts}
            left = {one: kept for one, kept in left.items() if one in rows}
        names = ", ".join(kept.place.uri for kept in left.values())
        raise Conflicting(f"{names[:200]} keeps being changed by others; try again.", code="busy_document")

    def _as_they_are(self, files: Mapping[str, _Kept], before: Mapping[str, Document]) -> Mapping[str, Document | None]:
        """The rows of before; those that seem to want these bytes already are read again now that the bytes are kept,
        since no put would find out that somebody deleted them meanwhile.
        """
        same = [one for one, kept in files.items() if (row := before.get(one)) is not None and _has(row, kept.aside)]
        if not same:
            return before
        again = self._index.get(next(iter(files.values())).place.org_id, same)
        return {**before, **{one: again.get(one) for one in same}}

    def _wanted(self, kept: _Kept, row: Document | None) -> Document | None:
        place, aside = kept.place, kept.aside
        if row is not None and _has(row, aside):
            return None
        known = row or Document(place.document_id, place.org_id, place.source_id, place.uri, title_of(place.uri))
        return replace(
            known,
            mime=self._named_type(place.uri),
            bytes=aside.bytes,
            wanted_hash=aside.sha256,
            listed_at=now(),
            status=Status.PENDING,
            error=None,
            deleted_at=None,
            tombstone=False,
        )

    def _still_there(self, principal: Principal, source_id: str, uris: Sequence[str]) -> None:
        """A source that was deleted meanwhile must not keep documents that nobody retires."""
        try:
            with self._db.reading() as session:
                get_source(session, principal, source_id)
        except NotFound:
            ids = [document_id_for(source_id, uri) for uri in uris]
            self._index.retire(principal.org_id, ids, tombstone=False)
            raise


def _has(row: Document, aside: Aside) -> bool:
    """Whether these bytes are already wanted and nothing speaks against them."""
    spent = row.tombstone or row.status in (Status.DELETED, Status.FAILED)
    return row.wanted_hash == aside.sha256 and not spent


def _wanted_room(places: Mapping[_Place, IO[bytes]], before: Mapping[str, Document]) -> Wanted:
    """What the files take beyond those that they take the place of."""
    living = [row for row in before.values() if row.status is not Status.DELETED]
    size = sum(_size(stream) for stream in places.values())
    inside = sum(held(stream, place.uri) for place, stream in places.items())
    return Wanted(len(places) - len(living), size - sum(row.bytes for row in living), inside)


def _size(stream: IO[bytes]) -> int:
    at = stream.tell()
    size = stream.seek(0, io.SEEK_END)
    stream.seek(at)
    return size - at


def _named(files: Sequence[Incoming]) -> dict[str, IO[bytes]]:
    named: dict[str, IO[bytes]] = {}
    for file in files:
        uri = cleaned(file.name)
        if uri in named:
            message = f"Two files of this request are called {uri!r}; rename one or send them one after another."
            raise Invalid.field("files", message, "duplicate_name")
        named[uri] = file.stream
    if not named:
        raise Invalid.field("files", "Send at least one file in the multipart field `files`.", "missing")
    return named
