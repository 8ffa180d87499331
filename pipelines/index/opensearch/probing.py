"""Whether searches find what was just written: two of them for the documents of a source, not two for each.

What runs once a batch and not once a document is also what a server need not compile first.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.index.opensearch.searching import MOST_HITS
from pipelines.index.opensearch.wire import Wire
from pipelines.types import Vector

# Of one search: a bucket for each.
TOGETHER = 1_000

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Probe:
    """A version that is to be found: ``ids`` of its chunks in order, the first one's ``vector`` and some ``terms``."""

    org_id: str
    source_id: str
    text_key: str
    ids: Sequence[str]
    vector: Vector
    terms: Sequence[str]

    @property
    def wanted(self) -> int:
        """How many chunks a search must find; it finds no more than ``MOST_HITS`` of any."""
        return min(len(self.ids), MOST_HITS)


def are_found(wire: Wire, index: str, probes: Sequence[Probe]) -> list[bool]:
    """Whether each is found: all its chunks among the neighbours of a vector, the first one by each of its terms.

    Every search is within one source, as those of people are.
    """
    if not probes:
        return []
    groups = list(_together(probes))
    bodies = [body for group in groups for body in (_near(group), _worded(group))]
    headers = [{"routing": group[0].org_id} for group in groups for _ in range(2)]
    answers = iter(wire.msearch(index, list(zip(headers, bodies, strict=True))))
    whole: dict[int, bool] = {}
    for group in groups:
        near, worded = next(answers)["aggregations"], next(answers)["aggregations"]
        counts = {bucket["key"]: bucket["doc_count"] for bucket in near["chunks"]["buckets"]}
        for one, bucket in zip(group, worded["first"]["buckets"], strict=True):
            whole[id(one)] = counts.get(one.text_key, 0) == one.wanted and bucket["doc_count"] == 1
    return [whole[id(one)] for one in probes]


def _together(probes: Iterable[Probe]) -> Iterator[list[Probe]]:
    """By source, as many as one search can find whole: then it compares every vector and misses none."""
    sources: dict[tuple[str, str], list[Probe]] = {}
    for one in probes:
        sources.setdefault((one.org_id, one.source_id), []).append(one)
    for alike in sources.values():
        group, chunks = list[Probe](), 0
        for one in alike:
            if group and (chunks + one.wanted > MOST_HITS or len(group) == TOGETHER):
                yield group
                group, chunks = [], 0
            group.append(one)
            chunks += one.wanted
        yield group


def _near(group: Sequence[Probe]) -> Json:
    """The chunks of each among the neighbours of a vector, as many neighbours as there are chunks."""
    filters = [*_scope(group[0]), _ids([name for one in group for name in one.ids])]
    clause = {"vector": group[0].vector, "k": sum(one.wanted for one in group), "filter": {"bool": {"filter": filters}}}
    by_text = {"terms": {"field": "text_key", "size": len(group)}}
    return _counted({"knn": {"embedding": clause}}, {"chunks": by_text})


def _worded(group: Sequence[Probe]) -> Json:
    """The first chunk of each, by its terms."""
    firsts = [_ids(one.ids[:1]) for one in group]
    words = [[{"term": {"terms": term}} for term in one.terms] for one in group]
    filters = [{"bool": {"filter": [first, *terms]}} for first, terms in zip(firsts, words, strict=True)]
    query = {"bool": {"filter": [*_scope(group[0]), _ids([one.ids[0] for one in group])]}}
    return _counted(query, {"first": {"filters": {"filters": filters}}})


def _counted(query: Json, aggregated: Json) -> Json:
    return {"size": 0, "track_total_hits": False, "query": query, "aggs": aggregated}


def _scope(one: Probe) -> list[Json]:
    return [{"term": {"org_id": one.org_id}}, {"term": {"source_id": one.source_id}}]


def _ids(names: Sequence[str]) -> Json:
    return {"ids": {"values": names}}
