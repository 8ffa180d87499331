"""Several documents of a source at once: delete, read again, say why some could not be read. Free of Flask."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from pipelines.convert.failures import shown
from pipelines.index.cursor import pages
from pipelines.index.protocol import Index
from pipelines.types import Document, Scope, Status
from webapp.auth.principal import Principal
from webapp.documents.again import wait_anew
from webapp.documents.names import title_of
from webapp.prefect.ingestion import Sync
from webapp.sources.access import get_source
from webapp.sources.deployments import Deployments
from webapp.sql.database import Database, is_id

MOST_LOOKED_AT = 2_000
PAGE = 500
MOST_NAMED = 200

# What a message says in parentheses at its end, as what is wrong with a damaged file.
DETAIL = re.compile(r" \(.*\)\.$", re.DOTALL)

Action = Literal["delete", "retry"]


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that was left as it is, and why."""

    id: str
    code: Literal["not_found", "busy_document", "already_indexed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the documents; ``sync`` reads again what was asked to be."""

    done: Sequence[str]
    refused: Sequence[Refused]
    sync: Sync | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A document by name."""

    id: str
    title: str


@dataclass(slots=True)
class Problem:
    """Documents that ended the same way for the same reason; the first of them are named."""

    status: Status
    code: str
    message: str
    action: str
    count: int = 0
    documents: list[Named] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Problems:
    """By reason, the most frequent first; not ``complete`` where a source has more than are looked at."""

    items: Sequence[Problem]
    complete: bool


class Bulk:
    """The documents of a source, many at once; every method takes who asks."""

    def __init__(self, db: Database, *, index: Index, deployments: Deployments) -> None:
        self._db = db
        self._index = index
        self._deployments = deployments

    def act(self, principal: Principal, source_id: str, *, action: Action, document_ids: Sequence[str]) -> Outcome:
        """Delete these documents of the source or read them again; what is not one of it is refused by its id.

        Raises ``NotFound`` for the source, ``Unavailable`` where nothing can be read again now.
        """
        self._check(principal, source_id)
        if action == "retry":
            self._deployments.require()
        wanted = list(dict.fromkeys(document_ids))
        rows = self._of(principal, source_id, wanted)
        unknown = [Refused(one, "not_found") for one in wanted if one not in rows]
        if action == "delete":
            if rows:
                self._index.retire(principal.org_id, list(rows), tombstone=True)
                self._index.settle()
            return Outcome(list(rows), unknown)
        read = [one for one, row in rows.items() if row.status is Status.INDEXED]
        rows = {one: row for one, row in rows.items() if row.status is not Status.INDEXED}
        busy = wait_anew(self._index, list(rows.values()))
        done = [one for one in rows if one not in busy]
        refused = [*unknown, *(Refused(one, "already_indexed") for one in read)]
        refused += [Refused(one, "busy_document") for one in rows if one in busy]
        return Outcome(done, refused, self._deployments.start_or_join(source_id) if done else None)

    def problems(self, principal: Principal, source_id: str) -> Problems:
        """Why documents of the source could not be read or were skipped. Raises ``NotFound``."""
        self._check(principal, source_id)
        scope = Scope(principal.org_id, frozenset({source_id}))
        found: dict[tuple[Status, str, str], Problem] = {}
        complete = True
        for status in (Status.FAILED, Status.SKIPPED):
            seen = 0
            for row in self._ended(scope, status):
                seen += 1
                _count(found, row)
            complete = complete and seen < MOST_LOOKED_AT
        return Problems(sorted(found.values(), key=lambda one: (one.status, -one.count, one.code)), complete)

    def _ended(self, scope: Scope, status: Status) -> Iterator[Document]:
        found = pages(lambda after: self._index.list(scope, status=status, after=after, limit=PAGE))
        for page in islice(found, MOST_LOOKED_AT // PAGE):
            yield from page.items

    def _of(self, principal: Principal, source_id: str, document_ids: Sequence[str]) -> dict[str, Document]:
        rows = self._index.get(principal.org_id, [one for one in document_ids if is_id(one)])
        mine = {one: row for one, row in rows.items() if (row.org_id, row.source_id) == (principal.org_id, source_id)}
        return {one: mine[one] for one in document_ids if one in mine}

    def _check(self, principal: Principal, source_id: str) -> None:
        with self._db.reading() as session:
            get_source(session, principal, source_id)


def _count(found: dict[tuple[Status, str, str], Problem], row: Document) -> None:
    """The message names its document: of many it speaks as of one that has no name, and without what differs."""
    if row.error is None:
        return
    message = row.error.message.replace(f"'{shown(row.uri)}'", "The file")
    key = (row.status, row.error.code, row.error.action)
    problem = found.setdefault(key, Problem(row.status, row.error.code, message, row.error.action))
    if message != problem.message:
        problem.message = DETAIL.sub(".", problem.message)
    problem.count += 1
    if len(problem.documents) < MOST_NAMED:
        problem.documents.append(Named(row.document_id, row.title or title_of(row.uri)))
