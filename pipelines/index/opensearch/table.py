"""The manifest on OpenSearch: rows by id, written by compare-and-set."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from pipelines.errors import IndexMismatch, IndexUnavailable
from pipelines.index.opensearch.generations import renewed
from pipelines.index.opensearch.mapping import Names
from pipelines.index.opensearch.rows import guard, now, rev_of, revision, row_of, row_source
from pipelines.index.opensearch.wire import CONFLICT, REFUSED, Wire, lines
from pipelines.types import Conflict, Document

Json = dict[str, Any]
RowId = tuple[str, str]
Written = Document | Conflict
NOT_FOUND = 404
_WANT = "items.*._seq_no,items.*._primary_term"


class Table:
    """Rows of the manifest. Gets and writes are realtime."""

    def __init__(self, wire: Wire, names: Names) -> None:
        self._wire, self._names = wire, names

    def get_all(self, ids: Iterable[RowId]) -> dict[RowId, Document]:
        """Rows by organisation's and document's id."""
        wanted = list(dict.fromkeys(ids))
        docs = self._wire.mget(self._names.documents, [address(*one) for one in wanted])
        return {one: row_of(doc) for one, doc in zip(wanted, docs, strict=True) if doc.get("found")}

    def write(self, rows: Sequence[Document]) -> list[Written]:
        """Write whole rows over their ``rev``. Answers each as written, with its new revision, or the conflict."""
        parts = [part for row in rows for part in (guard(_id(row), row.rev), row_source(row))]
        # A row that is new and not live yet is nothing to a search.
        seen = {row.org_id for row in rows if row.rev is not None or row.live_version is not None}
        return self._outcome(rows, [*parts, *(part for org_id in sorted(seen) for part in renewed(org_id))])

    def change(self, changes: Sequence[tuple[Document, Json]]) -> list[Written]:
        """Change some fields of stored rows over their ``rev``, leaving the others as they are stored."""
        parts: list[Json] = []
        for row, fields in changes:
            stamp = {"updated_at": now().isoformat(timespec="microseconds")}
            parts += ({"update": {**_id(row), **revision(str(row.rev))}}, {"doc": {**fields, **stamp}})
        return self._outcome([row for row, _ in changes], parts)

    def _outcome(self, rows: Sequence[Document], parts: Sequence[Json]) -> list[Written]:
        if not rows:
            return []
        items = self._wire.bulk(self._names.documents, lines(parts), want=_WANT)["items"]
        answers = [next(iter(item.values())) for item in items]
        for unnamed in answers[len(rows) :]:
            _refused(unnamed)
        answers = answers[: len(rows)]
        lost = [row for row, answer in zip(rows, answers, strict=True) if _refused(answer)]
        current = self.get_all((row.org_id, row.document_id) for row in lost)
        return [
            Conflict(row.document_id, current.get((row.org_id, row.document_id)))
            if _refused(answer)
            else replace(row, rev=rev_of(answer))
            for row, answer in zip(rows, answers, strict=True)
        ]


def address(org_id: str, document_id: str) -> Json:
    """Where a row lies: organisations share a shard, so its ``_id`` names both."""
    return {"_id": f"{org_id}:{document_id}", "routing": org_id}


def _id(row: Document) -> Json:
    return address(row.org_id, row.document_id)


def _refused(answer: Json) -> bool:
    if "error" not in answer:
        return False
    if answer["status"] in (CONFLICT, NOT_FOUND):
        return True
    kind = IndexMismatch if answer["status"] == REFUSED else IndexUnavailable
    raise kind(f"OpenSearch: {answer['error'].get('reason')}")
