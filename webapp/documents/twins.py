"""Documents of the same bytes are told: within a chatbot, never beyond what who asks may see. Free of Flask."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pipelines.index.protocol import Index
from pipelines.types import Document, Scope, Status
from webapp.auth.principal import Principal
from webapp.documents.names import title_of
from webapp.errors import NotFound
from webapp.sources.access import get_source, knowledge_of
from webapp.sql.database import Database


@dataclass(frozen=True, slots=True)
class Twin:
    """Another document of the same bytes, and the source that it is in."""

    id: str
    title: str
    uri: str
    source_id: str
    source_name: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A document that came in although its bytes were there."""

    id: str
    uri: str
    same_as: Twin


class Twins:
    """Looks for the same bytes among all sources of the chatbot that a source belongs to."""

    def __init__(self, db: Database, *, index: Index) -> None:
        self._db = db
        self._index = index

    def of(self, principal: Principal, source_id: str, rows: Iterable[Document]) -> Mapping[str, Twin]:
        """For each of these rows of one source that has any, the first other document of its bytes, by the row's id.

        What is deleted, or has no byte, is the same as nothing. A source that is gone has none.
        """
        asked = {row.document_id: row.wanted_hash for row in rows if _counts(row)}
        names = self._names(principal, source_id) if asked else {}
        scope = Scope(principal.org_id, frozenset(names))
        held = self._index.same(scope, [one for one in asked.values() if one]) if names else {}
        found: dict[str, Twin] = {}
        for key, sha256 in asked.items():
            other = next((row for row in held.get(sha256 or "", ()) if row.document_id != key), None)
            if other is not None and other.source_id in names:
                found[key] = _twin(other, names[other.source_id])
        return found

    def told(self, principal: Principal, source_id: str, rows: Sequence[Document]) -> Sequence[Duplicate]:
        """Those of these rows of a source whose bytes have another name too; of their own kind all but one."""
        ids = {row.document_id for row in rows}
        twins = self.of(principal, source_id, rows)
        told: dict[str, Duplicate] = {}
        for row in rows:
            twin = twins.get(row.document_id)
            # The first of those that came in together is what the others are the same as.
            if twin is not None and (twin.id not in ids or (twin.uri, twin.id) < (row.uri, row.document_id)):
                told[row.document_id] = Duplicate(row.document_id, row.uri, twin)
        return list(told.values())

    def _names(self, principal: Principal, source_id: str) -> Mapping[str, str]:
        with suppress(NotFound), self._db.reading() as session:
            chatbot_id = get_source(session, principal, source_id).chatbot_id
            return {one.id: one.name for one in knowledge_of(session, principal, chatbot_id)}
        return {}


def _counts(row: Document) -> bool:
    return bool(row.wanted_hash) and row.bytes > 0 and row.status is not Status.DELETED


def _twin(row: Document, source_name: str) -> Twin:
    return Twin(row.document_id, row.title or title_of(row.uri), row.uri, row.source_id, source_name)
