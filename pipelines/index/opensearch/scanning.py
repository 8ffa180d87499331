"""Reading the manifest and the chunks outside of searches: lists, counts, vectors for reuse."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from pipelines.convert.fingerprint import is_outdated
from pipelines.index import cursor
from pipelines.index.opensearch.chunks import chunk_of, position_of, vectors_of
from pipelines.index.opensearch.mapping import NO_HASH, Names
from pipelines.index.opensearch.rows import folded, now, row_of
from pipelines.index.opensearch.scopes import in_languages, scope_filter
from pipelines.index.opensearch.wire import Wire, buckets
from pipelines.index.question import held
from pipelines.text.revisions import Analyzer
from pipelines.types import Chunk, Document, Page, Scope, Status, Stored, Vector

PAGE, MOST_TERMS, MOST_HASHES = 1_000, 200, 200
MOST_FIND_CHARS = 1_000
_ROW_ORDER: Sequence[Any] = ({"uri": "asc"}, {"document_id": "asc"})
_WAITING = [Status.PENDING.value, Status.PROCESSING.value]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Counted:
    """Terms whose chunks are counted, as the index keeps them in the languages of the scope."""

    terms: Sequence[str]
    analyzer: Analyzer
    languages: Collection[str]


class Scan:
    """Reads. Lists and counts see what was refreshed."""

    def __init__(self, wire: Wire, names: Names) -> None:
        self._wire, self._names = wire, names

    def page(
        self,
        scope: Scope,
        *,
        status: Status | None,
        q: str | None,
        endings: Collection[str],
        after: str | None,
        limit: int,
    ) -> Page[Document]:
        """Rows in the order (uri, id), one page. Raises ValueError for a bad cursor."""
        where: Json = {"filter": [scope_filter(scope)]}
        if status is None:
            where["must_not"] = [{"term": {"status": Status.DELETED.value}}]
        else:
            where["filter"].append({"term": {"status": status.value}})
        if q:
            where["filter"].append({"wildcard": {"find": {"value": _part(q)}}})
        if endings:
            ends = [{"wildcard": {"uri": {"value": f"*.{one}", "case_insensitive": True}}} for one in endings]
            where["filter"].append({"bool": {"should": ends, "minimum_should_match": 1}})
        if scope.languages is not None:
            where["filter"].append(in_languages(scope.languages))
        return self._rows({"bool": where}, scope.org_id, after=after, limit=limit)

    def _rows(self, query: Json, org_id: str | None, *, after: str | None, limit: int) -> Page[Document]:
        body = {"size": limit + 1, "query": query, "sort": _ROW_ORDER, "seq_no_primary_term": True}
        if after is not None:
            body["search_after"] = cursor.decode(after)
        hits = self._search(self._names.documents, org_id, body)["hits"]["hits"]
        return cursor.page_of([row_of(hit) for hit in hits], limit)

    def sources(self) -> dict[tuple[str, str], int]:
        """Rows that are not deleted, by organisation and source."""
        living = {"query": {"bool": {"must_not": [{"term": {"status": Status.DELETED.value}}]}}}
        found = buckets(
            lambda body: self._search(self._names.documents, None, body | living), ["org_id", "source_id"], size=PAGE
        )
        return {(one["key"]["org_id"], one["key"]["source_id"]): one["doc_count"] for page in found for one in page}

    def indexed(self, org_id: str, *, after: str | None, limit: int) -> Page[Document]:
        """Indexed rows of an organisation, one page."""
        where = [{"term": {"org_id": org_id}}, {"term": {"status": Status.INDEXED.value}}]
        return self._rows({"bool": {"filter": where}}, org_id, after=after, limit=limit)

    def children(self, org_id: str, document_ids: Sequence[str]) -> list[Document]:
        """Rows of what was in these documents."""
        found: list[Document] = []
        where = [{"term": {"org_id": org_id}}, {"terms": {"parent_id": list(document_ids)}}]
        body = {"size": PAGE, "query": {"bool": {"filter": where}}, "sort": _ROW_ORDER, "seq_no_primary_term": True}
        while hits := self._search(self._names.documents, org_id, body)["hits"]["hits"]:
            found += map(row_of, hits)
            body = {**body, "search_after": hits[-1]["sort"]}
        return found

    def counts(self, scope: Scope) -> dict[str, dict[Status, int]]:
        """Documents per source and status, one aggregation."""
        by_status = {"status": {"terms": {"field": "status", "size": len(Status)}}}
        sources = {"terms": {"field": "source_id", "size": len(scope.source_ids)}, "aggs": by_status}
        body = {"size": 0, "query": scope_filter(scope), "aggs": {"sources": sources}}
        answer: dict[str, dict[Status, int]] = {source_id: {} for source_id in scope.source_ids}
        for bucket in self._search(self._names.documents, scope.org_id, body)["aggregations"]["sources"]["buckets"]:
            statuses = bucket["status"]["buckets"]
            answer[bucket["key"]] = {Status(one["key"]): one["doc_count"] for one in statuses}
        return answer

    def stored(self, org_id: str) -> Stored:
        """Documents of an organisation that were not deleted, and their bytes, one aggregation."""
        deleted = [{"term": {"status": Status.DELETED.value}}]
        living = {"bool": {"filter": [{"term": {"org_id": org_id}}], "must_not": deleted}}
        body = {
            "size": 0,
            "track_total_hits": True,
            "query": living,
            "aggs": {"bytes": {"sum": {"field": "bytes.sum"}}},
        }
        found = self._search(self._names.documents, org_id, body)
        return Stored(found["hits"]["total"]["value"], int(found["aggregations"]["bytes"]["value"]))

    def languages(self, scope: Scope | None) -> dict[str, int]:
        """Indexed documents by language, one aggregation; those without the field are in none that is known."""
        where: list[Json] = [{"term": {"status": Status.INDEXED.value}}, *([scope_filter(scope)] if scope else [])]
        aggs = {
            "known": {"terms": {"field": "language", "size": MOST_TERMS}},
            "unknown": {"missing": {"field": "language"}},
        }
        body = {"size": 0, "query": {"bool": {"filter": where}}, "aggs": aggs}
        found = self._search(self._names.documents, scope.org_id if scope else None, body)["aggregations"]
        counted = {bucket["key"]: bucket["doc_count"] for bucket in found["known"]["buckets"]}
        unknown = found["unknown"]["doc_count"]
        return counted | ({"": unknown} if unknown else {})

    def unfinished(self, before: datetime) -> set[tuple[str, str]]:
        """(org, source) with rows that wait, last written before, and that no running lease covers."""
        query = {
            "bool": {
                "filter": [
                    {"terms": {"status": _WAITING}},
                    {"range": {"updated_at": {"lt": before.astimezone(UTC).isoformat()}}},
                ],
                "must_not": [{"range": {"lease_until": {"gt": now().isoformat()}}}],
            }
        }

        def search(body: Json) -> Json:
            return self._search(self._names.documents, None, body | {"query": query})

        found = buckets(search, ["org_id", "source_id"], size=PAGE)
        return {(bucket["key"]["org_id"], bucket["key"]["source_id"]) for page in found for bucket in page}

    def outdated(self, fingerprints: Mapping[str, Sequence[str]], *, limit: int) -> list[Document]:
        """Rows whose text another format made. Versions are kept and not indexed: all rows are read, once an update."""
        where = [{"term": {"status": Status.INDEXED.value}}]
        body: Json = {"size": PAGE, "query": {"bool": {"filter": where}}, "sort": _ROW_ORDER}
        body["seq_no_primary_term"] = True
        found: list[Document] = []
        while len(found) < limit and (hits := self._search(self._names.documents, None, body)["hits"]["hits"]):
            found += [row for row in map(row_of, hits) if _is_outdated(row, fingerprints)]
            body = {**body, "search_after": hits[-1]["sort"]}
        return found[:limit]

    def same(self, scope: Scope, hashes: Collection[str]) -> dict[str, list[Document]]:
        """The first two rows of each of these bytes, one aggregation for a few hundred of them."""
        found: dict[str, list[Document]] = {}
        wanted = [one for one in dict.fromkeys(hashes) if one != NO_HASH]
        first: Json = {"size": 2, "sort": _ROW_ORDER, "seq_no_primary_term": True}
        for at in range(0, len(wanted), MOST_HASHES):
            some = wanted[at : at + MOST_HASHES]
            where = [scope_filter(scope), {"terms": {"wanted_hash.same": some}}]
            query = {"bool": {"filter": where, "must_not": [{"term": {"status": Status.DELETED.value}}]}}
            by_hash = {"field": "wanted_hash.same", "include": some, "size": len(some)}
            aggs = {"same": {"terms": by_hash, "aggs": {"first": {"top_hits": first}}}}
            answer = self._search(self._names.documents, scope.org_id, {"size": 0, "query": query, "aggs": aggs})
            for bucket in answer["aggregations"]["same"]["buckets"]:
                found[bucket["key"]] = [row_of(hit) for hit in bucket["first"]["hits"]["hits"]]
        return found

    def refused(self, *, after: str | None, limit: int) -> Page[Document]:
        """Rows that ended failed or skipped, in the order (uri, id) of all organisations."""
        query = {"bool": {"filter": [{"terms": {"status": [Status.FAILED.value, Status.SKIPPED.value]}}]}}
        return self._rows(query, None, after=after, limit=limit)

    def vectors(self, org_id: str, document_id: str, text_hashes: Iterable[str]) -> dict[str, Vector]:
        """Vectors of a document's chunks, of any version, by text hash."""
        wanted = list(dict.fromkeys(text_hashes))
        found: dict[str, Vector] = {}
        for at in range(0, len(wanted), PAGE):
            where = [_of(org_id, document_id), {"terms": {"text_hash": wanted[at : at + PAGE]}}]
            sources = [hit["_source"] for hit in self._chunks(org_id, where, ["text_hash", "vector"])]
            if sources:
                matrix = vectors_of([source["vector"] for source in sources])
                found.update(zip((source["text_hash"] for source in sources), matrix, strict=True))
        return found

    def chunks(self, row: Document) -> list[Chunk]:
        """The live chunks of a document, in order."""
        where = [_of(row.org_id, row.document_id), {"term": {"text_key": f"{row.document_id}:{row.live_version}"}}]
        hits = self._chunks(row.org_id, where, {"excludes": ["vector"]})
        return [chunk_of(hit["_source"]) for hit in hits if position_of(hit["_id"]) < row.chunk_count]

    def term_counts(self, scope: Scope, counted: Counted) -> tuple[int, dict[str, int]]:
        """Chunks in scope, and those that hold each term, in a title, heading or text."""
        phrases = {term: held(term, counted.analyzer, counted.languages) for term in dict.fromkeys(counted.terms)}
        found = dict.fromkeys(counted.terms, 0)
        asked = [term for term, said in phrases.items() if said]
        total = 0
        for at in range(0, max(1, len(asked)), MOST_TERMS):
            some = asked[at : at + MOST_TERMS]
            aggs = {str(number): {"filter": _holds(phrases[term])} for number, term in enumerate(some)}
            body: Json = {"size": 0, "track_total_hits": True, "query": scope_filter(scope)}
            answer = self._search(self._names.chunks, scope.org_id, {**body, **({"aggs": aggs} if aggs else {})})
            total = answer["hits"]["total"]["value"]
            for number, term in enumerate(some):
                found[term] = answer["aggregations"][str(number)]["doc_count"]
        return total, found

    def _chunks(self, org_id: str, where: Sequence[Json], source: Any) -> Iterator[Json]:
        body: Json = {
            "size": PAGE,
            "track_total_hits": False,
            "_source": source,
            "query": {"bool": {"filter": where}},
            "sort": [{"ordinal": "asc"}, {"text_key": "asc"}],
        }
        while True:
            hits = self._search(self._names.chunks, org_id, body)["hits"]["hits"]
            yield from hits
            if len(hits) < PAGE:
                return
            body = {**body, "search_after": hits[-1]["sort"]}

    def _search(self, name: str, org_id: str | None, body: Json) -> Json:
        params = {"routing": org_id} if org_id is not None else {}
        answer: Json = self._wire.call("POST", f"/{name}/_search", body=body, params=params)
        return answer


def _of(org_id: str, document_id: str) -> Json:
    return {"bool": {"filter": [{"term": {"org_id": org_id}}, {"term": {"document_id": document_id}}]}}


def _holds(phrases: Sequence[str]) -> Json:
    return {"bool": {"should": [{"match_phrase": {"terms": {"query": phrase}}} for phrase in phrases]}}


def _part(text: str) -> str:
    """A wildcard pattern of any text that holds this one, whatever signs it has."""
    kept = folded(text)[:MOST_FIND_CHARS]
    return "*" + "".join(f"\\{sign}" if sign in "*?\\" else sign for sign in kept) + "*"


def _is_outdated(row: Document, fingerprints: Mapping[str, Sequence[str]]) -> bool:
    return row.mime in fingerprints and is_outdated(row.live_version or "", fingerprints[row.mime])
