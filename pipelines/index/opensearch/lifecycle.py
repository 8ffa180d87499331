"""Physical indexes on OpenSearch beside each other: create, swap the alias, roll back, drop."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.errors import IndexMismatch
from pipelines.index.opensearch.chunks import key_of
from pipelines.index.opensearch.generations import EVERYBODY, Generations
from pipelines.index.opensearch.mapping import Names, chunks_body, spec_of
from pipelines.index.opensearch.rows import row_of
from pipelines.index.opensearch.table import Table
from pipelines.index.opensearch.wire import Wire
from pipelines.types import Document, IndexSpec

PAGE = 1_000

Json = dict[str, Any]


class OpenSearchLifecycle:
    """The protocol ``Lifecycle`` on a server."""

    def __init__(self, wire: Wire, names: Names, table: Table) -> None:
        self._wire, self._names, self._table = wire, names, table

    def physical(self) -> Mapping[str, IndexSpec]:
        """Physical indexes by name."""
        found = self._wire.call("GET", f"/{self._names.chunks}-*/_mapping")
        return {name: spec_of(mapping) for name, mapping in sorted(found.items()) if "_meta" in mapping["mappings"]}

    def create(self, spec: IndexSpec) -> str:
        """Create a physical index beside the live one, under the next free number. Answers its name."""
        stem = self._names.physical(spec, 0)[:-1]
        numbers = [int(name.removeprefix(stem)) for name in self.physical() if re.fullmatch(rf"{stem}\d+", name)]
        name = self._names.physical(spec, max(numbers, default=0) + 1)
        self._wire.call("PUT", f"/{name}", body=chunks_body(None, spec), seconds=self._wire.write_seconds)
        return name

    def swap(self, name: str) -> str:
        """Make it live in one step; refused where somebody else swapped meanwhile. Answers the one that was live.

        Then the rows' ``chunk_count`` is that of the new index. Until then it is the greater of both: fewer would have
        an orphan collection remove good chunks, and searches pass over them.
        """
        self._named(name)
        before = self.live_name()
        self._wire.refresh(name)
        actions = [
            {"remove": {"index": before, "alias": self._names.chunks, "must_exist": True}},
            {"add": {"index": name, "alias": self._names.chunks, "is_write_index": True}},
        ]
        if before != name:
            self._recount(name, at_least=True)
            self._wire.call("POST", "/_aliases", body={"actions": actions}, seconds=self._wire.write_seconds)
        Generations(self._wire, self._names).renew(EVERYBODY)
        self._recount(name)
        return before

    def beside(self, name: str) -> tuple[str, IndexSpec]:
        """An alias to write to one that is not live, and its spec. Raises ``IndexMismatch``.

        Written to by its own name, an index that was dropped meanwhile would be made anew, without a mapping.
        """
        spec = self._named(name)
        if name == self.live_name():
            raise IndexMismatch(f"{name!r} is live: it is written by publishing, not filled.")
        alias = f"{name}-filling"
        add = {"actions": [{"add": {"index": name, "alias": alias}}]}
        self._wire.call("POST", "/_aliases", body=add, seconds=self._wire.write_seconds)
        return alias, spec

    def drop(self, name: str) -> None:
        """Remove a physical index. The live one is refused with ``IndexMismatch``."""
        self._named(name)
        if name == self.live_name():
            raise IndexMismatch(f"{name!r} is live and cannot be dropped.")
        self._wire.call("DELETE", f"/{name}", seconds=self._wire.write_seconds)

    def _named(self, name: str) -> IndexSpec:
        spec = self.physical().get(name)
        if spec is None:
            raise IndexMismatch(f"There is no physical index {name!r}.")
        return spec

    def live_name(self) -> str:
        """The name of the one behind the alias."""
        return str(next(iter(self._wire.call("GET", f"/_alias/{self._names.chunks}"))))

    def _recount(self, name: str, *, at_least: bool = False) -> None:
        self._wire.refresh(self._names.documents)
        for rows in self._pages():
            keys = {row.document_id: key_of(row.document_id, row.live_version) for row in rows if row.live_version}
            counts = self._counts(name, list(keys.values())) if keys else {}
            now = [counts.get((row.org_id, keys.get(row.document_id, "")), 0) for row in rows]
            # A conflict is a publication under way, which counts by itself.
            pairs = zip(rows, now, strict=True)
            wrong = [(row, n) for row, n in pairs if (row.chunk_count < n if at_least else row.chunk_count != n)]
            self._table.change([(row, {"chunk_count": count}) for row, count in wrong])

    def _counts(self, name: str, keys: Sequence[str]) -> dict[tuple[str, str], int]:
        """Chunks by organisation and text key."""
        by_key = {"keys": {"terms": {"field": "text_key", "size": len(keys)}}}
        orgs = {"terms": {"field": "org_id", "size": len(keys)}, "aggs": by_key}
        body = {"size": 0, "query": {"terms": {"text_key": keys}}, "aggs": {"orgs": orgs}}
        found = self._wire.call("POST", f"/{name}/_search", body=body, seconds=self._wire.write_seconds)
        return {
            (org["key"], key["key"]): key["doc_count"]
            for org in found["aggregations"]["orgs"]["buckets"]
            for key in org["keys"]["buckets"]
        }

    def _pages(self) -> Iterator[list[Document]]:
        """All rows that could have chunks."""
        body: Json = {
            "size": PAGE,
            "query": {"bool": {"filter": [{"exists": {"field": "document_id"}}]}},
            "sort": [{"document_id": "asc"}, {"org_id": "asc"}],
            "seq_no_primary_term": True,
        }
        while True:
            hits = self._wire.call("POST", f"/{self._names.documents}/_search", body=body)["hits"]["hits"]
            if not hits:
                return
            yield [row_of(hit) for hit in hits]
            body = {**body, "search_after": hits[-1]["sort"]}


def live_index(wire: Wire, names: Names) -> tuple[str, IndexSpec]:
    """Name and spec of the index behind the alias, asked now."""
    ((name, mapping),) = wire.call("GET", f"/{names.chunks}/_mapping").items()
    return name, spec_of(mapping)
