"""A physical index on OpenSearch that is filled beside the live one: what it lacks, whether it is whole, and the row
about it, which lies in the manifest's index and is in none of its lists.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from pipelines.errors import IndexUnavailable
from pipelines.index import cursor
from pipelines.index.filling import Filling, as_json, of_json
from pipelines.index.opensearch.chunks import key_of, physical_id
from pipelines.index.opensearch.lifecycle import OpenSearchLifecycle
from pipelines.index.opensearch.mapping import FILLING, Names
from pipelines.index.opensearch.rows import guard, rev_of, row_of
from pipelines.index.opensearch.table import Table
from pipelines.index.opensearch.wire import CONFLICT, Wire, buckets, lines
from pipelines.types import Document, Page, Progress

PAGE = 1_000

Json = dict[str, Any]
Owner = tuple[str, str]


class Beside:
    """Looks at an index that is being filled. One thread uses an instance at a time."""

    def __init__(self, wire: Wire, names: Names, *, table: Table, lifecycle: OpenSearchLifecycle) -> None:
        self._wire, self._names = wire, names
        self._table, self._lifecycle = table, lifecycle

    def missing(self, name: str, *, after: str | None, limit: int) -> Page[Document]:
        """Rows whose live version is not whole in it: a page of rows, of which those are left that miss."""
        if after is None:
            self._wire.refresh(self._names.documents)
        body: Json = {
            "size": limit,
            "query": {"exists": {"field": "document_id"}},
            "sort": [{"org_id": "asc"}, {"document_id": "asc"}],
            "seq_no_primary_term": True,
        }
        if after is not None:
            body["search_after"] = cursor.decode(after)
        hits = self._wire.call("POST", f"/{self._names.documents}/_search", body=body)["hits"]["hits"]
        rows = [row for row in map(row_of, hits) if row.live_version is not None]
        first = [self._first_chunk(row) for row in rows]
        found = self._wire.mget(name, first)
        items = tuple(row for row, doc in zip(rows, found, strict=True) if not doc.get("found"))
        return Page(items, cursor.encode(*hits[-1]["sort"]) if len(hits) == limit else None)

    def filled(self, name: str) -> Progress:
        """Documents whose first chunk was refreshed, of those that are indexed."""
        done = self._wire.count(name, {"term": {"ordinal": 0}})
        return Progress(done, max(done, self._wire.count(self._names.documents, {"term": {"status": "indexed"}})))

    def swap_whole(self, name: str, *, empty: Collection[str]) -> str | None:
        """Swap where the manifest agrees: documents, their versions, and every chunk of them."""
        self._wire.refresh(name)
        unsound = [page for page in self._counted(name) if not self._agrees(name, page)]
        if unsound or any(not self._is_empty(row, empty) for row in self._all_missing(name)):
            return None
        return self._lifecycle.swap(name)

    def organisations(self) -> list[str]:
        """Of all rows."""
        found = self._buckets(self._names.documents, ["org_id"])
        return [bucket["key"]["org_id"] for page in found for bucket in page]

    def read(self) -> Filling | None:
        """The row, realtime."""
        (doc,) = self._wire.mget(self._names.documents, [FILLING])
        return of_json(doc["_source"]["filling"], rev_of(doc)) if doc.get("found") else None

    def keep(self, filling: Filling) -> bool:
        """Write the row over its revision."""
        action = guard(FILLING, filling.rev)
        answer = self._wire.bulk(self._names.documents, lines([action, {"filling": as_json(filling)}]))
        (item,) = answer["items"][0].values()
        if "error" in item and item["status"] != CONFLICT:
            raise IndexUnavailable(f"OpenSearch did not keep the state of filling: {item['error'].get('reason')}")
        return "error" not in item

    def _all_missing(self, name: str) -> Iterator[Document]:
        for page in cursor.pages(lambda after: self.missing(name, after=after, limit=PAGE)):
            yield from page.items

    def _is_empty(self, row: Document, empty: Collection[str]) -> bool:
        return f"{row.document_id}:{row.live_version}" in empty

    def _agrees(self, name: str, page: Mapping[tuple[Owner, str], bool]) -> bool:
        """Whether all of these versions are whole. Those that are not, or not live, are removed."""
        rows = self._table.get_all(owner for owner, _ in page)
        live = {owner: key_of(row.document_id, row.live_version) for owner, row in rows.items() if row.live_version}
        broken = [(owner, key) for (owner, key), whole in page.items() if not whole and live.get(owner) == key]
        foreign = [(owner, key) for owner, key in page if live.get(owner) != key]
        by_org: dict[str, list[str]] = {}
        for (org_id, _), key in (*broken, *foreign):
            by_org.setdefault(org_id, []).append(key)
        for org_id, keys in by_org.items():
            self._remove(name, org_id, keys)
        return not broken

    def _remove(self, name: str, org_id: str, keys: list[str]) -> None:
        query = {"bool": {"filter": [{"term": {"org_id": org_id}}, {"terms": {"text_key": keys}}]}}
        params = {"routing": org_id, "conflicts": "proceed", "refresh": "true"}
        path = f"/{name}/_delete_by_query"
        self._wire.call("POST", path, body={"query": query}, params=params, seconds=self._wire.write_seconds)

    def _counted(self, name: str) -> Iterator[dict[tuple[Owner, str], bool]]:
        """Pages of every version in it: whether there are as many chunks as the last one's number says."""
        last = {"last": {"max": {"field": "ordinal"}}}
        for page in self._buckets(name, ["org_id", "document_id", "text_key"], last):
            yield {
                ((one["key"]["org_id"], one["key"]["document_id"]), one["key"]["text_key"]): one["doc_count"]
                == int(one["last"]["value"]) + 1
                for one in page
            }

    def _buckets(self, name: str, fields: Sequence[str], also: Json | None = None) -> Iterator[list[Json]]:
        def search(body: Json) -> Json:
            path, seconds = f"/{name}/_search", self._wire.write_seconds
            answer: Json = self._wire.call("POST", path, body=body, seconds=seconds)
            return answer

        return buckets(search, fields, size=PAGE, also=also)

    def _first_chunk(self, row: Document) -> Json:
        owner = row.org_id, row.document_id
        return {"_id": physical_id(owner, str(row.live_version), 0), "routing": row.org_id, "_source": False}
