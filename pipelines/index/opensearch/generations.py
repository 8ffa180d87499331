"""The name of what an organisation's searches find, in a row of the manifest's index, written after what it names.

In the same bulk request, which a shard carries out in its order: who dies having sent it has changed both. What was
kept is shown only while the rows of its documents stand as they did, so a deletion needs no name at all; the name
tells of what else would be found.
"""

import secrets
from collections.abc import Sequence
from typing import Any

from pipelines.index.opensearch.mapping import Names
from pipelines.index.opensearch.rows import rev_of
from pipelines.index.opensearch.wire import Wire, lines
from pipelines.types import Document

# Of all organisations: which index answers.
EVERYBODY = "*"

Json = dict[str, Any]


class Generations:
    """Names as they stand, realtime, by one ``mget``."""

    def __init__(self, wire: Wire, names: Names) -> None:
        self._wire, self._names = wire, names

    def of(self, org_id: str, shown: Sequence[Document] = ()) -> str | None:
        """The name; None where one of the rows shown is not as it stands."""
        rows = [_row(org_id, row) for row in shown]
        ours, all_of_us, *found = self._wire.mget(self._names.documents, [_at(org_id), _at(EVERYBODY), *rows])
        if any(not doc.get("found") or rev_of(doc) != row.rev for row, doc in zip(shown, found, strict=True)):
            return None
        return f"{_name(ours)}:{_name(all_of_us)}"

    def renew(self, org_id: str) -> None:
        """Give another name."""
        self._wire.index_all(self._names.documents, lines(renewed(org_id)))


def renewed(org_id: str) -> list[Json]:
    """The lines of a bulk request that give another name, after those of what it names."""
    return [{"index": _at(org_id)}, {"generation": {"name": secrets.token_hex(12)}}]


def _at(org_id: str) -> Json:
    return {"_id": f"generation:{org_id}", "routing": org_id}


def _row(org_id: str, row: Document) -> Json:
    return {"_id": f"{org_id}:{row.document_id}", "routing": org_id, "_source": False}


def _name(doc: Json) -> str:
    return str(doc["_source"]["generation"]["name"]) if doc.get("found") else ""
