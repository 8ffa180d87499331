"""Documents within documents: their bytes are kept like uploads, and their rows wait like those of uploads.

So whatever happens between here and their end, the next sync takes them up: they need their parent no more.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from pipelines.convert.source import Member
from pipelines.index.protocol import Index
from pipelines.storage.blobs import Storage
from pipelines.types import Document, Status, document_id_for, member_uri

MOST = 1_000
LONGEST = 255


@dataclass(frozen=True, slots=True)
class Held:
    """What is in a document: the ids of all of it, and the rows that are to be indexed now.

    ``refused`` says of those whose bytes could not be had which code they end with.
    """

    ids: frozenset[str]
    waiting: tuple[Document, ...]
    refused: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Members:
    """Makes documents of what is found in one. Of more than a thousand the first are taken."""

    index: Index
    storage: Storage

    def keep(self, parent: Document, members: Sequence[Member]) -> Held:
        """Keep the bytes and write the rows: pending, unless they say already how these bytes ended.

        What a person deleted stays so. What moves on meanwhile is left to whoever moves it.
        """
        named = _named(parent, members[:MOST])
        ids = {uri: document_id_for(parent.source_id, uri) for uri in named}
        known = self.index.get(parent.org_id, list(ids.values()))
        wanted = [self._wanted(parent, uri, one.data, known=known.get(ids[uri])) for uri, one in named.items()]
        todo = [row for row in wanted if row is not None]
        lost = {conflict.document_id for conflict in self.index.put(todo)} if todo else set()
        written = self.index.get(parent.org_id, [row.document_id for row in todo if row.document_id not in lost])
        refused = {ids[uri]: one.refused for uri, one in named.items() if one.refused}
        return Held(frozenset(ids.values()), tuple(written.values()), refused)

    def _wanted(self, parent: Document, uri: str, data: bytes, *, known: Document | None) -> Document | None:
        document_id = document_id_for(parent.source_id, uri)
        if known is not None and known.tombstone:
            return None
        aside = self.storage.set_aside(io.BytesIO(data))
        self.storage.place_upload(aside, org_id=parent.org_id, source_id=parent.source_id, document_id=document_id)
        if known is not None and _settled(known, aside.sha256):
            return None
        row = known or Document(document_id, parent.org_id, parent.source_id, uri, uri.rsplit("/", 1)[-1])
        return replace(
            row,
            parent_id=parent.document_id,
            bytes=aside.bytes,
            wanted_hash=aside.sha256,
            listed_at=datetime.now(UTC),
            status=Status.PENDING,
            error=None,
            deleted_at=None,
        )


def _named(parent: Document, members: Sequence[Member]) -> dict[str, Member]:
    """Each under a uri of its own: of two that are called the same, as attachments are, the second gets a number."""
    named: dict[str, Member] = {}
    counts: dict[str, int] = {}
    for one in members:
        uri = first = member_uri(parent.uri, _cleaned(one.name))
        while uri in named:
            counts[first] = counts.get(first, 1) + 1
            stem, dot, ending = first.rpartition(".")
            uri = f"{stem} ({counts[first]}){dot}{ending}" if dot else f"{first} ({counts[first]})"
        named[uri] = one
    return named


def _settled(row: Document, sha256: str) -> bool:
    if row.status is Status.INDEXED:
        return row.content_hash == sha256
    return row.status in (Status.FAILED, Status.SKIPPED) and row.wanted_hash == sha256


def _cleaned(name: str) -> str:
    """A name that is a path: no control characters, no way out, the end of it where it is too long."""
    plain = "".join(mark for mark in name.replace("\\", "/") if mark.isprintable())
    parts = [part.strip() for part in plain.split("/")]
    return "/".join(part for part in parts if part not in ("", ".", ".."))[-LONGEST:] or "unnamed"
