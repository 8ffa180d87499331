"""Removing chunks that no row names, without ever touching what a running publication writes.

The order makes it safe: read the chunks' revisions, then the rows, then delete only at those revisions. Whoever
claims a version before the rows are read is seen in them; whoever claims it after writes the chunks anew, and the
deletion of the old revision is refused.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.errors import IndexUnavailable
from pipelines.index.opensearch.chunks import key_of, physical_id
from pipelines.index.opensearch.mapping import Names, later_fields
from pipelines.index.opensearch.rows import rev_of, revision, runs
from pipelines.index.opensearch.table import Table
from pipelines.index.opensearch.wire import Wire, buckets, lines
from pipelines.types import Document

PAGE = 1_000
# Between the tries to count right after somebody has made the index.
PAUSES = (0.05, 0.2, 0.8)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Doomed:
    """Chunks ``[first, end)`` of a version that its row is thought not to name."""

    org_id: str
    document_id: str
    version: str
    first: int
    end: int

    def spared(self, row: Document | None, at: int) -> bool:
        """Whether the row names the chunk after all."""
        if row is None:
            return False
        if row.live_version == self.version and at < row.chunk_count:
            return True
        return row.pending_version == self.version


class Upkeep:
    """Removal of chunks by computed ids, and of orphans by search."""

    def __init__(self, wire: Wire, names: Names, table: Table) -> None:
        self._wire, self._names, self._table = wire, names, table

    def inherit(self) -> None:
        """Give a manifest from before the fields of today, and rows that were written without them what is found.

        Which rows lack it the rows say: whoever is killed is followed by the next to open the index.
        """
        documents = self._names.documents
        for name, found in self._wire.call("GET", f"/{documents}/_mapping").items():
            if missing := later_fields(found["mappings"]["properties"]):
                self._wire.call("PUT", f"/{name}/_mapping", body={"properties": missing})
        lacks = [{"bool": {"must_not": [{"exists": {"field": field}}]}} for field in ("wanted_hash.same", "bytes.sum")]
        named = [{"exists": {"field": "document_id"}}]
        query = {"bool": {"filter": named, "should": lacks, "minimum_should_match": 1}}
        # Another process may have made it a moment ago: its shard answers only once it has started.
        self._wire.call("GET", f"/_cluster/health/{documents}", params={"wait_for_status": "yellow"})
        if self._counted(documents, query):
            # In the server's background; a row that somebody writes meanwhile has it by that.
            params = {"conflicts": "proceed", "refresh": "true", "wait_for_completion": "false"}
            self._wire.call("POST", f"/{documents}/_update_by_query", body={"query": query}, params=params)

    def _counted(self, documents: str, query: Json) -> int:
        """How many match. Where many open it at once a shard is called started a moment before it answers."""
        for pause in PAUSES:
            try:
                return self._wire.count(documents, query)
            except IndexUnavailable:
                time.sleep(pause)
        return self._wire.count(documents, query)

    def remove(self, doomed: Sequence[Doomed]) -> int:
        """Remove those that their rows do not name. Answers how many there were."""
        wanted = [(one, at) for one in doomed for at in range(one.first, one.end)]
        return sum(self._remove_page(wanted[at : at + PAGE]) for at in range(0, len(wanted), PAGE))

    def collect(self, org_id: str, source_id: str) -> int:
        """Remove a source's chunks that are neither live nor pending under a running lease."""
        self._wire.refresh(self._names.chunks)
        scope = [{"term": {"org_id": org_id}}, {"term": {"source_id": source_id}}]
        removed = 0
        for keys, counts in self._text_keys(org_id, scope):
            removed += self.remove(self._surplus(org_id, keys, counts))
            orphans = self._orphaned(org_id, keys)
            for hits in self._chunks(org_id, [*scope, {"terms": {"text_key": orphans}}]) if orphans else ():
                # Decided anew, now that the revisions are known.
                still = set(self._orphaned(org_id, {hit["fields"]["text_key"][0]: _owner(hit) for hit in hits}))
                found = {hit["_id"]: hit for hit in hits if hit["fields"]["text_key"][0] in still}
                removed += self._delete(org_id, found)
        return removed

    def remove_unlisted(self, org_id: str, keys: Sequence[str]) -> int:
        """Remove the chunks of text keys whose documents have no row. Answers how many."""
        removed = 0
        for hits in self._chunks(org_id, [{"term": {"org_id": org_id}}, {"terms": {"text_key": keys}}]) if keys else ():
            rows = self._table.get_all((org_id, _owner(hit)) for hit in hits)
            removed += self._delete(org_id, {hit["_id"]: hit for hit in hits if (org_id, _owner(hit)) not in rows})
        return removed

    def text_keys(self, org_id: str) -> Iterator[tuple[dict[str, str], dict[str, int]]]:
        """Pages of (text key → document id, text key → chunks) of an organisation."""
        return self._text_keys(org_id, [{"term": {"org_id": org_id}}])

    def organisations(self) -> Iterator[str]:
        """Ids of those that have chunks."""

        def search(body: Json) -> Json:
            found: Json = self._wire.call("POST", f"/{self._names.chunks}/_search", body=body, seconds=60)
            return found

        return (bucket["key"]["org_id"] for page in buckets(search, ["org_id"], size=PAGE) for bucket in page)

    def _remove_page(self, wanted: Sequence[tuple[Doomed, int]]) -> int:
        docs = [
            {
                "_id": physical_id((one.org_id, one.document_id), one.version, at),
                "routing": one.org_id,
                "_source": False,
            }
            for one, at in wanted
        ]
        found = self._wire.mget(self._names.chunks, docs)
        rows = self._table.get_all((one.org_id, one.document_id) for one, _ in wanted)
        removed: dict[str, dict[str, Json]] = {}
        for (one, at), doc in zip(wanted, found, strict=True):
            if doc.get("found") and not one.spared(rows.get((one.org_id, one.document_id)), at):
                removed.setdefault(one.org_id, {})[doc["_id"]] = doc
        return sum(self._delete(org_id, docs_found) for org_id, docs_found in removed.items())

    def _delete(self, org_id: str, found: Mapping[str, Json]) -> int:
        """Delete chunks at the revisions that were read. Refusals are somebody's newer writes: right to stay."""
        if not found:
            return 0
        body = lines(
            [{"delete": {"_id": name, "routing": org_id, **revision(rev_of(doc))}} for name, doc in found.items()]
        )
        items = self._wire.bulk(self._names.chunks, body)["items"]
        return sum(item["delete"]["status"] == 200 for item in items)

    def _orphaned(self, org_id: str, keys: Mapping[str, str]) -> list[str]:
        """Of text keys with their documents, those whose version is neither live nor pending under a lease."""
        rows = self._table.get_all((org_id, document_id) for document_id in keys.values())
        return [key for key, document_id in keys.items() if not _named(key, rows.get((org_id, document_id)))]

    def _surplus(self, org_id: str, keys: Mapping[str, str], counts: Mapping[str, int]) -> list[Doomed]:
        """What an earlier cut of a live version left behind."""
        rows = self._table.get_all((org_id, document_id) for document_id in keys.values())
        live = {key_of(row.document_id, row.live_version): row for row in rows.values() if row.live_version}
        return [
            Doomed(org_id, row.document_id, str(row.live_version), row.chunk_count, counts[key])
            for key, row in live.items()
            if counts.get(key, 0) > row.chunk_count
        ]

    def _text_keys(self, org_id: str, scope: Sequence[Json]) -> Iterator[tuple[dict[str, str], dict[str, int]]]:
        """Pages of (text key → document id, text key → chunks) in a scope."""
        query = {"query": {"bool": {"filter": scope}}}
        found = buckets(lambda body: self._search(org_id, body | query), ["text_key", "document_id"], size=PAGE)
        for page in found:
            keys = [(bucket["key"]["text_key"], bucket) for bucket in page]
            yield {key: one["key"]["document_id"] for key, one in keys}, {key: one["doc_count"] for key, one in keys}

    def _chunks(self, org_id: str, scope: Sequence[Json]) -> Iterator[list[Json]]:
        body: Json = {
            "size": PAGE,
            "query": {"bool": {"filter": scope}},
            "sort": [{"text_key": "asc"}, {"ordinal": "asc"}],
            "_source": False,
            "docvalue_fields": ["text_key", "document_id"],
            "seq_no_primary_term": True,
        }
        while True:
            hits: list[Json] = self._search(org_id, body)["hits"]["hits"]
            if not hits:
                return
            yield hits
            body = {**body, "search_after": hits[-1]["sort"]}

    def _search(self, org_id: str, body: Json) -> Json:
        answer: Json = self._wire.call(
            "POST", f"/{self._names.chunks}/_search", body=body, params={"routing": org_id}, seconds=60
        )
        return answer


def _owner(hit: Json) -> str:
    return str(hit["fields"]["document_id"][0])


def _named(key: str, row: Document | None) -> bool:
    if row is None:
        return False
    live = row.live_version is not None and key == key_of(row.document_id, row.live_version)
    pending = row.pending_version is not None and key == key_of(row.document_id, row.pending_version)
    return live or (pending and runs(row.lease))
