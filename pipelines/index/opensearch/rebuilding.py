"""Words made anew on OpenSearch: the terms of chunks that another analyzer, or OpenSearch's own, made.

In place, a page at a time: each chunk is written again with its own ``_source`` and the vector that is kept in it, over
the revision that was read. So nothing that is published or removed meanwhile is lost, a killed process leaves chunks
that are done and chunks that are not, and two processes that do it at once only repeat each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipelines.errors import IndexUnavailable
from pipelines.index.opensearch.chunks import chunk_of, findable, vectors_of
from pipelines.index.opensearch.mapping import (
    Names,
    inherited_changes,
    is_inherited,
    lacking,
    spec_json,
    spec_of,
)
from pipelines.index.opensearch.rows import rev_of, revision
from pipelines.index.opensearch.wire import CONFLICT, Wire, lines
from pipelines.text import REVISION
from pipelines.types import IndexSpec, Progress

PAGE = 250

Json = dict[str, Any]


class Rebuild:
    """Makes terms anew. One thread uses an instance: it remembers where in the index it is."""

    def __init__(self, wire: Wire, names: Names) -> None:
        self._wire, self._names = wire, names
        self._after: dict[str, Sequence[Any]] = {}

    def prepare(self) -> None:
        """Give indexes from before there was an analyzer, context or language, the fields of today's. Idempotent."""
        for name, mapping in self._mappings().items():
            wanted = {
                **(inherited_changes() if is_inherited(mapping) else {}),
                **lacking(mapping),
            }
            if wanted:
                body = {"properties": wanted}
                self._wire.call("PUT", f"/{name}/_mapping", body=body, seconds=self._wire.write_seconds)

    def step(self) -> Progress | None:
        """Make a page of terms anew, the live index's first. None when none are left, in any physical index."""
        waiting = {name: spec for name, mapping in self._mappings().items() if (spec := spec_of(mapping)).rebuilding}
        if not waiting:
            return None
        live = next(iter(self._wire.call("GET", f"/_alias/{self._names.chunks}")))
        name = live if live in waiting else next(iter(waiting))
        hits = self._page(name)
        if hits:
            self._write(name, hits)
            self._after[name] = hits[-1]["sort"]
        else:
            self._end_round(name, waiting[name])
        return self.progress(name)

    def progress(self, name: str) -> Progress:
        """How many of a physical index's (or the alias's) chunks have terms of today's analyzer."""
        return Progress(self._wire.count(name, _DONE), self._wire.count(name, {"match_all": {}}))

    def _mappings(self) -> Mapping[str, Json]:
        found: Mapping[str, Json] = self._wire.call("GET", f"/{self._names.chunks}-*/_mapping")
        return {name: mapping for name, mapping in sorted(found.items()) if "_meta" in mapping["mappings"]}

    def _page(self, name: str) -> list[Json]:
        body: Json = {
            "size": PAGE,
            "track_total_hits": False,
            "query": {"bool": {"must_not": [_DONE]}},
            "sort": [{"text_key": "asc"}, {"ordinal": "asc"}, {"org_id": "asc"}],
            "seq_no_primary_term": True,
        }
        if name in self._after:
            body["search_after"] = self._after[name]
        hits: list[Json] = self._wire.call("POST", f"/{name}/_search", body=body, seconds=60)["hits"]["hits"]
        return hits

    def _write(self, name: str, hits: Sequence[Json]) -> None:
        vectors = vectors_of([hit["_source"]["vector"] for hit in hits])
        parts: list[Json] = []
        for hit, vector in zip(hits, vectors, strict=True):
            action = {"_id": hit["_id"], "routing": hit["_routing"], **revision(rev_of(hit))}
            source = hit["_source"]
            found = findable(chunk_of(source))
            parts += ({"index": action}, {**source, **found, "embedding": vector})
        items = self._wire.bulk(name, lines(parts), alias=False)["items"]
        # A conflict: somebody wrote or removed the chunk meanwhile, with today's analyzer.
        failed = [item["index"] for item in items if item["index"]["status"] >= 300]
        if any(item["status"] != CONFLICT for item in failed):
            raise IndexUnavailable(f"OpenSearch did not take {len(failed)} chunks back.")

    def _end_round(self, name: str, spec: IndexSpec) -> None:
        """Behind the last page: look again from the beginning, and where nothing is left, keep that."""
        self._after.pop(name, None)
        self._wire.refresh(name)
        if self._wire.count(name, {"bool": {"must_not": [_DONE]}}) == 0:
            meta = {"_meta": {"spec": spec_json(replace(spec, analyzer=REVISION))}}
            self._wire.call("PUT", f"/{name}/_mapping", body=meta, seconds=self._wire.write_seconds)


_DONE: Json = {"term": {"analyzer": REVISION}}
